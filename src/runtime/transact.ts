import { randomUUID } from "node:crypto";
import type { Decision } from "../kernel/decision.ts";
import type { PersonId, SubjectId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { Outdated, inAttempts } from "./command/attempts.ts";
import { consequencesOf } from "./command/consequences.ts";
import type { Deadline } from "./command/deadline.ts";
import { adoptPressed, isPressedOwn, redrawPressed } from "./command/pressed.ts";
import { type Found, type Stranger, read } from "./command/read.ts";
import { answerAgain } from "./command/redelivery.ts";
import { removeTimer } from "./command/timer.ts";
import type { Writing } from "./database/commit.ts";
import type { Database } from "./database/database.ts";
import type { Directory } from "./directory/directory.ts";
import type { Shell, Statement } from "./feature.ts";
import type { Follows } from "./follows.ts";
import type { Vault } from "./keys.ts";
import type { Claimed } from "./messages/claims.ts";
import { leaveBehind } from "./messages/outputs.ts";
import type { Work } from "./work.ts";

export type Result =
  | { readonly stranger: Stranger }
  /** The timer was moved or is gone: nothing to do. */
  | { readonly superseded: true }
  | Done;
export interface Done {
  readonly by: PersonId | undefined;
  readonly said: Said;
  /** What the feature's views need: of the state after, or of the state found when refused. */
  readonly shown: unknown;
  readonly claimed: readonly Claimed[];
  /** What was pressed on is a message that this account was sent. */
  readonly pressedOwn: boolean;
}

/** What is stored with a delivery: codes only. */
export type Said = ({ readonly answer: unknown } | { readonly refused: string }) & {
  readonly subject?: SubjectId | undefined;
  /** Names its leases. Of two copies of a delivery, both in doubt, only one has any. */
  readonly transaction?: string | undefined;
};

export interface Transactor {
  readonly db: Database;
  readonly directory: Directory;
  readonly vault: Vault;
  /** The database's clock, to within a tick. */
  readonly now: () => Instant;
  /** What follows in other features (src/policies.ts). */
  readonly follows?: Follows;
  /** The feature whose messages are people's home pages, if there is one. */
  readonly pages?: string | undefined;
  /** For tests of crashes: called with the name of each point that a kill may hit. */
  readonly passing?: (point: string) => void;
}

/**
 * The one place where state changes. One round trip reads: claim the delivery, lock the subject, the time, the facts. Then
 * everything is pure: decide, evolve. One round trip writes: the state, journal, messages, timers, the answer, the commit.
 * @param deadline of the person who waits: until then, a database that went away is tried again
 * @throws {Unavailable} nothing was committed
 * @throws {Uncertain} nobody can know whether it was
 */
export async function transact(t: Transactor, work: Work, deadline?: Deadline): Promise<Result> {
  /** The transactions of this gesture that wrote something. */
  const own = new Set<string>();
  return inAttempts(async () => {
    const organisation = await t.directory.organisation(work.organisation);
    const shell: Shell = { organisation, vault: t.vault, now: t.now() };
    const command = t.db.command<Result>(
      work.organisation,
      async (tx) => {
        const found = await read(tx, shell, work);
        if ("repeats" in found) return answerAgain(tx, shell, work, found.repeats, own);
        if (!("given" in found)) return { statements: [], done: () => found };
        t.passing?.("loaded");
        return carryOut(t, shell, work, found, own);
      },
      deadline,
    );
    const result = await command.catch((error: unknown) => {
      if (error instanceof Outdated) t.directory.outdated(work.organisation, organisation);
      throw error;
    });
    if (!("said" in result)) deadline?.nothingCommitted();
    return result;
  }, deadline);
}

type Decided = Decision<{ readonly at: Instant; readonly type: string }, unknown, string>;

/** Decides, evolves, and gathers what is to be written. */
async function carryOut(
  t: Transactor,
  shell: Shell,
  work: Work,
  { state, version, given, facts }: Found,
  own: Set<string>,
): Promise<Writing<Done>> {
  const { feature, source, command, note } = work;
  const { by, via, at } = given;
  const decision: Decided = feature.rules.decide(state, command, given, facts);
  const transaction = "by" in source ? randomUUID() : undefined;
  if (transaction !== undefined) own.add(transaction);

  const isRefused = "refused" in decision;
  const events = isRefused ? [] : decision.events;
  const before = { state, version, newId: given.newId };
  const outcome = isRefused ? undefined : consequencesOf(feature, before, decision, t.follows);
  const said: Said = isRefused
    ? { refused: decision.refused, transaction, subject: source.subject }
    : { answer: decision.answer ?? null, subject: outcome?.subject, transaction };
  const after = isRefused ? state : outcome?.after;
  const shown: unknown = after === undefined ? undefined : feature.views.shown?.(after, facts);

  const change = { command, note, events, given, facts, version: outcome?.version ?? version };
  const kept: readonly Statement[] =
    events.length === 0 ? [] : ((await feature.store?.write?.(shell, after, change)) ?? []);
  const adopted = adoptPressed(source, via);
  const left = leaveBehind({
    ...outcome,
    feature: feature.name,
    at,
    said,
    by,
    subject: outcome?.subject,
    delivery: "by" in source ? source.delivery : undefined,
    disproved: events.length === 0 ? redrawPressed(source, by, via) : undefined,
    pages: t.pages,
    paced: feature.patient === true && "timer" in source,
  });
  const first = [...removeTimer(feature.name, source), ...kept];
  t.passing?.("saved");
  return {
    statements: [...first, ...adopted, ...left.statements],
    done(rows) {
      t.passing?.("written");
      const [pressed, leased] = [
        adopted.map((_, index) => rows[first.length + index])[0],
        rows[first.length + adopted.length],
      ];
      return {
        by,
        said,
        shown,
        claimed: left.claimed(leased ?? []),
        pressedOwn: isPressedOwn(source, pressed),
      };
    },
  };
}
