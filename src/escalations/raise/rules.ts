import type { Given } from "../../kernel/decision.ts";
import { type Decided, type Facts, refuse } from "../commands.ts";
import { atOpening } from "../rules/position.ts";
import { askNext } from "../rules/steps.ts";

/**
 * Somebody asks for a colleague (docs/features.md E15): a request of the colleague's, who reads who
 * asked. Whoever asked is not asked to come.
 */
export function raise(worded: boolean, given: Given, facts: Facts): Decided {
  const { at, by, newId: id } = given;
  const { colleague } = facts;
  const team = colleague?.team ?? facts.team;
  if (colleague === undefined || by === undefined) return refuse("not-a-colleague");
  if (colleague.isHelped) return refuse("raised-already");
  if (team === undefined) return refuse("no-team");
  const opened = {
    type: "opened",
    at,
    id,
    requester: colleague.person,
    via: colleague.via,
    team: team.name,
    policies: team.policies,
    worded,
    occasion: "a0",
    raisedBy: by,
  } as const;
  const floor = { ...facts, requesterLanguages: colleague.languages };
  const why = { reason: "opened", without: by } as const;
  return {
    events: [opened, ...askNext(atOpening(opened), given, floor, why)],
    answer: "raised",
  };
}
