import type { OrganisationId, SubjectId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Database } from "./database.ts";
import type { Log } from "./log.ts";

/** A timer found due. Reading it locks nothing: the subject is locked first, then the timer goes (DESIGN 3). */
export interface Due {
  readonly organisation: OrganisationId;
  readonly feature: string;
  readonly subject: SubjectId;
  readonly command: string;
  readonly lateness: number;
}

/** Every instance looks this often; nobody leads. */
const tickEvery = 250;
/** Timers carried out at once by one instance. */
const atOnce = 8;

/**
 * The tick: finds due timers and waiting messages in one look, carries timers out, hands messages on. Sleeps until the
 * next due time, at most 250 ms.
 */
export class Clock {
  readonly #db: Database;
  readonly #log: Log;
  readonly #ring: (due: Due) => Promise<void>;
  readonly #claim: (organisation: OrganisationId) => Promise<void>;
  readonly #known: string;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;
  #skew = 0;
  /** When a tick last finished, by this process's monotonic clock: `/readyz` is red when they stop. */
  lastTick = -Infinity;

  constructor(
    db: Database,
    log: Log,
    work: {
      ring: (due: Due) => Promise<void>;
      claim: (organisation: OrganisationId) => Promise<void>;
      known?: readonly (readonly [feature: string, command: string])[];
    },
  ) {
    this.#db = db;
    this.#log = log;
    this.#ring = work.ring;
    this.#claim = work.claim;
    // During a rollout a newer instance sets timers that this one does not know: they are left to it.
    this.#known =
      work.known === undefined
        ? ""
        : `and (feature, command) in (${work.known.map(([feature, command]) => `('${feature}', '${command}')`).join(", ")})`;
  }

  /** The database's clock as of the last tick: for showing, never for deciding. */
  now(): Instant {
    return Date.now() + this.#skew;
  }

  start(): void {
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
      this.#running = this.#tick().then(
        (next) => this.#schedule(next),
        (err: unknown) => {
          this.#log.warn({ err }, "a tick failed");
          this.#schedule(tickEvery);
        },
      );
    }, ms);
  }

  /** @returns how long to sleep. */
  async #tick(): Promise<number> {
    // The clock is asked once, in a sub-select: a volatile function in a condition is called for every row, and keeps
    // the index from being used (20,000 far timers: 230 ms a tick).
    const [due = [], next = [], waiting = []] = await this.#db.sweep(`
      select organisation_id, feature, subject, command, extract(epoch from handrail.now() - due_at) * 1000 as lateness from handrail.timers
        where due_at <= (select handrail.now()) ${this.#known} order by due_at limit 200;
      select extract(epoch from min(due_at) - handrail.now()) * 1000 as wait, extract(epoch from handrail.now()) * 1000 as now from handrail.timers where due_at > (select handrail.now());
      select distinct organisation_id from handrail.messages where state = 'live' and wanted_version > shown_version and not_before <= (select handrail.now())
        and coalesce(lease_until <= (select handrail.now()), true) limit 100`);
    this.#skew = Number(next[0]?.["now"] ?? Date.now()) - Date.now();
    const work: (() => Promise<unknown>)[] = due.map(
      (row) => () =>
        this.#ring({
          ...{ organisation: String(row["organisation_id"]), feature: String(row["feature"]), subject: String(row["subject"]) },
          ...{ command: String(row["command"]), lateness: Number(row["lateness"]) },
        }),
    );
    // Messages first in the list only where no timer is due: a due step is a page that has not been written yet.
    work.push(...waiting.map((row) => () => this.#claim(String(row["organisation_id"]))));
    await inParallel(work, atOnce, (err) => this.#log.error({ err }, "a due thing failed"));
    this.lastTick = performance.now();
    if (due.length === 200) return 0;
    const wait = next[0]?.["wait"];
    return Math.max(0, Math.min(tickEvery, wait === null || wait === undefined ? tickEvery : Number(wait)));
  }
}

async function inParallel(work: readonly (() => Promise<unknown>)[], width: number, failed: (error: unknown) => void): Promise<void> {
  const queue = [...work];
  const runner = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await next().catch(failed);
  };
  await Promise.all(Array.from({ length: Math.min(width, queue.length) }, runner));
}
