import { randomUUID } from "node:crypto";
import type { Given } from "../kernel/decision.ts";
import type { AccountId, PersonId, SubjectId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { Unavailable } from "../platform/errors.ts";
import type { Sender } from "../platform/adapter.ts";
import type { Database, Tx } from "./database/database.ts";
import { together } from "./database/together.ts";
import type { Directory } from "./directory/directory.ts";
import type { AnyFeature, Find, Shell } from "./feature.ts";
import type { Follows } from "./follows.ts";
import type { Vault } from "./keys.ts";
import { type Loaded, claimDelivery, loadLocked, takeTimer } from "./locks.ts";
import { type Claimed, claimOwn } from "./messages/claims.ts";
import { outcomeOf } from "./outcome.ts";
import { type Outputs, write } from "./messages/outputs.ts";
import { type Patience, Uncertain } from "./patience.ts";
import { adoptPressed, redrawPressed } from "./pressed.ts";
import { type Work, chance } from "./work.ts";

export type Result =
  /** The account is not known here or is nobody's yet, or may not do anything. */
  | { readonly stranger: "unknown" | "not-a-member" | "unlisted" }
  /** The timer was moved or is gone: nothing to do. */
  | { readonly stale: true }
  | {
      readonly by: PersonId | undefined;
      readonly said: Said;
      /** What the feature's views need: of the state after, or of the state found when refused. */
      readonly shown: unknown;
      readonly claimed: readonly Claimed[];
      /** What was pressed on is a message that this account was sent: who only names one gets nothing drawn. */
      readonly pressedOwn: boolean;
    };

/** What is stored with a delivery: codes only. */
export type Said = ({ readonly answer: unknown } | { readonly refused: string }) & {
  readonly subject?: SubjectId;
  /** Which transaction did it, and what its leases go by: of two copies of one delivery, both in doubt, only one has any. */
  readonly transaction?: string;
};

export interface Transactor {
  readonly db: Database;
  readonly directory: Directory;
  readonly vault: Vault;
  /** The database's clock, to within a tick. */
  readonly now: () => Instant;
  /** What follows in other features (src/policies.ts). */
  readonly follows?: Follows;
  /** For tests of crashes: called with the name of each point that a kill may hit. */
  readonly passing?: (point: string) => void;
}

/**
 * The one place where state changes. In one transaction: claim the delivery → load and lock the subject → take the time →
 * decide → evolve, save, journal → messages and timers → commit. No network in between.
 * @param patience of the person who waits: while it lasts, a database that went away is tried again.
 * @throws {Unavailable} nothing was committed
 * @throws {Uncertain} nobody can know whether it was
 */
export async function transact(t: Transactor, work: Work, patience?: Patience): Promise<Result> {
  /** Those of this gesture's transactions that wrote something. */
  const own = new Set<string>();
  let uncertain = false;
  for (let attempt = 1; ; attempt++) {
    const organisation = await t.directory.organisation(work.organisation);
    const shell: Shell = { organisation, vault: t.vault, now: t.now() };
    try {
      const result = await t.db.inOrganisation(
        work.organisation,
        (tx, finish) => run(tx, shell, work, t, { own, finish }),
        patience,
      );
      if (!("said" in result)) patience?.nothingCommitted();
      return result;
    } catch (error) {
      uncertain ||= error instanceof Uncertain;
      if (error instanceof Outdated) {
        t.directory.outdated(work.organisation, organisation);
        continue;
      }
      // Two transactions in each other's way: one was rolled back whole, and may simply try again.
      const collided =
        error instanceof Unavailable && error.message.startsWith("40") && attempt === 1;
      const away = error instanceof Unavailable || error instanceof Uncertain;
      if (!collided && !(away && (await patience?.again())))
        throw uncertain ? new Uncertain("commit", { cause: error }) : error;
    }
  }
}

/** The directory changed between its reading and this transaction: rolled back, and tried again with the new one. */
export class Outdated extends Error {
  override readonly name = "Outdated";
}

/** `own` takes the id of the transaction that is about to write. */
async function run(
  tx: Tx,
  shell: Shell,
  work: Work,
  t: Transactor,
  { own, finish }: { own: Set<string>; finish: typeof together },
): Promise<Result> {
  const { feature, source } = work;
  let by: PersonId | undefined;
  let via: string | undefined;

  let find: Find | undefined =
    source.subject === undefined ? undefined : { subject: source.subject };
  let loaded: Loaded | undefined;
  let foreseen: unknown;
  const load = (it: Find) => loadLocked(tx, feature, work.organisation, it);

  if ("by" in source) {
    // Loaded right behind the claim, in one journey: whose it will be is known in all likelihood, and decided by the claim.
    const { platform, workspace, account } = source.by;
    const likely = shell.organisation.byAddress.get(`${platform} ${workspace} ${account}`)?.person;
    const early = find ?? (likely === undefined ? undefined : { by: likely });
    const [claim, ahead, guess] = await together(
      claimDelivery(tx, source.by, source.delivery),
      early === undefined ? Promise.resolve(undefined) : load(early),
      (likely === undefined ? undefined : feature.foresee?.(tx, shell, likely, work.command)) ??
        Promise.resolve(undefined),
    );
    if (claim.account === null) return { stranger: "unknown" };
    if (claim.kind !== "member") return { stranger: "not-a-member" };
    // Met before the file named them: the platform is asked again whose account it is.
    if (claim.person === null) return { stranger: "unknown" };
    if (claim.listed !== true) return { stranger: "unlisted" };
    by = claim.person;
    via = claim.account;
    if (!claim.first) return repeat(tx, shell, feature, { by, via, source, own });
    if (find !== undefined || likely === by) loaded = ahead;
    if (likely === by) foreseen = guess;
    find ??= { by };
  }

  loaded ??= await load(find as Find);
  if (loaded.revision > shell.organisation.revision) throw new Outdated();
  // After the subject, never before: locking the timer first deadlocks with a click (DESIGN 3).
  const before = loaded.state;
  const at = before === undefined ? loaded.now : Math.max(loaded.now, feature.lastAt(before));
  if ("timer" in source && !(await takeTimer(tx, feature.name, source.subject, source.timer, at)))
    return { stale: true };
  t.passing?.("loaded");

  const given: Given = {
    at,
    by,
    via,
    ...(source.subject === undefined ? {} : { subject: source.subject }),
    ...chance(work),
  };
  const facts: unknown = await feature.facts(tx, shell, before, work.command, given, foreseen);
  const decision = feature.decide(before, work.command, given, facts);

  const transaction = "by" in source ? { transaction: randomUUID() } : {};
  if (transaction.transaction !== undefined) own.add(transaction.transaction);
  if ("refused" in decision) {
    const said: Said = {
      refused: decision.refused,
      ...transaction,
      ...(source.subject === undefined ? {} : { subject: source.subject }),
    };
    const outputs: Outputs = {
      feature: feature.name,
      at,
      said,
      ...("by" in source ? { delivery: source.delivery } : {}),
      ...redrawPressed(source, by, via),
    };
    const pressedOwn = await adoptPressed(tx, source, via);
    const claimed = await write(tx, outputs);
    return {
      by,
      said,
      shown: before === undefined ? undefined : feature.shown(before, facts),
      claimed,
      pressedOwn,
    };
  }

  const { after, ...outcome } = outcomeOf(
    feature,
    { state: before, version: loaded.version, newId: given.newId },
    decision,
    t.follows,
  );
  const said: Said = { answer: decision.answer ?? null, subject: outcome.subject, ...transaction };
  const { events } = decision;
  const change = {
    command: work.command,
    events,
    given,
    ...(work.note === undefined ? {} : { note: work.note }),
  };
  const save = async () => {
    if (events.length > 0) await feature.save(tx, shell, after, outcome.version, change);
    t.passing?.("saved");
  };
  const outputs: Outputs = {
    ...{ feature: feature.name, at, said, ...outcome },
    ...(by === undefined ? {} : { by }),
    ...("by" in source ? { delivery: source.delivery } : {}),
    ...(decision.events.length === 0 ? redrawPressed(source, by, via) : {}),
  };
  // One behind the other: none needs another's answer, nor does the commit, unless saving has more to send then.
  const end = events.length === 0 || feature.savesAtOnce?.(change) === true ? finish : together;
  const [, pressedOwn, claimed] = await end(
    save(),
    adoptPressed(tx, source, via),
    write(tx, outputs),
  );
  t.passing?.("written");
  return { by, said, shown: feature.shown(after, facts), claimed, pressedOwn };
}

/**
 * A redelivery: the same words as before, from what was stored, over the state as it is now. Where it was done by this very
 * gesture, whose commit nobody heard of, what was leased then is sent now, without waiting for the leases to end.
 */
async function repeat(
  tx: Tx,
  shell: Shell,
  feature: AnyFeature,
  {
    by,
    via,
    source,
    own,
  }: {
    by: PersonId;
    via: AccountId;
    source: Extract<Work["source"], { by: Sender }>;
    own: ReadonlySet<string>;
  },
): Promise<Result> {
  const row = await tx
    .selectFrom("inbox")
    .select(["subject", "answer"])
    .where("delivery", "=", source.delivery)
    .executeTakeFirst();
  const said = (row?.answer as Said | null | undefined) ?? { answer: null };
  const { subject, transaction } = said;
  const shown =
    subject === undefined ? undefined : await feature.read(tx, shell, subject, shell.now);
  const isOwn = subject !== undefined && transaction !== undefined && own.has(transaction);
  const claimed = isOwn ? await claimOwn(tx, transaction, { feature: feature.name, subject }) : [];
  return { by, said, shown, claimed, pressedOwn: await adoptPressed(tx, source, via) };
}
