import { readdirSync, readFileSync, statSync } from "node:fs";
import { loadConfig, loadStored } from "./load.ts";

/**
 * A file larger than this is no configuration; it is cut here so that the wrong path cannot fill
 * the memory.
 */
const most = 4_000_000;

/** `loadConfig` on the real disk; relative paths are from the working directory. */
export function loadConfigFromDisk(env: NodeJS.ProcessEnv): ReturnType<typeof loadConfig> {
  return loadConfig(env, readFile, listFolder, modified);
}

export const loadStoredFromDisk = (env: NodeJS.ProcessEnv): ReturnType<typeof loadStored> =>
  loadStored(env, readFile);

function readFile(path: string): string | undefined {
  return attempt(() => {
    const { size } = statSync(path);
    return size > most ? " ".repeat(most) : readFileSync(path, "utf8");
  });
}

function listFolder(path: string): string[] | undefined {
  return attempt(() => readdirSync(path));
}

function modified(path: string): number {
  return attempt(() => Math.floor(statSync(path).mtimeMs)) ?? 0;
}

/** What cannot be read is told as missing: the caller's message names the path and the remedy. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
