import { doors } from "../../tests/reliability/torture/doors.ts";
import { embeddedKills } from "../../tests/reliability/torture/embedded-kills.ts";
import { freeze } from "../../tests/reliability/torture/freeze.ts";
import { held } from "../../tests/reliability/torture/held.ts";
import { kills } from "../../tests/reliability/torture/kills.ts";
import { outage } from "../../tests/reliability/torture/outage.ts";
import { image } from "../../tests/reliability/torture/image.ts";
import { installedPostgres } from "../../tests/reliability/torture/installed.ts";
import { restore } from "../../tests/reliability/torture/restore.ts";
import { restarts } from "../../tests/reliability/torture/restarts.ts";
import { sharedLines } from "../../tests/reliability/torture/shared-lines.ts";
import { storm } from "../../tests/reliability/torture/storm.ts";
import { uninstalled } from "../../tests/reliability/torture/uninstalled.ts";
import { days, taken } from "./days.ts";

/*
 * `npm run torture [name] [times]`, at full size. Real processes on a real PostgreSQL are killed,
 * frozen and restored from a dump. They also run without database, without platform and in a storm.
 * The HTTP doors get random input. The container image is built and run, where a builder is at hand. Days are simulated, with fresh seeds. Each prints its counts;
 * `npm test` runs small versions.
 */
const [wanted, count] = process.argv.slice(2);
const times = count === undefined ? undefined : Number(count);
const tortures: Readonly<Record<string, () => Promise<object>>> = {
  kills: () => kills(times ?? 100, 1_000),
  "embedded kills": () => embeddedKills(times ?? 10, 10_000),
  freeze: () => freeze(30_000, times ?? 2),
  held: () => held(30_000),
  uninstalled: () => uninstalled(times ?? 200, 50),
  restarts: () => restarts(times ?? 20, 200, 20),
  restore: () => drill(21_000),
  "restore late": () => drill(16 * 60_000),
  away: () => restarts(1, 30_000, 100),
  outage: () => outage(30_000, 60),
  storm: () => storm(500, 10_000, 19, "later"),
  "first day": () => storm(500, 10_000, 19, "first"),
  lines: () => sharedLines(times ?? 10_000, 50),
  doors: () => doors(times ?? 10_000),
  days: () => days(times ?? 60),
  taken: () => taken(times ?? 2_000),
  image,
};

/** With a PostgreSQL of this machine's own, because npm's has no `pg_dump`. */
function drill(lateMs: number): Promise<object> {
  const programs = installedPostgres();
  if (programs === undefined) throw new Error("no PostgreSQL with pg_dump is installed here");
  return restore(programs, lateMs, 100);
}

let failed = false;
for (const [name, run] of Object.entries(tortures)) {
  if (wanted !== undefined && wanted !== name) continue;
  const began = performance.now();
  const result = await run().catch((error: Error) => ({ failed: error.message }));
  failed ||= "failed" in result;
  process.stdout.write(`\n${name} (${Math.round((performance.now() - began) / 1_000)} s)\n`);
  for (const [what, figure] of Object.entries(result))
    process.stdout.write(`  ${what.padEnd(16)} ${String(figure)}\n`);
}
process.exitCode = failed ? 1 : 0;
