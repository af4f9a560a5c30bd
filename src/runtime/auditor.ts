import type { OrganisationId } from "../kernel/ids.ts";
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
}

const auditEvery = 30_000;

/**
 * An independent eye: looks every 30 s for live subjects that nothing will look at again, and for messages that should
 * have been shown long ago. What it finds it heals and counts; there should be nothing.
 */
export class Auditor {
  readonly #parts: AuditorParts;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(parts: AuditorParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setTimeout(() => {
      void this.audit()
        .catch((err: unknown) => this.#parts.log.warn({ err }, "an audit failed"))
        .finally(() => !this.#stopped && this.start());
    }, auditEvery);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** One round over every organisation. @returns what was healed. */
  async audit(): Promise<number> {
    const { db, metrics } = this.#parts;
    const [organisations = [], overdue = []] = await db.sweep(`
      select distinct organisation_id from handrail.workspaces;
      select count(*) as count from handrail.messages where state = 'live' and wanted_version > shown_version and not_before < handrail.now() - interval '10 s'`);
    metrics.waiting.set(Number(overdue[0]?.["count"] ?? 0));
    let healed = 0;
    for (const row of organisations) healed += await this.#heal(String(row["organisation_id"]));
    return healed;
  }

  async #heal(id: OrganisationId): Promise<number> {
    const { db, features, log, metrics } = this.#parts;
    return db.inOrganisation(id, async (tx) => {
      let healed = 0;
      for (const feature of features.values()) {
        for (const subject of await feature.forgotten(tx)) {
          const { rows } = await feature.load(id, { subject }).execute(tx);
          const found = rows[0];
          if (found === undefined) continue;
          const due = feature.timers(found.state);
          await write(tx, { feature: feature.name, at: feature.lastAt(found.state), subject, version: found.version, effects: [...due, { do: "redraw" }], said: {} });
          log.error({ feature: feature.name, subject, timers: due.length }, "a forgotten subject was healed");
          healed += 1;
        }
      }
      metrics.healed("forgotten", healed);
      return healed;
    });
  }
}
