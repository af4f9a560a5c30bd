import { writeSync } from "node:fs";
import { openSimulated } from "./database/open.ts";
import type { Instance } from "./instance.ts";
import { smallWorld } from "./small-world.ts";
import { Time, dayBegins } from "./time.ts";

/*
 * One request, and the instance that takes it dies at a named point; another one is there. A line
 * for each point: what its agent heard, what came of it, how often the page was posted, marked or
 * not, and how late.
 *   node tests/reliability/simulation/crash-points.ts
 */

/** Named in src/runtime; `committing`, `committed` and `accepted` are seen by the world alone. */
const points = [
  "loaded",
  "saved",
  "written",
  "committing",
  "committed",
  "sending",
  "accepted",
  "sent",
  "settled",
] as const;

const { database, stop } = await openSimulated();
const time = new Time();

async function dieAt(point: (typeof points)[number], arrives: boolean): Promise<object> {
  const world = await smallWorld(time, database);
  const { server, platforms, calls, faults } = world;
  let dead = false;
  const instances: Instance[] = [];
  const dies = (where: string) => {
    const [taker] = instances;
    if (where !== point || dead || taker === undefined) return;
    dead = true;
    taker.actor.alive = false;
    server.lost(taker.actor, arrives);
  };
  for (const platform of platforms) {
    const { onCall } = platform;
    platform.onCall = (call) => {
      onCall(call);
      if (call.delivery.name === "page" && call.accepted) dies("accepted");
    };
  }
  server.onCommit = ({ changes }) => {
    if (changes.some(({ table }) => table === "inbox")) dies("committed");
  };
  server.onCommitting = (line) => {
    if (line.mentions("one")) dies("committing");
  };
  const taker = world.start(dies);
  instances.push(taker, world.start());
  let said = "nothing";
  time.in(1_000, () => void world.asks(taker).then((heard) => (said = heard)));
  await world.passes();
  const requests = server.tables.rows("acme", "requests").length;
  const asked = new Map<string, number>();
  for (const { at, delivery, accepted } of calls) {
    const message = `${delivery.account} ${delivery.name} ${delivery.occasion}`;
    if (accepted && delivery.address === undefined && !asked.has(message))
      asked.set(message, at - dayBegins - 1_000);
  }
  const late = Math.ceil(Math.max(0, ...asked.values()) / 1_000);
  const open = server.tables
    .rows("acme", "messages")
    .filter((m) => m.state === "live" && m.address === null).length;
  return {
    point: arrives ? "committing, and it arrives" : point,
    dead,
    said,
    requests,
    pages: world.pages(),
    late,
    open,
    faults,
  };
}

for (const point of points) {
  if (point === "committing") writeSync(1, `${JSON.stringify(await dieAt(point, true))}\n`);
  writeSync(1, `${JSON.stringify(await dieAt(point, false))}\n`);
}
time.end();
await stop();
