import { deepStrictEqual, ok } from "node:assert/strict";
import type pg from "pg";
import { effects } from "../../../src/escalations/effects.ts";
import type { Event } from "../../../src/escalations/events.ts";
import { evolve } from "../../../src/escalations/evolve.ts";
import { type Request, isLive } from "../../../src/escalations/request.ts";
import { checkEvent, checkState } from "../../rules/invariants.ts";

const tables = ["organisations", "accounts", "requests", "journal", "messages", "timers", "inbox"];

/** Keeps the tables as they are now, for `again`. */
export async function keep(admin: pg.Client): Promise<void> {
  await admin.query(
    `drop schema if exists kept cascade; create schema kept; ${tables.map((table) => `create table kept.${table} as table handrail.${table};`).join(" ")}`,
  );
}

/** The tables as they were kept. Who is in the house does not change. */
export async function again(admin: pg.Client): Promise<void> {
  const changing = tables.filter((table) => table !== "organisations" && table !== "accounts");
  await admin.query(
    changing
      .map(
        (table) =>
          `delete from handrail.${table}; insert into handrail.${table} select * from kept.${table};`,
      )
      .join(" "),
  );
}

export async function empty(admin: pg.Client): Promise<void> {
  await admin.query(
    "delete from handrail.timers; delete from handrail.messages; delete from handrail.journal; delete from handrail.inbox; delete from handrail.requests",
  );
}

/** Every page and receipt was posted, and is on a screen. */
export async function posted(admin: pg.Client): Promise<void> {
  await admin.query(
    "update handrail.messages set shown_version = wanted_version, shown_hash = 'h', address = 'D:' || account_id || occasion, lease_until = null, lease_by = null",
  );
}

export interface Found {
  readonly state: Request;
  readonly types: readonly string[];
}

/** The laws, read from the tables: the journal explains the state, and whoever was asked has a message. @throws where one is broken */
export async function lawful(admin: pg.Client): Promise<readonly Found[]> {
  const { rows: requests } = await admin.query<{
    request: string;
    version: string;
    state: Request;
  }>("select request, version, state from handrail.requests order by opened_at");
  const { rows: journal } = await admin.query<{
    subject: string;
    version: string;
    number: number;
    event: Event;
  }>("select subject, version, number, event from handrail.journal order by version, number");
  const { rows: timers } = await admin.query<{ subject: string }>(
    "select subject from handrail.timers",
  );
  const { rows: messages } = await admin.query<{
    subject: string;
    view: string;
    occasion: string;
    person: string;
    account_id: string;
  }>(
    "select m.subject, m.view, m.occasion, a.person, m.account_id from handrail.messages m join handrail.accounts a using (organisation_id, account_id)",
  );
  const { rows: inbox } = await admin.query<{ delivery: string }>(
    "select delivery from handrail.inbox where answer is null",
  );
  deepStrictEqual(inbox, [], "every delivery that was kept has its answer");
  return requests.map(({ request, version, state }) => {
    const own = journal.filter(({ subject }) => subject === request);
    const versions = [...new Set(own.map((row) => Number(row.version)))];
    deepStrictEqual(
      versions,
      Array.from({ length: versions.length }, (_, n) => Number(version) - versions.length + 1 + n),
      "no gap in the history",
    );
    let now: Request | undefined;
    for (const { event } of own) {
      const after = evolve(now, event);
      if (now !== undefined && event.type !== "opened") checkEvent(now, event, after);
      for (const effect of effects(event, after)) {
        if (effect.do !== "tell") continue;
        const { to, view, occasion } = effect;
        const told = messages.some(
          (m) =>
            m.subject === request &&
            m.view === view &&
            m.occasion === occasion &&
            ("person" in to ? m.person === to.person : m.account_id === to.account),
        );
        ok(told, `${view} ${occasion} has a message`);
      }
      now = after;
    }
    ok(now !== undefined, "a request has a history");
    deepStrictEqual(state, JSON.parse(JSON.stringify(now)), "the journal explains the state");
    checkState(now);
    if (isLive(now))
      ok(
        timers.some(({ subject }) => subject === request),
        "an open request has a next due time",
      );
    return { state: now, types: own.map(({ event }) => event.type) };
  });
}
