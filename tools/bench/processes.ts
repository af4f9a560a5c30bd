import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

export interface Running {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from `spawn` until it was ready. */
  readonly took: number;
  stop(): Promise<void>;
}

const patience = 120_000;

/**
 * Starts `node <script>` on a free port and waits until it is ready.
 * @param path answers 200 when it is; what it says on standard error is shown as it is.
 */
export async function startProcess(
  script: string,
  path: string,
  env: Record<string, string>,
  flags: readonly string[] = [],
): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = spawn(process.execPath, [...flags, script], {
    env: { ...inherited(), ...env, PORT: String(port), HOST: "127.0.0.1" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const gone = once(child, "exit");
  try {
    await ready(child, `${url}${path}`);
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
  return {
    ...{ url, pid: child.pid ?? 0, took: performance.now() - began },
    async stop() {
      child.kill("SIGTERM");
      await gone;
    },
  };
}

/** Nothing of whoever runs the bench may configure what is measured. */
function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) =>
      /^(PATH|HOME|TMPDIR|TZ|LANG|SystemRoot)$/.test(name),
    ),
  );
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  for (const began = performance.now(); performance.now() - began < patience; await wait(10)) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(
        `the process ended before it was ready (${child.exitCode ?? child.signalCode})`,
      );
    const status = await fetch(url).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
  }
  throw new Error(`not ready within ${patience / 1_000} s`);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Resident memory of a process, its threads included, in megabytes (10⁶ bytes). */
export function residentMegabytes(pid: number): number {
  const status = `/proc/${pid}/status`;
  const kilobytes = existsSync(status)
    ? /^VmRSS:\s+(\d+)/m.exec(readFileSync(status, "utf8"))?.[1]
    : execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }).trim();
  return (Number(kilobytes) * 1_024) / 1_000_000;
}

/** Processor time that a process has had so far, its threads included, in seconds; 0 where the system does not say. */
export function processorSeconds(pid: number): number {
  const stat = `/proc/${pid}/stat`;
  if (!existsSync(stat)) return 0;
  const [user = 0, system = 0] =
    readFileSync(stat, "utf8").split(") ")[1]?.split(" ").slice(11, 13).map(Number) ?? [];
  return (user + system) / 100;
}

/** What `npm start` gives Node, read from there. */
export function ownFlags(root: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: { start: string };
  };
  return scripts.start.split(" ").filter((word) => word.startsWith("--"));
}
