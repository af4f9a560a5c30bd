import { sql } from "kysely";
import type { OrganisationId, PersonId } from "../../kernel/ids.ts";
import type { OwnOrder } from "../../kernel/coaching.ts";
import { hours } from "../../kernel/time.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Change, Find, Shell, Statement, Wanted } from "../../runtime/feature.ts";
import { ownVault, readHeldKey, sealingKey, vaultOf } from "../../people/own-key/store.ts";
import { type Picks, orderOf, readPicks } from "./picks.ts";
import type { Command, Event, HardCalls } from "./rules.ts";

/** As long as answers are; picking again begins anew. */
const kept = hours(90 * 24);
const placeOf = (shell: Shell, person: PersonId) => `${shell.organisation.id}/hard_calls/${person}`;

export const load = (organisation: OrganisationId, find: Find) =>
  sql<{ state: HardCalls; version: number }>`
    select jsonb_build_object('person', person, 'lastAt', 0) as state, version from handrail.hard_calls
    where organisation_id = ${organisation} and person = ${"subject" in find ? find.subject : find.by}::uuid for update`;

/** The key to what is a person's own, where they pick. */
export const read = async (
  tx: Tx,
  _shell: Shell,
  { by, command }: Wanted<Command>,
): Promise<string | undefined> =>
  command.do === "pick" && by !== undefined ? readHeldKey(tx, by) : undefined;

export async function write(
  shell: Shell,
  { person }: HardCalls,
  { events, note, version, facts: key }: Change<Command, Event, string | undefined>,
): Promise<Statement[]> {
  const statements: Statement[] = [];
  for (const event of events) {
    if (event.type === "forgotten") {
      statements.push(sql`delete from handrail.hard_calls
        where organisation_id = handrail.organisation() and person = ${person}`);
      continue;
    }
    const picks = readPicks(note ?? {});
    if (picks === undefined) continue;
    const own = await sealingKey(shell, person, key);
    const sealed = await own.vault.seal(placeOf(shell, person), JSON.stringify(picks));
    statements.push(
      ...own.statements,
      sql`
      insert into handrail.hard_calls (organisation_id, person, version, sealed, kept_until)
      values (handrail.organisation(), ${person}, ${version}, ${sealed},
        ${new Date(event.at + kept)})
      on conflict (organisation_id, person) do update
      set version = excluded.version, sealed = excluded.sealed, kept_until = excluded.kept_until`,
    );
  }
  return statements;
}

/** Opened for this person alone; `picksOf`, for the gate of the team poll, is the one other reader. */
export async function readOwn(tx: Tx, shell: Shell, person: PersonId): Promise<Picks | undefined> {
  const row = await tx
    .selectFrom("hard_calls")
    .select("sealed")
    .where("person", "=", person)
    .executeTakeFirst();
  const own = row === undefined ? undefined : await ownVault(tx, shell, person);
  const text = row && (await own?.open(placeOf(shell, person), row.sealed));
  return text === undefined ? undefined : (JSON.parse(text) as Picks);
}

/** For whatever shows this person coaching cards, to them alone. */
export const readOwnOrder = async (tx: Tx, shell: Shell, person: PersonId): Promise<OwnOrder> =>
  orderOf(await readOwn(tx, shell, person));

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
    .leftJoin("check_in_keys", "check_in_keys.person", "hard_calls.person")
    .select(["hard_calls.person", "hard_calls.kept_until", "hard_calls.sealed"])
    .select("check_in_keys.wrapped")
    .where("hard_calls.person", "in", people)
    .execute();
  const picked: { person: PersonId; kinds: readonly string[] }[] = [];
  for (const { person, kept_until: until, sealed, wrapped } of rows) {
    if (until <= shell.now || wrapped === null) continue;
    // One whose key is gone opens for nobody any more: it counts as not picked.
    const own = await vaultOf(shell, person, wrapped);
    const text = await own?.open(placeOf(shell, person), sealed);
    if (text !== undefined) picked.push({ person, kinds: (JSON.parse(text) as Picks).kinds });
  }
  return picked;
}

export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.hard_calls where organisation_id = handrail.organisation() and kept_until < (select handrail.now())`.execute(
    tx,
  );
}
