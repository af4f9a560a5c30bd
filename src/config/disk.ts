import { lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { loadConfig, loadStored } from "./load.ts";

/**
 * A file larger than this is no configuration; it is cut here so that the wrong path cannot fill
 * the memory.
 */
const most = 4_000_000;

/** `loadConfig` on the real disk; relative paths are from the working directory. */
export function loadConfigFromDisk(env: NodeJS.ProcessEnv): ReturnType<typeof loadConfig> {
  return loadConfig(env, readFile, listFolder, placed);
}

export const loadStoredFromDisk = (env: NodeJS.ProcessEnv): ReturnType<typeof loadStored> =>
  loadStored(env, readFile);

function readFile(file: string): string | undefined {
  return attempt(() => {
    const { size } = statSync(file);
    return size > most ? " ".repeat(most) : readFileSync(file, "utf8");
  });
}

function listFolder(folder: string): string[] | undefined {
  return attempt(() => readdirSync(folder));
}

/**
 * When this content came to this path. The time of its last change is no help: whoever restores a
 * file may keep that, and may have set it to any year. A link that leads elsewhere counts too.
 */
function placed(file: string): number {
  const whole = path.resolve(file);
  const parts = whole.split(path.sep);
  const links = parts
    .map((_, end) => attempt(() => lstatSync(parts.slice(0, end + 1).join(path.sep))))
    .filter((found) => found?.isSymbolicLink() === true);
  const times = [attempt(() => statSync(whole)), ...links].map((found) => found?.ctimeMs ?? 0);
  return Math.floor(Math.max(...times));
}

/** What cannot be read is told as missing: the caller's message names the path and the remedy. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
