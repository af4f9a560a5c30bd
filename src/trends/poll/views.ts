import type { PersonId, TeamName } from "../../kernel/ids.ts";
import { notice } from "../../platform/notice.ts";
import { type Line, literal, msg } from "../../platform/text.ts";
import type { Button, Notice } from "../../platform/view.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import { windowLasts } from "../questions.ts";
import { type Poll, type Polls, type Refusal, pollOf, topOf } from "./rules.ts";
import { ownTeams, readNow } from "./store.ts";

/** Somebody runs a few teams at most; more are a trend's business. */
const mostTeams = 5;

/**
 * What a team reads together: the picture where one was taken, else how to take it
 * (docs/features.md K9).
 */
export async function look(tx: Tx, shell: Shell, by: PersonId): Promise<Notice> {
  const teams = ownTeams(shell, by).slice(0, mostTeams);
  const { polls, now } = await readNow(tx);
  const taken = teams.flatMap((team) => pollOf(polls, team, now) ?? []);
  const open = teams.flatMap((team, index) =>
    taken.some((poll) => poll.team === team) ? [] : [{ team, index }],
  );
  const take = open.map(({ team, index }): Button => ({
    action: "poll.take",
    label: open.length > 1 ? msg("poll.takeOf", { team: literal(team) }) : msg("button.pollTake"),
    accessible: msg("poll.takeOf", { team: literal(team) }),
    argument: String(index),
  }));
  const lines = [...taken.flatMap(picture), ...(take.length === 0 ? [] : [msg("poll.how")])];
  return { ...notice(lines, take), title: msg("button.teamPoll") };
}

export function answer(team: TeamName, polls: Polls): Notice {
  const poll = polls.past.findLast((one) => one.team === team);
  return notice(poll === undefined ? [msg("poll.nothing")] : picture(poll));
}

const picture = (poll: Poll): Line[] => [
  msg("poll.title", {
    team: literal(poll.team),
    date: poll.takenAt,
    next: poll.window + windowLasts,
  }),
  ...topOf(poll).map(({ kind, figure: { from, to, people } }) =>
    msg("poll.row", {
      kind: msg(`hard.kind.${kind}` as "hard.kind.loud"),
      span: msg("trend.span", { from, to, people }),
    }),
  ),
  ...(topOf(poll).length === 0 ? [msg("poll.level")] : []),
  msg("poll.talk1"),
  msg("poll.talk2"),
  msg("poll.talk3"),
];

/** Too few, too alike and nobody at all read the same. */
export const refusal = (code: Refusal): Notice =>
  notice([msg(code === "nothing" ? "poll.nothing" : "refused.notYours")]);
