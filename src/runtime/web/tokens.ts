import { type OrganisationId, type SubjectId, isId } from "../../kernel/ids.ts";
import type { Vault } from "../keys.ts";
import { hashOf } from "../secrets.ts";

/* Links to pages. Each begins with its organisation, as a secret does (../secrets.ts). */

export type Kind = "desk.link" | "desk.wall" | "desk.file";

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
