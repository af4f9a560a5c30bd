import { sql } from "kysely";
import type { PersonId } from "../../kernel/ids.ts";
import { type FloorNow, readPeople } from "../../people/floor.ts";
import { type HardCall, type ReadHardCalls, inARequest } from "../../people/requests.ts";
import type { Tx } from "../../runtime/database/database.ts";
import { together } from "../../runtime/database/together.ts";
import type { Locked, Shell, Wanted } from "../../runtime/feature.ts";
import type { Command } from "../commands.ts";
import { conversationOf } from "../conversation.ts";
import type { Conversation, Debrief } from "../debrief.ts";
import { type Meetings, meetingsById } from "../meetings.ts";
import { type Wishes, readAllWishes, readSealedWishes } from "../wishes.ts";

/** What the matching goes by, of everybody. */
export interface Staff {
  readonly wishes: ReadonlyMap<PersonId, Wishes>;
  readonly calls: readonly HardCall[];
  readonly meetings: Meetings;
}
/** And who could be matched right now. */
export interface StaffNow extends Staff {
  readonly live: readonly Debrief[];
  readonly inCalls: ReadonlySet<PersonId>;
  /** Of everybody who has wishes. */
  readonly floor: FloorNow;
}
/** What somebody said of their shift. */
export interface SaidOfShift {
  readonly shift: "on" | "off" | null;
  readonly until: number | null;
}

/** Each command reads one of these at most. */
export interface Read {
  readonly staff?: StaffNow | undefined;
  readonly said?: SaidOfShift | undefined;
  /** The presser's own wishes, sealed. */
  readonly wishes?: string | undefined;
  readonly chat?: Conversation | "opening" | undefined;
}

/** Commands that match one person with another. */
const matching: ReadonlySet<Command["do"]> = new Set([
  "choose",
  "yes",
  "notNow",
  "leave",
  "look",
  "lapse",
  "unreachable",
]);

export const readWith =
  (hardCalls: ReadHardCalls) =>
  async (tx: Tx, shell: Shell, { by, subject, command }: Wanted<Command>): Promise<Read> => {
    if ((command.do === "wish" || command.do === "after") && by !== undefined)
      return { wishes: await readSealedWishes(tx, by) };
    const person = subject ?? by;
    if (person === undefined || shell.organisation.people.get(person)?.listed !== true) return {};
    if (command.do === "offer") return { said: await saidOfShift(tx, person) };
    if (!matching.has(command.do)) return {};
    const [, staff, live, inCalls, floor] = await together(
      matchAlone(tx),
      readStaff(tx, shell, hardCalls),
      readLive(tx, person),
      inARequest(tx),
      readPeople(tx, new Set(), withWishes),
    );
    return { staff: { ...staff, live, inCalls, floor } };
  };

const withWishes = sql`select person from handrail.debrief_wishes
  where organisation_id = handrail.organisation()`;

/** Whether the conversation is there yet hangs on who accepted. */
export const readMore = (
  tx: Tx,
  _shell: Shell,
  { state, command }: Locked<Debrief, Command>,
  read: Read,
): Promise<Read> | undefined =>
  command.do === "chat" && state?.status === "accepted"
    ? conversationOf(tx, state).then((chat) => ({ ...read, chat }))
    : undefined;

export async function readStaff(tx: Tx, shell: Shell, hardCalls: ReadHardCalls): Promise<Staff> {
  const [wishes, calls, meetings] = await together(
    readAllWishes(tx, shell),
    hardCalls(tx),
    meetingsById(tx, shell),
  );
  return { wishes, calls, meetings };
}

/**
 * One matching at a time in an organisation: two who look at the same moment would otherwise both be sent to the same
 * person. It comes after the subject's lock and before the messages', and nothing else waits for it.
 */
const matchAlone = (tx: Tx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(
    hashtext('handrail debriefs ' || handrail.organisation()))`.execute(tx);

/** Everybody else's that keeps somebody busy now. */
async function readLive(tx: Tx, but: PersonId): Promise<Debrief[]> {
  const { rows } = await sql<{ state: Debrief }>`
    select state from handrail.debriefs
    where organisation_id = handrail.organisation()
      and status in ('searching', 'offered', 'accepted') and person <> ${but}::uuid
    order by person`.execute(tx);
  return rows.map((row) => row.state);
}

async function saidOfShift(tx: Tx, person: PersonId): Promise<SaidOfShift | undefined> {
  const row = await tx
    .selectFrom("presence")
    .select(["shift", "shift_until"])
    .where("person", "=", person)
    .executeTakeFirst();
  return row && { shift: row.shift as "on" | "off" | null, until: row.shift_until };
}
