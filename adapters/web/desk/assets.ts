import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

interface Asset {
  /** Its address: it changes with its content, so a browser may keep it for good. */
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
  readonly zipped: Buffer;
}

function asset(file: string, type: string): Asset {
  const body = readFileSync(new URL(`assets/${file}`, import.meta.url));
  const [name = "", end = ""] = file.split(".");
  const hash = createHash("sha256").update(body).digest("base64url").slice(0, 12);
  return { path: `/desk/assets/${name}.${hash}.${end}`, type, body, zipped: gzipSync(body) };
}

export const style = asset("desk.css", "text/css; charset=utf-8");
export const script = asset("desk.js", "text/javascript; charset=utf-8");
export const assets: ReadonlyMap<string, Asset> = new Map(
  [style, script].map((one) => [one.path, one]),
);
