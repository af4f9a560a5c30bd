import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { type Line, msg, time } from "../platform/text.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { HomePart, HomeRow, Shell } from "../runtime/feature.ts";
import { otherLengths, ownButtons, shown, startNow } from "./buttons.ts";
import { standing } from "./card.ts";
import { lastWeeks } from "./figures/store.ts";
import { weekRows } from "./figures/view.ts";
import { teamOf } from "../people/team.ts";
import { settingsOf } from "./settings.ts";
import type { Break } from "./state.ts";
import { readBreak } from "./store.ts";

/** A person's own break, and for supervisors how cover was. */
export async function home(tx: Tx, shell: Shell, self: PersonId, now: Instant): Promise<HomePart> {
  const state: Break = (await readBreak(tx, self)) ?? { person: self, status: "none", lastAt: 0 };
  return {
    news: newsOf(state, shell),
    rows: [own(state, shell), ...weekRows(await lastWeeks(tx, shell, self, now))],
  };
}

function newsOf(state: Break, shell: Shell): Line[] {
  if (state.status === "none") return [];
  return state.status === "away" && !state.nudged
    ? [msg("break.summaryAway", { time: time(state.until) })]
    : [standing(state, shell)];
}

function own(state: Break, shell: Shell): HomeRow {
  const team = teamOf(shell.organisation, state.person);
  const settings = settingsOf(shell.organisation, team);
  const row = { under: "forYou", tone: "calm", line: standing(state, shell) } as const;
  if (state.status !== "none" && state.status !== "offered")
    return { ...row, first: shown(ownButtons(state)), buttons: [] };
  const now = shown([startNow(settings)]);
  const others = shown([...otherLengths(settings), ...ownButtons(state)]);
  // Who is in no team takes no calls: other things come first for them.
  return team === undefined
    ? { ...row, buttons: [...now, ...others] }
    : { ...row, first: now, buttons: others };
}
