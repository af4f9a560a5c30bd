import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Command,
  type Tip,
  decide,
  effects,
  evolve,
  isTipCard,
} from "../../src/learning/tips/rules.ts";

/* Tips (docs/features.md A4). Sam edits them, Ana writes one. */

const facts = { editors: ["sam"], isListed: true };
const given = (by?: string, at = 1_000) => ({
  ...{ at, by, via: undefined, newId: "t1", seed: 0 },
});
const offer: Command = { do: "offer", card: "any" };
const publish: Command = { do: "publish", card: "ANG" };
const does = (state: Tip | undefined, command: Command, by?: string) =>
  decide(state, command, given(by), facts);
const after = (decided: ReturnType<typeof does>, state?: Tip) =>
  ("events" in decided ? decided.events : []).reduce<Tip | undefined>(evolve, state);
const waiting = after(does(undefined, offer, "ana")) as Tip;

describe("A4: given a tip that waits", () => {
  it("when an editor publishes it, then its author hears once, and each change is an edition", () => {
    expect(waiting).toMatchObject({ status: "waiting", author: "ana", edition: 0 });
    const decided = does(waiting, publish, "sam");
    const shown = after(decided, waiting) as Tip;
    expect(shown).toMatchObject({ status: "published", card: "ANG", edition: 1 });
    const [event] = "events" in decided ? decided.events : [];
    expect(event && effects(event, shown)[0]).toMatchObject({ to: { person: "ana" } });
    const changed = after(does(shown, publish, "sam"), shown) as Tip;
    expect(changed.edition).toBe(2);
    expect(event && effects(event, changed)).toEqual([{ do: "refreshHome", people: ["ana"] }]);
  });

  it("when it is taken back by its author or an editor, then it is closed for good", () => {
    const shown = after(does(waiting, publish, "sam"), waiting);
    for (const by of ["ana", "sam"]) {
      const back = after(does(shown, { do: "takeBack" }, by), shown);
      expect(back?.status).toBe("back");
      for (const command of [publish, { do: "decline" }, { do: "takeBack" }] as const)
        expect(does(back, command, "sam")).toEqual({ refused: "over" });
    }
    expect(does(shown, { do: "decline" }, "sam")).toEqual({ refused: "over" });
  });

  it("when somebody else tries, or nobody edits, then nothing happens and nothing is learnt", () => {
    for (const state of [waiting, undefined])
      for (const by of ["ben", undefined])
        for (const command of [publish, { do: "decline" }, { do: "takeBack" }] as const)
          expect(does(state, command, by)).toEqual({ refused: "not-yours" });
    expect(does(waiting, publish, "ana")).toEqual({ refused: "not-yours" });
    expect(does(waiting, offer, "ana")).toEqual({ refused: "not-yours" });
    expect(decide(undefined, offer, given("ana"), { ...facts, editors: [] })).toEqual({
      refused: "no-editors",
    });
  });

  it("property: only an editor makes anything public, and what is closed stays closed", () => {
    const press = fc.tuple(
      fc.constantFrom<Command>(publish, { do: "decline" }, { do: "takeBack" }),
      fc.constantFrom("ana", "sam", "ben"),
    );
    fc.assert(
      fc.property(fc.array(press, { maxLength: 12 }), (presses) => {
        let state = waiting;
        for (const [command, by] of presses) {
          const next = after(does(state, command, by), state) as Tip;
          if (next.edition > state.edition) expect(by).toBe("sam");
          if (state.status === "back" || state.status === "declined") expect(next).toBe(state);
          state = next;
        }
      }),
    );
  });

  it("no tip stands on a card for a danger", () =>
    expect(["any", "ANG", "THR", "RSK", "SAF", "constructor"].filter(isTipCard)).toEqual([
      ...["any", "ANG"],
    ]));
});
