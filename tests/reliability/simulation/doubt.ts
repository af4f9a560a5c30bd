import { writeSync } from "node:fs";
import { openSimulated } from "./database/open.ts";
import { smallWorld } from "./small-world.ts";
import { Time } from "./time.ts";

/*
 * Two copies of one delivery at one instance, and the answers of both commits are lost: the first
 * never happened, the second did. Each tries again, and finds that it was done; only one of them
 * did it.
 *   node tests/reliability/simulation/doubt.ts
 */

const { database, stop } = await openSimulated();
const time = new Time();
const world = await smallWorld(time, database);
const fates = ["before", "after"] as const;
let commits = 0;
world.server.fateOf = (line) => (line.mentions("one") ? fates[commits++] : undefined);
const instance = world.start();
const heard: string[] = [];
time.in(1_000, () => {
  for (let copy = 0; copy < 2; copy++) void world.asks(instance).then((what) => heard.push(what));
});
await world.passes();
const requests = world.server.tables.rows("acme", "requests").length;
writeSync(
  1,
  `${JSON.stringify({ heard, requests, pages: world.pages(), faults: world.faults, commits })}\n`,
);
time.end();
await stop();
