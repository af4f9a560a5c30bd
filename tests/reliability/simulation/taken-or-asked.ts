import { writeSync } from "node:fs";
import type { Delivery, Gesture } from "../../../src/platform/adapter.ts";
import { Chance } from "./chance.ts";
import { openSimulated } from "./database/open.ts";
import { smallWorld } from "./small-world.ts";
import { Time, dayBegins } from "./time.ts";

/*
 * Somebody takes a request in the moment in which its step ends, at one of two instances,
 * thousands of times, each with a way of its own through both. What is counted: pages that were
 * decided after the take, that began though it was committed, how much later, how many of them to
 * one person, and screens that do not say it is taken five seconds later.
 *   node tests/reliability/simulation/taken-or-asked.ts 2000
 */

const schedules = Number(process.argv[2] ?? 2_000);
const { database, stop } = await openSimulated();
const time = new Time();
const counts = {
  schedules: 0,
  taken: 0,
  first: 0,
  askedOn: 0,
  decidedAfter: 0,
  underWay: 0,
  latest: 0,
  twice: 0,
  notSaid: 0,
  faults: 0,
};

interface Started {
  readonly at: number;
  readonly delivery: Delivery;
}

async function meet(seed: number): Promise<void> {
  const world = await smallWorld(time, database, seed);
  const { server, platforms, members, faults } = world;
  const chance = new Chance(seed + 1_000_000);
  const started: Started[] = [];
  for (const platform of platforms) {
    const adapter = platform.adapter.bind(platform);
    platform.adapter = (actor) => {
      const real = adapter(actor);
      return {
        ...real,
        deliver: (delivery) => {
          if (delivery.name === "page" && delivery.address === undefined)
            started.push({ at: time.now, delivery });
          return real.deliver(delivery);
        },
      };
    };
  }
  /** Of the request, in the order of their commits. */
  const events: { readonly type: string; readonly at: number }[] = [];
  server.onCommit = ({ changes }) => {
    for (const { table, after } of changes)
      if (table === "journal") events.push({ type: String(after?.event["type"]), at: time.now });
  };
  const instances = [world.start(), world.start()];
  time.in(1_000, () => void world.asks(chance.pick(instances)));
  await time.passes(dayBegins + 4_000, () => server.nextDue());
  const [timer] = server.tables.rows("acme", "timers").filter(({ command }) => command === "step");
  const asked = started
    .map(({ delivery }) => members.find(({ account }) => account === delivery.account))
    .filter((one) => one !== undefined);
  if (timer === undefined || asked.length === 0) throw new Error(`seed ${seed}: nobody was asked`);
  const { core, actor } = chance.pick(instances);
  const press: Gesture = {
    sender: chance.pick(asked),
    delivery: "take",
    kind: "press",
    action: "escalations.acknowledge",
    subject: timer.subject,
  };
  time.at(
    timer.due_at + chance.between(-60, 40),
    () => void time.as(actor, () => core.receive(press).catch(() => undefined)),
  );
  await time.passes(timer.due_at + 6_000, () => server.nextDue());

  counts.schedules += 1;
  counts.faults += faults.length;
  const take = events.findIndex(({ type }) => type === "acknowledged");
  const taken = events[take];
  if (taken === undefined) return;
  counts.taken += 1;
  const on = events.findLastIndex(({ type }) => type === "asked");
  if (events.filter(({ type }) => type === "asked").length > 1) counts.askedOn += 1;
  else counts.first += 1;
  if (on > take) counts.decidedAfter += 1;
  const late = started.filter(({ at }) => at > taken.at);
  counts.underWay += late.length;
  counts.latest = Math.max(counts.latest, ...late.map(({ at }) => at - taken.at));
  if (new Set(late.map(({ delivery }) => delivery.account)).size < late.length) counts.twice += 1;
  const open = platforms
    .flatMap(({ screens }) => [...screens.values()])
    .filter(({ view }) => "buttons" in view && offersIt(view.buttons));
  counts.notSaid += open.length;
}

const offersIt = (buttons: readonly { readonly action: string }[]) =>
  buttons.some(({ action }) => action === "escalations.acknowledge");

for (let seed = 1; seed <= schedules; seed++) await meet(seed);
writeSync(1, `${JSON.stringify(counts)}\n`);
time.end();
await stop();
