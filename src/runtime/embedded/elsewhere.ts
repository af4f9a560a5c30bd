import { readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Misfit } from "../database/misfit.ts";
import { layout } from "./layout.ts";
import { place } from "./processes.ts";
import { readStatus } from "./status.ts";

/*
 * A folder on a shared disk may be in use by another machine or container. Its processes and
 * sockets cannot be seen from here, and two servers destroy the same files. So each process that
 * uses the folder touches a file every second, and a start looks at it first.
 */

/** Without a touch for this long, in milliseconds, a user that cannot be seen is taken for gone. */
const silentAfter = 10_000;

/** Says that this process uses the folder. */
export function touch(folder: string): void {
  const { alive } = layout(folder);
  const now = new Date();
  try {
    if (readFileSync(alive, "utf8") === place()) return utimesSync(alive, now, now);
  } catch {
    // It is made below.
  }
  try {
    writeFileSync(alive, place(), { mode: 0o600 });
  } catch {
    // On a full disk the server itself reports an error.
  }
}

/**
 * Called where files of a running server are there, and it does not answer.
 * @throws {Misfit} it runs, on another machine or in another container
 */
export async function refuseIfElsewhere(folder: string): Promise<void> {
  const { alive } = layout(folder);
  const touched = () => statSync(alive, { throwIfNoEntry: false })?.mtimeMs;
  const last = touched();
  if (readStatus(folder) === undefined || last === undefined) return;
  if (readFileSync(alive, "utf8") === place()) return;
  if (Date.now() - last > silentAfter) return;
  // Its clock may differ from ours, or it was killed a moment ago.
  await sleep(2_500);
  if (touched() === last) return;
  throw new Misfit(
    "HANDRAIL_DATA_DIR",
    "is in use by Handrail on another machine or in another container",
    "Stop that one first, or give both a DATABASE_URL.",
  );
}
