import type { OrganisationId } from "../../kernel/ids.ts";
import { type Claimed, ghostMark, removalRank } from "./claims.ts";
import type { Database } from "../database/database.ts";
import type { Log } from "../log.ts";

/** What came of one attempt at a message. */
export type Settlement =
  /** `unsure`: of a copy that may stand somewhere, there is nothing more to send. */
  | {
      readonly become: "shown";
      readonly hash?: string;
      readonly address?: string;
      readonly code?: string;
      readonly unsure?: boolean;
    }
  /** Never again: not wanted, or this route is closed. */
  | { readonly become: "ended"; readonly code: string }
  /**
   * Again in `wait` milliseconds. `failed`: a call was made, or should have been, and did not show it. `doubt`: an edit that
   * may have arrived; what the screen shows is unknown, also when the view that was there before is wanted again.
   */
  | {
      readonly become: "waits";
      readonly wait: number;
      readonly code: string;
      readonly failed: boolean;
      readonly unsure?: boolean;
      readonly doubt?: boolean;
    };

/** How long results wait for a database that is away. */
const pause = 500;
/** Beyond this, the oldest are forgotten: their leases run out, and they are sent again, marked. */
const atMost = 10_000;

/**
 * Writes what came of attempts: all of an organisation's results of a moment in one statement and one round trip, one
 * batch after the other. While the database is away they wait here, because what was posted must not be posted again.
 */
export class Settlements {
  readonly #db: Database;
  readonly #log: Log;
  /** The feature whose messages are home pages. */
  readonly #pages: string | undefined;
  /** Hears of an organisation in which something changed while it was being sent. */
  readonly #behind: (organisation: OrganisationId) => void;
  readonly #passing: ((point: string) => void) | undefined;
  readonly #waiting = new Map<OrganisationId, { rows: string[]; written: Promise<void> }>();
  readonly #last = new Map<OrganisationId, Promise<void>>();
  #stopping = false;

  constructor(parts: {
    readonly db: Database;
    readonly log: Log;
    readonly pages?: string | undefined;
    readonly behind: (organisation: OrganisationId) => void;
    readonly passing?: ((point: string) => void) | undefined;
  }) {
    this.#db = parts.db;
    this.#log = parts.log;
    this.#pages = parts.pages;
    this.#behind = parts.behind;
    this.#passing = parts.passing;
  }

  /** Resolves when it is written, or when it was tried and waits here. */
  add(claimed: Claimed, settlement: Settlement): Promise<void> {
    const {
      feature,
      subject,
      view,
      account_id,
      occasion,
      attempt,
      wanted_version: version,
    } = claimed;
    const first = (claimed.address === null || claimed.unsure) && settlement.become !== "waits";
    const row = JSON.stringify({
      ...{ feature, subject, view, account_id, occasion, attempt, version, first },
      ...settlement,
    });
    const organisation = claimed.organisation_id;
    const batch = this.#waiting.get(organisation);
    if (batch === undefined)
      return this.#open(organisation, [row], new Promise((resolve) => setImmediate(resolve)));
    batch.rows.push(row);
    return batch.written;
  }

