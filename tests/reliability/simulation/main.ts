/*
 * Days of a simulated world, in a process of its own, because it takes over its clocks.
 *   node tests/reliability/simulation/main.ts 17          one seed, with everything that happened
 *   node tests/reliability/simulation/main.ts 0 250       seeds 0 to 249, a line for each that broke something
 *   node tests/reliability/simulation/main.ts 0 250 --json
 *   node tests/reliability/simulation/main.ts 0 250 --first    until the first that broke something
 */
import { writeSync } from "node:fs";
import { openSimulated } from "./database/open.ts";
import { Time } from "./time.ts";
import { type Day, live, mark } from "./world.ts";

const [first = "0", end] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const say = (text: string) => writeSync(1, `${text}\n`);
const { database, stop } = await openSimulated();
const time = new Time();
const days: Day[] = [];
const from = Number(first);
// Outages are errors by the thousand. Where each came from is for whoever looks at one day.
if (end !== undefined) Error.stackTraceLimit = 0;
for (let seed = from; seed < Number(end ?? from + 1); seed++) {
  const day = await live(seed, time, database);
  days.push(day);
  if (end === undefined) for (const line of day.trace) say(line);
  for (const what of day.broken) say(`seed ${seed} (${day.profile}): ${what}`);
  if (day.broken.length > 0) say(`  again: node tests/reliability/simulation/main.ts ${seed}`);
  if (day.broken.length > 0 && process.argv.includes("--first")) break;
}
const total = (what: string) => days.reduce((sum, { counts }) => sum + (counts[what] ?? 0), 0);
const kinds = [...new Set(days.flatMap(({ counts }) => Object.keys(counts)))].toSorted();
if (process.argv.includes("--json")) {
  const marks = days.map(({ seed, trace }) => [seed, mark(trace)]);
  say(
    JSON.stringify({
      broken: days.flatMap(({ seed, broken }) => broken.map((what) => [seed, what])),
      marks,
      counts: Object.fromEntries(kinds.map((kind) => [kind, total(kind)])),
    }),
  );
} else {
  const counted = kinds.map((kind) => `${total(kind)} ${kind}`).join(", ");
  const all = days.flatMap(({ trace }) => trace);
  say(`${days.length} days, ${counted}; trace ${mark(all)}`);
}
process.exitCode = days.some(({ broken }) => broken.length > 0) ? 1 : 0;
time.end();
await stop();
