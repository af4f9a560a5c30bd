import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Command } from "../../src/escalations/commands.ts";
import { timers } from "../../src/escalations/effects.ts";
import type { Event } from "../../src/escalations/events.ts";
import { evolve } from "../../src/escalations/evolve.ts";
import type { Policies } from "../../src/escalations/policy.ts";
import type { Request } from "../../src/escalations/request.ts";
import { decide } from "../../src/escalations/rules.ts";
import { ticks } from "../../src/escalations/times.ts";
import { verdicts } from "../../src/escalations/verdict/verdicts.ts";
import { dana, lee, present, priya, sam } from "../support/given.ts";
import { checkState } from "./invariants.ts";

/*
 * Rows and journals of version 0.1.0 load as they are. Its own `evolve` made the samples: the
 * shortest history for each kind of state. Their policies stand once.
 */
interface Sample {
  readonly events: readonly Event[];
  readonly state: Request;
}
const file = JSON.parse(
  readFileSync(
    new URL("../support/fixtures/requests/states-of-0.1.0.json", import.meta.url),
    "utf8",
  ),
) as { readonly policies: Policies; readonly samples: readonly Sample[] };
const { policies } = file;
const samples = file.samples.map(({ events, state }) => ({
  events: events.map((event) => (event.type === "opened" ? { ...event, policies } : event)),
  state: { ...state, policies },
}));

const presses = [
  "acknowledge",
  "passOn",
  "giveBack",
  "arrived",
  "here",
  "danger",
  "notDanger",
  "callForHelp",
  "endCall",
  "hold",
  "back",
  "callEnded",
  "dontNeed",
  "done",
] as const;
const commands: readonly Command[] = [
  ...presses.map((press) => ({ do: press })),
  { do: "escalate", worded: true },
  { do: "escalate", worded: false, again: true },
  { do: "boundary", step: { behaviour: "serious", after: 0 } },
  { do: "check", point: "called" },
  { do: "customerIn", country: "ES" },
  { do: "arrived", manner: "listening" },
  ...verdicts.map((verdict) => ({ do: "answer", verdict }) as const),
  { do: "giveTo", to: "dana" },
  { do: "describe", worded: true },
  { do: "categorise", category: "THR" },
  { do: "categorise", category: "TEC" },
  { do: "done", help: "called" },
  { do: "record", outcome: "sorted" },
];
const colleagues = [sam, priya, dana, lee, present("kim", { supervises: ["Billing"] })];
const facts = { colleagues, requesterLanguages: [], team: { name: "Billing", policies } };

describe("requests stored by version 0.1.0", () => {
  it("are there in every status, also missed, handed on, and in danger", () => {
    const kinds = samples.flatMap(({ state }) => [
      state.status,
      ...(state.level === "danger" ? ["danger"] : []),
      ...["handedTo", "turnedDown", "overtaken", "outcome", "outOfReach"].filter(
        (key) => key in state,
      ),
    ]);
    expect([...new Set(kinds)].toSorted()).toEqual([
      ...["acknowledged", "danger", "exhausted", "handedTo", "joined", "open", "outOfReach"],
      ...["outcome", "overtaken", "resolved", "turnedDown", "withdrawn"],
    ]);
  });

  it.each(samples)(
    "$state.status, event by event: the journal says what the row says",
    (sample) => {
      checkState(sample.state);
      const after = sample.events.reduce<Request | undefined>(evolve, undefined);
      // Version 0.1.0 did not keep when somebody arrived.
      const { arrived: _, ...known } = after ?? {};
      expect(known).toStrictEqual(sample.state);
    },
  );

  it("go on: whatever is pressed or falls due leads to a state of today", () => {
    const led = new Set<string>();
    for (const { state } of samples) {
      const at = state.lastAt + 60_000;
      const last = [...timers(state)].flatMap((timer) => (timer.do === "later" ? timer.at : []));
      const given = { via: "a", newId: "request-new", seed: 0 };
      const tried = [
        ...["ana", "sam", "priya", "dana"].flatMap((by) =>
          commands.map((command) => ({ command, given: { ...given, at, by } })),
        ),
        ...ticks.map((tick) => ({
          command: { do: tick },
          given: { ...given, at: Math.max(at, ...last), by: undefined },
        })),
      ];
      for (const { command, given } of tried) {
        const decided = decide(state, command, given, facts);
        if ("refused" in decided || decided.events.length === 0) continue;
        const after = decided.events.reduce<Request | undefined>(evolve, state);
        if (after === undefined) throw new Error("no state");
        checkState(after);
        led.add(`${state.status} ${command.do} ${after.status}`);
      }
    }
    expect(led.size).toBeGreaterThan(60);
  });
});
