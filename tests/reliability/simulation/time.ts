import { AsyncLocalStorage } from "node:async_hooks";
import timersPromises from "node:timers/promises";
import { syncBuiltinESMExports } from "node:module";

/*
 * Time that passes only when the simulation says so. Everything that Handrail does with time goes
 * through the process's own clocks and timers, so those are replaced for the whole process: a
 * simulation has a process to itself.
 */

/** Whose code is running, where that matters: its clock may be wrong, it may be frozen or dead. */
export interface Actor {
  readonly name: string;
  /** Added to the simulation's time when it looks at its own clock. */
  skew: number;
  alive: boolean;
  /** Nothing of it runs before this moment. */
  frozenUntil: number;
}

interface Entry {
  at: number;
  order: number;
  readonly run: () => unknown;
  readonly actor: Actor | undefined;
  /** An instance's own look around: it changes nothing where nothing is due. */
  readonly idle: boolean;
  cancelled: boolean;
}

/** Tuesday, 10 November 2026, 00:00 UTC: regular rounds are drawn on Tuesdays at ten. */
export const dayBegins = Date.UTC(2026, 10, 10);

const actors = new AsyncLocalStorage<Actor>();
/**
 * How long an instance sleeps between two looks around: its clock at most this (clock.ts), its
 * auditor exactly that (auditor.ts).
 */
const longestTick = 250;
const audit = 30_000;
/**
 * An audit asks some thirty questions. In a simulated day it is made this many times more seldom:
 * what it looks for is checked after every commit.
 */
const audits = 480;

export class Time {
  now = dayBegins;
  /** Nothing more happens today. */
  over = false;
  #order = 0;
  /** A heap by time, then by order. */
  readonly #heap: Entry[] = [];

  /** Gives this process its own clocks and timers back. */
  readonly end: () => void;

  /** Takes over this process's clocks and timers. */
  constructor() {
    const own = { setTimeout, clearTimeout, setImmediate };
    const others = [Date.now, performance.now, timersPromises.setTimeout] as const;
    this.end = () => {
      Object.assign(globalThis, own);
      [Date.now, performance.now, timersPromises.setTimeout] = others;
      syncBuiltinESMExports();
    };
    const later = (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
      const entry = this.#add(
        this.now + (ms === audit ? audits * audit : Math.max(0, ms)),
        () => work(...args),
        actors.getStore(),
        ms <= longestTick || ms === audit,
      );
      const handle = {
        entry,
        unref: () => handle,
        ref: () => handle,
        [Symbol.dispose]: () => (entry.cancelled = true),
      };
      return handle;
    };
    const cancel = (handle: { entry?: Entry } | undefined) => {
      if (handle?.entry !== undefined) handle.entry.cancelled = true;
    };
    Object.assign(globalThis, {
      setTimeout: later,
      clearTimeout: cancel,
      setImmediate: (work: (...args: unknown[]) => void, ...args: unknown[]) => {
        this.#add(this.now, () => work(...args), actors.getStore(), false);
      },
    });
    Date.now = () => this.now + (actors.getStore()?.skew ?? 0);
    performance.now = () => this.now - dayBegins;
    Object.assign(timersPromises, {
      // Somebody waits for this one, however short it is: it is no look around.
      setTimeout: (ms = 0, value?: unknown) =>
        new Promise((resolve) => {
          this.#add(this.now + ms, () => resolve(value), actors.getStore(), false);
        }),
    });
    syncBuiltinESMExports();
  }

  /** Another day begins; of the one before nothing is left. */
  reset(): void {
    this.now = dayBegins;
    this.over = false;
    this.#order = 0;
    this.#heap.length = 0;
  }

  /** Runs `work` as somebody: what it starts belongs to them. */
  as<T>(actor: Actor, work: () => T): T {
    return actors.run(actor, work);
  }

  /** The simulation's own plans: no instance's death undoes them. */
  at(when: number, work: () => unknown): void {
    this.#add(Math.max(this.now, when), work, undefined, false);
  }

  in(ms: number, work: () => unknown): void {
    this.at(this.now + ms, work);
  }

  /** What reaches somebody from outside: later when they are frozen, never when they are dead. */
  reaches(actor: Actor, ms: number, work: () => void): void {
    this.#push({
      at: this.now + ms,
      order: ++this.#order,
      run: work,
      actor,
      idle: false,
      cancelled: false,
    });
  }

  /**
   * Lets time pass until nothing happens any more, or until `end`. Looks around that would find
   * nothing are skipped: `nextDue` says when there will be something to find.
   */
  async passes(end: number, nextDue: () => number | undefined): Promise<void> {
    for (
      let next = this.#next();
      next !== undefined && next.at <= end && !this.over;
      next = this.#next()
    ) {
      if (next.idle && next.actor?.alive !== false) {
        const due = nextDue() ?? Infinity;
        if (due > next.at) {
          // It would find nothing now: it looks when there will be something, or something else
          // has happened.
          const until = Math.min(due, this.#nextPlan());
          if (until > end) break;
          this.#take();
          next.at = Math.max(next.at, until);
          next.order = ++this.#order;
          this.#push(next);
          continue;
        }
      }
      this.#take();
      if (next.actor?.alive === false) continue;
      const { actor } = next;
      this.now = Math.max(this.now, next.at);
      if (actor !== undefined && actor.frozenUntil > this.now) {
        next.at = actor.frozenUntil;
        next.order = ++this.#order;
        this.#push(next);
        continue;
      }
      // What asks the real database takes real time, and none of the simulation's.
      await (actor === undefined ? next.run() : actors.run(actor, next.run));
      await settled();
    }
    this.now = Math.max(this.now, end);
  }

  /** When something happens that is more than a look around. */
  #nextPlan(): number {
    let soonest = Infinity;
    for (const entry of this.#heap) {
      if (!entry.idle && !entry.cancelled && entry.actor?.alive !== false && entry.at < soonest)
        soonest = entry.at;
    }
    return soonest;
  }

  #add(at: number, run: () => unknown, actor: Actor | undefined, idle: boolean): Entry {
    const entry = {
      at,
      order: ++this.#order,
      run,
      actor,
      idle: idle && actor !== undefined,
      cancelled: false,
    };
    this.#push(entry);
    return entry;
  }

  #next(): Entry | undefined {
    while (this.#heap[0]?.cancelled === true) this.#take();
    return this.#heap[0];
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let place = heap.push(entry) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (before(heap[above] as Entry, entry)) break;
      heap[place] = heap[above] as Entry;
      place = above;
    }
    heap[place] = entry;
  }

  #take(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && before(heap[below + 1] as Entry, heap[below] as Entry))
        below += 1;
      if (before(last, heap[below] as Entry)) break;
      heap[place] = heap[below] as Entry;
      place = below;
    }
    heap[place] = last;
  }
}

/** Until every promise that can settle has: a tick comes after all of them. */
const settled = () => new Promise<void>((resolve) => process.nextTick(resolve));

const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
