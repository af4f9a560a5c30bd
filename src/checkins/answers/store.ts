import { sql } from "kysely";
import type { PersonId } from "../../kernel/ids.ts";
import { type Instant, hours } from "../../kernel/time.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell, Statement } from "../../runtime/feature.ts";
import type { Vault } from "../../runtime/keys.ts";
import { together as inOneGo } from "../../runtime/database/together.ts";
import { type Answered, lookBackFrom } from "../offers.ts";
import { readHeldKey, sealingKey, vaultOf, wrappedKey } from "../../people/own-key/store.ts";
import { type Answers, isCheckIn } from "../questions.ts";

/** Raw answers are kept ninety days. */
const kept = hours(90 * 24);

/*
 * A person's answers are sealed with a random key of their own (A256GCM), and that key is wrapped by the installation's,
 * for this organisation and this person only. Every seal names its row, so a text moved to another row does not open.
 * Erasing deletes the key: what is left of it anywhere, backups of answers too, is noise from then on.
 */

export const answerPlace = ({ organisation }: Place, person: PersonId, day: string) =>
  `${organisation.id}/check_in_answers/${person}/${day}`;

/** What is kept of a person, sealed, and the key that opens it: absent where they have none yet. */
export interface Drawer {
  readonly key: string | undefined;
  readonly rows: readonly Kept[];
}

/**
 * For a command that will keep an answer. The key is held until the commit: `tidyAnswers` takes a key that holds nothing, and
 * what was sealed with it would find no row to stand on.
 */
export async function readDrawer(tx: Tx, person: PersonId): Promise<Drawer> {
  const [key, rows] = await inOneGo(readHeldKey(tx, person), answersOf(tx, person));
  return { key, rows };
}

/** The second of two check-ins on a day is the one that counts; what was said of a hard call stays beside it. */
export async function keepAnswers(
  shell: Shell,
  person: PersonId,
  drawer: Drawer,
  { day, answers }: Answered,
  at: Instant,
): Promise<Statement[]> {
  const place = answerPlace(shell, person, day);
  const own = await sealingKey(shell, person, drawer.key);
  const row = drawer.rows.find((kept) => kept.day === day);
  const text = row && (await own.vault.open(place, row.sealed));
  const before = text === undefined ? {} : (JSON.parse(text) as Answers);
  const sealed = await own.vault.seal(place, JSON.stringify(together(before, answers)));
  return [
    ...own.statements,
    sql`
    insert into handrail.check_in_answers (organisation_id, person, day, sealed, kept_until)
    values (handrail.organisation(), ${person}, ${day}, ${sealed}, ${new Date(at + kept)})
    on conflict (organisation_id, person, day) do update
    set sealed = excluded.sealed, kept_until = excluded.kept_until`,
  ];
}

function together(before: Answers, answers: Answers): Answers {
  if (!isCheckIn(answers)) return { ...before, ...answers };
  const { now, easing } = before;
  return {
    ...(now === undefined ? {} : { now }),
    ...(easing === undefined ? {} : { easing }),
    ...answers,
  };
}

/**
 * A person's own answers, oldest first, without what does not open. Called for that person only;
 * `window/`, for the gate of the trends, is the one other reader.
 */
export async function readHistory(tx: Tx, shell: Shell, person: PersonId): Promise<Answered[]> {
  const { answers } = await openHistory(tx, shell, person);
  return answers;
}

/** The same for their copy, which says of which days something is kept that does not open. */
export async function readOwnHistory(
  tx: Tx,
  shell: Shell,
  person: PersonId,
): Promise<Readonly<Record<string, unknown>>> {
  const { answers, unreadable } = await openHistory(tx, shell, person);
  return unreadable.length === 0 ? { answers } : { answers, unreadable };
}

async function openHistory(tx: Tx, shell: Shell, person: PersonId) {
  const { key, rows } = await readSealed(tx, person);
  const own = key === undefined ? undefined : await vaultOf(shell, person, key);
  const opened = await Promise.all(
    rows.map(async (row) => ({ day: row.day, one: await openOne(own, shell, person, row) })),
  );
  return {
    answers: opened.flatMap(({ one }) => one ?? []),
    unreadable: opened.flatMap(({ day, one }) => (one === undefined ? [day] : [])),
  };
}

/** Their own check-ins before a day, oldest first, as far back as it matters for what is offered on that day. */
export const readBack = async (
  tx: Tx,
  shell: Shell,
  person: PersonId,
  today: string,
): Promise<Answered[]> => lookBack(shell, person, await readSealed(tx, person), today);

/** The same, from what was read. */
export async function lookBack(
  shell: Shell,
  person: PersonId,
  { key, rows }: Drawer,
  today: string,
): Promise<Answered[]> {
  const earlier = rows.filter(({ day }) => day < today).toReversed();
  if (key === undefined || rows.length === 0) return [];
  const own = await vaultOf(shell, person, key);
  return own === undefined ? [] : openBack(own, shell, person, earlier, today);
}

/** @param earlier the newest first; what lies further back than it matters stays sealed */
async function openBack(
  own: Vault,
  shell: Place,
  person: PersonId,
  earlier: readonly Kept[],
  today: string,
): Promise<Answered[]> {
  const looking = lookBackFrom(today);
  const opened: Answered[] = [];
  for (const row of earlier) {
    if (looking.isEnoughBefore(row.day)) break;
    const answered = await openOne(own, shell, person, row);
    if (answered === undefined || !isCheckIn(answered.answers)) continue;
    looking.heard(answered);
    opened.push(answered);
  }
  return opened.toReversed();
}

export type Place = Pick<Shell, "organisation">;
export interface Kept {
  readonly day: string;
  readonly sealed: string;
}

async function readSealed(tx: Tx, person: PersonId): Promise<Drawer> {
  const [rows, key] = await inOneGo(answersOf(tx, person), wrappedKey(tx, person));
  return { key, rows };
}

const answersOf = (tx: Tx, person: PersonId): Promise<readonly Kept[]> =>
  tx
    .selectFrom("check_in_answers")
    .select(["day", "sealed"])
    .where("person", "=", person)
    .orderBy("day")
    .execute();

async function openOne(
  own: Vault | undefined,
  shell: Place,
  person: PersonId,
  { day, sealed }: Kept,
): Promise<Answered | undefined> {
  const text = await own?.open(answerPlace(shell, person, day), sealed);
  return text === undefined ? undefined : { day, answers: JSON.parse(text) as Answers };
}

/** Whether there is anything of a day: opens nothing. */
export const hasAnswered = async (tx: Tx, person: PersonId, day: string): Promise<boolean> =>
  (await tx
    .selectFrom("check_in_answers")
    .select("day")
    .where("person", "=", person)
    .where("day", "=", day)
    .executeTakeFirst()) !== undefined;

/** At once, and for good: the key goes first, and its answers with it. */
export const eraseAnswers = (person: PersonId): Statement =>
  sql`delete from handrail.check_in_keys
    where organisation_id = handrail.organisation() and person = ${person}`;
