import type pg from "pg";
import type { Gate } from "./gate.ts";

/** Somebody who does one thing, statement by statement. */
export interface Actor {
  readonly name: string;
  readonly gate: Gate;
  readonly work: () => Promise<unknown>;
}

export interface Run {
  /** Who went, statement by statement: `ABBA`. */
  readonly order: string;
  /** What each actor got; an error is a result too. */
  readonly results: readonly unknown[];
}

/**
 * Runs the actors once, one statement at a time, in the order that `choose` says. Who waits for a lock has no choice
 * until it is free: the database is asked who waits.
 */
async function runOnce(
  actors: readonly Actor[],
  admin: pg.Client,
  choose: (enabled: readonly number[]) => number,
): Promise<Run> {
  const results: unknown[] = [];
  const done = new Set<number>();
  const stir = new Stir();
  for (const { gate } of actors) {
    gate.open = false;
    gate.onChange = () => stir.happens();
  }
  for (const [n, { work }] of actors.entries()) {
    void work()
      .catch((error: unknown) => error)
      .then((result) => {
        results[n] = result;
        done.add(n);
        stir.happens();
      });
  }
  let order = "";
  for (;;) {
    const enabled = await atRest(actors, done, admin, stir);
    if (enabled.length === 0) {
      if (done.size === actors.length) break;
      // Everybody left waits for somebody: PostgreSQL ends that by itself, after a second.
      order += "!";
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      continue;
    }
    const chosen = choose(enabled);
    order += actors[chosen]?.name ?? "?";
    actors[chosen]?.gate.pass();
  }
  for (const { gate } of actors) gate.open = true;
  return { order, results };
}

/** Waits until each has ended, stands before its gate, or waits for a lock. @returns those before their gates */
async function atRest(
  actors: readonly Actor[],
  done: ReadonlySet<number>,
  admin: pg.Client,
  stir: Stir,
): Promise<number[]> {
  for (const began = performance.now(); ;) {
    const moving = actors.filter(({ gate }, n) => !done.has(n) && !gate.isWaiting);
    if (moving.length === 0) break;
    // Silence for a moment is what a lock looks like from here.
    if (!(await stir.within(3)) && moving.every(({ gate }) => gate.isUnderWay)) {
      const { rows } = await admin.query<{ pid: number }>(
        "select distinct pid from pg_locks where not granted",
      );
      // Between the question and the answer one may have arrived: then it is not under way any more.
      if (moving.every(({ gate }) => gate.isUnderWay && rows.some(({ pid }) => pid === gate.pid)))
        break;
    }
    if (performance.now() - began > 20_000)
      throw new Error(`no rest: ${moving.map(({ name }) => name).join()}`);
  }
  return [...actors.keys()].filter((n) => !done.has(n) && actors[n]?.gate.isWaiting === true);
}

/** Wakes whoever waits for something to happen. */
class Stir {
  #wake: (happened: boolean) => void = () => undefined;
  #missed = false;

  happens(): void {
    this.#missed = true;
    this.#wake(true);
  }

  /** @returns false when nothing happened for so long */
  async within(ms: number): Promise<boolean> {
    const woken = new Promise<boolean>((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, this.#missed ? 0 : ms, this.#missed);
    });
    this.#missed = false;
    return woken;
  }
}

/** Every order there is: depth first, each run from a fresh start. @returns how many */
export async function everyOrder(
  actors: () => readonly Actor[],
  admin: pg.Client,
  fresh: () => Promise<void>,
  check: (run: Run) => Promise<void>,
  most: number,
): Promise<number> {
  let plan: { enabled: readonly number[]; taken: number }[] = [];
  for (let runs = 1; ; runs++) {
    await fresh();
    let step = 0;
    const made: typeof plan = [];
    const run = await runOnce(actors(), admin, (enabled) => {
      const planned = plan[step++];
      const taken = planned === undefined ? 0 : planned.taken;
      made.push({ enabled, taken });
      return enabled[Math.min(taken, enabled.length - 1)] as number;
    });
    await check(run);
    // The last choice that has another way.
    const last = made.findLastIndex(({ enabled, taken }) => taken + 1 < enabled.length);
    if (last < 0) return runs;
    if (runs >= most) throw new Error(`more than ${most} orders`);
    plan = made
      .slice(0, last + 1)
      .map((choice, n) => (n === last ? { ...choice, taken: choice.taken + 1 } : choice));
  }
}

/** Some orders, by a seed: for three at once, of which there are too many. */
export async function someOrders(
  actors: () => readonly Actor[],
  admin: pg.Client,
  fresh: () => Promise<void>,
  check: (run: Run) => Promise<void>,
  dice: { pick<T>(list: readonly T[]): T },
  runs: number,
): Promise<void> {
  for (let n = 0; n < runs; n++) {
    await fresh();
    await check(await runOnce(actors(), admin, (enabled) => dice.pick(enabled)));
  }
}
