import type { OrganisationId } from "../../kernel/ids.ts";
import type { Delivered } from "../../platform/errors.ts";
import { type Claimed, claimWaiting, removalRank } from "./claims.ts";
import type { AnyFeature } from "../feature.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import { oncePer } from "../once-per.ts";
import { type PrepareParts, type Prepared, prepare } from "./prepare.ts";
import { Removals } from "./removals.ts";
import { backoff, settlementOf } from "./settlement.ts";
import { Settlements } from "./settlements.ts";
import { type Seen, SendQueue, type Waiting } from "./send-queue.ts";

/*
 * Brings what people see up to what is true. A row says that somebody should be seeing a view of a subject; the state is
 * loaded when it is rendered, so a late message tells today's truth and nothing private waits in a queue. The result is
 * written only where the attempt is still ours.
 */

export interface SenderParts extends PrepareParts {
  readonly log: Log;
  readonly metrics: Metrics;
  /** A page that can never arrive: the next person is asked. */
  readonly unreachable: (
    organisation: OrganisationId,
    feature: AnyFeature,
    claimed: Claimed,
    person: string,
    fault: { readonly code: string; readonly whose?: "workspace" },
  ) => Promise<void>;
  /** The feature whose messages are home pages. */
  readonly pages?: string | undefined;
  readonly passing?: (point: string) => void;
}

/** A route that ended, and for whose sake. */
interface Lost {
  readonly feature: AnyFeature;
  readonly person: string;
  readonly fault: { readonly code: string; readonly whose?: "workspace" };
}

/** At most this many calls to platforms at once from one instance. */
const inFlightLimit = 64;
/** No more than this waits here for its turn; the rest waits in the database, where others may take it. */
const queueLimit = 128;
/** So many are removed from screens between two looks: nobody waits for it. */
const removedAtOnce = 16;

