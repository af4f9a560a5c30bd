import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { pictureOf } from "../../../src/platform/chart/picture.ts";
import { svgOf } from "../../../src/platform/chart/svg.ts";
import { literal, msg, type Reader } from "../../../src/platform/text.ts";
import type { Chart } from "../../../src/platform/view.ts";

const reader: Reader = {
  platform: "teams",
  locale: "es",
  timeZone: "UTC",
  nameOf: () => undefined,
};
const chart: Chart = {
  title: msg("trend.title"),
  alternative: [msg("trend.title")],
  columns: ["1 jun", "29 jun"].map(literal),
  rows: [
    {
      label: literal("Batería <&> łódź"),
      spans: [
        { from: 50, to: 100 },
        { from: 60, to: 80 },
      ],
    },
    { label: literal("Peso"), spans: [undefined, { from: 0, to: 25 }] },
  ],
};

test("the numbers that are drawn are those of the spans, and a gap has none", () => {
  const svg = svgOf({
    columns: ["1 jun", "29 jun"],
    rows: [{ label: "Peso", spans: [undefined, { from: 0, to: 25 }] }],
  });
  const words = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
  expect(new Set(words)).toEqual(
    new Set(["0 %", "0–25", "1 jun", "100 %", "29 jun", "50 %", "Peso"]),
  );
  expect(words).toHaveLength(7);
  expect(svg).not.toMatch(/<script|href|url\(/);
});

test(
  "a picture is a PNG that fits into a message, drawn once for everybody who reads the same",
  { timeout: 30_000 },
  async () => {
    const png = await pictureOf(chart, reader, 25_000);
    if (!(png instanceof Uint8Array)) throw new Error(`no picture: ${png}`);
    expect(Buffer.from(png.subarray(0, 8)).toString("latin1")).toBe("\u0089PNG\r\n\u001A\n");
    expect(png.length).toBeLessThan(28_000);
    expect(new Set(pixelsOf(png)).size).toBeGreaterThan(20);
    expect(await pictureOf({ ...chart, title: msg("trend.summary") }, reader, 1)).toBe(png);
  },
);

test("one person's own numbers stand on a scale of their own, and no copy is kept", async () => {
  const drawn = svgOf({
    columns: ["1 jun"],
    rows: [{ label: "Batería", spans: [{ from: 0, to: 4 }] }],
    most: 5,
  });
  const words = [...drawn.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
  expect(new Set(words)).toEqual(new Set(["0", "1", "2", "3", "4", "5", "1 jun", "Batería"]));
  const own: Chart = { ...chart, columns: ["x", "y"].map(literal), own: true };
  expect(await pictureOf(own, reader, 25_000)).toBeInstanceOf(Uint8Array);
  // Not there the next time, as one that everybody reads would be.
  expect(await pictureOf(own, reader, 1)).toBe("late");
}, 60_000);

test("whoever cannot wait has it later", { timeout: 30_000 }, async () => {
  const other = { ...chart, columns: ["a", "b"].map(literal) };
  expect(await pictureOf(other, reader, 1)).toBe("late");
  expect(await pictureOf(other, reader, 25_000)).toBeInstanceOf(Uint8Array);
});

/** The bytes of its picture: one that shows nothing has hardly any two that differ. */
function pixelsOf(png: Uint8Array): Uint8Array {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 8; at < png.length;) {
    const size = view.getUint32(at);
    if (Buffer.from(png.subarray(at + 4, at + 8)).toString("latin1") === "IDAT")
      parts.push(png.subarray(at + 8, at + 8 + size));
    at += size + 12;
  }
  return inflateSync(Buffer.concat(parts));
}
