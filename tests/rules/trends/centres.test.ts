import { expect, test } from "vitest";
import { gateWith } from "../../../src/trends/gate.ts";
import { safeguards } from "../../../src/trends/safeguards.ts";
import { provenAlike, yearOfGroups } from "./centres.ts";

/* `YEARS=300 vitest run --project rules tests/rules/trends/centres.test.ts` looks at more years. */

const years = Number(process.env["YEARS"] ?? 20);

test(
  "K5: where groups of five to eight move, no number less another proves that a whole group answered alike",
  { timeout: 60_000 + years * 2_000 },
  () => {
    const gate = gateWith(safeguards);
    let numbers = 0;
    for (let year = 0; year < years; year++) {
      const shown = yearOfGroups(gate, year);
      numbers += shown.length;
      expect(provenAlike(shown), `year ${year}`).toBeUndefined();
    }
    // There is something to subtract.
    expect(numbers).toBeGreaterThan(years * 8);
  },
);

test("without the proof some years tell it", () => {
  const gate = gateWith({ ...safeguards, proven: () => true });
  const told = Array.from({ length: 40 }, (_, year) => provenAlike(yearOfGroups(gate, year)));
  expect(told.filter((found) => found !== undefined).length).toBeGreaterThan(0);
});
