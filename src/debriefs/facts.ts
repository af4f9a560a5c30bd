import type { Given } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import { type Instant, minutes } from "../kernel/time.ts";
import { floor } from "../people/floor.ts";
import type { Present } from "../people/usual.ts";
import { shiftEnd } from "../people/shift-end.ts";
import { type HardCall, hardCalls, inARequest } from "../people/requests.ts";
import type { Tx } from "../runtime/database/database.ts";
import { together } from "../runtime/database/together.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import type { Shell } from "../runtime/feature.ts";
import { assign } from "./batch.ts";
import { startOfDay } from "./calendar.ts";
import { conversationOf } from "./conversation.ts";
import { coolUntil } from "./cool-off.ts";
import type { Debrief } from "./debrief.ts";
import { type Meeting, loadOf, metBy, readMeetings } from "./meetings.ts";
import type { Member } from "./pairing.ts";
import type { Seeker, Supporter } from "./people.ts";
import type { Command, Facts } from "./rules.ts";
import { matchAlone, readLive, zoneOf } from "./store.ts";
import { type Wishes, noWishes, readAllWishes } from "./wishes.ts";

/** Everything that matching one person with another reads; the rest of the commands read nothing. */
const matching: ReadonlySet<Command["do"]> = new Set([
  "choose",
  "yes",
  "notNow",
  "leave",
  "look",
  "lapse",
  "unreachable",
]);
const nobody: Facts = { present: false, seeker: undefined, supporters: [] };

export async function facts(
  tx: Tx,
  shell: Shell,
  debrief: Debrief | undefined,
  command: Command,
  given: Given,
): Promise<Facts> {
  if (command.do === "chat") {
    const chat = debrief?.status === "accepted" ? await conversationOf(tx, debrief) : undefined;
    return { ...nobody, ...(chat === undefined ? {} : { chat }) };
  }
  const person = debrief?.person ?? given.subject ?? given.by;
  if (person === undefined || !(matching.has(command.do) || command.do === "offer")) return nobody;
  const known = shell.organisation.people.get(person);
  if (known === undefined || !known.listed) return nobody;
  if (command.do === "offer") return beforeShiftEnds(tx, shell, person, given.at);
  await matchAlone(tx);
  const [wishes, live, calls, inCalls, meetings] = await together(
    readAllWishes(tx, shell),
    readLive(tx, person),
    hardCalls(tx),
    inARequest(tx),
    readMeetings(tx, shell, given.at),
  );
  const willing = [...wishes].filter(([, wish]) => wish.willing).map(([id]) => id);
  const present = await floor(tx, shell.organisation, willing, given.at);
  const house: House = {
    shell,
    wishes,
    calls,
    meetings,
    at: given.at,
    busy: new Set([...inCalls, ...live.flatMap(engaged)]),
  };
  const supporters = present
    .filter(({ person: id }) => wishes.get(id)?.willing === true)
    .map((one) => supporterOf(one, house));
  const seeker = seekerOf(person, house);
  return {
    present: true,
    seeker,
    supporters,
    ...assignedTo(seeker, debrief, command, live, supporters, house, given.seed),
  };
}

/** Offered once more half an hour before they go home, where anybody knows when that is (PRODUCT D1). */
async function beforeShiftEnds(
  tx: Tx,
  shell: Shell,
  person: PersonId,
  at: Instant,
): Promise<Facts> {
  const known = shell.organisation.people.get(person);
  const row = await tx
    .selectFrom("presence")
    .select(["shift", "shift_until"])
    .where("person", "=", person)
    .executeTakeFirst();
  const said = row === undefined ? undefined : { shift: row.shift, until: row.shift_until };
  const ends = shiftEnd(
    shell.organisation,
    [...(known?.supervises ?? []), ...(known?.agentOf ?? [])],
    said,
    at,
  );
  const again = ends === undefined ? undefined : ends - minutes(30);
  // Twice within the hour would be pressing.
  return {
    present: true,
    seeker: undefined,
    supporters: [],
    ...(again === undefined || again - at < minutes(60) ? {} : { againAt: again }),
  };
}

