import { deepStrictEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { policyOf } from "../../src/escalations/policy.ts";
import { isLive } from "../../src/escalations/request.ts";
import { ticks } from "../../src/escalations/times.ts";
import { minutes, seconds } from "../../src/kernel/time.ts";
import { type Situation, usualPolicies } from "../support/given.ts";
import { invariants } from "./invariants.ts";
import { type Action, policies, story, tell } from "./stories.ts";

const runs = { numRuns: 500 };

describe("the models: random floors, policies and presses", { timeout: 60_000 }, () => {
  it("every law holds after every decision", () => {
    const kinds =
      "acknowledged answered asked boundary calledAgain callingForHelp categorised checked customerIn described exhausted found gaveBack goBackMissed handedTo hastened helpSaid joined keptTrying lapsed levelled noted nudged opened overtaken passedOn planned putOnHold quietened recorded reminded resolved restarted shrunk skipped stoppedCalling thanked toldToGoBack unreachable wentBack widened withdrawn".split(
        " ",
      );
    const seen = new Set<string>();
    // With one seed for all, each batch would tell the same stories.
    const { seed } = fc.readConfigureGlobal();
    // A model that never gets anywhere proves nothing: stories are told until every kind of event has happened, which one
    // batch in a dozen misses by chance.
    for (let batch = 0; batch < 8 && seen.size < kinds.length; batch++) {
      fc.assert(
        fc.property(story, (told) => {
          const check = invariants();
          const situation = tell(told, (...decision) => {
            check(...decision);
            for (const event of decision[2].events) seen.add(event.type);
          });
          for (let rung = 0; rung < 20; rung++) situation.ringNext();
        }),
        seed === undefined ? runs : { ...runs, seed: seed + batch },
      );
    }
    expect([...seen].toSorted()).toEqual(kinds);
  });

  it("E4, E5, E8: left alone, every request comes to an end, and a danger keeps asking at a bounded pace", () => {
    const ends = new Set<string>();
    fc.assert(
      fc.property(story, (told) => {
        const situation = tell(told, invariants());
        ends.add(comesToAnEnd(situation));
      }),
      runs,
    );
    expect([...ends].toSorted()).toEqual(["danger goes on", "resolved", "withdrawn"]);
  });

  it("E11: a policy changed while a request runs changes nothing", () => {
    const restful = story.map((told) => ({
      ...told,
      actions: told.actions.filter((action) => !opensAnother(action)),
    }));
    fc.assert(
      fc.property(restful, policies, (told, others) => {
        const withChange = {
          ...told,
          actions: told.actions.flatMap((action): Action[] => [{ policies: others }, action]),
        };
        const journals = [
          tell(withChange, invariants()),
          tell(withChange, invariants(), false),
        ].map((situation) => firstRequest(situation));
        deepStrictEqual(journals[0], journals[1]);
      }),
      { numRuns: 150 },
    );
  });
});

const opensAnother = (action: Action) =>
  "say" in action && action.say.do === "escalate" && action.say.another === true;

/** Up to where a second request was opened: that one rightly starts with the new policy. */
function firstRequest({ journal }: Situation) {
  const second = journal.findIndex((event, index) => index > 0 && event.type === "opened");
  return second === -1 ? journal : journal.slice(0, second);
}

/** Nobody touches it any more. @returns how it ended. */
function comesToAnEnd(situation: Situation): string {
  const lastAsked: number[] = [];
  let idle = 0;
  for (let rung = 0; rung < 120; rung++) {
    const before = situation.now;
    const next = situation.ringNext();
    if (next === undefined) {
      ok(!isLive(situation.state), "nothing live is forgotten");
      return situation.state.status;
    }
    idle = situation.now === before ? idle + 1 : 0;
    ok(idle < ticks.length + 2, "time goes on: nothing rings again and again at one moment");
    if (next.happened.events.some((event) => event.type === "asked")) lastAsked.push(situation.now);
  }
  const { state } = situation;
  ok(
    isLive(state) && state.level === "danger",
    `only danger goes on for ever, not ${state.level} ${state.status}`,
  );
  ok(situation.now - (lastAsked[0] ?? 0) >= minutes(30), "and it spans hours, not seconds");
  if (state.status === "open" && state.round > policyOf(state).repeat + 1) {
    const [one = 0, two = 0] = lastAsked.slice(-2);
    ok(two - one >= seconds(60), "at a bounded pace");
  }
  return "danger goes on";
}

it("the usual policies are a policy like any other", () => {
  fc.assert(
    fc.property(story, (told) => {
      tell({ ...told, policies: usualPolicies }, invariants());
    }),
    { numRuns: 200 },
  );
}, 60_000);
