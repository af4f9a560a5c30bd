import { randomUUID } from "node:crypto";
import type { Given } from "../kernel/decision.ts";
import type { AccountId, PersonId, SubjectId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { Unavailable } from "../platform/errors.ts";
import type { Sender } from "../platform/adapter.ts";
import { type Database, type Tx, together } from "./database.ts";
import type { Directory } from "./directory.ts";
import type { AnyFeature, Find, Shell } from "./feature.ts";
import type { Follow, Follows } from "./follows.ts";
import type { Vault } from "./keys.ts";
import { type Loaded, claimDelivery, loadLocked, takeTimer } from "./locks.ts";
import type { Claimed } from "./claims.ts";
import { type Outputs, homesOf, write } from "./outputs.ts";
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
      /** Answered from what was stored: the delivery came before. */
      readonly repeated: boolean;
      /** What was pressed on is a message that this account was sent: who only names one gets nothing drawn. */
      readonly pressedOwn: boolean;
    };

/** What is stored with a delivery: codes only. */
export type Said = ({ readonly answer: unknown } | { readonly refused: string }) & {
  readonly subject?: SubjectId;
  /** Which transaction did it: of two copies of one delivery, both in doubt, only one leased what it returned. */
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
  let made: Result | undefined;
  let uncertain: Result | undefined;
  for (let attempt = 1; ; attempt++) {
    const organisation = await t.directory.organisation(work.organisation);
    const shell: Shell = { organisation, vault: t.vault, now: t.now() };
    try {
      const result = await t.db.inOrganisation(work.organisation, async (tx) => (made = await run(tx, shell, work, t)), patience);
      if (!("said" in result)) patience?.nothingCommitted();
      // The commit whose answer was lost did happen: what it leased is ours to send, without waiting for the lease to end.
      return isOf(result, uncertain) ? uncertain : result;
    } catch (error) {
      if (error instanceof Uncertain) uncertain = uncertain !== undefined && isOf(made, uncertain) ? uncertain : made;
      if (error instanceof Outdated) {
        t.directory.outdated(work.organisation, organisation);
        continue;
      }
      // Two transactions in each other's way: one was rolled back whole, and may simply try again.
      const collided = error instanceof Unavailable && error.message.startsWith("40") && attempt === 1;
      const away = error instanceof Unavailable || error instanceof Uncertain;
      if (!collided && !(away && (await patience?.again())))
        throw uncertain === undefined ? error : new Uncertain("commit", { cause: error });
    }
  }
}

/**
 * Several commands of one organisation, each about a subject of its own, in one transaction that waits once where each alone
 * would wait: for features whose `timersTogether` says that none reads what another writes. Their subjects are locked in one
 * order, so that two such transactions never wait for each other in a circle. With the results of messages of the same
 * people it may come to one, because who asks more beforehand writes later: PostgreSQL then ends either.
 * @throws whatever one of them met: nothing was committed then, and each may be tried alone
 */
export async function transactTogether(t: Transactor, works: readonly [Work, ...Work[]]): Promise<Result[]> {
  const id = works[0].organisation;
  const organisation = await t.directory.organisation(id);
  const shell: Shell = { organisation, vault: t.vault, now: t.now() };
  try {
    return await t.db.inOrganisation(id, async (tx) => {
      const homes = new Set<PersonId>();
      const results = await together(...works.map((work) => run(tx, shell, work, t, homes)));
      // Behind all messages, and in one order: see `homesPart`.
      if (homes.size > 0)
        await write(tx, {
          ...{ feature: works[0].feature.name, at: shell.now, said: {} },
          effects: [{ do: "refreshHome", people: [...homes] }],
        });
      return results;
    });
  } catch (error) {
    if (!(error instanceof Outdated)) throw error;
    t.directory.outdated(id, organisation);
    return transactTogether(t, works);
  }
}

/** A repeat of what this very transaction did, and not another copy of the same delivery beside it. */
function isOf(repeat: Result | undefined, done: Result | undefined): done is Result {
  if (repeat === undefined || done === undefined || !("said" in repeat) || !("said" in done)) return false;
  return repeat.repeated && repeat.said.transaction !== undefined && repeat.said.transaction === done.said.transaction;
}

/** The directory changed between its reading and this transaction: rolled back, and tried again with the new one. */
class Outdated extends Error {
  override readonly name = "Outdated";
}

