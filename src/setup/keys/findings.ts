import type { Instant } from "../../kernel/time.ts";
import { isAdminOf } from "../../people/support.ts";
import { type Finding, note } from "../../platform/finding.ts";
import { literal, msg } from "../../platform/text.ts";
import { listKeys } from "../../runtime/api/keys.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Organisation } from "../../runtime/directory/organisation.ts";
import { type KeyRow, isOver } from "./store.ts";

/**
 * Whether who made a key is no admin any more. The key is the organisation's, so it works on: a
 * program must not stop because somebody changes jobs. But they may have a copy.
 */
export const isByFormerAdmin = (organisation: Organisation, { made_by: maker }: KeyRow): boolean =>
  maker !== null && !isAdminOf(organisation, maker);

/** A line for each key of a former admin, for *Check set-up* and *Health*. */
export async function checkKeys(
  tx: Tx,
  organisation: Organisation,
  now: Instant,
): Promise<Finding[]> {
  const keys = await listKeys(tx);
  return keys
    .filter((key) => !isOver(key, now) && isByFormerAdmin(organisation, key))
    .map(({ name }) =>
      note(
        msg("keys.title"),
        msg("keys.formerAdmin", { name: literal(name) }),
        msg("keys.formerAdmin.remedy"),
      ),
    );
}
