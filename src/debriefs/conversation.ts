import type { PersonId } from "../kernel/ids.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Shell, Viewer } from "../runtime/feature.ts";
import { type Accepted, type Conversation, offerOccasion } from "./debrief.ts";

/** The other one's account beside the viewer's: on the same platform, in the same workspace. */
export function beside(other: PersonId, viewer: Viewer, { organisation }: Shell) {
  const here = organisation.accounts.get(viewer.account);
  const there = [...organisation.accounts.values()].find(
    (account) =>
      account.person === other &&
      account.platform === here?.platform &&
      account.workspace === here.workspace,
  );
  return here === undefined || there === undefined ? undefined : { here, there };
}

/**
 * Of the messages that are meant for both: shown, on its way, or none (no scope for it, or the two
 * are on different platforms).
 */
export async function conversationOf(
  tx: Tx,
  debrief: Accepted,
): Promise<Conversation | "opening" | undefined> {
  const rows = await tx
    .selectFrom("messages")
    .innerJoin("accounts", (join) =>
      join
        .onRef("accounts.organisation_id", "=", "messages.organisation_id")
        .onRef("accounts.account_id", "=", "messages.account_id"),
    )
    .select(["messages.address", "messages.state", "accounts.workspace"])
    .where("messages.feature", "=", "debriefs")
    .where("messages.subject", "=", debrief.person)
    .where("messages.view", "=", "both")
    .where("messages.occasion", "=", offerOccasion(debrief))
    .where("messages.state", "=", "live")
    .orderBy("accounts.workspace")
    .execute();
  const [found] = rows.filter(({ address }) => address !== null);
  // On Slack an address begins with the conversation's id.
  const channel = found?.address?.split(":")[0];
  if (found !== undefined && channel !== undefined) return { workspace: found.workspace, channel };
  return rows.length > 0 ? "opening" : undefined;
}
