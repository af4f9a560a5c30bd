import fc from "fast-check";
import { expect, it } from "vitest";
import {
  cardsFor,
  fieldsOf,
  helps,
  kinds,
  readPicks,
  whys,
} from "../../../src/checkins/hard/picks.ts";
import { decide } from "../../../src/checkins/hard/rules.ts";
import { catalogues } from "../../../src/locales/index.ts";

/* DOMAIN 9.7. */

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
  const all = cardsFor(undefined);
  expect(
    cardsFor({ kinds: ["hurried", "swearing"], helps: [], why: "passedAround" }).slice(0, 3),
  ).toEqual(["time", "ABU", "passed"]);
  const values = fc.dictionary(
    fc.constantFrom(...fieldsOf("kind"), ...fieldsOf("help"), "why"),
    fc.constantFrom(...kinds, ...helps, ...whys),
  );
  fc.assert(
    fc.property(values, (sent) => {
      const cards = cardsFor(readPicks(sent));
      expect(cards.toSorted()).toEqual(all.toSorted());
      expect(new Set(cards).size).toBe(all.length);
    }),
  );
});

it("every card has its three lines, and every kind, why and help its words, in both languages", () => {
  for (const catalogue of Object.values(catalogues)) {
    const has = (key: string) => expect(Object.keys(catalogue)).toContain(key);
    for (const card of cardsFor(undefined)) {
      has(`hard.card.${card}`);
      for (const n of [1, 2, 3])
        has(/^[A-Z]/.test(card) ? `coach.${card}.${n}` : `hard.card.${card}.${n}`);
    }
    for (const kind of kinds) has(`hard.kind.${kind}`);
    for (const why of whys) has(`hard.why.${why}`);
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
