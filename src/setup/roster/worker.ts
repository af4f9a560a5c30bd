import { parentPort, workerData } from "node:worker_threads";
import { type Known, readRoster } from "./read.ts";

/*
 * A thread of its own: a year of shifts of a large organisation takes seconds to read, and calls for
 * help must not wait for it.
 */
const { bytes, known } = workerData as { readonly bytes: Uint8Array; readonly known: Known };
const read = readRoster(bytes, known);
const buffers = [...(read.roster?.shifts.values() ?? [])].flatMap((spans) =>
  spans instanceof Int32Array ? [spans.buffer as ArrayBuffer] : [],
);
parentPort?.postMessage(read, buffers);
