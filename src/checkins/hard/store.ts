import { sql } from "kysely";
import type { OrganisationId, PersonId } from "../../kernel/ids.ts";
import { hours } from "../../kernel/time.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Find, Note, Shell } from "../../runtime/feature.ts";
import { ownVault, personalVault } from "../answers/store.ts";
import { type Picks, readPicks } from "./picks.ts";
import type { Event, HardCalls } from "./rules.ts";

/** As long as answers are (RELIABILITY 34); picking again begins anew. */
const kept = hours(90 * 24);
const placeOf = (shell: Shell, person: PersonId) => `${shell.organisation.id}/hard_calls/${person}`;

export const load = (organisation: OrganisationId, find: Find) =>
  sql<{ state: HardCalls; version: number }>`
    select jsonb_build_object('person', person, 'lastAt', 0) as state, version from handrail.hard_calls
    where organisation_id = ${organisation} and person = ${"subject" in find ? find.subject : find.by}::uuid for update`;

export async function save(
  tx: Tx,
  shell: Shell,
  { person }: HardCalls,
  version: number,
  { events, note }: { readonly events: readonly Event[]; readonly note?: Note },
): Promise<void> {
  for (const event of events) {
    if (event.type === "forgotten") {
      await tx.deleteFrom("hard_calls").where("person", "=", person).execute();
      continue;
    }
    const picks = readPicks(note ?? {});
    if (picks === undefined) continue;
    const sealed = await (
      await personalVault(tx, shell, person)
    ).seal(placeOf(shell, person), JSON.stringify(picks));
    const values = { version, sealed, kept_until: new Date(event.at + kept) };
    await tx
      .insertInto("hard_calls")
      .values({ organisation_id: sql`handrail.organisation()`, person, ...values })
      .onConflict((row) => row.columns(["organisation_id", "person"]).doUpdateSet(values))
      .execute();
  }
}

/** Opened for this person alone; `picksOf`, for the gate of the team poll, is the one other reader in the house. */
export async function readOwn(tx: Tx, shell: Shell, person: PersonId): Promise<Picks | undefined> {
  const row = await tx
    .selectFrom("hard_calls")
    .select("sealed")
    .where("person", "=", person)
    .executeTakeFirst();
  const own = row === undefined ? undefined : await ownVault(tx, shell, person);
  return row === undefined || own === undefined
    ? undefined
    : (JSON.parse(await own.open(placeOf(shell, person), row.sealed)) as Picks);
}

export const hasPicked = async (tx: Tx, person: PersonId): Promise<boolean> =>
  (await tx
    .selectFrom("hard_calls")
    .select("version")
    .where("person", "=", person)
    .executeTakeFirst()) !== undefined;

/** What each of some people picked, on its way into the gate and nowhere else: kinds of calls, without why and what helps. */
export async function picksOf(
  tx: Tx,
  shell: Shell,
  people: readonly PersonId[],
): Promise<{ person: PersonId; kinds: readonly string[] }[]> {
  if (people.length === 0) return [];
  const rows = await tx
    .selectFrom("hard_calls")
    .select(["person", "kept_until"])
    .where("person", "in", people)
    .execute();
  const picked: { person: PersonId; kinds: readonly string[] }[] = [];
  for (const { person, kept_until: until } of rows) {
    if (until <= shell.now) continue;
    // One whose key is gone opens for nobody any more: it counts as not picked.
    const picks = await readOwn(tx, shell, person).catch(() => undefined);
    if (picks !== undefined) picked.push({ person, kinds: picks.kinds });
  }
  return picked;
}

export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.hard_calls where organisation_id = handrail.organisation() and kept_until < (select handrail.now())`.execute(
    tx,
  );
}
