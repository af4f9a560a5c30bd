import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { PersonId } from "../../kernel/ids.ts";
import { type Instant, hours } from "../../kernel/time.ts";
import type { Tx } from "../../runtime/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import { type Vault, openVault } from "../../runtime/keys.ts";
import { together as inOneJourney } from "../../runtime/together.ts";
import type { Answered } from "../offers.ts";
import { type Answers, isCheckIn } from "../questions.ts";

/** RELIABILITY 34: raw answers ninety days. */
const kept = hours(90 * 24);

/*
 * A person's answers are sealed with a random key of their own (A256GCM), and that key is wrapped by the installation's,
 * for this organisation and this person only. Every seal names its row, so a text moved to another row does not open.
 * Erasing deletes the key: what is left of it anywhere, backups of answers too, is noise from then on.
 */

export const keyPlace = (shell: Shell, person: PersonId) => `${shell.organisation.id}/check_in_keys/${person}`;
export const answerPlace = (shell: Shell, person: PersonId, day: string) => `${shell.organisation.id}/check_in_answers/${person}/${day}`;

/** The second of two check-ins on a day is the one that counts; what was said of a hard call stays beside it. */
export async function keepAnswers(tx: Tx, shell: Shell, person: PersonId, { day, answers }: Answered, at: Instant): Promise<void> {
  const place = answerPlace(shell, person, day);
  const [own, row] = await inOneJourney(
    personalVault(tx, shell, person),
    tx.selectFrom("check_in_answers").select("sealed").where("person", "=", person).where("day", "=", day).executeTakeFirst(),
  );
  const before = row === undefined ? {} : (JSON.parse(await own.open(place, row.sealed)) as Answers);
  const sealed = await own.seal(place, JSON.stringify(together(before, answers)));
  await sql`
    insert into handrail.check_in_answers (organisation_id, person, day, sealed, kept_until)
    values (handrail.organisation(), ${person}, ${day}, ${sealed}, ${new Date(at + kept)})
    on conflict (organisation_id, person, day) do update set sealed = excluded.sealed, kept_until = excluded.kept_until`.execute(tx);
}

function together(before: Answers, answers: Answers): Answers {
  if (!isCheckIn(answers)) return { ...before, ...answers };
  const { now, easing } = before;
  return { ...(now === undefined ? {} : { now }), ...(easing === undefined ? {} : { easing }), ...answers };
}

/** A person's own answers, oldest first. Called for that person only; `window/`, for the gate of the trends, is the one other reader in the house. */
export async function readHistory(tx: Tx, shell: Shell, person: PersonId): Promise<Answered[]> {
  const [rows, key] = await inOneJourney(
    tx.selectFrom("check_in_answers").select(["day", "sealed"]).where("person", "=", person).orderBy("day").execute(),
    wrappedKey(tx, person),
  );
  if (rows.length === 0 || key === undefined) return [];
  const own = await unwrap(tx, shell, keyPlace(shell, person), key);
  return Promise.all(
    rows.map(async ({ day, sealed }) => ({ day, answers: JSON.parse(await own.open(answerPlace(shell, person, day), sealed)) as Answers })),
  );
}

/** Whether there is anything of a day: opens nothing. */
export const hasAnswered = async (tx: Tx, person: PersonId, day: string): Promise<boolean> =>
  (await tx.selectFrom("check_in_answers").select("day").where("person", "=", person).where("day", "=", day).executeTakeFirst()) !==
  undefined;

/** At once, and for good: the key goes first, and its answers with it. */
export async function eraseAnswers(tx: Tx, person: PersonId): Promise<void> {
  await sql`delete from handrail.check_in_keys where organisation_id = handrail.organisation() and person = ${person}`.execute(tx);
}

/** Deletes what was kept long enough, and keys that hold nothing any more. */
export async function tidyAnswers(tx: Tx): Promise<void> {
  await sql`
    delete from handrail.check_in_answers where organisation_id = handrail.organisation() and kept_until < (select handrail.now())`.execute(
    tx,
  );
  await sql`
    delete from handrail.check_in_keys k where k.organisation_id = handrail.organisation()
      and not exists (select 1 from handrail.check_in_answers a where a.organisation_id = k.organisation_id and a.person = k.person)
      and not exists (select 1 from handrail.hard_calls h where h.organisation_id = k.organisation_id and h.person = k.person)`.execute(tx);
}

/** Wraps with the newest key what an older one wrapped, some at a time: then the old one may go. Answers stay as they are. */
export async function rotateKeys(tx: Tx, shell: Pick<Shell, "organisation" | "vault">): Promise<void> {
  const rows = await tx.selectFrom("check_in_keys").select(["person", "wrapped"]).execute();
  for (const { person, wrapped } of rows.filter((row) => !shell.vault.isNewest(row.wrapped)).slice(0, atOnce)) {
    const place = keyPlace(shell as Shell, person);
    // One whose key is gone already opens for nobody: it must not keep the others, or what is due for deletion, from going on.
    const key = await shell.vault.open(place, wrapped).catch(() => undefined);
    if (key === undefined) continue;
    const again = await shell.vault.seal(place, key);
    // Only where it is still what was read: an erasure meanwhile stays an erasure.
    await tx.updateTable("check_in_keys").set({ wrapped: again }).where("person", "=", person).where("wrapped", "=", wrapped).execute();
  }
}
const atOnce = 2_000;

/** What is a person's own is sealed and opened with a key of their own, which is made when it is first needed. */
export const personalVault = async (tx: Tx, shell: Shell, person: PersonId): Promise<Vault> =>
  (await ownVault(tx, shell, person)) ?? (await newVault(tx, shell, person));

async function ownVault(tx: Tx, shell: Shell, person: PersonId): Promise<Vault | undefined> {
  const key = await wrappedKey(tx, person);
  return key === undefined ? undefined : unwrap(tx, shell, keyPlace(shell, person), key);
}

const wrappedKey = async (tx: Tx, person: PersonId): Promise<string | undefined> =>
  (await tx.selectFrom("check_in_keys").select("wrapped").where("person", "=", person).executeTakeFirst())?.wrapped;

/** Once in a transaction: what was answered before is read and what is answered now is kept with the same key. Gone with it. */
const unwrapped = new WeakMap<Tx, Map<string, Promise<Vault>>>();

function unwrap(tx: Tx, shell: Shell, place: string, wrapped: string): Promise<Vault> {
  const known = unwrapped.get(tx) ?? new Map<string, Promise<Vault>>();
  const seal = `${place} ${wrapped}`;
  const vault = known.get(seal) ?? shell.vault.open(place, wrapped).then(vaultOf);
  unwrapped.set(tx, known.set(seal, vault));
  return vault;
}

async function newVault(tx: Tx, shell: Shell, person: PersonId): Promise<Vault> {
  const key = randomBytes(32).toString("base64");
  const wrapped = await shell.vault.seal(keyPlace(shell, person), key);
  await sql`insert into handrail.check_in_keys (organisation_id, person, wrapped) values (handrail.organisation(), ${person}, ${wrapped})`.execute(
    tx,
  );
  return vaultOf(key);
}

const vaultOf = (key: string): Vault => openVault([{ kid: "own", key: Buffer.from(key, "base64") }]);
