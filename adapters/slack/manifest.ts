import {
  botEvents,
  botScopes,
  commands,
  optionalScopes,
  redirectPath,
  shortcuts,
  slackPath,
} from "./config.ts";

/**
 * The Slack app manifest that this code needs; `manifest.json` at the root is this for
 * `https://your-handrail.example`.
 * @param origin where Slack reaches us; absent for Socket Mode, where it does not
 */
export function manifest(origin: string | undefined): object {
  const address = (key: "url" | "request_url") =>
    origin === undefined ? {} : { [key]: origin + slackPath };
  return {
    display_information: {
      name: "Handrail",
      description: "Help in seconds on a hard call, and somebody who looks after you afterwards.",
      long_description:
        "Handrail is for people who take hard calls. Type /escalate in the middle of a call and a " +
        "supervisor is with you in seconds; when nobody answers, it asks the next person, and it " +
        "tells you honestly where things stand. Afterwards there is a recovery break, a colleague " +
        "to talk it through with, and check-ins that you may skip.",
      background_color: "#1f4d4a",
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: "Handrail", always_online: true },
      shortcuts: shortcuts.map(({ name, type, callbackId, description }) => ({
        name,
        type,
        callback_id: callbackId,
        description,
      })),
      slash_commands: commands.map(({ command, description, usageHint }) => ({
        command,
        ...address("url"),
        description,
        ...(usageHint === undefined ? {} : { usage_hint: usageHint }),
        should_escape: true,
      })),
    },
    // Slack wants an optional scope in both lists (docs/platforms.md S42).
    oauth_config: {
      ...(origin === undefined ? {} : { redirect_urls: [origin + redirectPath] }),
      scopes: { bot: [...botScopes, ...optionalScopes], bot_optional: [...optionalScopes] },
    },
    settings: {
      event_subscriptions: { ...address("request_url"), bot_events: [...botEvents] },
      interactivity: { is_enabled: true, ...address("request_url") },
      org_deploy_enabled: true,
      socket_mode_enabled: origin === undefined,
      token_rotation_enabled: false,
    },
  };
}
