import { runsATeam } from "../../people/team.ts";
import { sql } from "kysely";
import type { OrganisationId, PersonId, SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { weekOf } from "../../kernel/weeks.ts";
import type { OtherWeeks } from "../../people/figures.ts";
import type { HelpGiven, ReadHelp } from "../../people/requests.ts";
import { supportOf } from "../../people/support.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Change, Find, Locked, Shell, Statement, Wanted } from "../../runtime/feature.ts";
import { type Command, type Counts, type Event, type Facts, type Rated, shownOf } from "./rules.ts";

const milliseconds = sql.raw("(extract(epoch from kept_until) * 1000)::float8");

/** By its request alone: a press without one is about nothing. */
export const load = (organisation: OrganisationId, find: Find) => sql<{
  state: Rated;
  version: number;
}>`
  select jsonb_build_object('request', request, 'lastAt', 0, 'until', ${milliseconds}) as state,
    version from handrail.help_ratings
  where organisation_id = ${organisation}
    and request = ${"subject" in find ? find.subject : null}::uuid for update`;

export const readWith =
  (readHelp: ReadHelp) =>
  async (tx: Tx, _shell: Shell, { subject }: Wanted<Command>): Promise<HelpGiven | undefined> =>
    subject === undefined ? undefined : readHelp(tx, subject);

export const facts = (
  { organisation: { timeZone } }: Shell,
  { given }: Locked<Rated, Command>,
  help: HelpGiven | undefined,
): Facts => ({ help, week: weekOf(given.at, timeZone) });

/**
 * The mark without the rating, and the number without the request. Of two presses at once the
 * second waits for the first: they are of one person.
 */
export const write = (
  _shell: Shell,
  { request, until }: Rated,
  { version, events }: Change<Command, Event, Facts>,
): Statement[] =>
  events.flatMap(({ week, rating }) => {
    const one = (name: typeof rating) => (name === rating ? 1 : 0);
    return [
      sql`
    insert into handrail.help_ratings (organisation_id, request, version, kept_until)
    values (handrail.organisation(), ${request}, ${version}, ${new Date(until)})
    on conflict (organisation_id, request) do update set version = excluded.version`,
      sql`
    insert into handrail.help_weeks as w (organisation_id, week, got, partly, no)
    values (handrail.organisation(), ${week}, ${one("got")}, ${one("partly")}, ${one("no")})
    on conflict (organisation_id, week) do update set got = w.got + excluded.got,
      partly = w.partly + excluded.partly, no = w.no + excluded.no`,
    ];
  });

export const isRated = async (tx: Tx, request: SubjectId): Promise<boolean> =>
  (await tx
    .selectFrom("help_ratings")
    .select("request")
    .where("request", "=", request)
    .executeTakeFirst()) !== undefined;

/** The last finished week, for who runs a team, leads and heads, where it may be shown. */
export async function lastWeek(
  tx: Tx,
  { organisation }: Shell,
  person: PersonId,
  now: Instant,
): Promise<Counts | undefined> {
  const { leads, heads } = supportOf(organisation);
  if (!runsATeam(organisation, person) && ![...leads, ...heads].includes(person)) return undefined;
  const agents = [...organisation.people.values()].filter(
    ({ listed, agentOf }) => listed && agentOf.length > 0,
  ).length;
  const counts = await tx
    .selectFrom("help_weeks")
    .select(["got", "partly", "no"])
    .where("week", "=", weekOf(now, organisation.timeZone, -1))
    .executeTakeFirst();
  return counts && shownOf(counts, agents);
}

/** The weeks as they are counted, of all teams together: figures say what of them may be shown. */
export const helpWeeks: OtherWeeks["help"] = async (tx, from, before) => {
  const rows = await tx
    .selectFrom("help_weeks")
    .select(["week", "got", "partly", "no"])
    .where("week", ">=", from)
    .where("week", "<", before)
    .orderBy("week")
    .execute();
  return rows.map(({ week, ...numbers }) => ({ week, numbers }));
};

/** The mark is of no use once the card has no buttons. A year of weeks is enough. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.help_ratings where organisation_id = handrail.organisation()
    and kept_until < (select handrail.now())`.execute(tx);
  await sql`delete from handrail.help_weeks where organisation_id = handrail.organisation()
    and week < to_char((select handrail.now()) - interval '371 days', 'YYYY-MM-DD')`.execute(tx);
}
