import fc from "fast-check";
import { expect, test } from "vitest";
import { endingAfter } from "../../../src/kernel/spans.ts";
import { eachRecord } from "../../../src/setup/roster/csv.ts";

/* P1: a table without a quote is split into lines; one with a quote is read by the parser. */

function recordsOf(text: string): (readonly [line: number, cells: readonly string[]])[] {
  const found: (readonly [number, readonly string[]])[] = [];
  const skipped = (line: number) => found.push([line, ["skipped"]]);
  eachRecord(text, ",", (record, line) => found.push([line, record]), skipped);
  return found;
}

const cell = fc.string({ unit: fc.constantFrom("a", "é", " ", ";", ":", "1"), maxLength: 4 });
const line = fc.array(cell, { maxLength: 4 }).map((cells) => cells.join(","));
const table = fc.array(line, { maxLength: 8 });

test("both read the same records at the same lines", () => {
  fc.assert(
    fc.property(table, fc.constantFrom("\n", "\r\n", "\r"), (lines, end) => {
      const text = lines.map((one) => `${one}${end}`).join("");
      const quoted = recordsOf(`${text}a${end}"b"${end}`);
      expect(quoted.slice(-2)).toEqual([
        [lines.length + 1, ["a"]],
        [lines.length + 2, ["b"]],
      ]);
      expect(recordsOf(text)).toEqual(quoted.slice(0, -2));
      // The last line of a file need not end.
      expect(recordsOf(`${text}a${end}b`)).toEqual(quoted);
    }),
  );
});

test("a shift that ends later than a minute stays whole; the earlier ones go", () => {
  const spans = [10, 20, 30, 40];
  expect([5, 10, 19, 20, 25, 39, 40].map((minute) => [...endingAfter(spans, minute)])).toEqual([
    ...[spans, spans, spans],
    ...[
      [30, 40],
      [30, 40],
      [30, 40],
    ],
    [],
  ]);
});
