import type { Given } from "../../../kernel/decision.ts";
import type { SubjectId } from "../../../kernel/ids.ts";
import type { Instant } from "../../../kernel/time.ts";
import type { Tx } from "../../database/database.ts";
import { together } from "../../database/together.ts";
import type { AnyFeature, Asked, Joint, Shell } from "../../feature.ts";
import { type Outcome, outcomeOf } from "../../outcome.ts";
import { homesOf, write } from "../../messages/outputs.ts";
import { Outdated, type Result, type Said, type Transactor } from "../../transact.ts";
import { type Work, chance } from "../../work.ts";
import { type LoadedTogether, loadTogether, takeTimers } from "./locks.ts";
import { writeTogether } from "./outputs.ts";

/** What a timer asks for. */
export type TimerWork = Work & {
  readonly source: { readonly timer: string; readonly subject: SubjectId };
};

/**
 * The transaction script (transact.ts) for several timers of one organisation and feature, each about a subject of its own:
 * each of its questions is asked once for all of them. For features whose `joint` says that none reads what another writes.
 * Their subjects come in one order, so that two such transactions never wait for each other in a circle. With the results of
 * messages of the same people it may come to one, because who asks more beforehand writes later: PostgreSQL then ends either.
 * @returns what came of each, in their order
 * @throws whatever one of them met: nothing was committed then, and each may be tried alone
 */
export async function transactTogether(
  t: Transactor,
  works: readonly [TimerWork, ...TimerWork[]],
): Promise<Result[]> {
  const id = works[0].organisation;
  const organisation = await t.directory.organisation(id);
  const shell: Shell = { organisation, vault: t.vault, now: t.now() };
  try {
    return await t.db.inOrganisation(id, (tx, finish) => run(tx, shell, works, t, finish));
  } catch (error) {
    if (!(error instanceof Outdated)) throw error;
    t.directory.outdated(id, organisation);
    return transactTogether(t, works);
  }
}

async function run(
  tx: Tx,
  shell: Shell,
  works: readonly TimerWork[],
  t: Transactor,
  finish: typeof together,
): Promise<Result[]> {
  const [{ feature, organisation }] = works as [TimerWork];
  const joint: Joint<unknown, unknown, unknown> | undefined = feature.joint;
  if (joint === undefined || feature.journaled)
    throw new Error(`the timers of ${feature.name} share no transaction`);

  const subjects = works.map(({ source }) => source.subject);
  const loaded = await loadTogether(tx, joint, organisation, subjects);
  if (loaded.revision > shell.organisation.revision) throw new Outdated();
  const asked = works.map((work) => askedBy(work, loaded));
  // Both in one journey: facts that nobody needs, because a timer was moved, are few.
  const [taken, facts] = await together(
    takeTimers(tx, feature.name, asked),
    joint.facts(tx, shell, asked),
  );
  t.passing?.("loaded");

  const decided = asked.map((one, index) =>
    taken.has(one.subject) ? decide(feature, one, facts[index], t) : undefined,
  );
  const made = decided.flatMap((one) =>
    one?.outcome === undefined || one.outcome.version === one.before ? [] : [one.outcome],
  );
  const homes = new Set(made.flatMap(({ effects }) => homesOf(effects)));
  const save = async () => {
    if (made.length > 0) await joint.save(tx, made);
    t.passing?.("saved");
  };
  const [, claimed] = await finish(
    save(),
    writeTogether(tx, feature.name, made, loaded.now),
    // Behind all messages, and in one order: see `homesPart`.
    write(tx, {
      feature: feature.name,
      at: loaded.now,
      said: {},
      effects: [{ do: "refreshHome", people: [...homes] }],
    }),
  );
  t.passing?.("written");
  return decided.map((one) => {
    if (one === undefined) return { stale: true };
    const own = claimed.filter(({ subject }) => subject === one.said.subject);
    return { by: undefined, said: one.said, shown: one.shown, claimed: own, pressedOwn: false };
  });
}

interface One extends Asked<unknown, unknown> {
  readonly subject: SubjectId;
  readonly timer: string;
  readonly at: Instant;
  readonly version: number;
}

function askedBy(work: TimerWork, { states, now }: LoadedTogether): One {
  const { subject, timer } = work.source;
  const { state, version = 0 } = states.get(subject) ?? {};
  const at = state === undefined ? now : Math.max(now, work.feature.lastAt(state));
  const given: Given = { at, by: undefined, via: undefined, subject, ...chance(work) };
  return { subject, timer, at, state, version, command: work.command, given };
}

interface Decided {
  readonly said: Said;
  readonly shown: unknown;
  readonly before: number;
  readonly outcome?: Outcome;
}

function decide(
  feature: AnyFeature,
  { state, version, command, given, subject }: One,
  facts: unknown,
  t: Transactor,
): Decided {
  const decision = feature.decide(state, command, given, facts);
  if ("refused" in decision) {
    const shown: unknown = state === undefined ? undefined : feature.shown(state, facts);
    return { said: { refused: decision.refused, subject }, shown, before: version };
  }
  const outcome = outcomeOf(feature, { state, version, newId: given.newId }, decision, t.follows);
  const said: Said = { answer: decision.answer ?? null, subject: outcome.subject };
  return { said, shown: feature.shown(outcome.after, facts), before: version, outcome };
}
