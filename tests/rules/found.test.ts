import { describe, expect, it } from "vitest";
import { effects } from "../../src/escalations/effects.ts";
import { Situation, priya, rings, sam, types } from "../support/given.ts";

const unknown = { reachable: false };
/** What the last event leaves for the clock. */
const looks = (s: Situation) =>
  s.journal
    .slice(-1)
    .flatMap((event) => effects(event, s.state))
    .flatMap((effect) => (effect.do === "later" ? [effect] : []));

describe("E1, E12: nobody who is on shift could be reached", () => {
  it("is looked at once more three seconds later, and asked when somebody was found", () => {
    const s = new Situation({
      colleagues: [
        { ...sam, ...unknown },
        { ...priya, ...unknown },
      ],
    });
    s.escalates();
    expect(s.state).toMatchObject({ status: "exhausted", outOfReach: true });
    expect(looks(s)).toEqual([{ do: "later", command: "found", at: s.now + 3_000 }]);
    expect(types(s.when(undefined, { do: "found" }))).toEqual([]);
    s.becomes("sam", { reachable: true });
    expect(rings(s.when(undefined, { do: "found" }).events)).toEqual(["asked sam"]);
    expect(s.state).toMatchObject({ status: "open", news: "asked" });
  });

  it("not for a call of a quarter of an hour ago, nor where somebody was asked, nor where nobody is on shift", () => {
    const s = new Situation({ colleagues: [{ ...sam, ...unknown }] });
    s.escalates();
    s.now += 15 * 60_000 + 1;
    s.becomes("sam", { reachable: true });
    expect(types(s.when(undefined, { do: "found" }))).toEqual([]);

    const asked = new Situation({ colleagues: [sam] });
    asked.escalates();
    expect(types(asked.when(undefined, { do: "found" }))).toEqual([]);

    const nobody = new Situation({ colleagues: [{ ...sam, onShift: false }] });
    nobody.escalates();
    expect(nobody.state).not.toHaveProperty("outOfReach");
    expect(looks(nobody)).toEqual([]);
  });
});
