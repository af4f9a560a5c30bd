import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Context } from "hono";
import { problem } from "../problem.ts";

export interface Asset {
  /** Its address: it changes with its content, so a browser may keep it for good. */
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
  readonly zipped: Buffer;
}

/** @param folder the path that it is served below */
export function asset(folder: string, file: URL, type: string): Asset {
  const body = readFileSync(file);
  const [name = ""] = basename(fileURLToPath(file)).split(".");
  const end = type.includes("css") ? "css" : "js";
  const hash = createHash("sha256").update(body).digest("base64url").slice(0, 12);
  return { path: `${folder}/${name}.${hash}.${end}`, type, body, zipped: gzipSync(body) };
}

export const javascript = "text/javascript; charset=utf-8";
const own = (file: string, type: string) =>
  asset("/desk/assets", new URL(`assets/${file}`, import.meta.url), type);
export const style = own("desk.css", "text/css; charset=utf-8");
export const script = own("desk.js", javascript);

/** The one of these that a request asks for by its address. */
export function served(c: Context, assets: readonly Asset[]): Response {
  const found = assets.find(({ path }) => path === c.req.path);
  if (found === undefined) return problem(c, 404);
  const zips = /\bgzip\b/.test(c.req.header("accept-encoding") ?? "");
  return c.body(new Uint8Array(zips ? found.zipped : found.body), 200, {
    "content-type": found.type,
    "cache-control": "public, max-age=31536000, immutable",
    vary: "accept-encoding",
    ...(zips ? { "content-encoding": "gzip" } : {}),
  });
}
