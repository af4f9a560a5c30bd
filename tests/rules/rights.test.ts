import { describe, expect, it } from "vitest";
import type { Command } from "../../src/escalations/commands.ts";
import { Situation, lee, policy, present } from "../support/given.ts";

/* Rights are those of the moment of the press; and a stranger learns nothing from a refusal. */

const presses: readonly Command[] = [
  ...(["acknowledge", "passOn", "giveBack", "arrived", "here", "danger", "notDanger"] as const),
  ...(["callForHelp", "callEnded", "dontNeed", "done"] as const),
].map((what) => ({ do: what }));
const others: readonly Command[] = [
  { do: "giveTo", to: "dana" },
  { do: "check", point: "called" },
  { do: "check" },
  { do: "customerIn", country: "GB" },
  { do: "arrived", manner: "coaching" },
  { do: "record", outcome: "sorted" },
  { do: "describe", worded: true },
  { do: "categorise", category: "ABU" },
  { do: "escalate", worded: false, again: true },
];

describe("P4: a stranger who has a request's id", () => {
  it("is answered the same, whatever the request is: calm or a danger, taken or not, closed", () => {
    const refused = (happens: (s: Situation) => void) => {
      const s = new Situation();
      s.escalates();
      happens(s);
      return [...presses, ...others].map((command) => s.when("ben", command).refused);
    };
    const calm = refused(() => undefined);
    expect(calm).not.toContain(undefined);
    const danger = (s: Situation) => void s.when("ana", { do: "danger" });
    const taken = (s: Situation) => void s.when("sam", { do: "acknowledge" });
    const over = (s: Situation) => void s.when("ana", { do: "callEnded" });
    for (const other of [
      [danger],
      [taken],
      [over],
      [danger, taken],
      [danger, over],
      [taken, over],
      [danger, taken, over],
    ])
      expect(refused((s) => other.forEach((happens) => happens(s)))).toEqual(calm);
  });
});

describe("P4: who was asked as a supervisor and is none any more", () => {
  it("takes nothing, calls no help, and says no danger", () => {
    const s = new Situation();
    s.escalates();
    s.when("sam", { do: "acknowledge" });
    s.when("sam", { do: "giveBack" });
    s.floor.set("sam", present("sam", {}));
    for (const command of [...presses, ...others].filter(({ do: what }) => !kept.has(what)))
      expect([command.do, s.when("sam", command).refused]).toEqual([
        command.do,
        expect.any(String),
      ]);
  });

  it("whom the request's own policy names still may", () => {
    const s = new Situation({
      policies: { abuse: policy([[["lee"], 20]]) },
      colleagues: [lee],
    });
    s.escalates();
    expect(s.when("lee", { do: "acknowledge" }).answer).toBe("taken");
  });
});

/** To say no, to end what they had, and to say why, is open to whoever had it. */
const kept = new Set<string>(["passOn", "done", "describe", "categorise"]);
