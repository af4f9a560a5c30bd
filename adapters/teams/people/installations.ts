import type { AccountFacts, Core } from "../../../src/platform/adapter.ts";
import type { Accounts } from "./accounts.ts";
import type { InstallPace } from "./install-pace.ts";
import { listAt } from "../receive/lists.ts";
import { textAt } from "../../../src/platform/json.ts";
import type { Log } from "../config.ts";
import type { Verified } from "../receive/verify.ts";
import { identityOf } from "./identity.ts";
import type { Places } from "../deliver/known-chats.ts";

export interface InstallsOptions {
  readonly core: Core;
  readonly accounts: Accounts;
  readonly places: Places;
  readonly pace: InstallPace;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * The app was added or removed, or people joined a team that has it. No event says that a whole
 * tenant removed it (docs/platforms.md T30). An upgrade arrives as `remove-upgrade` and
 * `add-upgrade` (docs/platforms.md T29).
 */
export async function takeInstall(
  verified: Verified,
  { core, accounts, places, pace, log, signal }: InstallsOptions,
): Promise<void> {
  const { activity, tenant, serviceUrl } = verified;
  const conversation = textAt(activity, "conversation", "id");
  const { sender, stranger } = identityOf(verified);
  if (conversation === undefined) return;
  const personal = textAt(activity, "conversation", "conversationType") === "personal";
  if (activity["type"] === "conversationUpdate") {
    const self = textAt(activity, "recipient", "id");
    const came = listAt(activity, "membersAdded").filter((member) => textAt(member, "id") !== self);
    // Somebody joined a team that has the app; in a personal chat the installation says more.
    const ids = came.flatMap(
      (member) => textAt(member, "aadObjectId") ?? textAt(member, "id") ?? [],
    );
    if (!personal) await accounts.meet({ serviceUrl, tenant, conversation }, ids, signal);
    return;
  }
  const action = activity["action"];
  if (action === "remove" && personal) return places.forgetChat(tenant, sender.account);
  if (action !== "add" && action !== "add-upgrade") return;
  if (!personal) return accounts.meetAll({ serviceUrl, tenant, conversation }, log, signal);
  if (stranger || !(await pace.turn(tenant))) return;
  // The first thing in the chat is the home card, with its one button first (docs/features.md E16).
  const greet = async (facts: AccountFacts) => {
    if (action !== "add" || facts.kind !== "member") return;
    const delivery = `evt:${conversation}:${textAt(activity, "id") ?? ""}`.slice(0, 250);
    await core.receive({ kind: "home", anew: true, sender, delivery });
  };
  const facts = await accounts.describe(tenant, sender.account);
  if (facts === undefined) return accounts.whenKnown(tenant, sender.account, greet);
  await core.accountChanged("teams", tenant, facts);
  await greet(facts);
}
