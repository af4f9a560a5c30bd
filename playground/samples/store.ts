import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { countBreaks } from "../../src/breaks/figures/store.ts";
import type { Event } from "../../src/breaks/state.ts";
import type { OrganisationId, PersonId } from "../../src/kernel/ids.ts";
import type { Instant } from "../../src/kernel/time.ts";
import { type Parts, shellAt } from "./as-of.ts";

/** Whether somebody's picks are there: they are made last. */
export const isMade = (
  { db }: Parts,
  organisation: OrganisationId,
  person: PersonId,
): Promise<boolean> =>
  db.inOrganisation(organisation, async (tx) => {
    const picks = await tx
      .selectFrom("hard_calls")
      .select("person")
      .where("person", "=", person)
      .executeTakeFirst();
    return picks !== undefined;
  });

/** Milliseconds between two looks, and how many there are. */
const look = 100;
const looks = 100;

/**
 * Waits until the app's own trend has begun: its first look at the time now would close the windows
 * that are only being filled.
 */
export async function trendBegan({ db }: Parts, organisation: OrganisationId): Promise<void> {
  for (let left = looks; left > 0; left--) {
    const begun = await db.inOrganisation(organisation, (tx) =>
      tx.selectFrom("trends").select("version").executeTakeFirst(),
    );
    if (begun !== undefined) return;
    await sleep(look);
  }
}

/** A team's breaks of one week: so many were offered, taken, and late. */
export async function breaksOf(
  parts: Parts,
  organisation: OrganisationId,
  person: PersonId,
  at: Instant,
  [offered, taken, late]: readonly [number, number, number],
): Promise<void> {
  const shell = await shellAt(parts, organisation, at);
  const of = (count: number, event: object): Event[] =>
    Array.from({ length: count }, () => event as Event);
  const events = [
    ...of(offered, { type: "offered" }),
    ...of(taken - late, { type: "started" }),
    ...of(late, { type: "started", deferred: true }),
  ];
  const statements = countBreaks(shell, { person, status: "none", lastAt: at }, events, at);
  await parts.db.command(organisation, async () => ({ statements, done: () => undefined }));
}

/** A lead's words in the past ring nobody now. */
export const tellNobody = ({ db }: Parts, organisation: OrganisationId): Promise<unknown> =>
  db.inOrganisation(organisation, (tx) =>
    sql`delete from handrail.timers where organisation_id = handrail.organisation()
      and feature = 'doing' and command = 'tell'`.execute(tx),
  );
