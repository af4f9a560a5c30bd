import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Kept, keptIn } from "./kept-shape.ts";

/**
 * Raised when the format changes. A file of an older version is set aside, and the chats begin
 * empty.
 */
const version = 1;
/** Changes within this many milliseconds are written as one. */
const together = 500;

export interface KeptFile {
  /**
   * Nothing if there is no file, or it is another organisation's. A file that nobody can read is
   * set aside, and `tell` says so.
   */
  read(organisation: string): Kept | undefined;
  /** Something is different now: written a little later. */
  changed(): void;
  /** Writes what is not yet written, now. */
  stop(): void;
}

/**
 * The doubles' chats, kept beside the embedded database. After a restart the database knows
 * messages that people have on their screens. Screens without them would show nothing and refuse
 * every edit.
 * @param tell receives a sentence for the person who started the playground
 */
export function keptBeside(
  folder: string,
  now: () => Kept,
  tell: (sentence: string) => void,
): KeptFile {
  const file = path.join(folder, "playground.json");
  let due: NodeJS.Timeout | undefined;
  const write = (): void => {
    due = undefined;
    const beside = `${file}.new`;
    try {
      writeFileSync(beside, JSON.stringify({ version, ...now() }), { mode: 0o600 });
      renameSync(beside, file);
    } catch {
      // A full or read-only disk: the database says so; the chats are only not there after the next
      // start.
    }
  };
  const setAside = (): undefined => {
    let kept = "";
    try {
      renameSync(file, `${file}.broken`);
      kept = " It is kept beside as playground.json.broken.";
    } catch {
      // A folder that nobody can write to: the database says so.
    }
    tell(
      `The playground's chats begin anew: ${file} is not what this version writes.${kept} ` +
        `To begin anew with everything, delete ${folder}.`,
    );
  };
  return {
    read(organisation) {
      const text = textOf(file);
      if (text === undefined) return undefined;
      const found = keptIn(text);
      if (found?.version !== version) return setAside();
      return found.organisation === organisation ? found : undefined;
    },
    changed: () => void (due ??= setTimeout(write, together).unref()),
    stop() {
      if (due === undefined) return;
      clearTimeout(due);
      write();
    },
  };
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
