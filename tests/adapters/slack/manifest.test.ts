import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  botEvents,
  botScopes,
  commands,
  optionalScopes,
  shortcuts,
} from "../../../adapters/slack/config.ts";
import { manifest } from "../../../adapters/slack/manifest.ts";

interface SlackManifest {
  readonly display_information: {
    readonly name: string;
    readonly description: string;
    readonly long_description: string;
  };
}
const root = JSON.parse(
  readFileSync(new URL("../../../manifest.json", import.meta.url), "utf8"),
) as SlackManifest;

describe("manifest.json", () => {
  it("is what the code declares", () =>
    expect(root).toEqual(manifest("https://your-handrail.example")));

  it("has a twin for Socket Mode, which names no address and is otherwise the same", () => {
    const socket = JSON.stringify(manifest(undefined));
    expect(socket).not.toContain("http");
    expect(socket).toContain('"socket_mode_enabled":true');
    const same = JSON.parse(JSON.stringify(root), (key, value: unknown) =>
      ["url", "request_url", "redirect_urls"].includes(key)
        ? undefined
        : key === "socket_mode_enabled"
          ? true
          : value,
    ) as object;
    expect(manifest(undefined)).toEqual(same);
  });

  it("is Slack's: Slack's own tool takes the one at the root (S44)", () => {
    expect(root).toHaveProperty("display_information");
    expect(root).not.toHaveProperty("manifestVersion");
  });

  it("asks for no more than the code uses", () => {
    expect(botScopes).toEqual([
      "chat:write",
      "commands",
      "dnd:read",
      "users:read",
      "users:read.email",
    ]);
    expect(optionalScopes).toEqual([
      "channels:read",
      "groups:read",
      "mpim:write",
      "usergroups:read",
    ]);
    expect(root).toMatchObject({
      // What may be left out stands in both lists; nothing else may.
      oauth_config: {
        scopes: { bot: [...botScopes, ...optionalScopes], bot_optional: [...optionalScopes] },
      },
      features: {
        app_home: {
          home_tab_enabled: true,
          messages_tab_enabled: true,
          messages_tab_read_only_enabled: true,
        },
      },
      settings: { socket_mode_enabled: false, event_subscriptions: { bot_events: [...botEvents] } },
    });
  });
});

describe("Slack's limits on a manifest (S42)", () => {
  const { name, description, long_description } = root.display_information;
  const words = commands.flatMap(({ command, description: does, usageHint }) => [
    [command, command.length, 1, 32],
    [`${command}'s description`, does.length, 1, 2_000],
    [`${command}'s hint`, (usageHint ?? "").length, 0, 1_000],
  ]);
  const short = shortcuts.flatMap((shortcut) => [
    [`shortcut ${shortcut.callbackId}'s name`, shortcut.name.length, 1, 24],
    [`shortcut ${shortcut.callbackId}'s description`, shortcut.description.length, 1, 150],
  ]);
  it.each([
    ["name", name.length, 1, 35],
    ["description", description.length, 1, 140],
    ["long description", long_description.length, 174, 4_000],
    ["commands", commands.length, 1, 50],
    ["shortcuts", shortcuts.length, 1, 10],
    ["bot events", botEvents.length, 1, 100],
    ["scopes", botScopes.length + optionalScopes.length, 1, 255],
    ...words,
    ...short,
  ] as [string, number, number, number][])("%s", (_, is, least, most) => {
    expect(is).toBeGreaterThanOrEqual(least);
    expect(is).toBeLessThanOrEqual(most);
  });
});