/** Everybody who opted in to the regular rounds and is still here; on shift or not, because they find their own time. */
export async function membersOf(tx: Tx, shell: Shell, at: Instant): Promise<Member[]> {
  const [wishes, calls, meetings] = await together(
    readAllWishes(tx, shell),
    hardCalls(tx),
    readMeetings(tx, shell, at),
  );
  const house: House = { shell, wishes, calls, meetings, at, busy: new Set() };
  const joined = [...wishes].filter(
    ([id, wish]) => wish.rounds && shell.organisation.people.get(id)?.listed === true,
  );
  return joined.map(([id]) => seekerOf(id, house));
}

interface House {
  readonly shell: Shell;
  readonly wishes: ReadonlyMap<PersonId, Wishes>;
  readonly calls: readonly HardCall[];
  readonly meetings: readonly Meeting[];
  readonly busy: ReadonlySet<PersonId>;
  readonly at: Instant;
}

/** Whoever looks, is asked or talks is busy with it. */
function engaged(debrief: Debrief): PersonId[] {
  const other =
    debrief.status === "offered"
      ? [debrief.to]
      : debrief.status === "accepted"
        ? [debrief.partner]
        : [];
  return [debrief.person, ...other];
}

function seekerOf(
  person: PersonId,
  { shell, wishes, calls, meetings }: House,
): Omit<Seeker, "kind" | "since" | "asked"> {
  const known = shell.organisation.people.get(person);
  const own = wishes.get(person) ?? noWishes;
  return {
    ...{
      person,
      supervises: known?.supervises ?? [],
      agentOf: known?.agentOf ?? [],
      languages: languagesOf(shell.organisation, person),
    },
    ...(known?.channel === undefined ? {} : { channel: known.channel }),
    ...{ never: own.never, favourites: own.favourites, met: metBy(meetings, person) },
    sameCall: calls
      .filter(({ people }) => people.includes(person))
      .flatMap(({ people }) => people.filter((other) => other !== person)),
  };
}

function supporterOf(one: Present, { shell, wishes, calls, meetings, busy, at }: House): Supporter {
  const { person, supervises, agentOf, onShift, inBreak, reachable, onCall } = one;
  const own = wishes.get(person) ?? noWishes;
  const known = shell.organisation.people.get(person);
  const cool = coolUntil(person, calls, meetings, at);
  return {
    ...{
      person,
      supervises,
      agentOf,
      onShift,
      inBreak,
      reachable,
      onCall,
      never: own.never,
      willing: own.willing,
    },
    ...{ languages: languagesOf(shell.organisation, person), busy: busy.has(person) },
    notToday: own.pausedUntil !== undefined && at < own.pausedUntil,
    ...(known?.channel === undefined ? {} : { channel: known.channel }),
    ...loadOf(meetings, person, startOfDay(at, zoneOf(shell, person)), at),
    ...(cool === undefined ? {} : { coolUntil: cool }),
  };
}

/** Without the region; whoever names none speaks the organisation's. */
function languagesOf(organisation: Organisation, person: PersonId): string[] {
  const named = organisation.people.get(person)?.languages ?? [];
  return (named.length === 0 ? [organisation.locale] : named).map(
    (tag) => tag.toLowerCase().split("-")[0] ?? tag,
  );
}

/** Others wait as well: the assignment over all of them decides, and this one takes its own part of it (DOMAIN 4.4). */
function assignedTo(
  seeker: Omit<Seeker, "kind" | "since" | "asked">,
  debrief: Debrief | undefined,
  command: Command,
  live: readonly Debrief[],
  supporters: readonly Supporter[],
  house: House,
  seed: number,
): Pick<Facts, "assigned"> {
  const waiting = live.flatMap((other) => (other.status === "searching" ? [other] : []));
  const kind =
    command.do === "choose"
      ? command.kind
      : debrief !== undefined && "kind" in debrief
        ? debrief.kind
        : undefined;
  if (waiting.length === 0 || kind === undefined) return {};
  const since = debrief !== undefined && "giveUpAt" in debrief ? debrief.since : house.at;
  const asked =
    debrief !== undefined && "tried" in debrief ? [...debrief.tried, ...debrief.declined] : [];
  const others = waiting.map((other) => ({
    ...{
      ...seekerOf(other.person, house),
      kind: other.kind,
      since: other.since,
      asked: [...other.tried, ...other.declined],
    },
  }));
  const found = assign(
    [{ ...seeker, kind, since, asked }, ...others],
    supporters,
    house.at,
    seed ^ house.at,
  );
  const person = found.get(seeker.person);
  return { assigned: person === undefined ? {} : { person } };
}
