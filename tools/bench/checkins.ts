import { setTimeout as wait } from "node:timers/promises";
import type { On } from "../../src/checkins/state.ts";
import { minutes } from "../../src/kernel/time.ts";
import { calm, endAll, measure, type Stretch } from "./latency.ts";
import { hours, makeOrganisation } from "./organisation.ts";
import { processorSeconds, residentMegabytes } from "./processes.ts";
import type { House, Kind, Site } from "./stores.ts";

/** Friday at three, as it is offered: it decides when the next one is, and the one that is due now is planted. */
const cron = "0 15 * * 5";
const settings = `${hours}
    check_ins: [{ name: weekly, cron: "${cron}" }]`;
const wellbeing = `wellbeing: { contacts: [s0000@b.test, s0001@b.test], employee_assistance: "0800 000 000" }\n`;
const hour = 3_600_000;
const patience = 180_000;

/** An organisation in which so many have a check-in and others, of the same teams, call for help. */
export interface Large {
  readonly house: House;
  /** Accounts of those who call for help; they have no check-ins. */
  readonly callers: readonly string[];
  /** Ids of those who are asked how they are. */
  readonly asked: readonly string[];
}

const agentsInTeam = 40;
const callersInTeam = 3;

/** @param teams of forty agents, of whom three call, and two supervisors */
export async function openLarge(site: Site, kind: Kind, teams: number): Promise<Large> {
  const organisation = makeOrganisation(teams, {
    agentsInTeam,
    settings,
    file: wellbeing,
    lean: true,
  });
  const house = await site.house(kind, `checkins_${kind.toLowerCase()}`, organisation.yaml);
  // One of each team after another: neighbours are of different teams.
  const callers = organisation.agents.slice(0, teams * callersInTeam);
  const { rows } = await house.owner.query<{ person: string; account: string }>(
    "select person, account from handrail.accounts order by account",
  );
  const calls = new Set(callers);
  const asked = rows.filter(({ account }) => !calls.has(account)).map(({ person }) => person);
  await plantSchedules(
    house,
    asked,
    rows.filter(({ account }) => calls.has(account)).map(({ person }) => person),
  );
  return { house, callers, asked };
}

/** Everybody has decided already, so that no invitation is due in between. */
async function plantSchedules(
  { owner, organisation }: House,
  asked: readonly string[],
  off: readonly string[],
): Promise<void> {
  // At start everybody is invited, twenty a second: what is just being carried out is waited for, or it would be written over this.
  await owner.query("delete from handrail.timers where feature = 'checkins'");
  await wait(1_000);
  const insert = `insert into handrail.check_ins (organisation_id, person, version, status, state)
    select $1, person, 1, $3::jsonb ->> 'status', $3::jsonb || jsonb_build_object('person', person) from unnest($2::uuid[]) person
    on conflict (organisation_id, person) do update set status = excluded.status, state = excluded.state`;
  const later = Date.now() + 7 * 24 * hour;
  const next = {
    day: new Date(later).toISOString().slice(0, 10),
    zone: "Europe/London",
    at: later,
    until: later + 9 * hour,
  };
  await owner.query(insert, [
    organisation,
    asked,
    JSON.stringify({ status: "on", cron, every: 1, skips: 0, posts: 0, lastAt: 0, next }),
  ]);
  await owner.query(insert, [
    organisation,
    off,
    JSON.stringify({ status: "off", posts: 0, lastAt: 0 }),
  ]);
  await owner.query("delete from handrail.timers where feature = 'checkins'");
  // As it is all week: everybody has a next time. Without these rows the planner would take the table for an empty one.
  await owner.query(
    "insert into handrail.timers select $1, 'checkins', person, 'prompt', handrail.now() + interval '7 days' from unnest($2::uuid[]) person",
    [organisation, asked],
  );
  await owner.query("vacuum (analyze)");
}

