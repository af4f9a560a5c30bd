import type { Config } from "../config.ts";
import { keysOfBackup } from "../runtime/backup/format.ts";
import { backUpRegularly } from "../runtime/backup/regularly.ts";
import { openDatabase } from "../runtime/database/database.ts";
import { layout } from "../runtime/embedded/layout.ts";
import { openEmbedded } from "../runtime/embedded/open.ts";
import { keysBeside } from "../runtime/keys.ts";
import type { Log } from "../runtime/log.ts";

/** What is closed at the end, the last first. */
export type Closing = (() => Promise<unknown> | void)[];

/** The database that the configuration names, and the keys to what is sealed in it. */
export async function openStore(
  config: Config,
  log: Log,
  closing: Closing,
  signal: AbortSignal | undefined,
) {
  if ("url" in config.database) {
    const db = openDatabase({ url: config.database.url }, log);
    closing.push(() => db.close());
    return { db, keys: config.keys };
  }
  const tell = embeddedLog(log);
  const embedded = await openEmbedded({
    folder: config.database.folder,
    log: tell,
    signal,
  });
  closing.push(() => embedded.stop());
  const db = openDatabase(embedded.connection, log);
  closing.push(() => db.close());
  const isGiven = config.keys.length > 0;
  const keys = isGiven ? config.keys : keysBeside(embedded.folder);
  const { backups } = layout(embedded.folder);
  const kept = keysOfBackup(keys, !isGiven);
  closing.push(await backUpRegularly(embedded.connection, backups, kept, tell));
  return { db, keys };
}

/**
 * Reports what happens to the embedded server, as sentences, with its name for searches in a log.
 */
const sayings: Readonly<Record<string, readonly ["info" | "warn", string]>> = {
  "embedded.opened": ["info", "the database is open"],
  "embedded.died": ["warn", "the database ended by itself"],
  "embedded.restarted": ["warn", "the database runs again"],
  "embedded.restart_failed": ["warn", "the database could not be started again"],
  "embedded.closed": ["info", "the database is closed"],
  "embedded.backup": ["info", "backup made"],
  "embedded.backup_failed": ["warn", "no backup could be made"],
};

const embeddedLog =
  (log: Log) =>
  (event: string, facts: object = {}): void => {
    const [level, words] = sayings[event] ?? ["info", event];
    log[level]({ event, ...facts }, words);
  };
