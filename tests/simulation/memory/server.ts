import type { Chance } from "../chance.ts";
import type { Actor, Time } from "../time.ts";
import type { Connection } from "./connection.ts";
import { type MessageRow, Shelf, type TimerRow } from "./rows.ts";
import type { Session } from "./session.ts";

/** What may go wrong between an instance and its database, each time something is sent. */
export interface Mishaps {
  /** The line is cut under a statement. */
  readonly cut: number;
  /** The answer of a commit is lost; whether it happened, nobody knows. */
  readonly lostCommit: number;
}

/** What a look around sees, of every organisation. */
export interface Seen {
  readonly timers: readonly TimerRow[];
  /** Messages that wait to be sent. */
  readonly waiting: readonly MessageRow[];
}

/** The one database of a world: its tables, who is connected, and whether it is there at all. */
export class Server {
  readonly shelves = new Map<string, Shelf>();
  readonly connections = new Set<Connection>();
  readonly time: Time;
  readonly chance: Chance;
  mishaps: Mishaps = { cut: 0, lostCommit: 0 };
  /** Told of every transaction right after its commit. */
  onCommit: (session: Session, actor: Actor) => void = () => undefined;
  /** Told of every commit when it leaves. */
  onCommitting: (connection: Connection) => void = () => undefined;
  /** Whose answer is lost, and whether it happened: decided here instead of by chance. */
  fateOf: (connection: Connection) => "before" | "after" | undefined = () => undefined;
  /** Told of a fault of the memory itself: a statement that it does not know. */
  onFault: (error: Error) => void = () => undefined;
  #downUntil = 0;
  #seen: Seen & { readonly version: number } = { version: -1, timers: [], waiting: [] };

  constructor(time: Time, chance: Chance) {
    this.time = time;
    this.chance = chance;
  }

  get isUp(): boolean {
    return this.time.now >= this.#downUntil;
  }

  shelf(organisation: string): Shelf {
    let shelf = this.shelves.get(organisation);
    if (shelf === undefined) this.shelves.set(organisation, (shelf = new Shelf()));
    return shelf;
  }

  /** Killed and started again: whatever had not committed is gone. */
  goesDown(ms: number): void {
    this.#downUntil = Math.max(this.#downUntil, this.time.now + ms);
    for (const connection of this.connections) connection.session.rollback("57P01");
  }

  /** A process died: its lines are closed. A commit that had left may still arrive. */
  lost(actor: Actor, arrives?: boolean): void {
    for (const connection of this.connections) {
      if (connection.actor !== actor) continue;
      if (connection.committing && (arrives ?? this.chance.happens(0.5))) continue;
      connection.session.rollback("08006");
    }
  }

  /** `idle_in_transaction_session_timeout` (src/runtime/database/database.ts): a frozen process holds no rows for longer. */
  frozen(actor: Actor): void {
    const held = [...this.connections].filter((connection) => connection.actor === actor);
    this.time.in(5_000, () => {
      if (actor.frozenUntil > this.time.now)
        for (const connection of held) connection.session.rollback("25P03");
    });
  }

  /** Looked for again only when something was committed: instances look around four times a second. */
  get seen(): Seen {
    let version = 0;
    for (const { timers, messages } of this.shelves.values())
      version += timers.version + messages.version;
    if (this.#seen.version === version) return this.#seen;
    const timers: TimerRow[] = [];
    const waiting: MessageRow[] = [];
    for (const shelf of this.shelves.values()) {
      for (const [, timer] of shelf.timers.rows(undefined)) timers.push(timer);
      for (const [, m] of shelf.messages.rows(undefined))
        if (m.state === "live" && m.wanted_version > m.shown_version) waiting.push(m);
    }
    this.#seen = { version, timers, waiting };
    return this.#seen;
  }

  /** When the tick of a clock would next find something. */
  nextDue(): number | undefined {
    let soonest = Infinity;
    for (const timer of this.seen.timers) soonest = Math.min(soonest, timer.due_at);
    for (const m of this.seen.waiting)
      soonest = Math.min(soonest, Math.max(m.not_before, m.lease_until ?? 0));
    return soonest === Infinity ? undefined : soonest;
  }
}
