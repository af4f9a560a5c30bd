import type { Chance } from "../chance.ts";
import type { Actor, Time } from "../time.ts";
import type { Line } from "./line.ts";
import type { MessageRow, TimerRow } from "./rows.ts";
import type { Sessions } from "./sessions.ts";
import type { Change, Tables } from "./watched.ts";

/** What may go wrong between an instance and its database, each time something is sent. */
export interface Mishaps {
  /** The connection is cut under a statement. */
  readonly cut: number;
  /** The answer of a commit is lost; whether it happened, nobody knows. */
  readonly lostCommit: number;
}

/** One committed transaction. */
export interface Commit {
  readonly actor: Actor;
  /** Whose rows it changed; undefined where it changed none. */
  readonly organisation: string;
  readonly changes: readonly Change[];
}

/** What waits to be done, of every organisation. */
interface Due {
  readonly timers: readonly TimerRow[];
  readonly messages: readonly MessageRow[];
}

/**
 * A frozen process holds no rows for longer (`idle_in_transaction_session_timeout` in
 * src/runtime/database).
 */
const longestIdle = 5_000;

/**
 * The one database of a simulated day: a real one, with a clock, connections and outages that the
 * simulation decides.
 */
export class Server {
  readonly time: Time;
  readonly chance: Chance;
  readonly sessions: Sessions;
  readonly tables: Tables;
  readonly organisations: readonly string[];
  readonly lines = new Set<Line>();
  mishaps: Mishaps = { cut: 0, lostCommit: 0 };
  /** How likely the statements of one batch are let through one at a time instead of together. */
  apart = 0.25;
  /** Told of every transaction right after its commit. */
  onCommit: (commit: Commit) => void = () => undefined;
  /** Told of every commit that arrives, before it is carried out. */
  onCommitting: (line: Line) => void = () => undefined;
  /** Whose answer is lost, and whether it happened: decided here instead of by chance. */
  fateOf: (line: Line) => "before" | "after" | undefined = () => undefined;
  /** Told of what the database must never say, such as a deadlock. */
  onFault: (what: string) => void = () => undefined;
  #downUntil = 0;
  #due: Due & { readonly version: number } = { version: -1, timers: [], messages: [] };

  constructor(
    time: Time,
    chance: Chance,
    { sessions, tables, organisations }: Pick<Server, "sessions" | "tables" | "organisations">,
  ) {
    this.time = time;
    this.chance = chance;
    this.sessions = sessions;
    this.tables = tables;
    this.organisations = organisations;
    sessions.onDeadlock = () => this.onFault("two transactions wait for each other");
  }

  get isUp(): boolean {
    return this.time.now >= this.#downUntil;
  }

  /** Killed and started again: whatever had not committed is gone. */
  goesDown(ms: number): void {
    this.#downUntil = Math.max(this.#downUntil, this.time.now + ms);
    for (const line of this.lines) line.break("57P01");
  }

  /** A process died: its connections are closed. A commit that had left may still arrive. */
  lost(actor: Actor, arrives?: boolean): void {
    for (const line of this.lines) {
      if (line.actor !== actor) continue;
      if (line.isCommitting && (arrives ?? this.chance.happens(0.5))) continue;
      line.break("08006");
    }
  }

  frozen(actor: Actor): void {
    const held = [...this.lines]
      .filter((line) => line.actor === actor && line.isInTransaction)
      .map((line) => [line, line.transactions] as const);
    this.time.in(longestIdle, () => {
      for (const [line, transactions] of held)
        if (actor.frozenUntil > this.time.now && line.transactions === transactions)
          line.break("25P03");
    });
  }

  /**
   * Looked for again only when something was committed: instances look around four times a second.
   */
  get due(): Due {
    if (this.#due.version === this.tables.version) return this.#due;
    const all = this.organisations;
    this.#due = {
      version: this.tables.version,
      timers: all.flatMap((one) => this.tables.rows(one, "timers")),
      messages: all.flatMap((one) =>
        this.tables
          .rows(one, "messages")
          .filter((m) => m.state === "live" && m.wanted_version > m.shown_version),
      ),
    };
    return this.#due;
  }

  /** When the tick of a clock would next find something. */
  nextDue(): number | undefined {
    let soonest = Infinity;
    for (const timer of this.due.timers) soonest = Math.min(soonest, timer.due_at);
    for (const m of this.due.messages)
      soonest = Math.min(soonest, Math.max(m.not_before, m.lease_until ?? 0));
    return soonest === Infinity ? undefined : soonest;
  }
}
