import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { OrganisationId, Platform } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Adapter } from "../platform/adapter.ts";
import type { Delivered } from "../platform/errors.ts";
import { type Database, literal } from "./database.ts";
import { type Directory, type Organisation, readerFor } from "./directory.ts";
import type { AnyFeature, Shell } from "./feature.ts";
import type { Vault } from "./keys.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { type Claimed, claimedColumns, ghostMark, leaseSeconds } from "./outputs.ts";

/*
 * Brings what people see up to what is true. A row says that somebody should be seeing a view of a subject; the state is
 * loaded when it is rendered, so a late message tells today's truth and nothing private waits in a queue. The result is
 * written only where the attempt is still ours.
 */

export interface SenderParts {
  readonly db: Database;
  readonly directory: Directory;
  readonly vault: Vault;
  readonly features: ReadonlyMap<string, AnyFeature>;
  readonly adapters: ReadonlyMap<Platform, Adapter>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Instant;
  /** A page that can never arrive: the next person is asked. */
  readonly unreachable: (organisation: OrganisationId, feature: AnyFeature, claimed: Claimed, person: string, code: string) => Promise<void>;
  readonly passing?: (point: string) => void;
}

/** What was seen just now, for messages leased in the same transaction: they need no second look. */
export interface Seen {
  readonly feature: string;
  readonly subject: string;
  readonly shown: unknown;
}

/** At most this many calls to platforms at once from one instance. */
const inFlightLimit = 64;

export class Sender {
  readonly #parts: SenderParts;
  readonly #waiting: { claimed: Claimed; seen: Seen | undefined }[] = [];
  readonly #results = new Map<OrganisationId, string[]>();
  #inFlight = 0;
  #stopping = false;
  #idle: (() => void)[] = [];

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Takes leased messages on. Returns at once: pages overtake everything that has not left yet. */
  take(claimed: readonly Claimed[], seen?: Seen): void {
    if (this.#stopping) return;
    for (const one of claimed) this.#waiting.push({ claimed: one, seen });
    if (this.#waiting.length > 1) this.#waiting.sort((a, b) => a.claimed.priority - b.claimed.priority);
    this.#pump();
  }

  /** Leases what waits in an organisation and takes it on. @returns how many there were. */
  async claimWaiting(organisation: OrganisationId, limit = 100): Promise<number> {
    const token = `${process.pid}-${Math.random().toString(36).slice(2)}`;
    const claimed = await this.#parts.db.inOrganisation(organisation, async (tx) => {
      const { rows } = await sql<Claimed>`
        update handrail.messages m set attempt = m.attempt + 1, lease_by = ${token}, lease_until = handrail.now() + make_interval(secs => ${leaseSeconds}),
          unsure = m.unsure or (m.lease_until is not null and m.address is null)
        from (select feature, subject, view, account_id, occasion from handrail.messages
          where organisation_id = handrail.organisation() and state = 'live' and wanted_version > shown_version and not_before <= handrail.now()
            and coalesce(lease_until <= handrail.now(), true)
          order by priority, created_at limit ${limit} for update skip locked) w
        where m.organisation_id = handrail.organisation() and m.feature = w.feature and m.subject = w.subject and m.view = w.view
          and m.account_id = w.account_id and m.occasion = w.occasion
        returning ${sql.raw("m.organisation_id, m.feature, m.subject, m.view, m.account_id, m.occasion, m.priority, m.wanted_version, m.shown_hash, m.address, m.attempt, m.unsure, m.created_at")}`.execute(tx);
      return rows;
    });
    this.take(claimed);
    return claimed.length;
  }

