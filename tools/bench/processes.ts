import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export interface Running {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from `spawn` until it was ready. */
  readonly took: number;
  stop(): Promise<void>;
}

const longestStart = 600_000;

/**
 * Starts `node <script>` on a free port and waits until `/readyz` answers 200.
 * @param heard gets what it writes to standard output
 */
export async function startProcess(
  script: string,
  env: Record<string, string>,
  flags: readonly string[] = [],
  heard?: (text: string) => void,
): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = spawn(process.execPath, [...flags, script], {
    env: { ...inherited(), ...env, PORT: String(port), HOST: "127.0.0.1" },
    stdio: ["ignore", heard === undefined ? "ignore" : "pipe", "inherit"],
  });
  endsWithUs(child);
  child.stdout?.setEncoding("utf8").on("data", (text: string) => heard?.(text));
  const gone = once(child, "exit");
  try {
    await ready(child, `${url}/readyz`);
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
  return {
    url,
    pid: child.pid ?? 0,
    took: performance.now() - began,
    async stop() {
      child.kill("SIGTERM");
      await gone;
    },
  };
}

/** A bench that fails or is interrupted leaves no process behind. */
export function endsWithUs(child: ChildProcess): void {
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  child.once("exit", () => process.off("exit", end));
}

/** The environment of the person who runs the bench must not configure what is measured. */
function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) =>
      /^(PATH|HOME|TMPDIR|TZ|LANG|SystemRoot)$/.test(name),
    ),
  );
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  for (const began = performance.now(); performance.now() - began < longestStart; await wait(10)) {
    const ended = child.exitCode ?? child.signalCode;
    if (ended !== null) throw new Error(`the process ended before it was ready (${ended})`);
    const status = await fetch(url).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
  }
  throw new Error(`not ready within ${longestStart / 1_000} s`);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** The fields of `/proc/<pid>/stat` behind the command's name; none when it is gone. */
function statOf(pid: string | number): number[] {
  try {
    const [, fields = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(/\) (?=[A-Z] )/);
    return fields.split(" ").map(Number);
  } catch {
    return [];
  }
}

/** Processes and everything they started. Only Linux says; elsewhere there are none. */
function withDescendants(pids: readonly number[]): number[] {
  if (!existsSync("/proc/self/stat")) return [];
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const parents = new Map(all.map((pid) => [Number(pid), statOf(pid)[1]]));
  const found = new Set(pids.filter((pid) => parents.has(pid)));
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent ?? 0)) found.add(pid);
  }
  return [...found];
}

/**
 * Processor time of processes and all that they started, in seconds; what has ended counts too.
 * In hundredths of a second there: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function processorSeconds(pids: readonly number[]): number {
  const hundredths = withDescendants(pids)
    .flatMap((pid) => statOf(pid).slice(11, 15))
    .reduce((sum, part) => sum + part, 0);
  return hundredths / 100;
}

/**
 * Resident memory of processes and all that they started, in megabytes (10⁶ bytes). What the
 * database's processes share counts once. What Node's share with the bench counts in full.
 */
export function residentMegabytes(pids: readonly number[]): number {
  const kilobytes = withDescendants(pids).map((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/exe`) === process.execPath
        ? lineOf(`/proc/${pid}/status`, /^VmRSS:\s+(\d+)/m)
        : lineOf(`/proc/${pid}/smaps_rollup`, /^Pss:\s+(\d+)/m);
    } catch {
      return 0;
    }
  });
  return (kilobytes.reduce((sum, one) => sum + one, 0) * 1_024) / 1_000_000;
}

const lineOf = (file: string, line: RegExp): number =>
  Number(line.exec(readFileSync(file, "utf8"))?.[1] ?? 0);

/** The embedded server of a data folder: it need not be a child of Handrail's. */
export function serversIn(folder: string): number[] {
  return globSync(join(folder, "**/postmaster.pid"))
    .map((file) => Number(readFileSync(file, "utf8").split("\n")[0]))
    .filter((pid) => pid > 0);
}

/** What `npm start` gives Node, read from there. */
export function ownFlags(root: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: { start: string };
  };
  return scripts.start.split(" ").filter((word) => word.startsWith("--"));
}
