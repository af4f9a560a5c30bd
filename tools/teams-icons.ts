import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { zlibSync } from "fflate";

/*
 * The two icons of the Teams package, drawn from numbers: a handrail on two posts. `node
 * tools/teams-icons.ts` writes them; a test holds the files to what is drawn here.
 */

type Colour = readonly [red: number, green: number, blue: number, alpha: number];
const white: Colour = [255, 255, 255, 255];
/** The manifest's `accentColor`. */
const accent: Colour = [0x1d, 0x5c, 0x63, 255];

/**
 * Strokes in a square of 1: the rail, which climbs, and the posts under it. [x1, y1, x2, y2, half
 * its width].
 */
const strokes: readonly (readonly [number, number, number, number, number])[] = [
  [0.16, 0.62, 0.84, 0.26, 0.07],
  [0.3, 0.56, 0.3, 0.82, 0.045],
  [0.7, 0.35, 0.7, 0.82, 0.045],
];

/**
 * 192 × 192 in full colour, edge to edge; and 32 × 32, white on transparent (docs/platforms.md
 * T15).
 */
export function icons(): Readonly<Record<"color.png" | "outline.png", Uint8Array>> {
  return {
    "color.png": png(192, (x, y) => mix(accent, white, ink(x, y, 0.78))),
    "outline.png": png(32, (x, y) => [255, 255, 255, Math.round(255 * ink(x, y, 1))]),
  };
}

/** How much of the point is covered by a stroke, 0 or 1; `size` of the drawing in its square. */
function ink(x: number, y: number, size: number): number {
  const [u, v] = [(x - 0.5) / size + 0.5, (y - 0.5) / size + 0.5];
  return strokes.some(([x1, y1, x2, y2, half]) => distance(u, v, x1, y1, x2, y2) <= half) ? 1 : 0;
}

function distance(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const t = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
}

function mix(under: Colour, over: Colour, share: number): Colour {
  return under.map((value, index) =>
    Math.round(value + ((over[index] ?? 0) - value) * share),
  ) as unknown as Colour;
}

const samples = [0.125, 0.375, 0.625, 0.875];

/** A PNG of `size` × `size`, each pixel the mean of sixteen points. */
function png(size: number, colourAt: (x: number, y: number) => Colour): Uint8Array {
  const rows = new Uint8Array(size * (size * 4 + 1));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const points = samples.flatMap((dy) =>
        samples.map((dx) => colourAt((x + dx) / size, (y + dy) / size)),
      );
      for (let part = 0; part < 4; part++)
        rows[y * (size * 4 + 1) + 1 + x * 4 + part] = Math.round(
          points.reduce((sum, point) => sum + (point[part] ?? 0), 0) / points.length,
        );
    }
  }
  const head = new DataView(new ArrayBuffer(13));
  head.setUint32(0, size);
  head.setUint32(4, size);
  // Eight bits each of red, green, blue and alpha.
  head.setUint16(8, 0x0806);
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return Uint8Array.from([
    ...signature,
    ...chunk("IHDR", new Uint8Array(head.buffer)),
    ...chunk("IDAT", zlibSync(rows, { level: 9 })),
    ...chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(name: string, data: Uint8Array): number[] {
  const body = [...Buffer.from(name), ...data];
  return [...bytes(data.length), ...body, ...bytes(crc(body))];
}

function bytes(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

function crc(data: readonly number[]): number {
  let value = 0xffffffff;
  for (const byte of data) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++)
      value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

if (import.meta.main) {
  for (const [name, data] of Object.entries(icons()))
    writeFileSync(join(import.meta.dirname, "..", "adapters", "teams", "package", name), data);
}
