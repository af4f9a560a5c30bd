import { open, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { stamp } from "./layout.ts";

const kept = 4;
const isSnapshot = (name: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\.tar\.gz$/.test(name);

/** The snapshots in a folder, oldest first. */
async function snapshotsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter(isSnapshot).sort();
}

/** Milliseconds since the epoch of the newest snapshot, undefined when there is none. */
export async function newestSnapshotAt(folder: string): Promise<number | undefined> {
  const name = (await snapshotsIn(folder)).at(-1);
  if (!name) return undefined;
  const [date, time] = name.replace(".tar.gz", "").split("T");
  return Date.parse(`${date}T${time?.replaceAll("-", ":")}`);
}

/**
 * Writes a snapshot under its final name only when it is complete and on the disk, readable by its owner alone, and
 * removes all but the newest four. Returns its path.
 */
export async function writeSnapshot(folder: string, tar: Blob, at: Date): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${stamp(at)}.tar.gz`);
  const partial = `${path}.partial`;
  const file = await open(partial, "wx", 0o600);
  try {
    await file.writeFile(tar.stream().pipeThrough(new CompressionStream("gzip")));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
  await clear(folder);
  return path;
}

async function clear(folder: string): Promise<void> {
  const old = (await snapshotsIn(folder)).slice(0, -kept);
  const partial = (await readdir(folder)).filter((name) => name.endsWith(".partial"));
  for (const name of [...old, ...partial]) await rm(join(folder, name), { force: true });
}
