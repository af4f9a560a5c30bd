import { sql } from "kysely";
import type { Given } from "../kernel/decision.ts";
import type { OrganisationId, PersonId, SubjectId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { type FloorNow, present, readPeople } from "../people/floor.ts";
import { whoIsInARequest } from "../people/requests.ts";
import { shiftStart } from "../people/shift-start.ts";
import type { Tx } from "../runtime/database/database.ts";
import { together } from "../runtime/database/together.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import type { Change, Find, Locked, Shell, Statement, Wanted } from "../runtime/feature.ts";
import {
  type Drawer,
  hasAnswered,
  keepAnswers,
  lookBack,
  readBack,
  readDrawer,
} from "./answers/store.ts";
import type { Answered } from "./offers.ts";
import { type EasingSlot, easingDays } from "./after/state.ts";
import { hourOn } from "./after/hour.ts";
import { callToFollow } from "./after/offer.ts";
import { answersIn } from "./after/questions.ts";
import type { Command, Facts } from "./rules.ts";
import { dayAfter, localDay, nextSlots, slotOn } from "./schedule.ts";
import { type StartFacts, justBegan } from "./start/rules.ts";
import { type CheckIns, type Event, rarest } from "./state.ts";
import { zoneOf } from "../people/place.ts";
import { offeredTo } from "./where.ts";

/** What views stand on: the schedule, and for the one answer to a form its owner's earlier answers. */
export interface Shown {
  readonly state: CheckIns | undefined;
  /** Before today, oldest first, as far back as it matters; read only where an answer was given. */
  readonly history: readonly Answered[];
  readonly today: string;
  /** Now, where it was read to be drawn: a turn may come minutes after its time. Absent: the command has just looked. */
  readonly free?: boolean;
}
export type StoreFacts = Facts & {
  readonly history: readonly Answered[];
  readonly drawer: Drawer | undefined;
};

export function load(organisation: OrganisationId, find: Find) {
  return sql<{ state: CheckIns; version: number }>`
    select state, version from handrail.check_ins
    where organisation_id = ${organisation} and person = ${"subject" in find ? find.subject : find.by}::uuid for update`;
}

export interface Read {
  /** Absent: the command would disturb nobody. */
  readonly free: Freedom | undefined;
  /** Absent: the command keeps no answer. */
  readonly drawer: Drawer | undefined;
}

export async function read(
  tx: Tx,
  _shell: Shell,
  { by, subject, command }: Wanted<Command>,
): Promise<Read> {
  const person = by ?? subject ?? "";
  const [free, drawer] = await together(
    disturbs(command) ? readFreedom(tx, person) : undefined,
    answers(command) ? readDrawer(tx, person) : undefined,
  );
  return { free, drawer };
}

export async function facts(
  shell: Shell,
  locked: Locked<CheckIns, Command>,
  { free, drawer }: Read,
): Promise<StoreFacts> {
  const { given, command } = locked;
  const person = personOf(given);
  const isFreeNow = free !== undefined && isFree(free, shell, person, given.at);
  const known = { ...factsOf(shell, locked, isFreeNow), drawer };
  return command.do === "answer" && drawer !== undefined
    ? { ...known, history: await lookBack(shell, person, drawer, known.today) }
    : known;
}

const personOf = (given: Given): PersonId => given.by ?? given.subject ?? "";

/** All of them but what is read: whether somebody is free, and what they answered before. */
function factsOf(
  { organisation }: Shell,
  { state, command, given }: Locked<CheckIns, Command>,
  free: boolean,
): StoreFacts {
  const person = personOf(given);
  const zone = zoneOf(organisation, person);
  const today = localDay(given.at, zone);
  const offered = offeredTo(organisation, person);
  const cron =
    command.do === "choose"
      ? command.cron
      : state !== undefined && "cron" in state
        ? state.cron
        : offered?.cron;
  const next = state?.status === "on" && command.do === "prompt" ? state.next : undefined;
  const last = next ?? (state?.status === "on" ? state.prompt?.slot : undefined);
  const slots =
    cron === undefined
      ? []
      : nextSlots(cron, zone, given.at, rarest, last?.day, next !== undefined);
  const moved =
    next === undefined || next.zone === zone || cron === undefined
      ? undefined
      : slotOn(cron, zone, next.day);
  return {
    ...{ slots, today, free, history: [], drawer: undefined },
    ...{
      easings: easingsFor(organisation, state, command, zone),
      here: organisation.people.get(person)?.listed === true,
      ...startOf(organisation, person, command, given.at),
    },
    ...(offered === undefined ? {} : { offered }),
    ...(moved === undefined ? {} : { moved }),
  };
}

/** What would disturb somebody who is not free. */
const disturbs = ({ do: what }: Command): boolean => asking.includes(what);
const asking: readonly Command["do"][] = [
  "invite",
  "prompt",
  "shiftOn",
  "shiftStart",
  "question",
  "offer",
  "ease",
];

/** What may bring an answer to be kept. */
const answers = ({ do: what }: Command): boolean =>
  what === "answer" || what === "answerQuestion" || what === "answerEasing";

/** The days of a series, at the hour of the person's own check-ins, or one of their shift. */
function easingsFor(
  organisation: Organisation,
  state: CheckIns | undefined,
  command: Command,
  zone: string,
): EasingSlot[] {
  if (state?.care === undefined || (command.do !== "ease" && command.do !== "follow")) return [];
  const { care, person } = state;
  const call = command.do === "follow" ? callToFollow(care) : care.easing?.call;
  if (call === undefined) return [];
  return easingDays.flatMap((after) => {
    const day = dayAfter(call, after);
    const cron = state.status === "on" ? state.cron : hourOn(organisation, person, zone, day);
    const slot = slotOn(cron, zone, day);
    return slot === undefined ? [] : [{ after, slot }];
  });
}

function startOf(
  organisation: Organisation,
  person: PersonId,
  command: Command,
  at: Instant,
): Omit<StartFacts, "free"> {
  if (
    command.do !== "atStart" &&
    command.do !== "shiftOn" &&
    command.do !== "shiftStart" &&
    command.do !== "hours"
  )
    return {};
  const [began, begins] = [
    shiftStart(organisation, person, at - justBegan, at + 1),
    shiftStart(organisation, person, at + 1),
  ];
  return { ...(began === undefined ? {} : { began }), ...(begins === undefined ? {} : { begins }) };
}

/** Whether somebody is free: from `people/`, which every feature may ask. */
interface Freedom {
  readonly presence: FloorNow;
  readonly inRequest: boolean;
}

/** Asked of ten thousand people in one minute: nothing is read here but what is this person's own. */
async function readFreedom(tx: Tx, person: PersonId): Promise<Freedom> {
  const [presence, busy] = await together(
    readPeople(tx, new Set([person])),
    whoIsInARequest(tx, [person]),
  );
  return { presence, inRequest: busy.has(person) };
}

/** On shift, not in a break, not on a call, in no open request. */
function isFree(
  { presence, inRequest }: Freedom,
  { organisation }: Shell,
  person: PersonId,
  at: Instant,
): boolean {
  const now = present(presence, organisation, at).find((one) => one.person === person);
  return now !== undefined && now.onShift && !now.inBreak && !now.onCall && !inRequest;
}

export async function write(
  shell: Shell,
  state: CheckIns,
  { version, command, note, given, facts: { drawer } }: Change<Command, Event, StoreFacts>,
): Promise<Statement[]> {
  const upsert = sql`
    insert into handrail.check_ins (organisation_id, person, version, status, state)
    values (handrail.organisation(), ${state.person}, ${version}, ${state.status},
      ${JSON.stringify(state)}::jsonb)
    on conflict (organisation_id, person) do update
    set version = excluded.version, status = excluded.status, state = excluded.state`;
  const said = answersIn(command, note, state);
  if (said === undefined || drawer === undefined) return [upsert];
  const day = localDay(given.at, zoneOf(shell.organisation, state.person));
  const kept = await keepAnswers(shell, state.person, drawer, { day, answers: said }, given.at);
  return [upsert, ...kept];
}

export async function stateOf(tx: Tx, person: PersonId): Promise<CheckIns | undefined> {
  const row = await tx
    .selectFrom("check_ins")
    .select("state")
    .where("person", "=", person)
    .executeTakeFirst();
  return row?.state as unknown as CheckIns | undefined;
}

export async function readShown(
  tx: Tx,
  shell: Shell,
  person: SubjectId,
): Promise<Shown | undefined> {
  const today = localDay(shell.now, zoneOf(shell.organisation, person));
  const [state, answered, free] = await together(
    stateOf(tx, person),
    hasAnswered(tx, person, today),
    readFreedom(tx, person),
  );
  if (state === undefined) return undefined;
  // For an answer that is said once more, after a redelivery. No card and no page needs what was answered: nothing is opened for them.
  const history = answered ? await readBack(tx, shell, person, today) : [];
  return { state, history, today, free: isFree(free, shell, person, shell.now) };
}
