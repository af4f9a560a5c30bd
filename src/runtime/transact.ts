import { randomUUID } from "node:crypto";
import type { Decision } from "../kernel/decision.ts";
import type { Instant } from "../kernel/time.ts";
import { Outdated, inAttempts } from "./command/attempts.ts";
import { consequencesOf } from "./command/consequences.ts";
import type { Deadline } from "./command/deadline.ts";
import { adoptPressed, pressedOf, redrawPressed } from "./command/pressed.ts";
import { type Found, read } from "./command/read.ts";
import { answerAgain } from "./command/redelivery.ts";
import type { Done, Result, Said, Transactor } from "./command/result.ts";
import { removeTimer } from "./command/timer.ts";
import type { Writing } from "./database/commit.ts";
import type { Shell } from "./feature.ts";
import { leaveBehind } from "./messages/outputs.ts";
import type { Work } from "./work.ts";

/**
 * The one place where state changes. One round trip reads: it claims the delivery, locks the
 * subject, and reads the time and the facts. Then `decide` and `evolve` run, which are pure. One
 * round trip writes: state, journal, messages, timers, the answer, the commit.
 * @param deadline of the person who waits; until then we try again if the database goes away
 * @throws {Unavailable} nothing was committed
 * @throws {Uncertain} nobody can know whether it was committed
 */
export async function transact(t: Transactor, work: Work, deadline?: Deadline): Promise<Result> {
  /** The transactions of this gesture that wrote something. */
  const own = new Set<string>();
  return inAttempts(async () => {
    const organisation = await t.directory.organisation(work.organisation);
    const shell: Shell = {
      organisation,
      vault: t.vault,
      now: t.now(),
      address: t.address?.(),
    };
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

/** Nothing is asked where nobody outside listens. */
function outsideOf({ tellOutside }: Transactor, { organisation }: Shell) {
  const listens = (organisation.outward?.webhooks.length ?? 0) > 0;
  return listens ? tellOutside?.(organisation) : undefined;
}

/** Decides, evolves once, and gathers what is to be written. */
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

  const before = { state, version, newId: given.newId };
  const isRefused = "refused" in decision;
  const led = isRefused
    ? undefined
    : consequencesOf(feature, before, decision, t.follows, outsideOf(t, shell));
  const said: Said = isRefused
    ? { refused: decision.refused, transaction, subject: source.subject }
    : { answer: decision.answer ?? null, transaction, subject: led?.subject };
  const events = isRefused ? [] : decision.events;
  const after = isRefused ? state : led?.after;
  const shown: unknown = after === undefined ? undefined : feature.views.shown?.(after, facts);

  const change = { command, note, events, given, facts, version: led?.version ?? version };
  const kept = events.length === 0 ? [] : await feature.store?.write?.(shell, after, change);
  const adopted = adoptPressed(source, via);
  const left = leaveBehind({
    ...led,
    feature: feature.name,
    at,
    said,
    by,
    delivery: "by" in source ? source.delivery : undefined,
    disproved: events.length === 0 ? redrawPressed(source, by, via) : undefined,
    pages: t.pages,
    paced: feature.patient === true && "timer" in source,
  });
  const all = [removeTimer(feature.name, source), ...(kept ?? []), adopted, left.statement];
  t.passing?.("saved");
  return {
    statements: all.filter((statement) => statement !== undefined),
    done(rowsOf) {
      t.passing?.("written");
      const claimed = left.claimed(rowsOf(left.statement));
      return { by, said, shown, claimed, pressed: pressedOf(source, rowsOf(adopted)) };
    },
  };
}
