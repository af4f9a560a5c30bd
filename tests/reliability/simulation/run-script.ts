import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { inject } from "vitest";

/**
 * Runs a script of this folder in a process of its own, because it takes over its clocks.
 * @returns what it printed; the days exit with 1 when a law was broken
 */
export async function runScript(
  name: string,
  ...args: readonly (string | number)[]
): Promise<string> {
  const script = fileURLToPath(new URL(name, import.meta.url));
  // What a day leaves behind is much and short-lived: with more room the collector copies less.
  const all = ["--max-semi-space-size=64", script, ...args.map(String)];
  const env = { ...process.env, SIMULATION_TEMPLATE: JSON.stringify(inject("simulated")) };
  const { stdout } = await promisify(execFile)(process.execPath, all, {
    maxBuffer: 100_000_000,
    env,
  }).catch((ended: { stdout?: string; code?: unknown }) => {
    if (ended.code === 1 && ended.stdout) return { stdout: ended.stdout };
    throw ended;
  });
  return stdout;
}
