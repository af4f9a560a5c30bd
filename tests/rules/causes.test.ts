import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Command,
  type Facts,
  type Item,
  decide,
  effects,
  evolve,
  often,
  timers,
} from "../../src/causes/rules.ts";

const at = Date.parse("2026-12-01T10:00:00Z");
const day = 86_400_000;
const facts: Facts = {
  cause: { team: "Billing", category: "CMP", count: often },
  heads: ["lee", "kim"],
  timeZone: "Europe/London",
};
const given = (now: number, by?: string) => ({ at: now, by, via: by, newId: "i1", seed: 0 });
function when(item: Item | undefined, command: Command, now: number, by?: string, known = facts) {
  const decided = decide(item, command, given(now, by), known);
  if ("refused" in decided) return { item, refused: decided.refused, told: [] as string[] };
  const after = decided.events.reduce<Item | undefined>(evolve, item);
  const told = decided.events.flatMap((event) =>
    after === undefined
      ? []
      : effects(event, after).flatMap((effect) =>
          effect.do === "tell" && "person" in effect.to
            ? [`${effect.to.person} ${effect.occasion}`]
            : [],
        ),
  );
  return { item: after, refused: undefined, told };
}
const opened = () => when(undefined, { do: "look" }, at).item;
const own: Command = { do: "own", due: "2026-12-15" };

describe("A5: given a cause", () => {
  it("when it comes for the third time, then the heads are told, once", () => {
    expect(when(undefined, { do: "look" }, at).told).toEqual(["lee c0", "kim c0"]);
    expect(when(opened(), { do: "look" }, at).refused).toBe("nothing");
    const twice = { ...facts, cause: { team: "Billing", category: "CMP", count: often - 1 } };
    expect(when(undefined, { do: "look" }, at, undefined, twice).refused).toBe("nothing");
    const nobody = { ...facts, heads: [] };
    expect(when(undefined, { do: "look" }, at, undefined, nobody).refused).toBe("nothing");
    expect(when(undefined, { do: "look" }, at, "ana").refused).toBe("nothing");
  });

  it("when nobody takes it on, then the heads are reminded after three days, and then weekly", () => {
    const item = opened();
    expect(item?.remindAt).toBe(at + 3 * day);
    const reminded = when(item, { do: "remind" }, at + 3 * day);
    expect(reminded.told).toEqual(["lee c1", "kim c1"]);
    expect(reminded.item?.remindAt).toBe(at + 10 * day);
  });

  it("when somebody has it, then they alone are reminded, on its day; all are if they left", () => {
    const { item } = when(opened(), own, at, "lee");
    const due = Date.parse("2026-12-15T12:00:00Z");
    expect(item?.remindAt).toBe(due);
    expect(when(item, { do: "remind" }, due - 1).refused).toBe("nothing");
    expect(when(item, { do: "remind" }, due).told).toEqual(["lee c1"]);
    expect(when(item, { do: "remind" }, due, undefined, { ...facts, heads: ["kim"] }).told).toEqual(
      ["kim c1"],
    );
  });

  it("when it is done or declined, then nothing of it comes again", () => {
    for (const command of [{ do: "finish" }, { do: "decline" }] as const) {
      const { item } = when(opened(), command, at, "kim");
      expect(item && timers(item)).toEqual([]);
      expect(when(item, command, at, "kim").refused).toBe("over");
      expect(when(item, own, at, "kim").refused).toBe("over");
    }
  });

  it("when somebody else presses, then nothing happens", () => {
    for (const command of [own, { do: "finish" }, { do: "decline" }] as const) {
      expect(when(opened(), command, at, "ana").refused).toBe("not-a-head");
      expect(when(opened(), command, at).refused).toBe("not-a-head");
    }
  });

  it("property: an item that is not over has a next reminder, whatever was pressed", () => {
    const command = fc.constantFrom<Command>(
      own,
      { do: "remind" },
      { do: "look" },
      { do: "finish" },
      { do: "own", due: "soon" },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(command, fc.integer({ min: 0, max: 9 * day }))), (commands) => {
        let [item, now] = [opened(), at];
        for (const [one, wait] of commands) {
          now += wait;
          const by = one.do === "remind" || one.do === "look" ? undefined : "lee";
          ({ item } = when(item, one, now, by));
          if (item?.end === undefined) expect(item?.remindAt).toBeDefined();
          else expect(item.remindAt).toBeUndefined();
        }
      }),
    );
  });
});