  /** Writes what waits of an organisation, after what is being written. @throws {Unavailable} and keeps it */
  write(organisation: OrganisationId): Promise<void> {
    const before = this.#last.get(organisation) ?? Promise.resolve();
    const written = before.catch(() => undefined).then(() => this.#write(organisation));
    this.#last.set(organisation, written);
    return written;
  }

  /** Writes everything once more, and gives up what cannot be written. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.allSettled(
      [...this.#last.keys(), ...this.#waiting.keys()].map((organisation) =>
        this.write(organisation),
      ),
    );
  }

  #open(organisation: OrganisationId, rows: string[], when: Promise<void>): Promise<void> {
    const written = when
      .then(() => this.write(organisation))
      .catch((err: unknown) =>
        this.#log.warn(
          { err, waiting: this.#waiting.get(organisation)?.rows.length },
          "results wait for the database",
        ),
      );
    this.#waiting.set(organisation, { rows, written });
    return written;
  }

  async #write(organisation: OrganisationId): Promise<void> {
    const batch = this.#waiting.get(organisation);
    if (batch === undefined) return;
    this.#waiting.delete(organisation);
    let behind: boolean;
    try {
      const rows = await this.#db.once(organisation, statement, [
        batch.rows,
        ghostMark,
        this.#pages ?? "",
      ]);
      behind = rows.some((row) => row["behind"] === true);
    } catch (error) {
      this.#keep(organisation, batch.rows);
      throw error;
    }
    this.#passing?.("settled");
    if (behind) this.#behind(organisation);
  }

  #keep(organisation: OrganisationId, rows: string[]): void {
    const newer = this.#waiting.get(organisation);
    if (newer !== undefined) newer.rows.unshift(...rows.splice(0, atMost - newer.rows.length));
    else if (!this.#stopping)
      void this.#open(
        organisation,
        rows,
        new Promise((resolve) => setTimeout(resolve, pause).unref()),
      );
  }
}

/**
 * Where the attempt is still ours. Rows are locked in the order in which commands lock them, each looked up by its key
 * (see `onLocked` in claims.ts). A post whose message got an address meanwhile (its lost copy was clicked) leaves two on the
 * screen: the copy is removed. The first result of a post wakes the messages that it replaces (`others`): they are removed,
 * or, where it never arrives, they are what the person has.
 */
const statement = `
  with locked as materialized (
    select m.*, r.occasion as settled, r.become, r.version, r.hash, r.address as now_at, r.wait, r.code as said, r.unsure as may_be, r.doubt, r.failed
    from (
      select r.* from unnest($1::jsonb[]) one(result) cross join lateral jsonb_to_record(one.result) r(feature text, subject uuid, view text, account_id uuid,
        occasion text, attempt int, version bigint, become text, hash text, address text, wait double precision, code text, unsure boolean, doubt boolean, failed boolean,
        first boolean)
      order by r.feature = $3::text, r.feature, r.subject, r.view, r.account_id, r.occasion
    ) r cross join lateral (
      select m.* from handrail.messages m where m.organisation_id = handrail.organisation() and m.feature = r.feature and m.subject = r.subject
        and m.view = r.view and m.account_id = r.account_id
        and (m.occasion = r.occasion and m.attempt = r.attempt or r.first and m.occasion <> r.occasion and m.state = 'live' and m.address is not null)
      order by m.occasion for update
    ) m
  ), held as (
    select * from locked where occasion = settled
  ), others as (
    select distinct on (o.feature, o.subject, o.view, o.account_id, o.occasion) o.*
    from locked o join held h using (feature, subject, view, account_id, settled) where o.occasion <> o.settled
    order by o.feature, o.subject, o.view, o.account_id, o.occasion, o.become desc
  ), displaced as (
    insert into handrail.messages (organisation_id, feature, subject, view, account_id, occasion, priority, wanted_version, address, not_before, created_at)
    select organisation_id, feature, subject, view, account_id, occasion || $2::text || address, ${removalRank}, 1, address, handrail.now(), created_at
    from held where address <> now_at on conflict do nothing
  ), woken as (
    insert into handrail.messages as m (organisation_id, feature, subject, view, account_id, occasion, priority, wanted_version, not_before, created_at)
    select organisation_id, feature, subject, view, account_id, occasion, case become when 'shown' then ${removalRank} else priority end, 1, not_before, created_at
    from others where not exists (select 1 from held h where h.feature = others.feature and h.subject = others.subject
      and h.view = others.view and h.account_id = others.account_id and h.occasion = others.occasion)
    on conflict (organisation_id, feature, subject, view, account_id, occasion) do update set wanted_version = m.wanted_version + 1, priority = excluded.priority
    returning 1
  ), written as (
  insert into handrail.messages as m (organisation_id, feature, subject, view, account_id, occasion, priority, wanted_version, created_at,
    shown_version, shown_hash, address, code, state, not_before, failures, unsure)
  select organisation_id, feature, subject, view, account_id, occasion, priority,
    wanted_version + (select count(*) from others o where o.feature = held.feature and o.subject = held.subject
      and o.view = held.view and o.account_id = held.account_id and o.occasion = held.occasion), created_at,
    case become when 'shown' then version else shown_version end,
    case when doubt then null else coalesce(hash, shown_hash) end, coalesce(now_at, address), said,
    case become when 'ended' then 'ended' else state end,
    case become when 'waits' then handrail.now() + make_interval(secs => wait / 1000.0) else not_before end,
    case when become = 'shown' then 0 when failed then least(failures + 1, 100) else failures end,
    (become <> 'shown' and unsure) or coalesce(may_be, false)
  from held
  on conflict (organisation_id, feature, subject, view, account_id, occasion) do update set shown_version = excluded.shown_version,
    wanted_version = excluded.wanted_version, shown_hash = excluded.shown_hash, address = excluded.address, code = excluded.code, state = excluded.state,
    not_before = excluded.not_before, failures = excluded.failures, unsure = excluded.unsure, lease_until = null, lease_by = null
  returning m.state = 'live' and m.wanted_version > m.shown_version and m.not_before <= handrail.now() as behind
  )
  select behind from written union all select true from woken`;
