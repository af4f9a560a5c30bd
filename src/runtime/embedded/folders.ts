import { chmodSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** Level by level: Node's own `recursive` never returns where a folder takes no other (/proc). */
export function makeFolder(folder: string, mode: number): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above, mode);
  try {
    mkdirSync(folder);
    // The mode holds whatever the umask is.
    chmodSync(folder, mode);
  } catch (error) {
    // Another process may have been faster; a file in its place is a fault.
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}

/** Whether every user may pass through all folders of this path, itself among them. */
export function othersReach(path: string): boolean {
  const real = realpathSync(path);
  return allowsPassing(real) && othersReachAbove(real);
}

/** The same of the folders above it alone; the lowest of them that exists counts. */
export function othersReachAbove(path: string): boolean {
  const above = dirname(path);
  if (above === path) return true;
  const there = statSync(above, { throwIfNoEntry: false });
  if (there === undefined) return othersReachAbove(above);
  // A file has the folder's name; the code that makes the folder says so.
  if (!there.isDirectory()) return true;
  const real = realpathSync(above);
  return allowsPassing(real) && (real === dirname(real) || othersReachAbove(real));
}

const allowsPassing = (path: string): boolean => (statSync(path).mode & 0o001) !== 0;
