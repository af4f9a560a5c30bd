import type { Socket } from "node:net";
import type pg from "pg";
import { type Logged, changesOn } from "./watched.ts";

/*
 * Real connections to a real PostgreSQL, and which of them wait for a lock. The simulation runs
 * one batch of statements at a time, and goes on when that batch has ended or waits for a lock. So
 * the order of all statements is the simulation's.
 */

// The simulation replaces the process's timers.
const later = setTimeout;
const never = clearTimeout;

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly types: pg.CustomTypesConfig | undefined;
}

/** What the database said to one statement. */
export type Said = { readonly result: pg.QueryResult } | { readonly error: Error };

/** A batch of statements that the database has, and has not answered whole. */
interface Flight {
  readonly pid: number;
  readonly settled: Promise<void>;
  readonly end: () => void;
  done: boolean;
  waits: boolean;
}

/** By process, those that it waits for. */
type Blockers = ReadonlyMap<number, readonly number[]>;

/** Milliseconds of real time. */
const untilAsked = 10;

const names = new Map<string, string>();
/** Prepared once in each connection, and kept from day to day. */
function nameOf(text: string): string {
  const known = names.get(text) ?? `s${names.size}`;
  names.set(text, known);
  return known;
}

export class Session {
  readonly client: pg.Client;
  readonly pid: number;
  flight: Flight | undefined;
  /** Of the transaction that is open. */
  readonly #changes: () => Logged[];
  /** Of the transaction that has just been committed. */
  #committed: Logged[] = [];

  constructor(client: pg.Client) {
    this.client = client;
    this.#changes = changesOn(client);
    this.pid = (client as unknown as { processID: number }).processID;
  }

  get isInTransaction(): boolean {
    return (
      (
        this.client as unknown as { getTransactionStatus(): string | null }
      ).getTransactionStatus() !== "I"
    );
  }

  /** What the transaction changed that has just been committed here. */
  takeChanges(): Logged[] {
    return this.#committed.splice(0);
  }

  async rollback(): Promise<void> {
    if (!this.isInTransaction) return;
    await this.client.query("rollback");
    this.#changes();
  }

  /**
   * Sends everything in one write.
   * @param micros the time that `handrail.now()` says, in microseconds
   */
  async send(statements: readonly Statement[], micros: number): Promise<Said[]> {
    const { stream } = (this.client as unknown as { connection: { stream: Socket } }).connection;
    stream.cork();
    const clock = this.#query("select setval('watch.time', $1)", [micros]);
    const said = statements.map(({ text, values, types }) => this.#query(text, values, types));
    stream.uncork();
    // A transaction that failed refuses the clock, too.
    await clock.catch(() => undefined);
    const settled = await Promise.allSettled(said);
    if (!this.isInTransaction) {
      const changes = this.#changes();
      if (!settled.some(isRolledBack)) this.#committed.push(...changes);
    }
    return settled.map((each) =>
      each.status === "fulfilled" ? { result: each.value } : { error: each.reason as Error },
    );
  }

  #query(
    text: string,
    values: readonly unknown[],
    types?: pg.CustomTypesConfig,
  ): Promise<pg.QueryResult> {
    if (values.length === 0) return this.client.query({ text, types });
    const config = { name: nameOf(text), text, values: [...values], types };
    return this.client.query(config);
  }
}

const isRolledBack = (said: PromiseSettledResult<pg.QueryResult>): boolean =>
  said.status === "rejected" || said.value.command === "ROLLBACK";

/** All connections of one database. */
export class Sessions {
  /** Told when transactions wait for each other. */
  onDeadlock: () => void = () => undefined;
  readonly #connect: () => Promise<pg.Client>;
  readonly #watcher: pg.Client;
  readonly #free: Session[] = [];
  readonly #all: Session[] = [];
  readonly #flights = new Set<Flight>();

  constructor(connect: () => Promise<pg.Client>, watcher: pg.Client) {
    this.#connect = connect;
    this.#watcher = watcher;
  }

