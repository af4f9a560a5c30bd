import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { PersonId } from "../../kernel/ids.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell, Statement } from "../../runtime/feature.ts";
import { type Vault, openVault } from "../../runtime/keys.ts";

type Place = Pick<Shell, "organisation">;

const keyPlace = ({ organisation }: Place, person: PersonId) =>
  `${organisation.id}/check_in_keys/${person}`;

/**
 * To seal with what is a person's own: the key that was read, or a new one with the statement that
 * keeps it. Where another transaction made one meanwhile, this one is rolled back and done again.
 */
export async function sealingKey(
  shell: Shell,
  person: PersonId,
  held: string | undefined,
): Promise<{ readonly vault: Vault; readonly statements: readonly Statement[] }> {
  const known = held === undefined ? undefined : await vaultOf(shell, person, held);
  if (known !== undefined) return { vault: known, statements: [] };
  const made = await makeKey(shell, person);
  // A key that does not open is kept behind the new one: it may open again when the installation's
  // key that wraps it is put back.
  const wrapped = held === undefined ? made : `${made} ${held}`;
  const vault = await vaultOf(shell, person, wrapped);
  if (vault === undefined) throw new Error("a key that was just made does not open");
  const insert = sql`
    insert into handrail.check_in_keys as k (organisation_id, person, wrapped)
    values (handrail.organisation(), ${person}, ${wrapped})
    on conflict (organisation_id, person) do update set wrapped = excluded.wrapped
    where handrail.must(k.wrapped = ${held ?? ""})`;
  return { vault, statements: [insert] };
}

/** To open what was sealed with it. `undefined`: there is no key, and so nothing that opens. */
export async function ownVault(tx: Tx, shell: Shell, person: PersonId): Promise<Vault | undefined> {
  const wrapped = await wrappedKey(tx, person);
  return wrapped === undefined ? undefined : vaultOf(shell, person, wrapped);
}

const keyRow = (tx: Tx, person: PersonId) =>
  tx.selectFrom("check_in_keys").select("wrapped").where("person", "=", person);

/** A person's key as it is kept, sealed with the installation's. */
export const wrappedKey = async (tx: Tx, person: PersonId): Promise<string | undefined> =>
  (await keyRow(tx, person).executeTakeFirst())?.wrapped;

/** Held until the commit: see `readDrawer`. */
export const readHeldKey = async (tx: Tx, person: PersonId): Promise<string | undefined> =>
  (await keyRow(tx, person).forKeyShare().executeTakeFirst())?.wrapped;

/** A random key, wrapped for this person. */
export const makeKey = (
  shell: Pick<Shell, "organisation" | "vault">,
  person: PersonId,
): Promise<string> => shell.vault.seal(keyPlace(shell, person), randomBytes(32).toString("base64"));

/**
 * A person's keys, out of their wrapping, to seal with the newest and to open with any. `undefined`:
 * the newest does not open. They are unwrapped for each use (0.1 ms) and remembered by nothing: the
 * row alone decides, so an erased key is gone for every instance with the commit that erased it.
 * @param wrapped the newest first, with a space between them; nearly always it is one
 */
export async function vaultOf(
  shell: Pick<Shell, "organisation" | "vault">,
  person: PersonId,
  wrapped: string,
): Promise<Vault | undefined> {
  const all = wrapped.split(" ");
  const keys = await Promise.all(
    all.map(async (one, index) => {
      const key = await shell.vault.open(keyPlace(shell, person), one);
      // Counted from the oldest, so that a key keeps its name when another one comes before it.
      const age = all.length - 1 - index;
      const kid = age === 0 ? "own" : `own${age}`;
      return key === undefined ? undefined : { kid, key: Buffer.from(key, "base64") };
    }),
  );
  return keys[0] === undefined ? undefined : openVault(keys.filter((key) => key !== undefined));
}
