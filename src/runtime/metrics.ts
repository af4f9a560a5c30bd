import { createHmac, randomBytes } from "node:crypto";
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { OrganisationId, Platform } from "../kernel/ids.ts";
import type { Delivered } from "../platform/errors.ts";
import type { Claimed } from "./messages/claims.ts";

/** What Prometheus may see: counts and times by kind, never a person, never an organisation's name. */
export class Metrics {
  readonly registry = new Registry();
  readonly #sends = this.counter(
    "handrail_messages_sent_total",
    "Calls to a platform, by outcome",
    ["platform", "view", "outcome"],
  );
  readonly #pageLatency = new Histogram({
    ...{
      name: "handrail_page_seconds",
      help: "From the commit that wanted a page until the platform had it",
      labelNames: ["platform"],
    },
    ...{
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60],
      registers: [this.registry],
    },
  });
  readonly #lateness = new Histogram({
    ...{
      name: "handrail_timer_lateness_seconds",
      help: "How long after its due time a timer was carried out",
    },
    ...{ buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 5, 30], registers: [this.registry] },
  });
  readonly #gestures = this.counter(
    "handrail_gestures_total",
    "What people did, by kind and outcome",
    ["platform", "kind", "outcome"],
  );
  readonly #refused = this.counter(
    "handrail_refusals_total",
    "What was refused at a door or by a platform, by reason",
    ["platform", "reason"],
  );
  readonly #healed = this.counter(
    "handrail_audit_findings_total",
    "What the auditor found and healed",
    ["kind"],
  );
  readonly #outward = this.counter(
    "handrail_outward_total",
    "Attempts to tell another system, by kind and outcome",
    ["kind", "outcome"],
  );
  readonly waiting = new Gauge({
    name: "handrail_messages_overdue",
    help: "Messages wanted and not shown for more than 10 s",
    registers: [this.registry],
  });
  readonly overdue = new Gauge({
    name: "handrail_timers_overdue",
    help: "Timers not carried out more than 10 s after their time",
    registers: [this.registry],
  });

  readonly alarms = new Gauge({
    name: "handrail_unanswered",
    help: "People who asked for somebody and whom nobody has answered: page whoever runs this",
    registers: [this.registry],
  });

  readonly subjects = new Gauge({
    name: "handrail_subjects",
    help: "What is open now, by feature and state; organisations only as a keyed hash",
    labelNames: ["organisation", "feature", "state"],
    registers: [this.registry],
  });

  readonly #labelKey: Uint8Array;

  /**
   * @param secret of the installation. An organisation's label is made with a key from it, so that
   * nobody finds the id by trying. Absent: labels of this process only.
   */
  constructor(secret: Uint8Array = randomBytes(32)) {
    this.#labelKey = createHmac("sha256", secret).update("labels of metrics").digest();
    collectDefaultMetrics({ register: this.registry });
  }

  counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }
  count(organisation: OrganisationId, feature: string, state: string, number: number): void {
    const hmac = createHmac("sha256", this.#labelKey).update(organisation).digest("hex");
    this.subjects.set({ organisation: hmac.slice(0, 8), feature, state }, number);
  }
  delivered(platform: Platform, claimed: Claimed, delivered: Delivered, now: number): void {
    this.#sends.inc({ platform, view: claimed.view, outcome: delivered.outcome });
    if (claimed.priority === 0 && claimed.address === null && delivered.outcome === "shown")
      this.#pageLatency.observe({ platform }, Math.max(0, now - claimed.created_at) / 1_000);
  }
  gesture(
    platform: Platform,
    kind: string,
    outcome: "accepted" | "refused" | "stranger" | "unavailable",
  ): void {
    this.#gestures.inc({ platform, kind, outcome });
  }
  refused(platform: Platform, reason: string): void {
    this.#refused.inc({ platform, reason });
  }
  outward(kind: string, outcome: string): void {
    this.#outward.inc({ kind, outcome });
  }
  rang(lateness: number): void {
    this.#lateness.observe(Math.max(0, lateness) / 1_000);
  }
  healed(kind: string, count: number): void {
    if (count > 0) this.#healed.inc({ kind }, count);
  }
}
