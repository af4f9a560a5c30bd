import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { Resvg, initWasm } from "@resvg/resvg-wasm";
import type { Drawing } from "./drawing.ts";
import { font, size, svgOf } from "./svg.ts";

/*
 * Draws one picture and ends. A thread of its own: loading the libraries alone takes some hundred
 * milliseconds, and no page waits for a picture.
 */

const read = (address: string) => readFile(new URL(address));
/** Shipped with us, because a server has no fonts. */
const faces = [
  import.meta.resolve("@fontsource/open-sans/files/open-sans-latin-400-normal.woff2"),
  import.meta.resolve("@fontsource/open-sans/files/open-sans-latin-600-normal.woff2"),
  import.meta.resolve("@fontsource/open-sans/files/open-sans-latin-ext-400-normal.woff2"),
  import.meta.resolve("@fontsource/open-sans/files/open-sans-latin-ext-600-normal.woff2"),
].map(read);

/** Sharp on most screens, and small enough to be part of a message (about 20 KB). */
const pixels = size.width * 1.25;

await initWasm(await read(import.meta.resolve("@resvg/resvg-wasm/index_bg.wasm")));
const picture = new Resvg(svgOf(workerData as Drawing), {
  fitTo: { mode: "width", value: pixels },
  font: { fontBuffers: await Promise.all(faces), loadSystemFonts: false, defaultFontFamily: font },
});
const png = picture.render().asPng();
parentPort?.postMessage(png);