/** A check-in of this very minute for each of them. @param within how long their timers take to fall due: a minute, as the feature spreads them */
async function fallDue(
  { owner, organisation }: House,
  asked: readonly string[],
  within: number,
): Promise<void> {
  const now = Date.now();
  // A little before: the bench and the database need not agree to the millisecond.
  const next: On["next"] = {
    day: new Date(now).toISOString().slice(0, 10),
    zone: "Europe/London",
    at: now - 2_000,
    until: now + minutes(240),
  };
  await owner.query(
    `update handrail.check_ins set state = state - 'prompt' || jsonb_build_object('next', $3::jsonb, 'lastAt', 0) where organisation_id = $1 and person = any($2::uuid[])`,
    [organisation, asked, JSON.stringify(next)],
  );
  await owner.query("delete from handrail.messages where feature = 'checkins'");
  // Nobody was told anything lately: some leave at once, and the others in their turns.
  await owner.query("delete from handrail.pace");
  await owner.query(
    `insert into handrail.timers (organisation_id, feature, subject, command, due_at)
     select $1, 'checkins', person, 'prompt', handrail.now() + make_interval(secs => n * $3::float8 / 1000 / $4::int) from unnest($2::uuid[]) with ordinality one(person, n)
     on conflict (organisation_id, feature, subject, command) do update set due_at = excluded.due_at`,
    [organisation, asked, within, asked.length],
  );
}

export interface Queued {
  /** Until each had its message written. Milliseconds; infinite when they were not all. */
  readonly took: number;
  /** How many had left by then: they leave in turns, behind all of this (src/runtime/messages/told.ts). */
  readonly sent: number;
  readonly before: number;
  /** The most resident memory meanwhile, in megabytes. */
  readonly most: number;
  /** Processor time of Handrail's own process for each, in milliseconds: on a busy machine the truer figure. */
  readonly each: number;
  /** How many were made at the end. */
  readonly made: number;
}

/** All of them due in one moment: how long until every one is made and queued, and what that takes of memory. */
export async function measureQueueing(site: Site, { house, asked }: Large): Promise<Queued> {
  const { process } = house;
  const before = residentMegabytes(process.pid);
  const worked = processorSeconds(process.pid);
  const began = performance.now();
  await fallDue(house, asked, 0);
  let [most, took, sent, made] = [before, Infinity, 0, 0];
  for (; took === Infinity && performance.now() - began < patience; await wait(100)) {
    most = Math.max(most, residentMegabytes(process.pid));
    ({ made, seen: sent } = await countQueued(house));
    if (made === asked.length) took = performance.now() - began;
  }
  const each = (1_000 * (processorSeconds(process.pid) - worked)) / asked.length;
  await calm(site.slack);
  return { took, sent, before, most, each, made };
}

async function countQueued({ owner }: House): Promise<{ made: number; seen: number }> {
  const { rows } = await owner.query<{ made: number; seen: number }>(
    "select count(*)::int as made, count(*) filter (where shown_version > 0)::int as seen from handrail.messages where feature = 'checkins'",
  );
  return rows[0] ?? { made: 0, seen: 0 };
}

export interface Beside {
  readonly without: readonly Stretch[];
  readonly beside: readonly Stretch[];
  /** Check-ins that were made while pages were measured. */
  readonly made: number[];
}

/** What is left of the minute comes next week. What is just being carried out is left alone: neither waits for the other. */
const putOff = ({ owner }: House): Promise<unknown> =>
  owner.query(`
    with left_over as (select ctid from handrail.timers where feature = 'checkins' for update skip locked)
    update handrail.timers set due_at = handrail.now() + interval '7 days' where ctid in (select ctid from left_over)`);

/** Pages without and beside a minute of check-ins, in turns. */
export async function measureBeside(
  site: Site,
  { house, callers, asked }: Large,
  plan: { readonly rate: number; readonly turns: number; readonly perTurn: number },
): Promise<Beside> {
  const { commands } = house;
  const stretch = async () => {
    const paged = await measure(site.slack, commands, callers.slice(0, plan.perTurn), plan.rate);
    return paged;
  };
  const end = async ({ pages }: Stretch) => {
    await endAll(commands, pages);
    await calm(site.slack);
  };
  await end(await stretch());
  const [without, beside, made]: [Stretch[], Stretch[], number[]] = [[], [], []];
  for (let turn = 0; turn < plan.turns; turn++) {
    const alone = await stretch();
    without.push(alone);
    await end(alone);
    await fallDue(house, asked, minutes(1));
    // Into the middle of it: what falls due first must not have been the easy part.
    await wait(5_000);
    const start = await countQueued(house);
    const busy = await stretch();
    beside.push(busy);
    made.push((await countQueued(house)).made - start.made);
    await putOff(house);
    await calm(site.slack);
    await end(busy);
  }
  return { without, beside, made };
}
