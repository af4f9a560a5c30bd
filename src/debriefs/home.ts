import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { type Line, msg, person, time } from "../platform/text.ts";
import type { Button } from "../platform/view.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { HomePart, HomeRow, Shell } from "../runtime/feature.ts";
import { wishesButton } from "./buttons.ts";
import { type Shown, readShown } from "./store.ts";
import { type Wishes, readWishes } from "./wishes.ts";

const ask: Button = { action: "debriefs.ask", label: msg("debrief.button.ask") };

/** A person's own: where their debrief stands, and whether they may be asked to listen. */
export async function home(tx: Tx, shell: Shell, self: PersonId, now: Instant): Promise<HomePart> {
  const running = standing(await readShown(tx, shell, self));
  const wishes = listens(await readWishes(tx, shell, self), now);
  if (running !== undefined) return { news: [running], rows: [wishes] };
  const row = { under: "forYou", tone: "calm", line: msg("debrief.home.you") } as const;
  // Who is in no team takes no calls: other things come first for them.
  const own: HomeRow = isInTeam(shell, self)
    ? { ...row, first: [ask], buttons: [] }
    : { ...row, buttons: [ask] };
  return { rows: [own, wishes] };
}

function isInTeam({ organisation }: Shell, self: PersonId): boolean {
  const { agentOf = [], supervises = [] } = organisation.people.get(self) ?? {};
  return agentOf.length + supervises.length > 0;
}

function standing(shown: Shown | undefined): Line | undefined {
  switch (shown?.debrief.status) {
    case "accepted":
      return msg("debrief.home.with", { person: person(shown.debrief.partner) });
    case "searching":
    case "offered":
      return msg("debrief.home.finding");
    default:
      return undefined;
  }
}

function listens(wishes: Wishes, now: Instant): HomeRow {
  const row = { under: "settings", tone: "calm" } as const;
  if (wishes.lost === true)
    return { ...row, line: msg("debrief.home.lost"), buttons: [wishesButton] };
  const toggle: Button = wishes.willing
    ? { action: "debriefs.unwilling", label: msg("debrief.button.unwilling") }
    : { action: "debriefs.willing", label: msg("debrief.button.willing") };
  const paused = wishes.willing && wishes.pausedUntil !== undefined && now < wishes.pausedUntil;
  const line = paused
    ? msg("debrief.home.paused", { time: time(wishes.pausedUntil) })
    : msg(wishes.willing ? "debrief.home.willing" : "debrief.home.unwilling");
  return { ...row, line, buttons: [toggle, wishesButton] };
}
