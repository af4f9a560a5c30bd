import { sql } from "kysely";
import type { OrganisationId, PersonId, SubjectId } from "../../kernel/ids.ts";
import { type FloorNow, present, readFloor } from "../../people/floor.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type {
  Change,
  Find,
  Locked,
  Shell,
  Statement,
  Unanswered,
  Wanted,
} from "../../runtime/feature.ts";
import { supportOf } from "../../people/support.ts";
import type { Contact, Event } from "./request.ts";
import type { Command, Facts } from "./rules.ts";
import { withoutTimer } from "../../runtime/timers/forgotten.ts";

// A literal, so that a generic plan uses the partial index.
const live = sql<boolean>`status in ('open', 'unanswered')`;

/** By id; or the one that a person has open. */
export function load(organisation: OrganisationId, find: Find) {
  return "subject" in find
    ? sql<{ state: Contact; version: number }>`
        select state, version from handrail.contact_requests where organisation_id = ${organisation} and request = ${find.subject}::uuid for update`
    : sql<{ state: Contact; version: number }>`
        select state, version from handrail.contact_requests
        where organisation_id = ${organisation} and person = ${find.by}::uuid and ${live} limit 1 for update`;
}

/** The named contacts, where somebody asks for one. */
export type Read = FloorNow | undefined;

export async function read(
  tx: Tx,
  { organisation }: Shell,
  { command }: Wanted<Command>,
): Promise<Read> {
  if (command.do !== "ask") return undefined;
  return readFloor(tx, organisation, supportOf(organisation).contacts);
}

export function facts(
  { organisation }: Shell,
  { given }: Locked<Contact, Command>,
  floor: Read,
): Facts {
  if (floor === undefined) return { contacts: [] };
  const there = present(floor, organisation, given.at);
  const teams = (given.by && organisation.people.get(given.by)?.agentOf) ?? [];
  return {
    contacts: supportOf(organisation).contacts.map((person) => {
      const found = there.find((one) => one.person === person);
      return {
        person,
        reachable: found?.reachable === true,
        there: found !== undefined && found.onShift && !found.inBreak && !found.quiet,
        own:
          organisation.people.get(person)?.supervises.some((team) => teams.includes(team)) === true,
      };
    }),
  };
}

export const write = (
  _shell: Shell,
  contact: Contact,
  { version }: Change<Command, Event, Facts>,
): Statement[] => [
  sql`
    insert into handrail.contact_requests (organisation_id, request, version, status, person,
      changed_at, state)
    values (handrail.organisation(), ${contact.id}, ${version}, ${contact.status},
      ${contact.person}, ${new Date(contact.lastAt)}, ${JSON.stringify(contact)}::jsonb)
    on conflict (organisation_id, request) do update
    set version = excluded.version, status = excluded.status, changed_at = excluded.changed_at,
      state = excluded.state`,
];

export async function readContact(
  tx: Tx,
  _shell: Shell,
  request: SubjectId,
): Promise<Contact | undefined> {
  const row = await tx
    .selectFrom("contact_requests")
    .select("state")
    .where("request", "=", request)
    .executeTakeFirst();
  return row === undefined ? undefined : (row.state as unknown as Contact);
}

/** Open ones that no timer will ever look at again. */
export const forgotten = (tx: Tx): Promise<SubjectId[]> =>
  withoutTimer(
    tx,
    { feature: "contacts", table: "contact_requests", key: "request" },
    sql`${live} and state ? 'lookAt'`,
  );

/** Somebody asked for a person, and nobody has answered. */
export async function unanswered(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from handrail.contact_requests where organisation_id = handrail.organisation() and status = 'unanswered'`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

/** The same for a second channel: neither who, nor of which team (docs/features.md K4). */
export async function untaken(tx: Tx): Promise<Unanswered[]> {
  const { rows } = await sql<{ request: SubjectId; since: number }>`
    select request, (state ->> 'openedAt')::float8 as since from handrail.contact_requests
    where organisation_id = handrail.organisation() and status = 'unanswered'`.execute(tx);
  return rows.map(({ request, since }) => ({ kind: "contact", about: request, since }));
}

/** That somebody asked is nobody's business a day later; an unanswered one is forgotten last. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`
    delete from handrail.contact_requests where organisation_id = handrail.organisation() and changed_at < (select handrail.now()) - interval '24 hours'`.execute(
    tx,
  );
}

export const eraseContacts = async (
  _tx: Tx,
  _shell: Shell,
  person: PersonId,
): Promise<Statement[]> => [
  sql`delete from handrail.contact_requests
    where organisation_id = handrail.organisation() and person = ${person} and not ${live}`,
];