export class Sender {
  readonly #parts: SenderParts;
  readonly #settlements: Settlements;
  readonly #queue = new SendQueue();
  readonly #removals: Removals;
  readonly #once = oncePer(60_000);
  #inFlight = 0;
  #stopping = false;
  #idle: (() => void)[] = [];

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#removals = new Removals(parts.now);
    const again = (organisation: OrganisationId) => {
      this.claimWaiting(organisation).catch((err: unknown) =>
        parts.log.warn({ err }, "the tick will look again"),
      );
    };
    this.#settlements = new Settlements({ ...parts, behind: again });
  }

  /** Takes leased messages on. Returns at once: pages overtake everything that has not left yet. */
  take(claimed: readonly Claimed[], seen?: Seen): void {
    if (this.#stopping) return this.#giveBack(claimed);
    this.#queue.add(claimed, seen);
    this.#pump();
  }

  /** Leases what waits in an organisation and takes it on. */
  async claimWaiting(organisation: OrganisationId): Promise<void> {
    const room = queueLimit - (this.#queue.count - this.#queue.removals);
    if (this.#stopping || room <= 0) return;
    // Settlements first: after an outage a lease may be over whose message was shown long ago.
    await this.#settlements.write(organisation);
    const mine = {
      features: [...this.#parts.features.keys()],
      platforms: [...this.#parts.adapters.keys()],
    };
    this.take(
      await this.#parts.db.inOrganisation(organisation, async (tx) => {
        const waiting = await claimWaiting(tx, room, mine);
        if (this.#queue.removals > 0) return waiting;
        return [...waiting, ...(await claimWaiting(tx, removedAtOnce, mine, "to remove"))];
      }),
    );
  }

  /** Lets what is under way finish, and gives back what has not begun: the next instance sends it at once. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#giveBack(this.#queue.empty());
    if (this.#inFlight > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
    await this.#settlements.stop();
  }

  #giveBack(claimed: readonly Claimed[]): void {
    for (const one of claimed)
      void this.#settlements.add(one, {
        become: "waits",
        wait: 0,
        code: "given-back",
        failed: false,
      });
  }

  /** One at a time: the first page has left before the next message is drawn. */
  #pump(): void {
    if (this.#inFlight >= inFlightLimit) return;
    const next = this.#queue.next();
    if (next === undefined) return;
    this.#inFlight += 1;
    void this.#bring(next.claimed, next.seen)
      .catch((err: unknown) => this.#parts.log.error({ err }, "a message was left to its lease"))
      .finally(() => {
        this.#inFlight -= 1;
        this.#pump();
        if (this.#inFlight === 0) for (const done of this.#idle.splice(0)) done();
      });
    if (this.#queue.count > 0) setImmediate(() => this.#pump());
  }

  async #bring(claimed: Claimed, seen: Waiting["seen"]): Promise<void> {
    let prepared: Prepared;
    try {
      prepared = await prepare(this.#parts, claimed, seen);
    } catch (err) {
      // Nothing has left: it is tried again, and is no repeat then.
      this.#parts.log.error(
        { err, feature: claimed.feature, view: claimed.view },
        "a message could not be drawn",
      );
      return this.#settlements.add(claimed, {
        become: "waits",
        wait: backoff(claimed),
        code: "not-drawn",
        failed: true,
      });
    }
    if ("settlement" in prepared) return this.#settlements.add(claimed, prepared.settlement);
    // It waited too long for its turn: the call would outlive the lease, and somebody else might make it too.
    if (performance.now() > claimed.startBy) return this.#giveBack([claimed]);

    const { adapter, delivery, hash, ...to } = prepared.call;
    const removes = delivery.view.kind === "gone";
    // What is to be shown goes first, whatever this was when it was leased.
    if (removes && claimed.priority < removalRank)
      return this.take([{ ...claimed, priority: removalRank }]);
    const pause = removes ? this.#removals.pauseOf(adapter.platform, delivery.workspace) : 0;
    if (pause > 0)
      return this.#settlements.add(claimed, {
        become: "waits",
        wait: pause,
        code: "throttled",
        failed: false,
      });
    this.#parts.passing?.("sending");
    const delivered = await adapter.deliver(delivery);
    this.#parts.passing?.("sent");
    if (removes) this.#removals.heard(adapter.platform, delivery.workspace, delivered);
    this.#parts.metrics.delivered(adapter.platform, claimed, delivered, this.#parts.now());
    if (claimed.priority === 0 && claimed.address === null && delivered.outcome !== "shown")
      this.#say(adapter.platform, delivered);
    if (delivered.outcome !== "unreachable")
      return this.#settlements.add(claimed, settlementOf(claimed, delivered, hash));
    // A home page that is switched off says nothing about whether a message would arrive.
    if (delivery.view.kind === "board")
      return this.#settlements.add(claimed, { become: "ended", code: delivered.code });
    const { code, whose } = delivered;
    // A workspace that refuses everything is mended by its operators: what can wait is shown then, a page goes to others.
    if (whose !== undefined && claimed.priority > 0)
      return this.#settlements.add(claimed, {
        become: "waits",
        wait: backoff(claimed),
        code,
        failed: true,
      });
    return this.#lose(claimed, {
      ...to,
      fault: { code, ...(whose === undefined ? {} : { whose }) },
    });
  }

  /** A page that does not arrive is said, and not at each try. */
  #say(platform: string, delivered: Exclude<Delivered, { outcome: "shown" }>): void {
    const { outcome } = delivered;
    const code = "code" in delivered ? delivered.code : outcome;
    this.#once(`${platform} ${code}`, (times) =>
      this.#parts.log.warn({ platform, outcome, code, times }, "a page has not arrived"),
    );
  }

  /** The feature hears of it before the route ends: what cannot be told now, with the database away, is told at the next attempt. */
  async #lose(claimed: Claimed, { feature, person, fault }: Lost): Promise<void> {
    const { code } = fault;
    try {
      await this.#parts.unreachable(claimed.organisation_id, feature, claimed, person, fault);
    } catch (err) {
      this.#parts.log.warn({ err, code }, "a route that ended could not be reported");
      return this.#settlements.add(claimed, {
        become: "waits",
        wait: backoff(claimed),
        code,
        failed: true,
      });
    }
    return this.#settlements.add(claimed, { become: "ended", code });
  }
}
