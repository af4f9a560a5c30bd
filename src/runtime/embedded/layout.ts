import { join } from "node:path";

/** What lies where in the embedded database's folder. */
export const layout = (folder: string) => ({
  /** PostgreSQL's own files. */
  database: join(folder, "database"),
  /** Exists while `database` is made for the first time. */
  making: join(folder, "database.making"),
  /** A snapshot being unpacked; it becomes `database` only when it has opened. */
  restoring: join(folder, "database.restoring"),
  /** The operator puts a snapshot here to have it restored at the next start. */
  restore: join(folder, "restore.tar.gz"),
  snapshots: join(folder, "snapshots"),
  lock: join(folder, "handrail.lock"),
});

/** An instant as part of a file name that sorts by time: `2026-11-22T00-05-00.000Z`. */
export const stamp = (at: Date): string => at.toISOString().replaceAll(":", "-");
