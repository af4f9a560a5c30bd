import type { PersonId } from "../kernel/ids.ts";
import type { Tx } from "./database/database.ts";
import { type Outputs, adoptGhost } from "./messages/outputs.ts";
import type { Work } from "./work.ts";

/**
 * A button of a copy that we did not know of: from here on the copy is drawn like the message we know.
 * @returns whether the message is this account's; one about the presser's own subject is
 */
export async function adoptPressed(
  tx: Tx,
  source: Work["source"],
  via: string | undefined,
): Promise<boolean> {
  if (!("by" in source) || source.pressed === undefined || via === undefined) return false;
  if (source.subject === undefined) return true;
  return (
    source.pressed.address !== "" &&
    (await adoptGhost(tx, { ...source.pressed, subject: source.subject, account: via }))
  );
}

/** It may hang on the subject's own card, or on the presser's home page. */
export function redrawPressed(
  source: Work["source"],
  by: PersonId | undefined,
  via: string | undefined,
): Pick<Outputs, "stale"> {
  if (!("by" in source) || source.pressed === undefined || via === undefined) return {};
  const { feature, view, occasion } = source.pressed;
  return {
    stale: {
      feature,
      view,
      occasion,
      account: via,
      subjects: [source.subject, by].filter((id) => id !== undefined),
    },
  };
}
