import { createHash, randomBytes } from "node:crypto";
import type { OrganisationId } from "../kernel/ids.ts";

/*
 * Secrets of sessions and of programs. Each begins with its organisation, because each table's rows
 * are one organisation's: nothing is looked up across them. Only a hash is stored, so a copy of the
 * database opens nothing.
 */

export const newRandom = (): string => randomBytes(32).toString("base64url");

/** @param prefix what tells one kind of secret from another */
export const newSecret = (
  organisation: OrganisationId,
  prefix = "",
  random = newRandom(),
): string => `${prefix}${organisation}.${random}`;

export const hashOf = (secret: string): string =>
  createHash("sha256").update(secret).digest("base64url");

/** @returns the organisation that a secret names; `undefined`: it has not the shape of one */
export const organisationIn = (secret: string, prefix = ""): OrganisationId | undefined =>
  secret.startsWith(prefix)
    ? /^([a-z0-9][a-z0-9_-]{0,62})\.[\w-]{43}$/.exec(secret.slice(prefix.length))?.[1]
    : undefined;
