import { expect, it } from "vitest";
import { Strangers } from "../../src/runtime/directory/strangers.ts";

/* Accounts that no file names: sixty words are one look-up, and a thousand of them fill no memory. */

it("is asked about once a minute, however often they speak", () => {
  const strangers = new Strangers();
  const asked = Array.from({ length: 61 }, (_, second) => strangers.ask("eve", second * 1_000));
  expect(asked.map((is, second) => (is ? second : -1)).filter((at) => at >= 0)).toEqual([0, 60]);
});

it("is asked about at the next word where nobody could say", () => {
  const strangers = new Strangers();
  strangers.ask("eve", 0);
  strangers.forget("eve");
  expect(strangers.ask("eve", 1)).toBe(true);
});

it("beyond a thousand the oldest is forgotten, and no other", () => {
  const strangers = new Strangers();
  for (let n = 0; n <= 1_000; n++) expect(strangers.ask(`s${n}`, 0)).toBe(true);
  expect(strangers.ask("s1", 1)).toBe(false);
  expect(strangers.ask("s1000", 1)).toBe(false);
  expect(strangers.ask("s0", 1)).toBe(true);
});
