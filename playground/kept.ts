import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { KeptWorkspace } from "./slack/types.ts";
import type { KeptTenant } from "./teams/types.ts";

/** What the platforms would still know after a restart of ours: their chats, and our bot's id there. */
export interface Kept {
  readonly organisation: string;
  readonly appId: string;
  readonly slack: KeptWorkspace;
  readonly teams: KeptTenant;
}

/** Raised when what is written changes: what an older one wrote is left alone, and the chats begin anew. */
const version = 1;
/** Changes within this many milliseconds are written as one. */
const together = 500;

export interface KeptFile {
  /** Nothing when there is none, or it is another organisation's, or nobody can read it. */
  read(organisation: string): Kept | undefined;
  /** Something is different now: written a little later. */
  changed(): void;
  /** Writes what is not yet written, now. */
  stop(): void;
}

/**
 * The doubles' chats, beside the embedded database. It goes on after a restart with messages that it knows to be on
 * people's screens, and screens that forgot them would show nothing and refuse every edit.
 */
export function keptBeside(folder: string, now: () => Kept): KeptFile {
  const file = path.join(folder, "playground.json");
  let due: NodeJS.Timeout | undefined;
  const write = (): void => {
    due = undefined;
    const beside = `${file}.new`;
    try {
      writeFileSync(beside, JSON.stringify({ version, ...now() }), { mode: 0o600 });
      renameSync(beside, file);
    } catch {
      // A full or read-only disk: the database says so; the chats are only not there after the next start.
    }
  };
  return {
    read(organisation) {
      try {
        const found = JSON.parse(readFileSync(file, "utf8")) as Kept & { readonly version: number };
        return found.version === version && found.organisation === organisation ? found : undefined;
      } catch {
        return undefined;
      }
    },
    changed: () => void (due ??= setTimeout(write, together).unref()),
    stop() {
      if (due === undefined) return;
      clearTimeout(due);
      write();
    },
  };
}
