import type { OrganisationId, SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { Unavailable } from "../../platform/errors.ts";
import type { Database } from "../database/database.ts";
import type { Log } from "../log.ts";
import { Uncertain } from "../command/deadline.ts";
import { dueOnes, waitingOnes } from "./queries.ts";

/** A timer found due, not locked: the transaction locks the subject first (transact.ts). */
export interface Due {
  readonly organisation: OrganisationId;
  readonly feature: string;
  readonly subject: SubjectId;
  readonly command: string;
  readonly lateness: number;
}

/** Every instance looks this often, and there is no leader. */
const tickEvery = 250;
/** Timers found in one look; more are looked for at once. */
const dueAtOnce = 200;
/** The same for features that can wait: so few take a fraction of a second. */
const patientAtOnce = 200;
/** Seconds. */
const longestPostponed = 300;
/** Timers carried out at once by one instance. */
const atOnce = 8;
/** The same for features that can wait, so that ten thousand of them delay no new command. */
const patientTogether = 2;

/**
 * The tick: finds due timers and waiting messages in one look, runs the timers and hands messages
 * on. Then it sleeps until the next due time, at most 250 ms.
 */
export class Clock {
  readonly #db: Database;
  readonly #log: Log;
  readonly #ring: (due: Due) => Promise<void>;
  readonly #claim: (organisation: OrganisationId) => Promise<void>;
  readonly #postpone: (due: Due, seconds: number) => Promise<unknown>;
  /** How often in a row each timer failed here. */
  readonly #failures = new Map<string, number>();
  readonly #dueOnes: string;
  readonly #patient: ReadonlySet<string>;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;
  #isPushed = false;
  #skew = 0;
  /** When a tick last finished, by this process's monotonic clock; `/readyz` reads it. */
  lastTick = -Infinity;

  constructor(
    db: Database,
    log: Log,
    work: {
      ring: (due: Due) => Promise<void>;
      claim: (organisation: OrganisationId) => Promise<void>;
      postpone: (due: Due, seconds: number) => Promise<unknown>;
      known?: readonly (readonly [feature: string, command: string])[];
      /** Features whose timers wait until those of the others have run. */
      patient?: readonly string[];
    },
  ) {
    this.#db = db;
    this.#log = log;
    this.#ring = work.ring;
    this.#claim = work.claim;
    this.#postpone = work.postpone;
    this.#patient = new Set(work.patient);
    this.#dueOnes = dueOnes(work.known, work.patient ?? []);
  }

  /** The database's clock as of the last tick: for showing, never for deciding. */
  now(): Instant {
    return Date.now() + this.#skew;
  }

  /**
   * Reads the database's time before anything else. A machine with a wrong clock must not take new
   * gestures for late ones.
   */
  async set(): Promise<void> {
    const [[seen = {}] = []] = await this.#db.sweep(
      "select extract(epoch from handrail.now()) * 1000 as now",
    );
    this.#skew = Number(seen["now"]) - Date.now();
  }

  start(): void {
    this.#schedule(0);
  }

  /** Time was pushed: looks at once, or once more after the look that is under way. */
  pushed(): void {
    this.#isPushed = true;
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#schedule(0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(ms: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#isPushed = false;
      this.#running = this.#tick().then(
        (next) => this.#schedule(this.#isPushed ? 0 : next),
        (err: unknown) => {
          this.#log.warn({ err }, "a tick failed");
          this.#schedule(tickEvery);
        },
      );
    }, ms);
  }

  /** @returns how long to sleep. */
  async #tick(): Promise<number> {
    // One statement, because idle instances send it all day. The clock is asked once, and
    // materialized. PostgreSQL calls a volatile function in a condition for every row, and then
    // uses no index. With 20,000 far timers that took 230 ms a tick.
    const [[seen = {}] = []] = await this.#db.sweep(
      `
      with clock as materialized (select handrail.now() as now), due as (
        ${this.#dueOnes}
      ), waiting as (
        ${waitingOnes}
      )
      select extract(epoch from now) * 1000 as now,
        (select json_agg(json_build_object('organisation', organisation_id, 'feature', feature,
          'subject', subject, 'command', command,
          'lateness', extract(epoch from now - due_at) * 1000)
          order by due_at, organisation_id, feature, subject, command) from due) as due,
        extract(epoch from
          (select min(due_at) from handrail.timers where due_at > (select now from clock))
          - now) * 1000 as wait,
        (select json_agg(organisation_id) from waiting) as waiting
      from clock`,
      this.#patient.size === 0 ? [dueAtOnce] : [dueAtOnce, patientAtOnce],
    );
    const due = (seen["due"] as Due[] | null | undefined) ?? [];
    const waiting = (seen["waiting"] as OrganisationId[] | null | undefined) ?? [];
    this.#skew = Number(seen["now"] ?? Date.now()) - Date.now();
    const [patients, others] = partition(due, (one) => this.#patient.has(one.feature));
    const work: (() => Promise<unknown>)[] = others.map((one) => () => this.#carryOut(one));
    // Messages come first only if no timer is due: a due step is a page that nobody has written
    // yet.
    work.push(...waiting.map((organisation) => () => this.#claim(organisation)));
    const failed = (err: unknown) => this.#log.error({ err }, "a due thing failed");
    await inParallel(work, atOnce, failed);
    await inParallel(
      patients.map((one) => () => this.#carryOut(one)),
      patientTogether,
      failed,
    );
    this.lastTick = performance.now();
    if (others.length === dueAtOnce || patients.length === patientAtOnce) return 0;
    const wait = seen["wait"];
    return Math.max(
      0,
      Math.min(tickEvery, wait === null || wait === undefined ? tickEvery : Number(wait)),
    );
  }

  /**
   * A timer that fails by itself comes back later each time. Otherwise many such timers would crowd
   * out the healthy ones.
   */
  async #carryOut(due: Due): Promise<void> {
    const key = keyOf(due);
    try {
      await this.#ring(due);
      this.#failures.delete(key);
    } catch (error) {
      // The database failed, or its answer was lost. The next tick carries it out, if it is still
      // there.
      if (error instanceof Unavailable || error instanceof Uncertain) throw error;
      const failures = (this.#failures.get(key) ?? 0) + 1;
      this.#failures.set(key, failures);
      await this.#postpone(due, Math.min(2 ** failures, longestPostponed));
      throw error;
    }
  }
}

const keyOf = ({ organisation, feature, subject, command }: Due): string =>
  `${organisation} ${feature} ${subject} ${command}`;

function partition<T>(
  all: readonly T[],
  is: (one: T) => boolean,
): readonly [those: T[], others: T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}

async function inParallel(
  work: readonly (() => Promise<unknown>)[],
  width: number,
  failed: (error: unknown) => void,
): Promise<void> {
  const queue = [...work];
  const runner = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      await next().catch(failed);
  };
  await Promise.all(Array.from({ length: Math.min(width, queue.length) }, runner));
}