  async take(): Promise<Session> {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    const session = new Session(await this.#connect());
    this.#all.push(session);
    return session;
  }

  give(session: Session): void {
    this.#free.push(session);
  }

  /** Every day begins with the same connections in the same order. */
  async reset(): Promise<void> {
    for (const session of this.#all) await this.rollback(session);
    this.#flights.clear();
    this.#free.splice(0, Infinity, ...this.#all.toReversed());
  }

  async stop(): Promise<void> {
    await this.reset();
    for (const { client } of this.#all) await client.end();
  }

  /** Ends what is under way here, and the transaction. */
  async rollback(session: Session): Promise<void> {
    const { flight } = session;
    if (flight !== undefined && !flight.done) {
      await this.cancel(session);
      await flight.settled;
    }
    await session.rollback();
  }

  /** Ends the statement that waits for a lock. */
  async cancel(session: Session): Promise<void> {
    if (session.flight !== undefined) letGo(session.flight);
    await this.#watcher.query("select pg_cancel_backend($1)", [session.pid]);
  }

  /** @param end called when the batch was answered, before the simulation goes on */
  start(session: Session, work: Promise<void>, end: () => void): void {
    const flight: Flight = {
      pid: session.pid,
      settled: work.then(() => {
        flight.done = true;
      }),
      end,
      done: false,
      waits: false,
    };
    session.flight = flight;
    this.#flights.add(flight);
  }

  /**
   * Until every batch was answered or waits for a lock. What was answered is ended in the order of
   * its beginning.
   */
  async rest(): Promise<void> {
    while (this.#flights.size > 0) {
      const open = [...this.#flights].filter(({ done }) => !done);
      const moving = open.filter(({ waits }) => !waits);
      if (moving.length > 0) await this.#look(moving);
      else if (open.length === 0 || (await this.#allWait(open))) break;
    }
    for (const flight of this.#flights) {
      if (!flight.done) continue;
      this.#flights.delete(flight);
      flight.end();
    }
  }

  async #look(moving: readonly Flight[]): Promise<void> {
    await within(moving, untilAsked);
    if (moving.some(({ done }) => done)) return;
    const blockers = await this.#blockers(moving);
    for (const flight of moving) if (!flight.done && blockers.has(flight.pid)) hold(flight);
  }

  /**
   * Lets the first go on whose lock is free, and no other: several that are free at once would
   * race each other, and who wins would differ from run to run.
   */
  async #allWait(open: readonly Flight[]): Promise<boolean> {
    const blockers = await this.#blockers(open);
    const free = open.find(({ pid }) => !blockers.has(pid));
    if (free !== undefined) {
      letGo(free);
      return false;
    }
    if (open.some(({ pid }) => waitsForItself(pid, blockers))) this.onDeadlock();
    return true;
  }

  /** Whom those wait for who wait for a lock. */
  async #blockers(flights: readonly Flight[]): Promise<Blockers> {
    const { rows } = await this.#watcher.query<{ pid: number; blockers: number[] }>({
      name: "blockers",
      text: `select pid, blockers from unnest($1::int[]) pid, pg_blocking_pids(pid) blockers
        where cardinality(blockers) > 0`,
      values: [flights.map(({ pid }) => pid)],
    });
    return new Map(rows.map(({ pid, blockers }) => [pid, blockers]));
  }
}

function waitsForItself(pid: number, blockers: Blockers): boolean {
  const seen = new Set<number>();
  const next = [...(blockers.get(pid) ?? [])];
  for (const one of next) {
    if (one === pid) return true;
    if (!seen.has(one)) next.push(...(blockers.get(one) ?? []));
    seen.add(one);
  }
  return false;
}

/**
 * Its process of PostgreSQL stands still: a row's next lock goes to whoever comes first, and that
 * must not be decided by the machine.
 */
function hold(flight: Flight): void {
  flight.waits = true;
  process.kill(flight.pid, "SIGSTOP");
}

function letGo(flight: Flight): void {
  if (!flight.waits) return;
  flight.waits = false;
  process.kill(flight.pid, "SIGCONT");
}

/** Until one of them is answered, or so many milliseconds of real time have passed. */
async function within(flights: readonly Flight[], ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => (timer = later(resolve, ms)));
  await Promise.race([passed, ...flights.map(({ settled }) => settled)]);
  never(timer);
}
