import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { PersonId } from "../../kernel/ids.ts";
import { type Instant, hours } from "../../kernel/time.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import { type Vault, openVault } from "../../runtime/keys.ts";
import { together as inOneJourney } from "../../runtime/database/together.ts";
import { type Answered, lookBackFrom } from "../offers.ts";
import { type Answers, isCheckIn } from "../questions.ts";

/** RELIABILITY 34: raw answers ninety days. */
const kept = hours(90 * 24);

/*
 * A person's answers are sealed with a random key of their own (A256GCM), and that key is wrapped by the installation's,
 * for this organisation and this person only. Every seal names its row, so a text moved to another row does not open.
 * Erasing deletes the key: what is left of it anywhere, backups of answers too, is noise from then on.
 */

const keyPlace = ({ organisation }: Place, person: PersonId) =>
  `${organisation.id}/check_in_keys/${person}`;
export const answerPlace = ({ organisation }: Place, person: PersonId, day: string) =>
  `${organisation.id}/check_in_answers/${person}/${day}`;

/** The second of two check-ins on a day is the one that counts; what was said of a hard call stays beside it. */
export async function keepAnswers(
  tx: Tx,
  shell: Shell,
  person: PersonId,
  { day, answers }: Answered,
  at: Instant,
): Promise<void> {
  const place = answerPlace(shell, person, day);
  const [own, row] = await inOneJourney(
    personalVault(tx, shell, person),
    tx
      .selectFrom("check_in_answers")
      .select("sealed")
      .where("person", "=", person)
      .where("day", "=", day)
      .executeTakeFirst(),
  );
  const before =
    row === undefined ? {} : (JSON.parse(await own.open(place, row.sealed)) as Answers);
  const sealed = await own.seal(place, JSON.stringify(together(before, answers)));
  await sql`
    insert into handrail.check_in_answers (organisation_id, person, day, sealed, kept_until)
    values (handrail.organisation(), ${person}, ${day}, ${sealed}, ${new Date(at + kept)})
    on conflict (organisation_id, person, day) do update set sealed = excluded.sealed, kept_until = excluded.kept_until`.execute(
    tx,
  );
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

/** A person's own answers, oldest first. Called for that person only; `window/`, for the gate of the trends, is the one other reader in the house. */
export async function readHistory(tx: Tx, shell: Shell, person: PersonId): Promise<Answered[]> {
  const { own, rows } = await sealedOf(tx, shell, person);
  return own === undefined ? [] : Promise.all(rows.map((row) => openOne(own, shell, person, row)));
}

/** Their own check-ins before a day, oldest first, as far back as it matters for what is offered on that day. */
export async function readBack(
  tx: Tx,
  shell: Shell,
  person: PersonId,
  today: string,
): Promise<Answered[]> {
  const { own, rows } = await sealedOf(tx, shell, person);
  const earlier = rows.filter(({ day }) => day < today).toReversed();
  return own === undefined ? [] : openBack(own, shell, person, earlier, today);
}

/** @param earlier the newest first; what lies further back than it matters stays sealed */
export async function openBack(
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
    if (!isCheckIn(answered.answers)) continue;
    looking.heard(answered);
    opened.push(answered);
  }
  return opened.toReversed();
}

type Place = Pick<Shell, "organisation">;
interface Kept {
  readonly day: string;
  readonly sealed: string;
}

async function sealedOf(
  tx: Tx,
  shell: Shell,
  person: PersonId,
): Promise<{ own: Vault | undefined; rows: readonly Kept[] }> {
  const [rows, key] = await inOneJourney(
    tx
      .selectFrom("check_in_answers")
      .select(["day", "sealed"])
      .where("person", "=", person)
      .orderBy("day")
      .execute(),
    wrappedKey(tx, person),
  );
  return {
    own: rows.length === 0 || key === undefined ? undefined : await vaultOf(shell, person, key),
    rows,
  };
}

