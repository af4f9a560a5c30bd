import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Template, makeTemplate } from "../../tests/reliability/simulation/database/open.ts";

/**
 * Runs simulated days of fresh seeds, and counts what happened in them.
 * @throws when a law was broken, with the command that repeats that day
 */
export async function days(count: number): Promise<object> {
  const first = Date.now() % 1_000_000_000;
  const output = await onServer("main.ts", String(first), String(first + count), "--json");
  const report = JSON.parse(output) as {
    readonly broken: readonly (readonly [seed: number, what: string])[];
    readonly counts: Readonly<Record<string, number>>;
  };
  if (report.broken.length > 0)
    throw new Error(
      report.broken
        .map(([seed, what]) => `${what}; again: node tests/reliability/simulation/main.ts ${seed}`)
        .join("\n"),
    );
  return { days: count, "first seed": first, ...report.counts };
}

/** A person takes a request as its step ends, so many times. @throws when a law was broken */
export async function taken(schedules: number): Promise<object> {
  const counts = JSON.parse(await onServer("taken-or-asked.ts", String(schedules))) as Readonly<
    Record<string, number>
  >;
  for (const what of ["decidedAfter", "twice", "notSaid", "faults"])
    if (counts[what] !== 0) throw new Error(`${what}: ${counts[what]} of ${schedules}`);
  return counts;
}

/** Runs a script of the simulation in a process of its own. @returns what it printed */
async function onServer(script: string, ...args: readonly string[]): Promise<string> {
  const { stop, ...template } = await makeTemplate();
  try {
    return await printed(template, script, args);
  } finally {
    await stop();
  }
}

function printed(template: Template, script: string, args: readonly string[]): Promise<string> {
  const path = fileURLToPath(new URL(`../../tests/simulation/${script}`, import.meta.url));
  const child = spawn(process.execPath, ["--max-semi-space-size=64", path, ...args], {
    env: { ...process.env, SIMULATION_TEMPLATE: JSON.stringify(template) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  return new Promise((resolve, reject) =>
    child.once("error", reject).once("close", (code) =>
      // Days in which a law was broken end with 1, and say so.
      output === "" ? reject(new Error(`${script} ended with ${code}`)) : resolve(output),
    ),
  );
}
