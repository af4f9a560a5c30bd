import { Counter, Gauge, type Registry } from "prom-client";
import { type Part, type Took, parts } from "./rules.ts";

/** What Prometheus may see of the self-test. */
export class SelfTestMetrics {
  readonly #took: Gauge;
  readonly #goodAt: Gauge;
  readonly #failed: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#took = new Gauge({
      name: "handrail_self_test_seconds",
      help: "How long each part of the last self-test took",
      labelNames: ["part"],
      registers,
    });
    this.#goodAt = new Gauge({
      name: "handrail_self_test_success_timestamp_seconds",
      help: "When a self-test of this process last succeeded, or its start; alarm when it is old",
      registers,
    });
    // Not 0: an alarm goes by how old it is, and would go off after each start.
    this.#goodAt.setToCurrentTime();
    this.#failed = new Counter({
      name: "handrail_self_test_failures_total",
      help: "Self-tests that failed, by the first part that did not happen in time",
      labelNames: ["part"],
      registers,
    });
  }

  took(took: Took): void {
    for (const part of parts) this.#took.set({ part }, (took[part] ?? Number.NaN) / 1_000);
  }
  good(): void {
    this.#goodAt.setToCurrentTime();
  }
  failed(part: Part): void {
    this.#failed.inc({ part });
  }
}
