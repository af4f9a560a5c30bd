import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { newestOnly } from "../platform/gone.ts";
import { notice } from "../platform/notice.ts";
import { type Text, literal, msg } from "../platform/text.ts";
import type { Button, Card, Gone, Notice } from "../platform/view.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { HomePart, Shell, Viewer } from "../runtime/feature.ts";
import type { GoodCalls, Refusal, TeamWeek } from "./rules.ts";
import { lastWeek } from "./store.ts";

const logButton: Button = { action: "goodcalls.log", label: msg("button.goodCall") };

/** The team's number of the week, for who is in the team. */
export function show(
  { told }: GoodCalls,
  viewer: Viewer,
  { organisation: { people } }: Shell,
): Card | Gone | undefined {
  if (told === undefined) return undefined;
  const { agentOf = [], supervises = [] } = people.get(viewer.person) ?? {};
  const [first, ...others] = told.teams.filter(({ team }) =>
    [...agentOf, ...supervises].includes(team),
  );
  if (first === undefined) return undefined;
  return newestOnly(`w${told.week}`, viewer, () => ({
    kind: "card",
    tone: "good",
    summary: line(first),
    title: line(first),
    facts: [],
    lines: [...others.map(line), msg("good.thanks")],
    buttons: [],
  }));
}

const line = ({ team, calls }: TeamWeek): Text =>
  msg("good.week", { team: literal(team), count: calls });

export const logged = (): Notice => notice([msg("good.logged")]);

const refusals = {
  "no-team": "good.noTeam",
  "not-yours": "refused.notYours",
  already: "good.already",
  enough: "good.enough",
  "too-early": "common.noted",
} as const satisfies Record<Refusal, string>;

export const refusal = (code: Refusal): Notice => notice([msg(refusals[code])]);

export async function home(tx: Tx, shell: Shell, self: PersonId, now: Instant): Promise<HomePart> {
  const takesCalls = (shell.organisation.people.get(self)?.agentOf.length ?? 0) > 0;
  const weeks = await lastWeek(tx, shell, self, now);
  const row = { under: "team", tone: "calm" } as const;
  return {
    rows: [
      ...weeks.map((week) => ({ ...row, line: line(week), buttons: [] })),
      ...(takesCalls ? [{ ...row, line: msg("good.home"), buttons: [logButton] }] : []),
    ],
  };
}
