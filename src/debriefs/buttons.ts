import { msg } from "../platform/text.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Button } from "../platform/view.ts";
import type { Shell, Viewer } from "../runtime/feature.ts";
import { beside } from "./conversation.ts";
import type { Accepted, Conversation } from "./debrief.ts";
import type { Kind } from "./people.ts";

const button = (
  person: PersonId,
  verb: string,
  label: Button["label"],
  style?: Button["style"],
  argument?: string,
): Button => ({
  ...{ action: `debriefs.${verb}`, label, subject: person },
  ...(style === undefined ? {} : { style }),
  ...(argument === undefined ? {} : { argument }),
});

/** What people press, in the order in which it is shown. */
export const choices = (person: PersonId): Button[] => [
  button(person, "peer", msg("debrief.button.peer")),
  button(person, "supervisor", msg("debrief.button.supervisor")),
  button(person, "outside", msg("debrief.button.outside")),
  button(person, "none", msg("debrief.button.none")),
];

export const again = (person: PersonId, kind: Kind): Button[] => [
  button(person, kind, msg("debrief.button.again"), "main"),
  ...(kind === "supervisor"
    ? []
    : [button(person, "supervisor", msg("debrief.button.supervisor"))]),
  button(person, "none", msg("debrief.button.none")),
];

export const withdraw = (person: PersonId): Button =>
  button(person, "withdraw", msg("debrief.button.withdraw"));

export const answers = (person: PersonId): Button[] => [
  button(person, "yes", msg("debrief.button.yes"), "main"),
  button(person, "notNow", msg("debrief.button.notNow")),
];

/** While two people talk. Only the supporter can leave: the other may simply be done. */
export function talking(
  { person, partner, chat }: Accepted,
  viewer: Viewer,
  shell: Shell,
): Button[] {
  const [done, stop] = mayEnd(person, "shown");
  const leave =
    viewer.person === person ? [] : [button(person, "leave", msg("debrief.button.leave"))];
  return [
    ...chatWith(viewer.person === person ? partner : person, viewer, shell, chat),
    done,
    ...leave,
    stop,
  ];
}

/**
 * What either may press. `shown`: on their own card, which then says who helps. In the conversation
 * of the two it is said to the one who presses.
 */
export const mayEnd = (person: PersonId, where?: "shown"): [Button, Button] => [
  button(person, "finish", msg("debrief.button.finish")),
  button(person, "stop", msg("debrief.button.stop"), "danger", where),
];

/** How the supporter is, afterwards (docs/features.md D6). */
export const aftercare = (person: PersonId): Button[] => [
  button(person, "fine", msg("debrief.button.fine")),
  button(person, "pause", msg("debrief.button.pause")),
  button(person, "meToo", msg("debrief.button.meToo")),
];

export const wishesButton: Button = {
  action: "debriefs.wishes",
  label: msg("debrief.button.wishes"),
};

/**
 * A link to the chat of the two, where both are on the viewer's platform. Bots make no group chats
 * in Teams, and on Slack only with an optional scope (docs/platforms.md S27, T27). Without one it
 * is their own direct chat.
 */
export function chatWith(
  other: PersonId,
  viewer: Viewer,
  shell: Shell,
  chat?: Conversation,
): Button[] {
  const pair = beside(other, viewer, shell);
  const email = shell.organisation.people.get(other)?.email;
  if (pair === undefined || email === undefined) return [];
  const { here, there } = pair;
  const channel = chat?.workspace === there.workspace ? chat.channel : there.account;
  const url =
    here.platform === "slack"
      ? `https://slack.com/app_redirect?team=${encodeURIComponent(there.workspace)}&channel=${encodeURIComponent(channel)}`
      : `https://teams.microsoft.com/l/chat/0/0?tenantId=${encodeURIComponent(there.workspace)}&users=${encodeURIComponent(email)}`;
  return [{ action: "debriefs.chat", label: msg("debrief.button.chat"), url }];
}