async function openOne(
  own: Vault,
  shell: Place,
  person: PersonId,
  { day, sealed }: Kept,
): Promise<Answered> {
  return {
    day,
    answers: JSON.parse(await own.open(answerPlace(shell, person, day), sealed)) as Answers,
  };
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
export async function eraseAnswers(tx: Tx, person: PersonId): Promise<void> {
  await sql`delete from handrail.check_in_keys where organisation_id = handrail.organisation() and person = ${person}`.execute(
    tx,
  );
}

/** Deletes what was kept long enough, and keys that hold nothing any more. */
export async function tidyAnswers(tx: Tx): Promise<void> {
  await sql`
    delete from handrail.check_in_answers where organisation_id = handrail.organisation() and kept_until < (select handrail.now())`.execute(
    tx,
  );
  // Locked first and asked about again: whoever is keeping an answer just now has the key, and must find it there afterwards.
  const { rows } = await sql<{ person: PersonId }>`
    select person from handrail.check_in_keys k where ${holdsNothing} for update of k skip locked`.execute(
    tx,
  );
  if (rows.length === 0) return;
  const people = rows.map(({ person }) => person);
  await sql`delete from handrail.check_in_keys k where person = any(${people}::uuid[]) and ${holdsNothing}`.execute(
    tx,
  );
}

const holdsNothing = sql`k.organisation_id = handrail.organisation()
      and not exists (select 1 from handrail.check_in_answers a where a.organisation_id = k.organisation_id and a.person = k.person)
      and not exists (select 1 from handrail.hard_calls h where h.organisation_id = k.organisation_id and h.person = k.person)`;

/** Wraps with the newest key what an older one wrapped, some at a time: then the old one may go. Answers stay as they are. */
export async function rotateKeys(
  tx: Tx,
  shell: Pick<Shell, "organisation" | "vault">,
): Promise<void> {
  const rows = await tx.selectFrom("check_in_keys").select(["person", "wrapped"]).execute();
  for (const { person, wrapped } of rows
    .filter((row) => !shell.vault.isNewest(row.wrapped))
    .slice(0, atOnce)) {
    const place = keyPlace(shell, person);
    // One whose key is gone already opens for nobody: it must not keep the others, or what is due for deletion, from going on.
    const key = await shell.vault.open(place, wrapped).catch(() => undefined);
    if (key === undefined) continue;
    const again = await shell.vault.seal(place, key);
    // Only where it is still what was read: an erasure meanwhile stays an erasure.
    await tx
      .updateTable("check_in_keys")
      .set({ wrapped: again })
      .where("person", "=", person)
      .where("wrapped", "=", wrapped)
      .execute();
  }
}
const atOnce = 2_000;

/** To seal with what is a person's own: the key that they have, or one made now, which goes away with its transaction if that fails. */
export const personalVault = async (tx: Tx, shell: Shell, person: PersonId): Promise<Vault> =>
  vaultOf(shell, person, (await heldKey(tx, person)) ?? (await newKey(tx, shell, person)));

/** To open what was sealed with it. `undefined`: there is no key, and so nothing that opens. */
export async function ownVault(tx: Tx, shell: Shell, person: PersonId): Promise<Vault | undefined> {
  const wrapped = await wrappedKey(tx, person);
  return wrapped === undefined ? undefined : vaultOf(shell, person, wrapped);
}

const keyRow = (tx: Tx, person: PersonId) =>
  tx.selectFrom("check_in_keys").select("wrapped").where("person", "=", person);

const wrappedKey = async (tx: Tx, person: PersonId): Promise<string | undefined> =>
  (await keyRow(tx, person).executeTakeFirst())?.wrapped;

/** Held until what it seals is kept: `tidyAnswers` takes a key that holds nothing, and what was sealed with it would find no row to stand on. */
const heldKey = async (tx: Tx, person: PersonId): Promise<string | undefined> =>
  (await keyRow(tx, person).forKeyShare().executeTakeFirst())?.wrapped;

/** Where another transaction made one meanwhile, that one counts: what it seals and what this one does open with the same key. */
async function newKey(tx: Tx, shell: Shell, person: PersonId): Promise<string> {
  const made = await makeKey(shell, person);
  const { rows } = await sql<{ wrapped: string }>`
    insert into handrail.check_in_keys as k (organisation_id, person, wrapped) values (handrail.organisation(), ${person}, ${made})
    on conflict (organisation_id, person) do update set wrapped = k.wrapped returning wrapped`.execute(
    tx,
  );
  return rows[0]?.wrapped ?? made;
}

/** A random key, wrapped for this person. */
export const makeKey = (
  shell: Pick<Shell, "organisation" | "vault">,
  person: PersonId,
): Promise<string> => shell.vault.seal(keyPlace(shell, person), randomBytes(32).toString("base64"));

/**
 * A person's key, out of its wrapping. It is unwrapped for each use (10 µs) and remembered by nothing: the row alone decides, so
 * an erased key is gone for every instance with the commit that erased it.
 */
export async function vaultOf(
  shell: Pick<Shell, "organisation" | "vault">,
  person: PersonId,
  wrapped: string,
): Promise<Vault> {
  const key = await shell.vault.open(keyPlace(shell, person), wrapped);
  return openVault([{ kid: "own", key: Buffer.from(key, "base64") }]);
}
