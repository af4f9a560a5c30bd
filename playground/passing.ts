import { setTimeout as sleep } from "node:timers/promises";
import { selfTestOrganisation } from "../src/kernel/pretend.ts";
import type { Passed } from "./passed.ts";

/** Nobody waits for the self-test: it goes on by itself. */
const others = `organisation_id <> '${selfTestOrganisation}'`;

/** The one clock and what waits for it: the app's own database. */
export interface Clock {
  /** @returns how far ahead of the machine's it is by now, in seconds */
  pushClock(seconds: number): Promise<number>;
  /** Reads across organisations. */
  sweep(statement: string): Promise<Record<string, unknown>[][]>;
}

/** The app's own database. */
export interface AppDatabase extends Clock {
  /** One statement as the app itself, in one organisation. */
  once(organisation: string, statement: string): Promise<Record<string, unknown>[]>;
}

/**
 * So many steps go exactly to what is due next; later ones may take several such times together.
 */
const exactSteps = 20;
/** And are then at least this part of the whole. */
const shortest = 1 / 200;
/**
 * Milliseconds that a person watches a button for. The rest of the time then passes in large steps.
 */
const watched = 8_000;
/** Seconds: no check-in's morning and evening go by in one. */
const longest = 12 * 3_600;
/** Milliseconds that one step may take to come to rest. */
const rest = 1_500;

/**
 * Lets time pass in steps: from one due time to the next, until what was due has happened and is
 * shown. With a single step, what is due in between would be too late and be left out.
 * @param moved is told after each step how many seconds ahead the clock is
 */
export async function passTime(
  clock: Clock,
  seconds: number,
  moved: (ahead: number) => void,
): Promise<void> {
  const until = performance.now() + watched;
  let left = seconds;
  for (let step = 0; left > 0; step++) {
    const found = await settled(clock);
    // What is due does not happen: a little further, and not past everything else.
    const next = found === "stuck" ? seconds * shortest : (found ?? left);
    const least = step < exactSteps ? 0.001 : seconds * shortest;
    const wanted = performance.now() < until ? Math.max(next, least) : longest;
    const now = Math.min(wanted, longest, left);
    moved(await clock.pushClock(now));
    left -= now;
  }
  await settled(clock);
}

/**
 * Lets all the time pass at once, as when Handrail is not running. What falls due meanwhile is
 * found late. What was due before happens first.
 */
export async function passAway(
  clock: Clock,
  seconds: number,
  moved: (ahead: number) => void,
): Promise<void> {
  await settled(clock);
  moved(await clock.pushClock(seconds));
  await settled(clock);
}

/** So many due times may come to nothing that anybody sees, before we stop to say so. */
const unseen = 20;

/**
 * Lets time pass up to the next due time after which somebody sees something new.
 * @param seen something that is another value once there is something new
 */
export async function passToNext(
  clock: Clock,
  moved: (ahead: number) => void,
  seen: () => Promise<string>,
): Promise<Passed> {
  let next = await settled(clock);
  const before = await seen();
  let seconds = 0;
  for (let step = 0; step < unseen && next !== undefined; step++) {
    // What is due does not happen: a little further.
    const now = next === "stuck" ? 1 : Math.max(next, 0.001);
    moved(await clock.pushClock(now));
    seconds += now;
    next = await settled(clock);
    if ((await seen()) !== before) return { seconds, news: true };
  }
  return { seconds, news: false };
}

/**
 * The same clock; a check-in that waits on somebody's screen does not grow old by what is skipped:
 * it waits as long as it would have waited.
 */
export const sparingCheckIns = (clock: AppDatabase, organisation: string): AppDatabase => ({
  ...clock,
  async pushClock(seconds) {
    const shift = `make_interval(secs => ${seconds})`;
    await clock.once(
      organisation,
      `with open as (
        update handrail.check_ins set state = jsonb_set(state, '{prompt,slot,until}',
          to_jsonb((state->'prompt'->'slot'->>'until')::float8 + ${seconds} * 1000))
        where organisation_id = handrail.organisation() and state->'prompt'->>'is' = 'asked'
        returning person)
      update handrail.timers t set due_at = t.due_at + ${shift} from open
      where t.organisation_id = handrail.organisation() and t.feature = 'checkins'
        and t.subject = open.person and t.command = 'pass'`,
    );
    return clock.pushClock(seconds);
  },
});

/**
 * Waits until nothing is due and nothing waits to be shown. @returns the seconds until the next due
 * time, if there is one
 */
async function settled(clock: Clock): Promise<number | "stuck" | undefined> {
  const until = performance.now() + rest;
  for (;;) {
    const [[seen = {}] = []] = await clock.sweep(`
      select extract(epoch from (select min(due_at) from handrail.timers where ${others}) - handrail.now()) as next,
        exists (
          select from handrail.messages
          where ${others} and state = 'live' and wanted_version > shown_version and not_before <= handrail.now()
        ) as busy`);
    const next =
      seen["next"] === null || seen["next"] === undefined ? undefined : Number(seen["next"]);
    if (seen["busy"] !== true && (next === undefined || next > 0)) return next;
    if (performance.now() > until) return next !== undefined && next <= 0 ? "stuck" : next;
    await sleep(20);
  }
}
