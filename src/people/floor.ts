import { sql } from "kysely";
import type { AccountId, PersonId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Tx } from "../runtime/database.ts";
import type { Organisation } from "../runtime/directory.ts";
import { type OpeningHours, isOpen } from "./hours.ts";

/** Somebody as they are right now, for any feature that asks who is there. */
export interface Present {
  readonly person: PersonId;
  readonly supervises: readonly TeamName[];
  readonly agentOf: readonly TeamName[];
  readonly languages: readonly string[];
  readonly onShift: boolean;
  readonly inBreak: boolean;
  readonly onCall: boolean;
  readonly reachable: boolean;
  readonly quiet: boolean;
}

/** What people said of themselves, and which of their accounts are in do-not-disturb or gone: what the directory cannot know. */
export interface FloorNow {
  readonly asked: ReadonlySet<PersonId>;
  readonly said: ReadonlyMap<PersonId, Said>;
  readonly accounts: ReadonlyMap<AccountId, "blocked" | "quiet">;
}
interface Said {
  readonly shift: "on" | "off" | null;
  readonly inBreak: boolean;
  readonly onCall: boolean;
}

interface Row {
  person: PersonId;
  account: AccountId | null;
  shift: "on" | "off" | null;
  in_break: boolean | null;
  on_call: boolean | null;
  blocked: boolean | null;
}

/** Every supervisor of the organisation, and the people named: one statement, read in the command's own transaction. */
export async function floor(tx: Tx, organisation: Organisation, named: readonly PersonId[], at: Instant): Promise<Present[]> {
  return present(await readFloor(tx, organisation, named), organisation, at);
}

/** One person and nobody else: among thousands of supervisors, theirs would be most of the work. */
export async function presentAlone(tx: Tx, organisation: Organisation, person: PersonId, at: Instant): Promise<Present | undefined> {
  return present(await readOf(tx, new Set([person])), organisation, at)[0];
}

/**
 * Only what is out of the ordinary comes from the tables: 60 supervisors cost 1 ms on PGlite when each was read, and 0.2 ms
 * so. Names, teams and accounts are the directory's, which a command never uses older than its own transaction (`transact`).
 */
export async function readFloor(tx: Tx, organisation: Organisation, named: readonly PersonId[]): Promise<FloorNow> {
  const asked = new Set(organisation.supervisors);
  for (const person of named) asked.add(person);
  return readOf(tx, asked);
}

async function readOf(tx: Tx, asked: ReadonlySet<PersonId>): Promise<FloorNow> {
  // Written as one text: of hundreds, the driver would quote each.
  const ids = `{${[...asked].join(",")}}`;
  const { rows } = await sql<Row>`
    with moment as materialized (
      select handrail.now() as now
    )
    select person, null::uuid as account, case when shift_until > now then shift end as shift, coalesce(away_until > now, false) as in_break,
      coalesce(on_call_until > now, false) as on_call, null::boolean as blocked
    from handrail.presence cross join moment
    where organisation_id = handrail.organisation() and person = any(${ids}::uuid[]) and (shift_until > now or away_until > now or on_call_until > now)
    union all
    select person, account_id, null, null, null, blocked is not null
    from handrail.accounts cross join moment
    where organisation_id = handrail.organisation() and (blocked is not null or quiet_until is not null) and person = any(${ids}::uuid[])
      and (blocked is not null or quiet_until > now)`.execute(tx);
  const said = rows.flatMap((row) =>
    row.account === null ? [[row.person, { shift: row.shift, inBreak: row.in_break === true, onCall: row.on_call === true }] as const] : [],
  );
  const accounts = rows.flatMap((row) =>
    row.account === null ? [] : [[row.account, row.blocked === true ? "blocked" : "quiet"] as const],
  );
  return { asked, said: new Map(said), accounts: new Map(accounts) };
}

/** What it means, with everybody's teams and accounts and the opening hours of each team. Supervisors first. */
export function present(now: FloorNow, organisation: Organisation, at: Instant): Present[] {
  // Hundreds of people share a few opening hours.
  const open = new Map<TeamName, boolean>();
  const isTeamOpen = (team: TeamName) => {
    const known = open.get(team) ?? isOpenNow(organisation, team, at);
    open.set(team, known);
    return known;
  };
  const there: Present[] = [];
  for (const id of now.asked) {
    const person = organisation.people.get(id);
    if (person === undefined || !person.listed) continue;
    const said = now.said.get(id);
    const { supervises, agentOf, languages } = person;
    const routes = (organisation.accountsOf.get(id) ?? []).filter(
      (account) => account.kind === "member" && account.open && now.accounts.get(account.id) !== "blocked",
    );
    there.push({
      person: id,
      supervises,
      agentOf,
      languages,
      onShift: isThere([...supervises, ...agentOf], said?.shift ?? null, isTeamOpen),
      inBreak: said?.inBreak ?? false,
      onCall: said?.onCall ?? false,
      reachable: routes.length > 0,
      quiet: routes.length > 0 && routes.every((account) => now.accounts.get(account.id) === "quiet"),
    });
  }
  return there;
}

/** On shift: said so, or in the hours of any of their teams; a team without hours is always on (CONTRACT, `hours`). */
export function isOnShift(organisation: Organisation, teams: readonly TeamName[], said: "on" | "off" | null, at: Instant): boolean {
  return isThere(teams, said, (team) => isOpenNow(organisation, team, at));
}

const isThere = (teams: readonly TeamName[], said: "on" | "off" | null, isTeamOpen: (team: TeamName) => boolean): boolean =>
  said === null ? teams.length === 0 || teams.some(isTeamOpen) : said === "on";

function isOpenNow(organisation: Organisation, team: TeamName, at: Instant): boolean {
  const hours = organisation.teams.get(team)?.settings["hours"];
  return hours === undefined || isOpen(hours as OpeningHours, at, organisation.timeZone);
}
