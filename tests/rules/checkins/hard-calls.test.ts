import fc from "fast-check";
import { expect, it } from "vitest";
import { fieldsOf, helps, kinds, orderOf, readPicks } from "../../../src/checkins/hard/picks.ts";
import { decide } from "../../../src/checkins/hard/rules.ts";
import { reasons } from "../../../src/kernel/coaching.ts";
import { catalogues } from "../../../src/locales/index.ts";

/* My hard calls, and the team poll. */

const given = { at: 1, by: "ana", via: undefined, newId: "", seed: 1 };

it("what a form sends is read as what it offers: three kinds at most, each once, and nothing else", () => {
  expect(
    readPicks({ kind1: "loud", kind2: "loud", kind3: "crying", why: "heard", help1: "water" }),
  ).toEqual({
    ...{ kinds: ["loud", "crying"], why: "heard", helps: ["water"] },
  });
  expect(readPicks({ why: "heard", help1: "water" })).toBeUndefined();
  expect(readPicks({ kind1: "Mrs Miller", kind4: "loud", why: "x" })).toBeUndefined();
});

it("my cards: mine first, in my order, and none lost or twice", () => {
  const all = orderOf(undefined).cards;
  expect(
    orderOf({ kinds: ["hurried", "swearing"], helps: [], why: "passedAround" }).cards.slice(0, 3),
  ).toEqual(["noTime", "ABU", "passedAround"]);
  const values = fc.dictionary(
    fc.constantFrom(...fieldsOf("kind"), ...fieldsOf("help"), "why"),
    fc.constantFrom(...kinds, ...helps, ...reasons),
  );
  fc.assert(
    fc.property(values, (sent) => {
      const cards = orderOf(readPicks(sent)).cards;
      expect(cards.toSorted()).toEqual(all.toSorted());
      expect(new Set(cards).size).toBe(all.length);
    }),
  );
});

it("every kind, reason and help has its words, in both languages", () => {
  for (const catalogue of Object.values(catalogues)) {
    const has = (key: string) => expect(Object.keys(catalogue)).toContain(key);
    for (const kind of kinds) has(`hard.kind.${kind}`);
    for (const reason of reasons) has(`reason.${reason}`);
    for (const help of helps) has(`hard.help.${help}`);
  }
});

it("nobody picks or forgets for another", () => {
  const state = { person: "ben", lastAt: 0 };
  for (const name of ["pick", "forget"] as const) {
    expect(decide(state, { do: name }, given)).toEqual({ refused: "not-yours" });
    expect(decide(undefined, { do: name }, { ...given, by: undefined })).toEqual({
      refused: "not-yours",
    });
    expect(decide(undefined, { do: name }, given)).toMatchObject({ events: [{ person: "ana" }] });
  }
});
