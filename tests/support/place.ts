import { existsSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const memory = "/dev/shm";
/** Three worlds at a time, of 60 MB at most, and what a run before this one may have left. */
const enough = 2 * 1024 ** 3;

/** Of `npm test`, whose projects share it, and which removes it (tools/check.ts). */
export const placeOfTheRun: string | undefined = process.env["HANDRAIL_PLACE"];

/**
 * Where the databases of tests lie: in memory, where the system has a folder there with room in it, and on the disk
 * otherwise. A database is a thousand files, and copying them onto a disk took 0.3 s of a processor for each world, 0.05 here.
 * Names in it are short: a socket's path has 104 letters at most.
 */
export const place: string = placeOfTheRun ?? (hasRoom() ? memory : tmpdir());

function hasRoom(): boolean {
  if (!existsSync(memory)) return false;
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > enough;
}
