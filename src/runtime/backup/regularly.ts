import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { KeyOfBackup } from "./format.ts";
import { writeBackup } from "./write.ts";

const kept = 4;
const usual = 6 * 3_600_000;
/** Not in the first minute of a start. */
const soonest = 60_000;

const isBackup = (name: string): boolean =>
  /^handrail-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\.backup$/.test(name);
const nameAt = (at: Date): string => `handrail-${at.toISOString().replaceAll(":", "-")}.backup`;

/** A folder's backups, oldest first. */
async function backupsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter(isBackup).toSorted();
}

export async function newestAt(folder: string): Promise<number | undefined> {
  const name = (await backupsIn(folder)).at(-1);
  if (name === undefined) return undefined;
  const [, date, hour, minute, second] =
    /^handrail-(.*T)(\d\d)-(\d\d)-(.*)\.backup$/.exec(name) ?? [];
  return Date.parse(`${date}${hour}:${minute}:${second}`);
}

/**
 * Backups at a rhythm that restarts do not push back; the newest four stay. Of several processes on
 * one folder one makes each.
 * @param every milliseconds between two
 * @returns ends it, and waits for one that is being made
 */
export async function backUpRegularly(
  connection: pg.ClientConfig,
  folder: string,
  keys: readonly KeyOfBackup[],
  log: (event: string, facts?: object) => void,
  every = usual,
): Promise<() => Promise<void>> {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let making: Promise<void> = Promise.resolve();
  const make = async () => {
    const alone = new pg.Client(connection);
    alone.on("error", () => undefined);
    try {
      await alone.connect();
      const { rows } = await alone.query<{ mine: boolean }>(
        "select pg_try_advisory_lock(hashtext('handrail backup')) as mine",
      );
      const newest = await newestAt(folder);
      if (rows[0]?.mine !== true || (newest !== undefined && Date.now() - newest < every / 2))
        return;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { rows: count } = await writeBackup(connection, join(folder, nameAt(new Date())), keys);
      for (const old of (await backupsIn(folder)).slice(0, -kept)) await rm(join(folder, old));
      log("embedded.backup", { rows: count });
    } catch {
      // A full disk, perhaps, or the database is away: the next one comes in its time.
      log("embedded.backup_failed");
    } finally {
      await alone.end().catch(() => undefined);
    }
  };
  const wait = (delay: number) => {
    if (stopped) return;
    timer = setTimeout(() => {
      making = make().then(() => wait(every));
    }, delay);
    timer.unref();
  };
  const newest = (await newestAt(folder)) ?? Date.now();
  wait(Math.min(every, Math.max(newest + every - Date.now(), Math.min(every, soonest))));
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await making;
  };
}
