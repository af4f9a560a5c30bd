import type { Core } from "../../../src/platform/adapter.ts";
import type { PrivateAnswers } from "../answer/private-answer.ts";
import { idAt } from "./body.ts";
import { at, type Body, textAt } from "../../../src/platform/json.ts";
import { type BotEvent, botEvents } from "../config.ts";
import { factsOf } from "../people/identity.ts";
import { type Homes, type Identify, installedWorkspace } from "../people/membership.ts";
import { quietUntil } from "../people/quiet.ts";
import { incomingHome } from "./gestures.ts";

/** Whether a listener exists for it. Everything else is acknowledged at once. */
export function isExpected(body: Body): boolean {
  if (body.type === "event_callback")
    return (botEvents as readonly string[]).includes(textAt(body, "event", "type") ?? "");
  if (body.event !== undefined) return false;
  return (
    body.command !== undefined ||
    ["shortcut", "message_action", "block_actions", "view_submission"].includes(String(body.type))
  );
}

export interface EventParts {
  readonly core: Core;
  readonly identify: Identify;
  readonly homes: Homes;
  readonly privateAnswers: PrivateAnswers;
  /** Slack says that the app was removed from a workspace; it may be long ago. */
  readonly gone: (workspace: string) => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

type EventListener = (parts: EventParts, body: Body) => Promise<void>;

/** What each event tells the core. An error of the core is thrown: Slack sends the event again. */
export const eventListeners: Readonly<Record<BotEvent, EventListener>> = {
  async app_home_opened({ core, identify, privateAnswers }, body) {
    // The Messages tab is not the home page.
    if (textAt(body, "event", "tab") === "messages") return;
    const { gesture, standing } = incomingHome(body, await identify(body));
    // Who may be of another company has none.
    if (standing !== "inside" || gesture === undefined) return;
    const { notice, reader } = await core.receive(gesture);
    if (notice !== undefined) await privateAnswers.showHome(gesture.sender, notice, reader);
  },
  async user_change({ core, homes }, body) {
    const workspace = await installedWorkspace(body, homes);
    await core.accountChanged("slack", workspace, factsOf(at(body, "event", "user"), workspace));
  },
  async dnd_updated_user({ core, homes, now }, body) {
    await core.quietChanged(
      "slack",
      await installedWorkspace(body, homes),
      idAt(body, "event", "user"),
      quietUntil(at(body, "event", "dnd_status"), now()),
    );
  },
  member_joined_channel: (parts, body) => membersChanged(parts, body, ["event", "channel"]),
  member_left_channel: (parts, body) => membersChanged(parts, body, ["event", "channel"]),
  subteam_members_changed: (parts, body) => membersChanged(parts, body, ["event", "subteam_id"]),
  // It may have been switched off.
  subteam_updated: (parts, body) => membersChanged(parts, body, ["event", "subteam", "id"]),
  async app_uninstalled({ gone, homes }, body) {
    await gone(await installedWorkspace(body, homes));
  },
  async tokens_revoked({ gone, homes }, body) {
    // It names users, not tokens (docs/platforms.md S16). If only people's own tokens are revoked,
    // ours is still valid.
    const bots = at(body, "event", "tokens", "bot");
    const people = at(body, "event", "tokens", "oauth");
    if (isEmpty(bots) && !isEmpty(people)) return;
    await gone(await installedWorkspace(body, homes));
  },
};

/** Who is in it now is asked then: events may come late, twice or never (docs/platforms.md S49). */
async function membersChanged(
  { core, homes }: EventParts,
  body: Body,
  path: readonly [string, ...string[]],
): Promise<void> {
  await core.membersChanged("slack", await installedWorkspace(body, homes), idAt(body, ...path));
}

function isEmpty(list: unknown): boolean {
  return !Array.isArray(list) || list.length === 0;
}
