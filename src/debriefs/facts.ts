import type { PersonId } from "../kernel/ids.ts";
import { type Instant, minutes } from "../kernel/time.ts";
import { present } from "../people/floor.ts";
import type { Present } from "../people/usual.ts";
import { shiftEnd } from "../people/shift-end.ts";
import type { HardCall } from "../people/requests.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import type { Locked, Shell } from "../runtime/feature.ts";
import { assign } from "./batch.ts";
import { startOfDay } from "./calendar.ts";
import { coolUntil } from "./cool-off.ts";
import type { Debrief } from "./debrief.ts";
import type { Read, SaidOfShift, Staff } from "./matching/store.ts";
import { type Meeting, loadOf, metBy, recent } from "./meetings.ts";
import type { Member } from "./pairing.ts";
import type { Seeker, Supporter } from "./people.ts";
import type { Command, Facts } from "./rules.ts";

import { type Wishes, noWishes, openWishes } from "./wishes.ts";
import { zoneOf } from "../people/place.ts";

const nobody: Facts = { present: false, seeker: undefined, supporters: [] };

export type StoreFacts = Facts & {
  /** The presser's own wishes, sealed. */
  readonly wishes?: string | undefined;
};

export async function facts(
  shell: Shell,
  { state: debrief, command, given }: Locked<Debrief, Command>,
  { staff: read, said, wishes, chat }: Read,
): Promise<StoreFacts> {
  if (command.do === "chat") return { ...nobody, chat };
  const person = debrief?.person ?? given.subject ?? given.by;
  if (person === undefined) return nobody;
  if (command.do === "offer" && shell.organisation.people.get(person)?.listed === true)
    return beforeShiftEnds(shell, person, said, given.at);
  if (read === undefined) {
    const lost = (await openWishes(shell, person, wishes)).lost === true;
    return { ...nobody, wishes, lost };
  }
  const busy = new Set([...read.inCalls, ...read.live.flatMap(engaged)]);
  const basis = basisOf(shell, read, given.at, busy);
  const willing = new Set([...read.wishes].filter(([, wish]) => wish.willing).map(([id]) => id));
  const supporters = present(read.floor, shell.organisation, given.at, willing).map((one) =>
    supporterOf(one, basis),
  );
  const seeker = seekerOf(person, basis);
  return {
    present: true,
    lost: read.wishes.get(person)?.lost === true,
    seeker,
    supporters,
    ...assignedTo(seeker, debrief, command, read.live, supporters, basis, given.seed),
  };
}

/** Offered once more half an hour before they go home, where anybody knows when that is. */
function beforeShiftEnds(
  shell: Shell,
  person: PersonId,
  said: SaidOfShift | undefined,
  at: Instant,
): Facts {
  const ends = shiftEnd(shell.organisation, person, said, at);
  const again = ends === undefined ? undefined : ends - minutes(30);
  // Twice within the hour would be pressing.
  const againAt = again === undefined || again - at < minutes(60) ? undefined : again;
  return { present: true, seeker: undefined, supporters: [], againAt };
}

/** Everybody who opted in to the regular rounds and is still here; on shift or not, because they find their own time. */
export function membersOf(shell: Shell, read: Staff, at: Instant): Member[] {
  const basis = basisOf(shell, read, at, new Set());
  const joined = [...read.wishes].filter(
    ([id, wish]) => wish.rounds && shell.organisation.people.get(id)?.listed === true,
  );
  return joined.map(([id]) => seekerOf(id, basis));
}

const basisOf = (
  shell: Shell,
  { wishes, calls, meetings }: Staff,
  at: Instant,
  busy: ReadonlySet<PersonId>,
): Basis => ({ shell, wishes, calls, meetings: recent(meetings, at), busy, at });

/** What the matching goes by, at one instant. */
interface Basis {
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
  { shell, wishes, calls, meetings }: Basis,
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

function supporterOf(one: Present, { shell, wishes, calls, meetings, busy, at }: Basis): Supporter {
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
    ...loadOf(meetings, person, startOfDay(at, zoneOf(shell.organisation, person)), at),
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

/** Others wait as well: the assignment over all of them decides, and this one takes its own part of it. */
function assignedTo(
  seeker: Omit<Seeker, "kind" | "since" | "asked">,
  debrief: Debrief | undefined,
  command: Command,
  live: readonly Debrief[],
  supporters: readonly Supporter[],
  basis: Basis,
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
  const since = debrief !== undefined && "giveUpAt" in debrief ? debrief.since : basis.at;
  const asked =
    debrief !== undefined && "tried" in debrief ? [...debrief.tried, ...debrief.declined] : [];
  const others = waiting.map((other) => ({
    ...{
      ...seekerOf(other.person, basis),
      kind: other.kind,
      since: other.since,
      asked: [...other.tried, ...other.declined],
    },
  }));
  const found = assign(
    [{ ...seeker, kind, since, asked }, ...others],
    supporters,
    basis.at,
    seed ^ basis.at,
  );
  const person = found.get(seeker.person);
  return { assigned: person === undefined ? {} : { person } };
}
