import { Worker } from "node:worker_threads";
import { largest } from "../edit.ts";
import { forgetUnused, rawOf, textOf } from "../raw.ts";
import { type SyncedGroup, grow, type Reading } from "./rules.ts";

export interface Growing {
  readonly text: string;
  readonly groups: readonly SyncedGroup[];
  /** One for each of `groups`. */
  readonly readings: readonly (Reading | undefined)[];
}
export interface Grown {
  readonly text: string;
  readonly groups: readonly SyncedGroup[];
}

/** A document and what its teams follow, after a look. One that may not be kept ends the following. */
export function growDocument({ text, groups, readings }: Growing): Grown {
  const raw = rawOf(text);
  const before = textOf(raw);
  const next = grow(raw, groups, readings);
  forgetUnused(raw);
  const after = textOf(raw);
  if (after === before) return { text, groups: next };
  if (after.length <= largest) return { text: after, groups: next };
  return growDocument({ text, groups, readings: readings.map((one) => one && "large") });
}

/** Characters, or people: from here on a thread of its own is quicker than others would wait. */
const large = 40_000;
const many = 200;

/**
 * The same, in a thread of its own where it takes long: the settings of five thousand people take
 * more than a second, and calls for help must not wait for it.
 */
export async function growBeside(growing: Growing): Promise<Grown> {
  const people = growing.readings.map((one) => (typeof one === "object" ? one.facts.length : 0));
  if (growing.text.length < large && people.every((count) => count < many))
    return growDocument(growing);
  const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData: growing });
  return new Promise<Grown>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the thread ended with ${code}`)));
  });
}