  /** For an embedded database that nobody else can have open: leases of a killed process need not be waited for. */
  async reclaim(organisation: OrganisationId): Promise<void> {
    await this.#parts.db.once(
      organisation,
      `update handrail.messages set lease_until = handrail.now() where organisation_id = handrail.organisation() and lease_until > handrail.now()`,
    );
  }

  /** Lets what is under way finish. New work is no longer taken; leases give it to the next instance. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#waiting.length = 0;
    if (this.#inFlight > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
    await this.#flush();
  }

  #pump(): void {
    while (this.#inFlight < inFlightLimit) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      this.#inFlight += 1;
      void this.#bring(next.claimed, next.seen)
        .catch((err: unknown) => this.#parts.log.error({ err }, "a message could not be brought up to date"))
        .finally(() => {
          this.#inFlight -= 1;
          this.#pump();
          if (this.#inFlight === 0) for (const done of this.#idle.splice(0)) done();
        });
    }
  }

  async #bring(claimed: Claimed, seen: Seen | undefined): Promise<void> {
    const { directory, vault, features, adapters, metrics } = this.#parts;
    const feature = features.get(claimed.feature);
    const organisation = await directory.organisation(claimed.organisation_id);
    let account = organisation.accounts.get(claimed.account_id);
    let fresh: Organisation = organisation;
    if (account === undefined) {
      directory.forget(claimed.organisation_id);
      fresh = await directory.organisation(claimed.organisation_id);
      account = fresh.accounts.get(claimed.account_id);
    }
    const adapter = account === undefined ? undefined : adapters.get(account.platform);
    if (feature === undefined || account?.person === undefined || adapter === undefined) return this.#settle(claimed, "ended", { code: "no-route" });

    const now = this.#parts.now();
    const shell: Shell = { organisation: fresh, vault, now };
    const shown =
      seen !== undefined && seen.feature === claimed.feature && seen.subject === claimed.subject
        ? seen.shown
        : await this.#parts.db.inOrganisation(claimed.organisation_id, (tx) => feature.read(tx, shell, claimed.subject, now));
    const occasion = claimed.occasion.split(ghostMark)[0] ?? claimed.occasion;
    const posted = claimed.address !== null;
    const view =
      shown === undefined ? undefined : feature.show(claimed.view, shown, { person: account.person, account: account.id, occasion, posted, now }, shell);
    if (view === undefined) return this.#settle(claimed, posted ? "shown" : "ended", { code: "not-wanted" });

    const reader = readerFor(fresh, account.platform, account);
    const again = claimed.unsure && !posted;
    const hash = createHash("sha256").update(JSON.stringify([view, reader.locale, reader.timeZone, again])).digest("base64url");
    if (posted && hash === claimed.shown_hash) return this.#settle(claimed, "shown", { hash });

    this.#parts.passing?.("sending");
    const delivered = await adapter.deliver({
      ...{ organisation: claimed.organisation_id, workspace: account.workspace, account: account.account, view, reader },
      ...{ feature: claimed.feature, name: claimed.view, occasion: claimed.occasion, again },
      ...(claimed.address === null ? {} : { address: claimed.address }),
    });
    this.#parts.passing?.("sent");
    metrics.delivered(account.platform, claimed, delivered, now);
    await this.#conclude(claimed, feature, account.person, delivered, hash);
  }

  async #conclude(claimed: Claimed, feature: AnyFeature, person: string, delivered: Delivered, hash: string): Promise<void> {
    switch (delivered.outcome) {
      case "shown":
        return this.#settle(claimed, "shown", { hash, address: delivered.address });
      case "gone":
        return this.#settle(claimed, "ended", { code: delivered.code });
      case "unreachable":
        await this.#settle(claimed, "ended", { code: delivered.code });
        await this.#parts.unreachable(claimed.organisation_id, feature, claimed, person, delivered.code);
        return;
      case "throttled":
        return this.#settle(claimed, "waits", { wait: delivered.retryAfter, code: "throttled" });
      case "failed":
        return this.#settle(claimed, "waits", { wait: backoff(claimed), code: delivered.code });
      case "unsure":
        return this.#settle(claimed, "waits", { wait: backoff(claimed), code: delivered.code, unsure: claimed.address === null });
    }
  }

  /** Queues one result; all of an organisation's results of a moment go in one statement and one round trip. */
  async #settle(claimed: Claimed, to: "shown" | "ended" | "waits", result: { hash?: string; address?: string; wait?: number; code?: string; unsure?: boolean }): Promise<void> {
    const row = JSON.stringify({ ...key(claimed), attempt: claimed.attempt, version: claimed.wanted_version, become: to, ...result });
    const queue = this.#results.get(claimed.organisation_id);
    if (queue !== undefined) {
      queue.push(row);
      return this.#flushing;
    }
    this.#results.set(claimed.organisation_id, [row]);
    this.#flushing = new Promise((resolve) => setImmediate(resolve)).then(() => this.#flush());
    return this.#flushing;
  }
  #flushing: Promise<void> = Promise.resolve();

  async #flush(): Promise<void> {
    const batches = [...this.#results];
    this.#results.clear();
    for (const [organisation, rows] of batches) {
      try {
        const behind = await this.#parts.db.once(organisation, settleStatement(`[${rows.join(",")}]`));
        this.#parts.passing?.("settled");
        if (behind.some((row) => row["behind"] === 1) && !this.#stopping) await this.claimWaiting(organisation);
      } catch (err) {
        // The database is away: what was posted must not be posted again, so the result waits here. A lease that runs
        // out meanwhile makes the attempt foreign, and the late result then writes nothing.
        this.#parts.log.warn({ err, waiting: rows.length }, "results wait for the database");
        if (this.#stopping) continue;
        this.#results.set(organisation, [...rows, ...(this.#results.get(organisation) ?? [])].slice(-10_000));
        this.#flushing = delay(500).then(() => this.#flush());
      }
    }
  }
}

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

/** Writes results where the attempt is still ours, and says which messages changed meanwhile and are wanted again. */
function settleStatement(rows: string): string {
  return `
    update handrail.messages m set
      shown_version = case when r.become = 'shown' then r.version else m.shown_version end,
      shown_hash = coalesce(r.hash, m.shown_hash), address = coalesce(r.address, m.address), code = r.code,
      state = case when r.become = 'ended' then 'ended' else m.state end,
      not_before = case when r.become = 'waits' then handrail.now() + make_interval(secs => coalesce(r.wait, 0) / 1000.0) else m.not_before end,
      unsure = case when r.become = 'shown' then false else m.unsure or coalesce(r.unsure, false) end, lease_until = null, lease_by = null
    from jsonb_to_recordset(${literal(rows)}::jsonb) r(feature text, subject uuid, view text, account_id uuid, occasion text, attempt int, version bigint,
      become text, hash text, address text, wait double precision, code text, unsure boolean)
    where m.organisation_id = handrail.organisation() and m.feature = r.feature and m.subject = r.subject and m.view = r.view and m.account_id = r.account_id
      and m.occasion = r.occasion and m.attempt = r.attempt
    returning case when m.state = 'live' and m.wanted_version > m.shown_version and m.not_before <= handrail.now() then 1 end as behind`;
}

const key = ({ feature, subject, view, account_id, occasion }: Claimed) => ({ feature, subject, view, account_id, occasion });

/** A page is tried again within 5 s (PRODUCT E12); everything backs off to a minute. */
function backoff({ attempt, priority }: Claimed): number {
  const first = priority === 0 ? 1_500 : 3_000;
  return Math.min(60_000, first * 2 ** Math.min(10, Math.max(0, attempt - 1)));
}
