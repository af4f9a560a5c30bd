import { crc32 } from "node:zlib";

/** A screenshot, and for how long it is shown. Milliseconds. */
export interface Frame {
  readonly png: Buffer;
  readonly ms: number;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Screenshots of one size as one animated PNG that repeats for ever. Where nobody animates it, the
 * first one is seen. See <https://www.w3.org/TR/png-3/#4Concepts.APNGSequence>.
 */
export function moving(frames: readonly Frame[]): Buffer {
  const parts = frames.map(({ png }) => chunksOf(png));
  const header = parts[0]?.find(({ type }) => type === "IHDR")?.data;
  if (header === undefined) throw new Error("there is no picture");
  const animation = Buffer.alloc(8);
  animation.writeUInt32BE(frames.length, 0);
  let sequence = 0;
  const drawn = frames.flatMap(({ ms }, index) => {
    const control = Buffer.alloc(26);
    control.writeUInt32BE(sequence++, 0);
    header.copy(control, 4, 0, 8);
    control.writeUInt16BE(ms, 20);
    control.writeUInt16BE(1_000, 22);
    const data = (parts[index] ?? []).filter(({ type }) => type === "IDAT");
    return [
      chunk("fcTL", control),
      ...data.map((one) => {
        if (index === 0) return chunk("IDAT", one.data);
        const numbered = Buffer.alloc(4);
        numbered.writeUInt32BE(sequence++, 0);
        return chunk("fdAT", Buffer.concat([numbered, one.data]));
      }),
    ];
  });
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("acTL", animation),
    ...drawn,
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunksOf(png: Buffer): { readonly type: string; readonly data: Buffer }[] {
  const chunks = [];
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(8);
  framed.writeUInt32BE(data.length, 0);
  framed.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([framed.subarray(0, 4), named, framed.subarray(4)]);
}
