import type { OrganisationId } from "../kernel/ids.ts";
import type { Claimed } from "./messages/claims.ts";
import type { Database } from "./database/database.ts";
import { lockOf } from "./command/read.ts";
import type { AnyFeature } from "./feature.ts";
import type { Log } from "./log.ts";
import { everyOne, inUse } from "./in-use.ts";
import type { Metrics } from "./metrics.ts";
import { write } from "./messages/outputs.ts";
import { deliver } from "./messages/undelivered.ts";

export interface AuditorParts {
  readonly db: Database;
  readonly features: ReadonlyMap<string, AnyFeature>;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Sends what repairs want to be shown. */
  readonly take: (claimed: readonly Claimed[]) => void;
  /**
   * Called after a round that found nothing. A watchdog outside expects the call, and raises an
   * alarm when it does not come.
   */
  readonly allWell?: () => Promise<void>;
}

const auditEvery = 30_000;
/** One round in so many goes over organisations in which nothing goes on, too. */
const allIn = 10;

/**
 * Looks every 30 s for live subjects without a timer, and for messages that are overdue. It repairs
 * and counts what it finds. A healthy system has nothing to find.
 */
export class Auditor {
  readonly #parts: AuditorParts;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;
  #rounds = 0;

  constructor(parts: AuditorParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#running = this.audit(this.#rounds++ % allIn === 0).then(
        () => undefined,
        (err: unknown) => this.#parts.log.warn({ err }, "an audit failed"),
      );
      void this.#running.finally(() => !this.#stopped && this.start());
    }, auditEvery);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /**
   * One round.
   * @param all over every organisation, not only those in which something goes on
   * @returns what was repaired.
   */
  async audit(all = true): Promise<number> {
    const { db, features, log, metrics } = this.#parts;
    const audited = [...features.values()].filter(
      ({ care }) => care?.forgotten ?? care?.alarms ?? care?.states,
    );
    const [organisations = [], messages = [], timers = []] = await db.sweep(`
      ${all ? everyOne : inUse(audited.map(({ name }) => name))}
      select count(*) as count from handrail.messages
        where state = 'live' and wanted_version > shown_version
          and not_before < (select handrail.now()) - interval '10 s';
      select count(*) as count from handrail.timers
        where due_at < (select handrail.now()) - interval '10 s'`);
    const overdue = {
      messages: Number(messages[0]?.["count"] ?? 0),
      timers: Number(timers[0]?.["count"] ?? 0),
    };
    metrics.waiting.set(overdue.messages);
    metrics.overdue.set(overdue.timers);
    metrics.subjects.reset();
    let healed = 0;
    let alarms = 0;
    let failed = 0;
    for (const row of organisations) {
      try {
        const found = await this.#look(String(row["organisation_id"]));
        healed += found.healed;
        alarms += found.alarms;
      } catch (err) {
        // A fault of one organisation must not stop the look at the others.
        log.error({ err }, "an organisation could not be audited");
        failed += 1;
      }
    }
    // One that could not be looked at may have overdue work too.
    metrics.alarms.set(alarms + failed);
    if (alarms > 0) log.error({ alarms }, "somebody waits for a person, and nobody is there");
    if (healed + alarms + failed + overdue.messages + overdue.timers === 0)
      await this.#parts.allWell?.();
    return healed;
  }

  async #look(id: OrganisationId): Promise<{ healed: number; alarms: number }> {
    const { db, features, log, metrics, take } = this.#parts;
    const claimed: Claimed[] = [];
    let alarms = 0;
    const healed = await db.inOrganisation(id, async (tx) => {
      let count = 0;
      alarms = 0;
      // Of people who were found while it was kept for them, or whose workspace is there again.
      await deliver().execute(tx);
      for (const feature of features.values()) {
        // Work that waits for a person while nobody is there.
        alarms += (await feature.care?.alarms?.(tx)) ?? 0;
        for (const [state, number] of Object.entries((await feature.care?.states?.(tx)) ?? {}))
          metrics.count(id, feature.name, state, number);
        for (const subject of (await feature.care?.forgotten?.(tx)) ?? []) {
          const { rows } = await lockOf(feature, id, { subject }).execute(tx);
          const found = rows[0] as { state: unknown; version: number } | undefined;
          if (found === undefined) continue;
          const due = feature.rules.timers?.(found.state) ?? [];
          claimed.push(
            ...(await write(tx, {
              feature: feature.name,
              at: feature.rules.lastAt(found.state),
              subject,
              version: found.version,
              effects: [...due, { do: "redraw" }],
              said: {},
            })),
          );
          log.error(
            { feature: feature.name, subject, timers: due.length },
            "a forgotten subject was healed",
          );
          count += 1;
        }
      }
      return count;
    });
    take(claimed);
    metrics.healed("forgotten", healed);
    return { healed, alarms };
  }
}
