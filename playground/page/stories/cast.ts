import type { Someone } from "../../protocol.ts";

/** Who plays in the stories: the people of whatever organisation is loaded. */
export interface Cast {
  /** Takes calls, on Slack if possible. */
  readonly agent: Someone;
  /** Of the same team, in Teams if possible. */
  readonly supervisor: Someone;
  /** Another supervisor of that team, if there is one. */
  readonly second: Someone;
  /** Takes calls in a team of the lead's, if possible. */
  readonly member: Someone;
  readonly lead: Someone;
}

/** @returns nothing where there is no agent, or no supervisor */
export function castOf(everyone: readonly Someone[]): Cast | undefined {
  const agents = everyone.filter(({ role }) => role === "agent");
  const agent = best(agents, [({ platform }) => platform === "slack"]);
  if (agent === undefined) return undefined;
  const supervisors = everyone.filter(({ role }) => role === "supervisor");
  const own = (one: Someone) => one.team === agent.team;
  const inTeams = (one: Someone) => one.platform === "teams";
  const supervisor = best(supervisors, [own, inTeams]);
  if (supervisor === undefined) return undefined;
  const another = supervisors.filter(({ name }) => name !== supervisor.name);
  const lead = best(supervisors, [(one) => one.lead === true, inTeams]) ?? supervisor;
  return {
    agent,
    supervisor,
    second: best(another, [own]) ?? supervisor,
    member: best(agents, [(one) => one.team === lead.team, (one) => !inTeams(one)]) ?? agent,
    lead,
  };
}

type Test = (one: Someone) => boolean;

/** The first who passes most of the tests; an earlier test counts more than all behind it. */
function best(people: readonly Someone[], tests: readonly Test[]): Someone | undefined {
  const scored = people.map((one) => ({
    one,
    score: tests.reduce((sum, test) => sum * 2 + (test(one) ? 1 : 0), 0),
  }));
  return scored.toSorted((a, b) => b.score - a.score)[0]?.one;
}
