import { deepStrictEqual } from "node:assert/strict";
import { follows as leadsTo } from "../../src/policies.ts";
import { effects } from "../../src/escalations/effects.ts";
import type { Event } from "../../src/escalations/events.ts";
import { evolve } from "../../src/escalations/evolve.ts";
import { type Request, isLive } from "../../src/escalations/request.ts";
import { checkEvent, checkState } from "../rules/invariants.ts";
import { idsOf, organisations } from "./house.ts";
import { messageKey } from "./memory/rows.ts";
import type { Server } from "./memory/server.ts";
import type { Session } from "./memory/session.ts";

/** What every committed transaction must keep, whatever else happens. */
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
  check(session: Session): void {
    const { organisation, wrote, saved, shelf } = session;
    if (wrote === undefined) return;
    this.#crosses(organisation, wrote);
    if (wrote.journal.length === 0 || wrote.subject === null) return;
    const known = this.#states.get(wrote.subject);
    let state = known?.state;
    const isNew = wrote.journal[0]?.event["type"] === "opened";
    // A request opened beside another goes on from that one's version: only the gaps matter.
    if (isNew ? known !== undefined : wrote.version !== (known?.version ?? 0) + 1)
      throw new Error(`version ${wrote.version} of ${wrote.subject} after ${known?.version}`);
    for (const { event: json } of wrote.journal) {
      const event = json as unknown as Event;
      const after = evolve(state, event);
      if (event.type !== "opened" && state !== undefined) checkEvent(state, event, after);
      this.#remember(session, event, after);
      for (const { feature, subject, command } of leadsTo("escalations", event, after))
        if (
          !wrote.timers.some(
            (timer) =>
              timer.feature === feature && timer.subject === subject && timer.command === command,
          )
        )
          throw new Error(
            `${event.type} of ${after.id} leads to ${feature} ${command}, and nothing is due`,
          );
      state = after;
    }
    if (state === undefined) return;
    checkState(state);
    deepStrictEqual(
      saved?.state,
      JSON.parse(JSON.stringify(state)),
      "the journal explains the state",
    );
    this.#states.set(wrote.subject, { version: wrote.version, state });
    const subject = wrote.subject;
    if (
      isLive(state) &&
      ![...shelf.timers.rows(undefined)].some(([, timer]) => timer.subject === subject)
    )
      throw new Error(`${subject} is ${state.status} and has no timer`);
  }

  /** Whoever is told of something has a message for each of their routes, from this very transaction on. */
  #remember({ organisation, shelf }: Session, event: Event, after: Request): void {
    for (const effect of effects(event, after)) {
      if (effect.do !== "tell") continue;
      const { to, view, occasion } = effect;
      for (const [account_id, row] of shelf.accounts.rows(undefined)) {
        if (
          ("person" in to ? row.person !== to.person : account_id !== to.account) ||
          row.blocked !== null
        )
          continue;
        const key = messageKey({
          feature: "escalations",
          subject: after.id,
          view,
          account_id,
          occasion,
        });
        if (shelf.messages.get(undefined, key) === undefined)
          throw new Error(`${key} was wanted and is not written`);
        this.wanted.push({ organisation, key });
      }
    }
  }

  #crosses(organisation: string, wrote: object): void {
    const text = JSON.stringify(wrote);
    for (const other of organisations)
      if (other !== organisation && idsOf(other).test(text))
        throw new Error(`${organisation} wrote of ${other}: ${text}`);
  }

  /** Between two moments of a day: nothing due waits while somebody could do it. @param patience in milliseconds */
  overdue(patience: number): string[] {
    const before = this.#server.time.now - patience;
    return [...this.#server.shelves.values()].flatMap((shelf) => [
      ...[...shelf.timers.rows(undefined)].flatMap(([key, t]) =>
        t.due_at < before
          ? [`timer ${key} was due ${this.#server.time.now - t.due_at} ms ago`]
          : [],
      ),
      ...[...shelf.messages.rows(undefined)].flatMap(([key, m]) =>
        m.state === "live" &&
        m.wanted_version > m.shown_version &&
        Math.max(m.not_before, m.lease_until ?? 0) < before
          ? [`message ${key} waits`]
          : [],
      ),
    ]);
  }
}
