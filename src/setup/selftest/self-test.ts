import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Core, Deliverer } from "../../platform/adapter.ts";
import type { Finding } from "../../platform/finding.ts";
import type { Database } from "../../runtime/database/database.ts";
import { selfTestOrganisation } from "../../kernel/pretend.ts";
import type { Instant, Millis } from "../../kernel/time.ts";
import type { Directory } from "../../runtime/directory/directory.ts";
import type { Log } from "../../runtime/log.ts";
import type { Metrics } from "../../runtime/metrics.ts";
import { AwakeTime } from "./awake.ts";
import { agent, prepare } from "./organisation.ts";
import { type PretendPlatform, pretendPlatform } from "./pretend.ts";
import {
  type Bounds,
  type History,
  type Part,
  type Standing,
  type Took,
  faultIn,
  isWell,
  mayTake,
  parts,
  standingOf,
  tookOf,
} from "./rules.ts";
import { SelfTestMetrics } from "./metrics.ts";
import { selfTestFinding, standingOfAll } from "./findings.ts";
import { enter, finish, leave, look, readAll, takeTurn } from "./store.ts";

/*
 * The self-test (docs/features.md P8): every five minutes each process calls for help itself, by
 * every part that a real call takes, and says when that does not work or did not happen.
 */

/** In milliseconds. */
export interface Pace {
  /** After the start. */
  readonly first: Millis;
  readonly every: Millis;
  /** After one that failed, or whose turn it was not. */
  readonly again: Millis;
}
const usualPace: Pace = { first: 60_000, every: 300_000, again: 30_000 };

/** How often it is looked what has happened. */
const lookEvery = 500;

export interface SelfTestParts {
  readonly db: Database;
  readonly directory: Directory;
  readonly core: Pick<Core, "receive">;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly pace?: Pace | undefined;
  /** For tests: milliseconds for which this process was awake. */
  readonly awake?: (() => Millis) | undefined;
}

export class SelfTest {
  readonly #parts: SelfTestParts;
  readonly #pace: Pace;
  readonly #instance = randomUUID();
  readonly #platform: PretendPlatform;
  readonly #metrics: SelfTestMetrics;
  readonly #awake = new AwakeTime(() => this.#schedule(0));
  readonly #stopping = new AbortController();
  #history: History;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();

  constructor(parts: SelfTestParts) {
    this.#parts = parts;
    this.#pace = parts.pace ?? usualPace;
    this.#platform = pretendPlatform(parts.core, (err) =>
      parts.log.warn({ err }, "an answer to the self-test was not taken"),
    );
    this.#metrics = new SelfTestMetrics(parts.metrics.registry);
    this.#history = { begunAt: this.#now(), failures: 0 };
  }

  /** The sender brings the self-test's messages there. */
  get platform(): Deliverer {
    return this.#platform;
  }

  start(): void {
    this.#awake.start();
    this.#schedule(this.#pace.first);
    this.#running = enter(this.#parts.db, this.#instance).catch((err: unknown) =>
      this.#parts.log.warn({ err }, "the self-test begins later"),
    );
  }

  /** What is under way is given up, and nothing of it stays. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#awake.stop();
    clearTimeout(this.#timer);
    await this.#running;
    await leave(this.#parts.db, this.#instance).catch(() => undefined);
  }

  /** How this process stands; nothing is asked for it. */
  standing(): Standing {
    return standingOf(this.#history, this.#now());
  }

  isWell(): boolean {
    return isWell(this.standing());
  }

  finding(): Finding {
    return selfTestFinding(this.standing());
  }

  /**
   * Since when calls for help may not arrive, for other systems: all processes say the same.
   * @returns `undefined` where all is well
   */
  async unwellSince(): Promise<Instant | undefined> {
    const all = standingOfAll(await readAll(this.#parts.db));
    // A process that slept misses nothing, and finds its own old row.
    const isMissing = all?.is === "missing" && !this.isWell();
    return all?.is === "failed" || isMissing ? Date.now() - (all?.ago ?? 0) : undefined;
  }

  /** @returns how long each part took, or `undefined` where it was another process's turn */
  async #run(most: Bounds | undefined): Promise<Took | undefined> {
    const { db, directory } = this.#parts;
    await prepare(db);
    if (!(await takeTurn(db, this.#instance))) return undefined;
    directory.forget(selfTestOrganisation);
    const took = await this.#call(most);
    if (this.#stopping.signal.aborted) return took;
    await finish(db, this.#instance, faultIn(took, most));
    return took;
  }

  async #call(most: Bounds | undefined): Promise<Took> {
    const { core, db, log } = this.#parts;
    const began = performance.now();
    let page: Millis | undefined;
    this.#platform.onShown = (account) => {
      if (account !== agent.account) page ??= performance.now() - began;
    };
    let took: Took = {};
    try {
      await core.receive({
        kind: "word",
        sender: agent,
        delivery: `self-test ${randomUUID()}`,
        word: "escalate",
        text: "",
        seen: false,
      });
      let since = performance.now();
      while (performance.now() - since < mayTake(took, most)) {
        await wait(lookEvery, undefined, { signal: this.#stopping.signal });
        const now = tookOf({ ...(await look(db)), page });
        if (happened(now) > happened(took)) since = performance.now();
        took = now;
      }
    } catch (err) {
      if (!this.#stopping.signal.aborted) log.warn({ err }, "a self-test was not carried out");
    }
    return took;
  }

  #now(): Millis {
    return this.#parts.awake?.() ?? this.#awake.now();
  }

  #schedule(after: Millis): void {
    clearTimeout(this.#timer);
    if (this.#stopping.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#running = this.attempt().then((next) => this.#schedule(next));
    }, after);
  }

  /**
   * One self-test, and what it says of this process.
   * @param most how long each part may take; absent: as long as usual
   * @returns when the next one is due
   */
  async attempt(most?: Bounds): Promise<Millis> {
    let failed: Part | undefined;
    try {
      const took = await this.#run(most);
      if (took === undefined || this.#stopping.signal.aborted) return this.#pace.again;
      failed = faultIn(took, most);
      this.#metrics.took(took);
    } catch (err) {
      // The database is away: nothing could be called.
      this.#parts.log.warn({ err }, "a self-test could not begin");
      failed = "call";
    }
    return failed === undefined ? this.#good() : this.#bad(failed);
  }

  #good(): Millis {
    const { log } = this.#parts;
    if (this.#history.failures > 0) log.info("the self-test succeeds again");
    this.#history = { ...this.#history, goodAt: this.#now(), failures: 0, failed: undefined };
    this.#metrics.good();
    return this.#pace.every;
  }

  #bad(failed: Part): Millis {
    const { log } = this.#parts;
    const failures = this.#history.failures + 1;
    this.#history = { ...this.#history, failures, failed };
    this.#metrics.failed(failed);
    log.error({ part: failed, failures }, "the self-test failed: a call for help may not arrive");
    return this.#pace.again;
  }
}

const happened = (took: Took): number => parts.filter((part) => took[part] !== undefined).length;
