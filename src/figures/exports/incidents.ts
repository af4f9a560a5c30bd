import type { TeamName } from "../../kernel/ids.ts";
import { fewest } from "../../kernel/weeks.ts";
import type { PolicyFacts, RequestFacts } from "../../people/figures.ts";
import type { Cell } from "./csv.ts";

/*
 * Hard calls one by one, for the duty of care (docs/features.md I4): what was done and what came of
 * it, with no time, no person and no word. Pure. See decisions/0079.
 */

export interface Incidents {
  readonly rows: readonly (readonly Cell[])[];
  /** The policies that asked for help in rows with a team, by the number that a row names. */
  readonly policies: readonly PolicyFacts[];
  /** Hard calls that are in no row, because there were fewer than five of their kind. */
  readonly leftOut: boolean;
}

const heading = [
  ...["four_weeks_from", "team", "level", "reason", "policy", "warnings", "could_be_ended"],
  ...["ended_within_policy", "no_warning_by_rule", "taken_in_time", "there_in_time"],
  ...["went_past_first_step", "lapsed", "nobody_came", "outcome"],
];
const yes = (is: boolean): Cell => (is ? "yes" : "no");

/**
 * A row for each, of teams that are told apart and of blocks in which the team had five or more;
 * others stand without their team, where all of them together are five or more. In the order of
 * their content, so that no row's place says when it was.
 * @param isToldApart whether a team was in the figures by itself in that block
 * @param isIn whether a team was in the figures at all
 */
export function incidentsOf(
  blocks: ReadonlyMap<string, readonly RequestFacts[]>,
  isIn: (team: TeamName, block: string) => boolean,
  isToldApart: (team: TeamName, block: string) => boolean,
): Incidents {
  const policies: PolicyFacts[] = [];
  const known = new Map<string, number>();
  const numberOf = (policy: PolicyFacts): number => {
    const text = JSON.stringify(policy);
    const number = known.get(text) ?? policies.push(policy);
    known.set(text, number);
    return number;
  };
  const rows: Cell[][] = [];
  let leftOut = false;
  for (const [block, requests] of blocks) {
    const counted = requests.filter((one) => !one.early && isIn(one.team, block));
    if (counted.length < requests.filter(({ early }) => !early).length) leftOut = true;
    const byTeam = Map.groupBy(counted, ({ team }) => team);
    const isEnough = (team: TeamName) =>
      isToldApart(team, block) && (byTeam.get(team)?.length ?? 0) >= fewest;
    const without = counted.filter(({ team }) => !isEnough(team));
    for (const one of counted) {
      if (!isEnough(one.team) && without.length < fewest) leftOut = true;
      else if (isEnough(one.team)) rows.push(rowOf(one, block, one.team, numberOf(one.policy)));
      else rows.push(rowOf(one, block, "", null));
    }
  }
  const sorted = rows.toSorted((a, b) => (a.join("\t") < b.join("\t") ? -1 : 1));
  return { rows: [heading, ...sorted], policies, leftOut };
}

/** @param policy its number; a policy may be one team's alone, so without the team there is none */
const rowOf = (one: RequestFacts, block: string, team: string, policy: number | null): Cell[] => [
  ...[block, team, one.level, one.category ?? "", policy, one.warnings],
  ...[yes(one.endable), yes(one.ended), yes(one.paused), yes(one.takenInTime)],
  ...[yes(one.cameInTime), yes(one.widened), yes(one.lapsed), yes(one.alone), one.outcome ?? ""],
];
