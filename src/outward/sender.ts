import type { OrganisationId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Channel, Outward, Webhook } from "../platform/outward.ts";
import type { Database } from "../runtime/database/database.ts";
import type { Directory } from "../runtime/directory/directory.ts";
import type { Organisation } from "../runtime/directory/organisation.ts";
import type { AnyFeature } from "../runtime/feature.ts";
import type { Log } from "../runtime/log.ts";
import type { Metrics } from "../runtime/metrics.ts";
import { oncePer } from "../runtime/once-per.ts";
import { alarmBody, alarmOf } from "./alarms/say-alarm.ts";
import { lookForTrouble } from "./alarms/store.ts";
import { tellByEmail } from "./channels/email.ts";
import { tellPagerDuty } from "./channels/pagerduty.ts";
import { tellWebhook } from "./channels/webhook.ts";
import { type Outcome, type Waiting, claim, organisationsWaiting, settle } from "./store.ts";

/*
 * Tells other systems, beside everything else: with its own queue, and with one connection to the
 * database at a time. A receiver that hangs, fails or sends us elsewhere holds up itself alone.
 */

/** In milliseconds: how often we look whether something waits, and whether something is wrong. */
const lookEvery = 250;
const troubleEvery = 2_000;
/** Attempts at once: at one receiver, and in all. */
const atOne = 4;
const inAll = 32;

export interface OutwardParts {
  readonly db: Database;
  readonly directory: Directory;
  readonly features: ReadonlyMap<string, AnyFeature>;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Since when this installation's self-test fails; `undefined`: it does not. */
  readonly unwellSince?: () => Promise<Instant | undefined>;
}

export class OutwardSender {
  readonly #parts: OutwardParts;
  readonly #once = oncePer(60_000);
  readonly #inFlight = new Map<string, number>();
  #count = 0;
  /** Those whose file names a receiver: where there is none, nothing is looked for. */
  #organisations: readonly OrganisationId[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #database: Promise<unknown> = Promise.resolve();
  #attempts = new Set<Promise<void>>();
  #lookedAt = -Infinity;
  #stopped = false;

  constructor(parts: OutwardParts) {
    this.#parts = parts;
  }

  /** Begins, or goes on with other organisations. */
  serve(files: readonly { readonly id: OrganisationId; readonly outward?: Outward }[]): void {
    this.#organisations = files.filter(({ outward }) => outward !== undefined).map(({ id }) => id);
    if (this.#organisations.length > 0 && this.#timer === undefined) this.#schedule();
  }

  /** Attempts under way end by themselves, within their own five seconds. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
    await Promise.all(this.#attempts);
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#look().catch((err: unknown) =>
        this.#once("look", (times) =>
          this.#parts.log.warn({ err, times }, "other systems are told later"),
        ),
      );
      void this.#running.then(() => this.#schedule());
    }, lookEvery);
  }

  async #look(): Promise<void> {
    const { db } = this.#parts;
    if (this.#organisations.length === 0) return;
    if (performance.now() - this.#lookedAt >= troubleEvery) {
      this.#lookedAt = performance.now();
      const since = await this.#alone(async () => this.#parts.unwellSince?.());
      for (const id of this.#organisations) await this.#lookForTrouble(id, since);
    }
    if (this.#count >= inAll) return;
    const waiting = await this.#alone(() => organisationsWaiting(db));
    for (const id of waiting) if (this.#organisations.includes(id)) await this.#claim(id);
  }

  async #lookForTrouble(id: OrganisationId, unwell: Instant | undefined): Promise<void> {
    const { db, directory, features } = this.#parts;
    const organisation = await directory.organisation(id);
    const { webhooks = [], channels = [] } = organisation.outward ?? {};
    const isTold =
      channels.length > 0 || webhooks.some(({ events }) => events.includes("handrail.unwell"));
    if (!isTold) return;
    await this.#alone(() =>
      db.inOrganisation(id, (tx) => lookForTrouble(tx, organisation, features.values(), unwell)),
    );
  }

  async #claim(id: OrganisationId): Promise<void> {
    const organisation = await this.#parts.directory.organisation(id);
    const { webhooks = [], channels = [] } = organisation.outward ?? {};
    const receivers = new Map<string, Webhook | Channel>(
      [...webhooks, ...channels].map((one) => [one.target, one]),
    );
    let left = inAll - this.#count;
    const room: { target: string; room: number }[] = [];
    for (const target of receivers.keys()) {
      const free = Math.min(left, atOne - (this.#inFlight.get(`${id} ${target}`) ?? 0));
      if (free > 0) room.push({ target, room: free });
      left -= Math.max(0, free);
    }
    if (room.length === 0) return;
    for (const one of await this.#alone(() => claim(this.#parts.db, id, room))) {
      const receiver = receivers.get(one.target);
      if (receiver === undefined) continue;
      const attempt: Promise<void> = this.#try(organisation, receiver, one).finally(() =>
        this.#attempts.delete(attempt),
      );
      this.#attempts.add(attempt);
    }
  }

  async #try(organisation: Organisation, to: Webhook | Channel, one: Waiting): Promise<void> {
    const { db, log, metrics } = this.#parts;
    const key = `${organisation.id} ${one.target}`;
    this.#count += 1;
    this.#inFlight.set(key, (this.#inFlight.get(key) ?? 0) + 1);
    try {
      const result = await tell(organisation, to, one);
      metrics.outward("kind" in to ? to.kind : "webhook", result.outcome);
      if (result.outcome !== "taken")
        this.#once(key, (times) =>
          log.warn(
            { organisation: organisation.id, receiver: one.target, code: result.code, times },
            "another system was not told",
          ),
        );
      // What cannot be written is told again when its lease is over, by the same name.
      await this.#alone(() => settle(db, organisation.id, one, result));
    } catch (err) {
      this.#once("settle", (times) => log.warn({ err, times }, "a result was left to its lease"));
    } finally {
      this.#count -= 1;
      this.#inFlight.set(key, (this.#inFlight.get(key) ?? 1) - 1);
    }
  }

  /** One statement at a time: everything else has the other connections. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#database.then(work, work);
    this.#database = next.catch(() => undefined);
    return next;
  }
}

function tell(organisation: Organisation, to: Webhook | Channel, one: Waiting): Promise<Outcome> {
  const isAlarm = one.type === "alarm" || one.type === "handrail.unwell";
  if (!isAlarm && !("kind" in to)) return tellWebhook(to, one);
  const alarm = alarmOf(organisation, one);
  if (!("kind" in to) || to.kind === "webhook")
    return tellWebhook(to, { ...one, body: alarmBody(one.type, alarm) });
  return to.kind === "pagerduty" ? tellPagerDuty(to, alarm) : tellByEmail(to, alarm);
}
