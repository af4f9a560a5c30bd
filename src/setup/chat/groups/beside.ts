import { Worker } from "node:worker_threads";
import type { OrganisationFile } from "../../../config/types.ts";
import { type Document, fileOf } from "../../documents.ts";
import { rememberRaw } from "../raw.ts";
import { type Growing, growDocument, type Grown } from "./grow-document.ts";

/*
 * The settings of five thousand people take about a second to read and to write. Calls for help must
 * not wait for it, so a thread beside this one does it.
 */

/** What `worker.ts` is given. */
export type Job =
  | { readonly do: "grow"; readonly growing: Growing }
  | { readonly do: "read"; readonly document: Pick<Document, "text" | "madeAt"> };

/** Characters, or people: below that a thread takes longer than the work. */
const large = 40_000;
const many = 200;

export async function growBeside(growing: Growing): Promise<Grown> {
  const people = growing.readings.map((one) => (typeof one === "object" ? one.facts.length : 0));
  if (growing.text.length < large && people.every((count) => count < many))
    return growDocument(growing);
  const grown = await inThread<Grown>({ do: "grow", growing });
  // Cards and forms draw this version next.
  rememberRaw(grown.text, grown.raw);
  return grown;
}

export async function fileBeside({
  text,
  madeAt,
}: Pick<Document, "text" | "madeAt">): Promise<OrganisationFile | undefined> {
  return text.length < large
    ? fileOf({ text, madeAt })
    : inThread({ do: "read", document: { text, madeAt } });
}

function inThread<T>(workerData: Job): Promise<T> {
  const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData });
  return new Promise<T>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the thread ended with ${code}`)));
  });
}
