import { type RawBuilder, sql } from "kysely";
import type { AccountId, PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import { type Present, routesOf, usual } from "./usual.ts";

/**
 * What the directory cannot know: what people said of themselves, and which of their accounts are
 * gone or in do-not-disturb.
 */
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

/**
 * Every supervisor of the organisation, and the people named. It is one statement, read in the
 * command's own transaction.
 */
export async function floor(
  tx: Tx,
  organisation: Organisation,
  named: readonly PersonId[],
  at: Instant,
): Promise<Present[]> {
  return present(await readFloor(tx, organisation, named), organisation, at);
}

/**
 * Only what differs from the usual comes from the tables, so a large team costs no more than a
 * small one. Names, teams and accounts come from the directory. It is never older than what the
 * command's transaction sees (`transact`).
 * @param also a query for people that only the database knows yet; `present` receives their ids
 */
export async function readFloor(
  tx: Tx,
  organisation: Organisation,
  named: readonly PersonId[],
  also?: RawBuilder<unknown>,
): Promise<FloorNow> {
  const supervisors = supervisorsOf(organisation);
  const isNew = named.some((person) => !supervisors.has(person));
  return readPeople(tx, isNew ? supervisors.union(new Set(named)) : supervisors, also);
}

const known = new WeakMap<Organisation, ReadonlySet<PersonId>>();

/** The same set each time: of hundreds, making it was felt. */
function supervisorsOf(organisation: Organisation): ReadonlySet<PersonId> {
  const supervisors = known.get(organisation) ?? new Set(organisation.supervisors);
  known.set(organisation, supervisors);
  return supervisors;
}

/** @param also see `readFloor` */
export async function readPeople(
  tx: Tx,
  asked: ReadonlySet<PersonId>,
  also?: RawBuilder<unknown>,
): Promise<FloorNow> {
  // Written as one text: of hundreds, the driver would quote each.
  const known = sql`${`{${[...asked].join(",")}}`}::uuid[]`;
  const all = also === undefined ? known : sql`(select ids from whom)::uuid[]`;
  const whom =
    also === undefined
      ? sql``
      : sql`whom as materialized (
      select ${known} || array(${also}) as ids
    ), `;
  const { rows } = await sql<Row>`
    with ${whom}moment as materialized (
      select handrail.now() as now
    )
    select person, null::uuid as account, case when shift_until > now then shift end as shift,
      coalesce(away_until > now, false) as in_break,
      coalesce(on_call_until > now, false) as on_call, null::boolean as blocked
    from handrail.presence cross join moment
    where organisation_id = handrail.organisation() and person = any(${all})
      and (shift_until > now or away_until > now or on_call_until > now)
    union all
    select person, account_id, null, null, null, blocked is not null
    from handrail.accounts cross join moment
    where organisation_id = handrail.organisation()
      and (blocked is not null or quiet_until is not null) and person = any(${all})
      and (blocked is not null or quiet_until > now)`.execute(tx);
  const said = rows.flatMap((row) =>
    row.account === null
      ? [
          [
            row.person,
            { shift: row.shift, inBreak: row.in_break === true, onCall: row.on_call === true },
          ] as const,
        ]
      : [],
  );
  const accounts = rows.flatMap((row) =>
    row.account === null
      ? []
      : [[row.account, row.blocked === true ? "blocked" : "quiet"] as const],
  );
  return { asked, said: new Map(said), accounts: new Map(accounts) };
}

/**
 * What the rows mean, with each person's teams and accounts and the hours of each team. Supervisors
 * first.
 */
export function present(
  now: FloorNow,
  organisation: Organisation,
  at: Instant,
  also: ReadonlySet<PersonId> = new Set(),
): Present[] {
  const troubled = new Set(
    [...now.accounts.keys()].map((id) => organisation.accounts.get(id)?.person),
  );
  const there: Present[] = [];
  for (const id of also.isSubsetOf(now.asked) ? now.asked : now.asked.union(also)) {
    const asUsual = usual(organisation, id, at);
    if (asUsual === undefined) continue;
    const said = now.said.get(id);
    const today = said === undefined ? asUsual : { ...asUsual, ...asSaid(said, asUsual) };
    there.push(troubled.has(id) ? { ...today, ...throughAccounts(now, organisation, id) } : today);
  }
  return there;
}

const asSaid = ({ shift, inBreak, onCall }: Said, { onShift }: Present) => ({
  onShift: shift === null ? onShift : shift === "on",
  inBreak,
  onCall,
});

function throughAccounts({ accounts }: FloorNow, organisation: Organisation, id: PersonId) {
  const routes = routesOf(organisation, id).filter(
    (account) => accounts.get(account.id) !== "blocked",
  );
  return {
    reachable: routes.length > 0,
    quiet: routes.length > 0 && routes.every((account) => accounts.get(account.id) === "quiet"),
  };
}