/** @param homes takes the home pages to be refreshed, for who writes them behind several commands */
async function run(tx: Tx, shell: Shell, work: Work, t: Transactor, homes?: Set<PersonId>): Promise<Result> {
  const { feature, source } = work;
  let by: PersonId | undefined;
  let via: string | undefined;

  let find: Find | undefined = source.subject === undefined ? undefined : { subject: source.subject };
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
      (likely === undefined ? undefined : feature.foresee?.(tx, shell, likely, work.command)) ?? Promise.resolve(undefined),
    );
    if (claim.account === null) return { stranger: "unknown" };
    if (claim.kind !== "member") return { stranger: "not-a-member" };
    // Met before the file named them: the platform is asked again whose account it is.
    if (claim.person === null) return { stranger: "unknown" };
    if (claim.listed !== true) return { stranger: "unlisted" };
    by = claim.person;
    via = claim.account;
    if (!claim.first) return repeat(tx, shell, feature, { by, via, source });
    if (find !== undefined || likely === by) loaded = ahead;
    if (likely === by) foreseen = guess;
    find ??= { by };
  }

  loaded ??= await load(find as Find);
  if (loaded.revision > shell.organisation.revision) throw new Outdated();
  // After the subject, never before: locking the timer first deadlocks with a click (DESIGN 3).
  const before = loaded.state;
  const at = before === undefined ? loaded.now : Math.max(loaded.now, feature.lastAt(before));
  if ("timer" in source && !(await takeTimer(tx, feature.name, source.subject, source.timer, at))) return { stale: true };
  t.passing?.("loaded");

  const given: Given = { at, by, via, ...(source.subject === undefined ? {} : { subject: source.subject }), ...chance(work) };
  const facts: unknown = await feature.facts(tx, shell, before, work.command, given, foreseen);
  const decision = feature.decide(before, work.command, given, facts);

  const transaction = "by" in source ? { transaction: randomUUID() } : {};
  if ("refused" in decision) {
    const said: Said = { refused: decision.refused, ...transaction, ...(source.subject === undefined ? {} : { subject: source.subject }) };
    const outputs: Outputs = {
      feature: feature.name,
      at,
      said,
      ...("by" in source ? { delivery: source.delivery } : {}),
      ...redrawPressed(source, by, via),
    };
    const pressedOwn = await adoptPressed(tx, source, via);
    const claimed = await write(tx, outputs);
    return { by, said, shown: before === undefined ? undefined : feature.shown(before, facts), claimed, repeated: false, pressedOwn };
  }

  let after = before;
  const effects = [];
  const journal = [];
  const follows: Follow[] = [];
  const version = loaded.version + (decision.events.length > 0 ? 1 : 0);
  for (const [number, event] of decision.events.entries()) {
    after = feature.evolve(after, event);
    effects.push(...feature.effects(event, after));
    follows.push(...(t.follows?.(feature.name, event, after) ?? []));
    if (feature.journaled) journal.push({ number, at: event.at, event });
  }
  const subject: SubjectId = feature.idOf(after);
  const said: Said = { answer: decision.answer ?? null, subject, ...transaction };
  // What has just come into the world is on nobody's screen.
  const isNew = before === undefined && subject === given.newId;
  if (decision.events.length > 0) effects.push(...(isNew ? [] : [{ do: "redraw" as const }]), ...feature.timers(after));
  const save = async () => {
    if (decision.events.length === 0) return;
    await feature.save(tx, shell, after, version, {
      command: work.command,
      events: decision.events,
      given,
      ...(work.note === undefined ? {} : { note: work.note }),
    });
    t.passing?.("saved");
  };
  if (homes !== undefined) for (const person of homesOf(effects)) homes.add(person);
  const outputs: Outputs = {
    ...{ feature: feature.name, at, subject, version, journal, follows, said },
    effects: homes === undefined ? effects : effects.filter((effect) => effect.do !== "refreshHome"),
    ...(by === undefined ? {} : { by }),
    ...("by" in source ? { delivery: source.delivery } : {}),
    ...(decision.events.length === 0 ? redrawPressed(source, by, via) : {}),
  };
  // One behind the other: none needs another's answer.
  const [, pressedOwn, claimed] = await together(save(), adoptPressed(tx, source, via), write(tx, outputs));
  t.passing?.("written");
  return { by, said, shown: feature.shown(after, facts), claimed, repeated: false, pressedOwn };
}

/** A redelivery: the same words as before, from what was stored, over the state as it is now. */
async function repeat(
  tx: Tx,
  shell: Shell,
  feature: AnyFeature,
  { by, via, source }: { by: PersonId; via: AccountId; source: Extract<Work["source"], { by: Sender }> },
): Promise<Result> {
  const row = await tx.selectFrom("inbox").select(["subject", "answer"]).where("delivery", "=", source.delivery).executeTakeFirst();
  const said = (row?.answer as Said | null | undefined) ?? { answer: null };
  const shown = said.subject === undefined ? undefined : await feature.read(tx, shell, said.subject, shell.now);
  return { by, said, shown, claimed: [], repeated: true, pressedOwn: await adoptPressed(tx, source, via) };
}
