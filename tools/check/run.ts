import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { join } from "node:path";

/** The project's folder. */
const root = join(import.meta.dirname, "..", "..");

export interface Ran {
  /** The exit code; undefined when a signal ended it. */
  readonly code: number | undefined;
  /** What it printed, both streams as they came. */
  readonly output: string;
}

/** How long a process may take to end by itself when its time is up. */
const grace = 3_000;

/**
 * Runs a package's command on this Node, in a process group of its own. So what it leaves behind
 * ends with it, and a stray child cannot hold the run open. The signal ends it early.
 * @param behind it gets what time of a processor the others leave
 */
export function run(
  command: string,
  args: readonly string[],
  signal: AbortSignal,
  behind = false,
): Promise<Ran> {
  const { FORCE_COLOR: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [binaryOf(command), ...args], {
    cwd: root,
    env: { ...inherited, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  if (behind && child.pid !== undefined) letOthersGoFirst(child.pid);
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  const kill = (how: NodeJS.Signals) => {
    try {
      if (child.pid === undefined || process.platform === "win32") child.kill(how);
      else process.kill(-child.pid, how);
    } catch {
      // The group has ended already, which is what was wanted.
    }
  };
  return new Promise((resolve, reject) => {
    let harder: NodeJS.Timeout | undefined;
    const end = () => {
      kill("SIGTERM");
      harder = setTimeout(() => kill("SIGKILL"), grace);
    };
    if (signal.aborted) end();
    signal.addEventListener("abort", end);
    child.on("error", reject);
    child.on("exit", () => kill("SIGKILL"));
    child.on("close", (code) => {
      clearTimeout(harder);
      signal.removeEventListener("abort", end);
      resolve({ code: code ?? undefined, output: Buffer.concat(chunks).toString() });
    });
  });
}

/**
 * It gets a tenth of the processor while others want all of it. With less, vitest may take its own
 * workers for dead.
 */
const lowPriority = constants.priority.PRIORITY_BELOW_NORMAL;

/** For a process that has just begun: what it starts has the same priority. */
function letOthersGoFirst(pid: number): void {
  try {
    setPriority(pid, lowPriority);
    // Linux may share its processors among sessions first and among processes then, and this is a
    // session of its own.
    if (process.platform === "linux") writeFileSync(`/proc/${pid}/autogroup`, String(lowPriority));
  } catch {
    // Then it runs beside the others.
  }
}

/** The script behind a package's command of the same name. */
function binaryOf(command: string): string {
  const folder = join(root, "node_modules", command === "tsc" ? "typescript" : command);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    bin: string | Record<string, string>;
  };
  const script = typeof bin === "string" ? bin : bin[command];
  if (script === undefined) throw new Error(`${command} is not a command of its package`);
  return join(folder, script);
}
