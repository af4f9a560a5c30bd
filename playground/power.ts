import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Whether this machine lets a process take its own place: everywhere but on Windows. */
export const canCutPower = typeof process.execve === "function" && process.platform !== "win32";

/**
 * Ends the database and this process as a power cut does: no clean-up runs, and nothing is written.
 * The same program then starts anew in the same place, under the same process id, so that npm and
 * the terminal stay with it.
 * @param data the database's own files, where it keeps its process id
 */
export async function cutPower(data: string): Promise<never> {
  const pids = databaseProcesses(data);
  for (const pid of pids) kill(pid);
  // A dead child is forgotten by its parent, and the next database takes its number for alive
  // until then. That takes milliseconds.
  for (let look = 0; look < 100 && pids.some(isThere); look++) await sleep(5);
  const { execPath, execArgv, argv, env } = process;
  const known = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  process.execve?.(
    execPath,
    [execPath, ...execArgv, ...argv.slice(1)],
    Object.fromEntries(known) as Record<string, string>,
  );
  return process.exit(1);
}

/** The server first: it starts no other then. */
function databaseProcesses(data: string): readonly number[] {
  const server = Number(readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n")[0]);
  if (!Number.isInteger(server) || server <= 1) return [];
  const listed = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "latin1" });
  const children = listed.split("\n").flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    return pid !== undefined && parent === server ? [pid] : [];
  });
  return [server, ...children];
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}
