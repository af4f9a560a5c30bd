import { sql } from "kysely";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import { type Instant, hours } from "../../kernel/time.ts";
import { type FloorNow, present, readPeople } from "../../people/floor.ts";
import type { HelpGiven, ReadHelp } from "../../people/requests.ts";
import { loadById } from "../../runtime/database/by-id.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Change, Locked, Shell, Statement, Wanted } from "../../runtime/feature.ts";
import type { Command, Event, Facts, Feedback } from "./rules.ts";
import { type Lines, linesIn } from "./lines.ts";
import { withoutTimer } from "../../runtime/timers/forgotten.ts";

/** As long as everything that is written with a request. */
const kept = hours(30 * 24);

/** By its request alone: a press without one is about nothing. */
export const load = loadById<Feedback>("feedback", "request");

export interface Read {
  readonly help?: HelpGiven | undefined;
  /** Of whom the command tells something. */
  readonly floor?: FloorNow;
}

export const readWith =
  (readHelp: ReadHelp) =>
  async (tx: Tx, _shell: Shell, { subject, command }: Wanted<Command>): Promise<Read> => {
    if (subject === undefined || command.do !== "ask") return {};
    const help = await readHelp(tx, subject);
    return help?.helper === undefined
      ? { help }
      : { help, floor: await readPeople(tx, new Set([help.helper])) };
  };

export const readMore = (
  tx: Tx,
  _shell: Shell,
  { state, command }: Locked<Feedback, Command>,
): Promise<Read> | undefined =>
  state === undefined || command.do === "ask"
    ? undefined
    : readPeople(tx, new Set([state.agent])).then((floor) => ({ floor }));

export type StoreFacts = Facts & Pick<Shown, "free">;

export const facts = (
  { organisation }: Shell,
  { given }: Locked<Feedback, Command>,
  { help, floor }: Read,
): StoreFacts => ({
  help,
  helperIsHere: organisation.people.get(help?.helper ?? "")?.listed === true,
  free: floor === undefined ? new Set() : whoIsFree(floor, organisation, given.at),
});

/** What a text is bound to: no other row opens it. */
const placeOf = ({ organisation }: Shell, request: SubjectId) =>
  `${organisation.id}/feedback/${request}`;

export async function write(
  shell: Shell,
  state: Feedback,
  { version, events, note = {} }: Change<Command, Event, StoreFacts>,
): Promise<Statement[]> {
  const { request, status, agent, helper, askedAt } = state;
  const lines = linesIn(note);
  const sealed =
    lines !== undefined && events.some(({ type }) => type === "sent")
      ? await shell.vault.seal(placeOf(shell, request), JSON.stringify(lines))
      : null;
  return [
    sql`
    insert into handrail.feedback as f (organisation_id, request, version, status, agent, helper,
      sealed, kept_until, state)
    values (handrail.organisation(), ${request}, ${version}, ${status}, ${agent}, ${helper},
      ${sealed}, ${new Date(askedAt + kept)}, ${JSON.stringify(state)}::jsonb)
    on conflict (organisation_id, request) do update set version = excluded.version,
      status = excluded.status, sealed = coalesce(excluded.sealed, f.sealed),
      state = excluded.state`,
  ];
}

/** What is drawn. Nothing is opened for a card. */
export interface Shown {
  readonly feedback: Feedback;
  /** Whom a message would not disturb now. */
  readonly free: ReadonlySet<PersonId>;
}

export async function readShown(
  tx: Tx,
  shell: Shell,
  request: SubjectId,
): Promise<Shown | undefined> {
  const feedback = await readFeedback(tx, request);
  if (feedback === undefined) return undefined;
  const floor = await readPeople(tx, new Set([feedback.agent, feedback.helper]));
  return { feedback, free: whoIsFree(floor, shell.organisation, shell.now) };
}

/** On shift, and in neither a break nor a call. */
const whoIsFree = (
  floor: FloorNow,
  organisation: Shell["organisation"],
  at: Instant,
): ReadonlySet<PersonId> =>
  new Set(
    present(floor, organisation, at)
      .filter(({ onShift, inBreak, onCall }) => onShift && !inBreak && !onCall)
      .map(({ person }) => person),
  );

export async function readFeedback(tx: Tx, request: SubjectId): Promise<Feedback | undefined> {
  const row = await tx
    .selectFrom("feedback")
    .select("state")
    .where("request", "=", request)
    .executeTakeFirst();
  return row?.state as unknown as Feedback | undefined;
}

/** Opened for the agent who asked. `undefined`: it does not open, or there is none. */
export async function readLines(
  tx: Tx,
  shell: Shell,
  request: SubjectId,
): Promise<Lines | undefined> {
  const row = await tx
    .selectFrom("feedback")
    .select("sealed")
    .where("request", "=", request)
    .executeTakeFirst();
  if (row === undefined || row.sealed === null) return undefined;
  const text = await shell.vault.open(placeOf(shell, request), row.sealed);
  return text === undefined ? undefined : (JSON.parse(text) as Lines);
}

/** For a person's copy: what they asked for and got, and what they wrote for others. */
export async function feedbackOf(
  tx: Tx,
  shell: Shell,
  person: PersonId,
): Promise<Readonly<Record<string, unknown>>> {
  const rows = await tx
    .selectFrom("feedback")
    .select(["request", "agent", "status"])
    .where((is) => is.or([is("agent", "=", person), is("helper", "=", person)]))
    .orderBy("request")
    .execute();
  const own: Record<"toMe" | "fromMe", unknown[]> = { toMe: [], fromMe: [] };
  for (const { request, agent, status } of rows) {
    const lines = await readLines(tx, shell, request);
    own[agent === person ? "toMe" : "fromMe"].push({ request, status, ...lines });
  }
  return own;
}

/** At once: for the agent it is theirs, and for the helper they are their words. */
export const erase = async (_tx: Tx, _shell: Shell, person: PersonId): Promise<Statement[]> => [
  sql`delete from handrail.feedback where organisation_id = handrail.organisation()
    and (agent = ${person} or helper = ${person})`,
];

export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.feedback where organisation_id = handrail.organisation()
    and kept_until < (select handrail.now())`.execute(tx);
}

/** Questions that are open and that no timer will ever end. */
export const forgotten = (tx: Tx): Promise<SubjectId[]> =>
  withoutTimer(
    tx,
    { feature: "feedback", table: "feedback", key: "request" },
    sql`status = 'asked'`,
  );
