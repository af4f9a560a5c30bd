import { sql } from "kysely";
import type { OrganisationId, PersonId } from "../../kernel/ids.ts";
import { type Instant, hours } from "../../kernel/time.ts";
import { type FloorNow, present, readPeople } from "../../people/floor.ts";
import { ownVault, readHeldKey, sealingKey } from "../../people/own-key/store.ts";
import { lastCallEnded } from "../../people/requests.ts";
import type { Tx } from "../../runtime/database/database.ts";
import { together } from "../../runtime/database/together.ts";
import type { Change, Find, Locked, Shell, Statement, Wanted } from "../../runtime/feature.ts";
import { beginningOf, dayOf, longestAbsence, nextDayOf } from "./days.ts";
import { type Reflection, reflectionIn } from "./lines.ts";
import type { Command, Event, Facts, Reflections } from "./rules.ts";
import { withoutTimer } from "../../runtime/timers/forgotten.ts";

/** As long as answers are. */
const kept = hours(90 * 24);

const placeOf = ({ organisation }: Shell, person: PersonId, day: string) =>
  `${organisation.id}/reflection_notes/${person}/${day}`;

/** Everybody's own: a press names nobody else. */
export const load = (organisation: OrganisationId, find: Find) => sql<{
  state: Reflections;
  version: number;
}>`
  select state, version from handrail.reflections where organisation_id = ${organisation}
    and person = ${"subject" in find ? find.subject : find.by}::uuid for update`;

export interface Read {
  readonly floor?: FloorNow;
  readonly endedAt?: Instant | undefined;
  /** The key to what is a person's own, where they write. */
  readonly key?: string | undefined;
}

export async function read(
  tx: Tx,
  { organisation, now }: Shell,
  { by, subject, command }: Wanted<Command>,
): Promise<Read> {
  if (command.do === "write" && by !== undefined) return { key: await readHeldKey(tx, by) };
  if (command.do !== "look" || subject === undefined) return {};
  const before = beginningOf(organisation, subject, now);
  const [floor, endedAt] = await together(
    readPeople(tx, new Set([subject])),
    lastCallEnded(tx, subject, { from: now - longestAbsence, before }),
  );
  return { floor, endedAt };
}

export type StoreFacts = Facts & Pick<Read, "key">;

export function facts(
  { organisation }: Shell,
  { state, given: { at, by, subject } }: Locked<Reflections, Command>,
  { floor, endedAt, key }: Read,
): StoreFacts {
  const person = state?.person ?? by ?? subject ?? "";
  const now = floor && present(floor, organisation, at).find((one) => one.person === person);
  const known = organisation.people.get(person);
  return {
    isAgent: known?.listed === true && known.agentOf.length > 0,
    free: now !== undefined && now.onShift && !now.inBreak && !now.onCall,
    called: endedAt !== undefined && endedAt >= (state?.wanted?.since ?? Infinity),
    today: dayOf(organisation, person, at),
    dayBegan: beginningOf(organisation, person, at),
    nextDay: nextDayOf(organisation, person, at),
    key,
  };
}

export async function write(
  shell: Shell,
  state: Reflections,
  { version, events, note = {}, facts: { key, today } }: Change<Command, Event, StoreFacts>,
): Promise<Statement[]> {
  const { person } = state;
  const upsert = sql`
    insert into handrail.reflections (organisation_id, person, version, state)
    values (handrail.organisation(), ${person}, ${version}, ${JSON.stringify(state)}::jsonb)
    on conflict (organisation_id, person) do update
    set version = excluded.version, state = excluded.state`;
  const written = events.find(({ type }) => type === "written");
  const reflection = reflectionIn(note);
  if (written === undefined || reflection === undefined) return [upsert];
  const own = await sealingKey(shell, person, key);
  const place = placeOf(shell, person, today);
  const sealed = await own.vault.seal(place, JSON.stringify(reflection));
  return [
    upsert,
    ...own.statements,
    sql`
    insert into handrail.reflection_notes (organisation_id, person, day, sealed, kept_until)
    values (handrail.organisation(), ${person}, ${today}, ${sealed},
      ${new Date(written.at + kept)})
    on conflict (organisation_id, person, day) do update
    set sealed = excluded.sealed, kept_until = excluded.kept_until`,
  ];
}

export async function readReflections(tx: Tx, person: PersonId): Promise<Reflections | undefined> {
  const row = await tx
    .selectFrom("reflections")
    .select("state")
    .where("person", "=", person)
    .executeTakeFirst();
  return row?.state as unknown as Reflections | undefined;
}

/** A person's own lines, newest first, for that person alone; without what does not open. */
export async function readOwn(
  tx: Tx,
  shell: Shell,
  person: PersonId,
): Promise<(Reflection & { readonly day: string })[]> {
  const rows = await tx
    .selectFrom("reflection_notes")
    .select(["day", "sealed"])
    .where("person", "=", person)
    .orderBy("day", "desc")
    .execute();
  const vault = rows.length === 0 ? undefined : await ownVault(tx, shell, person);
  const opened: (Reflection & { day: string })[] = [];
  for (const { day, sealed } of rows) {
    const text = await vault?.open(placeOf(shell, person, day), sealed);
    if (text !== undefined) opened.push({ day, ...(JSON.parse(text) as Reflection) });
  }
  return opened;
}

/** The lines, and that they were wanted: nothing comes any more. */
export const erase = async (_tx: Tx, _shell: Shell, person: PersonId): Promise<Statement[]> => [
  sql`delete from handrail.reflection_notes
    where organisation_id = handrail.organisation() and person = ${person}`,
  sql`
    update handrail.reflections set version = version + 1,
      state = jsonb_build_object('person', person, 'lastAt', state -> 'lastAt',
        'posts', state -> 'posts')
    where organisation_id = handrail.organisation() and person = ${person}`,
];

/** Of who stopped nothing is left after ninety days, so that no occasion comes twice in a chat. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.reflection_notes
    where organisation_id = handrail.organisation()
      and kept_until < (select handrail.now())`.execute(tx);
  await sql`delete from handrail.reflections where organisation_id = handrail.organisation()
    and not state ? 'wanted' and (state ->> 'lastAt')::numeric
      < extract(epoch from (select handrail.now()) - interval '90 days') * 1000`.execute(tx);
}

/** People who want to be asked, and whom no timer will ever look at. */
export const forgotten = (tx: Tx): Promise<PersonId[]> =>
  withoutTimer(
    tx,
    { feature: "reflections", table: "reflections", key: "person" },
    sql`state ? 'wanted'`,
  );
