import { createHash, randomBytes } from "node:crypto";
import { type OrganisationId, type SubjectId, isId } from "../../kernel/ids.ts";
import type { Vault } from "../keys.ts";

/*
 * What opens a page begins with the organisation, because each table's rows are one organisation's:
 * nothing is looked up across them.
 */

/** The secret of a session. Only its hash is stored, so a copy of the database opens nothing. */
export const newSecret = (organisation: OrganisationId): string =>
  `${organisation}.${randomBytes(32).toString("base64url")}`;

export const hashOf = (secret: string): string =>
  createHash("sha256").update(secret).digest("base64url");

/** @returns the organisation that a secret names; `undefined`: it has not the shape of one */
export const organisationIn = (secret: string): OrganisationId | undefined =>
  /^([a-z0-9][a-z0-9_-]{0,62})\.[\w-]{43}$/.exec(secret)?.[1];

export type Kind = "desk.link" | "desk.wall";

/**
 * An id with a mark that only our keys make. The row of that id holds no secret, and the token can
 * be written again from it.
 */
export function tokenOf(vault: Vault, kind: Kind, organisation: OrganisationId, id: SubjectId) {
  const [mark] = vault.marks(`${organisation}/${kind}`, id);
  return `${organisation}.${id}.${mark}`;
}

/** @returns what a token names; `undefined`: our keys did not make it for this use */
export function readToken(
  vault: Vault,
  kind: Kind,
  token: string,
): { readonly organisation: OrganisationId; readonly id: SubjectId } | undefined {
  const [, organisation, id, mark] =
    /^([a-z0-9][a-z0-9_-]{0,62})\.([0-9a-f-]{36})\.(.{1,200})$/.exec(token) ?? [];
  if (organisation === undefined || id === undefined || mark === undefined || !isId(id))
    return undefined;
  // Hashes of equal length are compared, so the time taken tells nothing of the mark.
  const given = hashOf(mark);
  const made = vault.marks(`${organisation}/${kind}`, id).some((one) => hashOf(one) === given);
  return made ? { organisation, id } : undefined;
}
