import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Only the browser's types know it. */
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object };

let kept: object | undefined;

/**
 * Keeps the embedded database's engine compiled for as long as this process lives. V8 shares compiled code between the threads
 * of a process, but only while somebody has it: each world's database has a thread of its own, and with the last of them
 * everything was forgotten that the compiler had made of nine megabytes. It was a third of the stories' processor time.
 */
export function keepEngine(): void {
  kept ??= new WebAssembly.Module(
    readFileSync(
      join(fileURLToPath(import.meta.resolve("@electric-sql/pglite")), "..", "pglite.wasm"),
    ),
  );
}
