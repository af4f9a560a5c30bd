import { Worker } from "node:worker_threads";
import type { Reader } from "../text.ts";
import type { Chart } from "../view.ts";
import { type Drawing, drawingOf } from "./drawing.ts";

/**
 * Everybody in one language reads the same picture; a few languages and windows, and the rest is
 * drawn again.
 */
const kept = 30;
/** Longer than any drawing takes: after this a thread hangs. */
const longest = 20_000;
const pictures = new Map<string, Promise<Uint8Array | undefined>>();

/**
 * A chart as a PNG. It never throws. A picture that cannot be drawn is left out, because the words
 * beside it say the same.
 * @param within in milliseconds; a later picture is ready when it is asked for again.
 */
export async function pictureOf(
  chart: Chart,
  reader: Reader,
  within: number,
): Promise<Uint8Array | "late" | undefined> {
  const drawing = drawingOf(chart, reader);
  if (chart.own === true) return soon(drawn(drawing), within);
  const key = JSON.stringify(drawing);
  let picture = pictures.get(key);
  if (picture === undefined) {
    const [oldest] = pictures.keys();
    if (pictures.size >= kept && oldest !== undefined) pictures.delete(oldest);
    picture = drawn(drawing);
    pictures.set(key, picture);
    // A failed drawing is tried again when it is wanted again.
    void picture.then((png) => png === undefined && pictures.delete(key));
  }
  return soon(picture, within);
}

function soon<It>(picture: Promise<It>, within: number): Promise<It | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => (timer = setTimeout(resolve, within, "late")));
  return Promise.race([picture, late]).finally(() => clearTimeout(timer));
}

function drawn(drawing: Drawing): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData: drawing });
    // It does not keep the process alive, and its errors while ending are ignored.
    worker.unref();
    const end = (png?: Uint8Array) => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(png);
    };
    const timer = setTimeout(end, longest);
    timer.unref();
    worker.once("message", (png: Uint8Array) => end(png));
    worker.once("error", () => end());
    worker.once("exit", () => end());
  });
}
