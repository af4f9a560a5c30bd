import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/*
 * npm starts us through a shell (npm → sh → node). If npm is killed from outside, it tells neither
 * of us. Shell and process would go on, and hold the folder and the port. So both are watched. This
 * file is loaded first and imports nothing of ours, so it also notices a parent that dies while we
 * load.
 */

/** How often, in milliseconds, they are looked for. */
const every = 1_000;
const shells = /^-?(sh|bash|dash|ash|ksh|zsh|busybox)$/;

/**
 * Calls `end` once when the process that started us is gone: our parent and, behind npm's shell,
 * npm.
 */
export function endWithParents(env: NodeJS.ProcessEnv, end: () => void): void {
  const parent = process.ppid;
  const npm = env["npm_lifecycle_event"] === undefined ? undefined : npmBehind(parent);
  const watch = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || npm())) return;
    clearInterval(watch);
    end();
  }, every);
  watch.unref();
}

/**
 * Tells whether the npm behind this shell still lives. A shell that was replaced by its command
 * (bash as `sh` does so) leaves npm as our parent. Behind that is a terminal, which may close.
 */
function npmBehind(shell: number): (() => boolean) | undefined {
  const seen = processAt(shell);
  if (seen === undefined || !shells.test(seen.name)) return undefined;
  const npm = seen.parent;
  // The shell's parent, where /proc tells it. A process id may be given to a new process, and a
  // killed one may still be a zombie.
  return fromProc(shell) === undefined ? () => isThere(npm) : () => fromProc(shell)?.parent === npm;
}

interface Seen {
  readonly name: string;
  readonly parent: number;
}

const processAt = (pid: number): Seen | undefined => fromProc(pid) ?? fromPs(pid);

/** `12 (sh) S 7 …`: the name stands in brackets and may hold anything. */
function fromProc(pid: number): Seen | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const end = stat.lastIndexOf(")");
    return {
      name: stat.slice(stat.indexOf("(") + 1, end),
      parent: Number(stat.slice(end + 2).split(" ")[1]),
    };
  } catch {
    return undefined;
  }
}

/** Elsewhere than on Linux; a name may come with its path. */
function fromPs(pid: number): Seen | undefined {
  try {
    const said = execFileSync("ps", ["-o", "ppid=,comm=", "-p", String(pid)], {
      encoding: "latin1",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [, parent, name] = /^\s*(\d+)\s+(?:\S*\/)?(\S+)/.exec(said) ?? [];
    return parent === undefined || name === undefined
      ? undefined
      : { name, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // it is there, and somebody else's
  }
}
