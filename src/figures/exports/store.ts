import { sql } from "kysely";
import { type PersonId, type SubjectId, isId } from "../../kernel/ids.ts";
import { isAdminOf } from "../../people/support.ts";
import { dateAndTime, literal, msg, person } from "../../platform/text.ts";
import type { Row } from "../../platform/view.ts";
import { loadById } from "../../runtime/database/by-id.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Change, Locked, Shell, Statement } from "../../runtime/feature.ts";
import { keepLink } from "../../runtime/web/sessions.ts";
import { type Command, type Event, type Export, type Facts, lasts, linkEnds } from "./rules.ts";

export const load = loadById<Export>("exports", "export");

export const facts = (
  { organisation, address }: Shell,
  { given: { by }, command: { team } }: Locked<Export, Command>,
): Facts => ({
  isAdmin: by !== undefined && isAdminOf(organisation, by),
  served: address !== undefined,
  isTeam: team !== undefined && organisation.teams.has(team),
});

export const write = (
  _shell: Shell,
  made: Export,
  { version, command, given: { via } }: Change<Command, Event, Facts>,
): Statement[] => [
  sql`
    insert into handrail.exports (organisation_id, export, version, person, made_at, state)
    values (handrail.organisation(), ${made.id}, ${version}, ${made.by}, ${new Date(made.lastAt)},
      ${JSON.stringify(made)}::jsonb)`,
  ...(command.onPage === true || via === undefined
    ? []
    : [keepLink({ id: made.id, person: made.by, account: via, until: linkEnds(made), file })]),
];

/** The kind of file that this feature offers. */
export const file = "exports";

/** For who made it, while they are an admin, and not for long: it is made from the figures of now. */
export async function readOwn(
  tx: Tx,
  { organisation, now }: Shell,
  by: PersonId,
  id: SubjectId,
): Promise<Export | undefined> {
  if (!isId(id) || !isAdminOf(organisation, by)) return undefined;
  const row = await tx
    .selectFrom("exports")
    .select(["state", "made_at"])
    .where("export", "=", id)
    .where("person", "=", by)
    .executeTakeFirst();
  return row === undefined || row.made_at < now - lasts
    ? undefined
    : (row.state as unknown as Export);
}

/** More is no page that anybody reads. */
const mostTold = 20;

/** Who exported the figures that somebody is part of, the newest first. */
export async function exportsAbout(
  tx: Tx,
  { organisation }: Shell,
  self: PersonId,
): Promise<readonly Row[]> {
  const { agentOf = [], supervises = [] } = organisation.people.get(self) ?? {};
  const own = new Set([...agentOf, ...supervises]);
  const rows = await tx.selectFrom("exports").select("state").orderBy("made_at", "desc").execute();
  return rows
    .map(({ state }) => state as unknown as Export)
    .filter(({ team }) => team === undefined || own.has(team))
    .slice(0, mostTold)
    .map(({ by, lastAt, team }) => {
      const told = { date: dateAndTime(lastAt), person: person(by) };
      const line =
        team === undefined
          ? msg("exports.toldAll", told)
          : msg("exports.told", { ...told, team: literal(team) });
      return { tone: "calm", line, buttons: [] };
    });
}

/** As long as any history. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.exports where organisation_id = handrail.organisation()
    and made_at < (select handrail.now()) - interval '24 months'`.execute(tx);
  await sql`delete from handrail.journal where organisation_id = handrail.organisation()
    and feature = 'exports' and at < (select handrail.now()) - interval '24 months'`.execute(tx);
}
