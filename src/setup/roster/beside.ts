import { Worker } from "node:worker_threads";
import type { Known, RosterRead } from "./read.ts";

/** The file itself could not be read: it is no use to read the same again. */
export class RosterUnread extends Error {}

/** A file that takes longer has a rule that never ends: 160 MB of shifts have a minute and a half. */
const longestFor = ({ length }: Uint8Array): number => 10_000 + length / 2_000;

/** Reads a roster in a thread beside this one. @param signal ends it @param longest in milliseconds */
export function readBeside(
  bytes: Uint8Array,
  known: Known,
  signal: AbortSignal,
  longest = longestFor(bytes),
): Promise<RosterRead> {
  const worker = new Worker(new URL("worker.ts", import.meta.url), {
    workerData: { bytes, known },
  });
  return new Promise<RosterRead>((resolve, reject) => {
    const end = (why: Error) => {
      reject(why);
      void worker.terminate();
    };
    const late = () => end(new RosterUnread("reading it took too long"));
    const timer = setTimeout(late, longest);
    const unwanted = () => end(new Error("no longer wanted"));
    signal.addEventListener("abort", unwanted);
    worker.once("message", resolve);
    worker.once("error", (err) => reject(new RosterUnread("the reader broke", { cause: err })));
    worker.once("exit", (code) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", unwanted);
      reject(new RosterUnread(`the reader ended with ${code}`));
    });
  });
}
