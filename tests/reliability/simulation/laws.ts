import { deepStrictEqual } from "node:assert/strict";
import { follows as leadsTo } from "../../../src/policies.ts";
import { effects } from "../../../src/escalations/effects.ts";
import type { Event } from "../../../src/escalations/events.ts";
import { evolve } from "../../../src/escalations/evolve.ts";
import { type Request, isLive } from "../../../src/escalations/request.ts";
import { checkEvent, checkState } from "../../rules/invariants.ts";
import { type Rows, messageKey } from "./database/rows.ts";
import type { Commit, Server } from "./database/server.ts";
import { idsOf, organisations } from "./organisations.ts";

type Entry = Rows["journal"];

/** What a transaction added to the journal of one feature, by subject. */
function entriesOf({ changes }: Commit, feature: string): Map<string, Entry[]> {
  const added = changes.flatMap((change) =>
    change.table === "journal" && change.after?.feature === feature ? [change.after] : [],
  );
  return Map.groupBy(
    added.toSorted((a, b) => a.version - b.version || a.number - b.number),
    ({ subject }) => subject,
  );
}

/** What every committed transaction must keep of the requests, whatever else happens. */
export class Histories {
  readonly #server: Server;
  readonly #states = new Map<string, { readonly version: number; readonly state: Request }>();
  /** Every page and receipt that an event wanted, by the key of its message. */
  readonly wanted: { readonly organisation: string; readonly key: string }[] = [];

  constructor(server: Server) {
    this.#server = server;
  }

  state(subject: string): Request | undefined {
    return this.#states.get(subject)?.state;
  }

  get all(): readonly Request[] {
    return [...this.#states.values()].map(({ state }) => state);
  }

  /** @throws when the transaction that has just been committed broke a law. */
  check(commit: Commit): void {
    this.#crosses(commit);
    this.#moves(commit);
    for (const [subject, entries] of entriesOf(commit, "escalations"))
      this.#request(commit, subject, entries);
  }

  #request(commit: Commit, subject: string, entries: readonly Entry[]): void {
    const { tables } = this.#server;
    const known = this.#states.get(subject);
    let state = known?.state;
    const [first] = entries;
    const version = first?.version ?? 0;
    const isNew = first?.event["type"] === "opened";
    // A request opened beside another goes on from that one's version: only the gaps matter.
    if (isNew ? known !== undefined : version !== (known?.version ?? 0) + 1)
      throw new Error(`version ${version} of ${subject} after ${known?.version}`);
    for (const { event: json } of entries) {
      const event = json as unknown as Event;
      const after = evolve(state, event);
      if (event.type !== "opened" && state !== undefined) checkEvent(state, event, after);
      this.#remember(commit, event, after);
      for (const { feature, subject: other, command } of leadsTo("escalations", event, after))
        if (!tables.get(commit.organisation, "timers", `${feature} ${other} ${command}`))
          throw new Error(
            `${event.type} of ${after.id} leads to ${feature} ${command}, and nothing is due`,
          );
      state = after;
    }
    if (state === undefined) return;
    checkState(state);
    deepStrictEqual(
      tables.get(commit.organisation, "requests", subject)?.state,
      JSON.parse(JSON.stringify(state)),
      "the journal explains the state",
    );
    this.#states.set(subject, { version, state });
    const timers = tables.rows(commit.organisation, "timers");
    if (isLive(state) && !timers.some((timer) => timer.subject === subject))
      throw new Error(`${subject} is ${state.status} and has no timer`);
  }

  /** No request changes without an entry that says why. */
  #moves(commit: Commit): void {
    const explained = entriesOf(commit, "escalations");
    for (const change of commit.changes)
      if (change.table === "requests" && !explained.has(change.key))
        throw new Error(`${change.key} changed, and its journal does not say so`);
  }

  /**
   * Who is told of something has a message for each of their routes, from this very transaction
   * on.
   */
  #remember({ organisation }: Commit, event: Event, after: Request): void {
    const { tables } = this.#server;
    for (const effect of effects(event, after)) {
      if (effect.do !== "tell") continue;
      const { to, view, occasion } = effect;
      for (const { account_id, person, blocked } of tables.rows(organisation, "accounts")) {
        if (("person" in to ? person !== to.person : account_id !== to.account) || blocked !== null)
          continue;
        const message = { feature: "escalations", subject: after.id, view, account_id, occasion };
        const key = messageKey(message);
        if (tables.get(organisation, "messages", key) === undefined)
          throw new Error(`${key} was wanted and is not written`);
        this.wanted.push({ organisation, key });
      }
    }
  }

  #crosses({ organisation, changes }: Commit): void {
    for (const change of changes)
      if (change.organisation !== organisation)
        throw new Error(`${organisation} changed a row of ${change.organisation}`);
    const text = JSON.stringify(changes);
    for (const other of organisations)
      if (other !== organisation && idsOf(other).test(text))
        throw new Error(`${organisation} wrote of ${other}: ${text}`);
  }

  /** Nothing due waits while somebody could do it. @param longest in milliseconds */
  overdue(longest: number): string[] {
    const { due, time } = this.#server;
    const before = time.now - longest;
    return [
      ...due.timers
        .filter(({ due_at }) => due_at < before)
        .map((t) => `timer ${t.subject} ${t.command} was due ${time.now - t.due_at} ms ago`),
      ...due.messages
        .filter((m) => Math.max(m.not_before, m.lease_until ?? 0) < before)
        .map((m) => `message ${messageKey(m)} waits`),
    ];
  }
}
