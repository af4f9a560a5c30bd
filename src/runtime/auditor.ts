import type { OrganisationId } from "../kernel/ids.ts";
import type { Claimed } from "./claims.ts";
import type { Database } from "./database.ts";
import type { AnyFeature } from "./feature.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { write } from "./outputs.ts";

export interface AuditorParts {
  readonly db: Database;
  readonly features: ReadonlyMap<string, AnyFeature>;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Sends what healing wants to be shown. */
  readonly take: (claimed: readonly Claimed[]) => void;
}

const auditEvery = 30_000;

/**
 * An independent eye: looks every 30 s for live subjects that nothing will look at again, and for messages that should
 * have been shown long ago. What it finds it heals and counts; there should be nothing.
 */
export class Auditor {
  readonly #parts: AuditorParts;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(parts: AuditorParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#running = this.audit().then(
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

  /** One round over every organisation. @returns what was healed. */
  async audit(): Promise<number> {
    const { db, log, metrics } = this.#parts;
    const [organisations = [], messages = [], timers = []] = await db.sweep(`
      select distinct organisation_id from handrail.workspaces;
      select count(*) as count from handrail.messages where state = 'live' and wanted_version > shown_version and not_before < (select handrail.now()) - interval '10 s';
      select count(*) as count from handrail.timers where due_at < (select handrail.now()) - interval '10 s'`);
    metrics.waiting.set(Number(messages[0]?.["count"] ?? 0));
    metrics.overdue.set(Number(timers[0]?.["count"] ?? 0));
    let healed = 0;
    for (const row of organisations) {
      // What ails one organisation keeps nobody from looking at the others.
      healed += await this.#heal(String(row["organisation_id"])).catch((err: unknown) => {
        log.error({ err }, "an organisation could not be audited");
        return 0;
      });
    }
    return healed;
  }

  async #heal(id: OrganisationId): Promise<number> {
    const { db, features, log, metrics, take } = this.#parts;
    const claimed: Claimed[] = [];
    const healed = await db.inOrganisation(id, async (tx) => {
      let count = 0;
      for (const feature of features.values()) {
        for (const subject of await feature.forgotten(tx)) {
          const { rows } = await feature.load(id, { subject }).execute(tx);
          const found = rows[0];
          if (found === undefined) continue;
          const due = feature.timers(found.state);
          claimed.push(
            ...(await write(tx, {
              feature: feature.name,
              at: feature.lastAt(found.state),
              subject,
              version: found.version,
              effects: [...due, { do: "redraw" }],
              said: {},
            })),
          );
          log.error({ feature: feature.name, subject, timers: due.length }, "a forgotten subject was healed");
          count += 1;
        }
      }
      return count;
    });
    take(claimed);
    metrics.healed("forgotten", healed);
    return healed;
  }
}
