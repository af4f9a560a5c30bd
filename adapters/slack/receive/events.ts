import type { Core } from "../../../src/platform/adapter.ts";
import { idAt } from "./body.ts";
import { at, type Body, textAt } from "../../../src/platform/json.ts";
import { type BotEvent, botEvents } from "../config.ts";
import { factsOf, installedWorkspace } from "../people/identity.ts";
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

type EventListener = (core: Core, body: Body, now: () => number) => Promise<void>;

/** What each event tells the core. An error of the core is thrown: Slack sends the event again. */
export const eventListeners: Readonly<Record<BotEvent, EventListener>> = {
  async app_home_opened(core, body) {
    const { gesture, external } = incomingHome(body);
    // The Messages tab is not the home page, and a stranger has none.
    if (external || gesture === undefined || textAt(body, "event", "tab") === "messages") return;
    await core.receive(gesture);
  },
  async user_change(core, body) {
    const workspace = installedWorkspace(body);
    await core.accountChanged("slack", workspace, factsOf(at(body, "event", "user"), workspace));
  },
  async dnd_updated_user(core, body, now) {
    await core.quietChanged(
      "slack",
      installedWorkspace(body),
      idAt(body, "event", "user"),
      quietUntil(at(body, "event", "dnd_status"), now()),
    );
  },
  async app_uninstalled(core, body) {
    await core.workspaceGone("slack", installedWorkspace(body));
  },
  async tokens_revoked(core, body) {
    // It names users, not tokens (docs/platforms.md S16). If only people's own tokens are revoked,
    // ours is still valid.
    const bots = at(body, "event", "tokens", "bot");
    const people = at(body, "event", "tokens", "oauth");
    if (isEmpty(bots) && !isEmpty(people)) return;
    await core.workspaceGone("slack", installedWorkspace(body));
  },
};

function isEmpty(list: unknown): boolean {
  return !Array.isArray(list) || list.length === 0;
}

/** Until when do-not-disturb holds, in milliseconds; undefined when it does not hold now. */
function quietUntil(status: unknown, now: number): number | undefined {
  const start = at(status, "next_dnd_start_ts");
  const end = at(status, "next_dnd_end_ts");
  if (at(status, "dnd_enabled") !== true || typeof start !== "number" || typeof end !== "number")
    return undefined;
  return start * 1_000 <= now && now < end * 1_000 ? end * 1_000 : undefined;
}
