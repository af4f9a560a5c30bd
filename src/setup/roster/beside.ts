import { Worker } from "node:worker_threads";
import type { Known, RosterRead } from "./read.ts";

/** A file that takes longer has a rule that never ends. */
const longest = 120_000;

/** Reads a roster in a thread beside this one. @param signal ends it */
export function readBeside(
  bytes: Uint8Array,
  known: Known,
  signal: AbortSignal,
): Promise<RosterRead> {
  const worker = new Worker(new URL("worker.ts", import.meta.url), {
    workerData: { bytes, known },
  });
  return new Promise<RosterRead>((resolve, reject) => {
    const end = (what: string) => {
      reject(new Error(what));
      void worker.terminate();
    };
    const timer = setTimeout(() => end("reading it took too long"), longest);
    signal.addEventListener("abort", () => end("no longer wanted"), { once: true });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the reader ended with ${code}`));
    });
  });
}
