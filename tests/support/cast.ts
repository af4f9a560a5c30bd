import { createHash } from "node:crypto";
import type { SlackPerson } from "../../playground/slack/types.ts";
import type { TeamsPerson } from "../../playground/teams/types.ts";
import type { ChatPlatform as Platform } from "../../src/kernel/ids.ts";

export const accounts = {
  ana: "U0ANA",
  ben: "U0BEN",
  carla: "U0CARLA",
  sam: "U0SAM",
  priya: "U0PRIYA",
  dana: "U0DANA",
} as const;
export type Name = keyof typeof accounts;

export const workspace = "T0ACME00";
export const tenant = "a7e11a11-0000-4000-8000-00000000acde";
export const botApp = "b07b07b0-0000-4000-8000-000000000001";

/** Somebody's object id in Teams: made of their id on Slack, which stories call people by. */
export function objectId(account: string): string {
  const hex = createHash("sha256").update(account).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Where somebody has an account; by their id on Slack. */
export type Homes = (account: string) => readonly Platform[];

/** An organisation's file as it is written for Slack, with everybody where they live. */
export function moved(file: string, platforms: readonly Platform[], homes: Homes): string {
  const list = { slack: workspace, teams: tenant };
  const places = platforms.map((platform) => `${platform}: [${list[platform]}]`).join(", ");
  return file
    .replace(`workspaces: { slack: [${workspace}] }`, `workspaces: { ${places} }`)
    .replaceAll(/accounts: \{ slack: (\w+) \}/g, (_, account: string) => {
      const own = homes(account).map(
        (platform) => `${platform}: ${platform === "slack" ? account : objectId(account)}`,
      );
      return `accounts: { ${own.join(", ")} }`;
    });
}

/** What Teams knows of somebody whom a story describes for Slack. */
export function inTeams({ account, name, email, tz, locale, kind }: SlackPerson): TeamsPerson {
  return {
    ...{ account: objectId(account), name, email: email ?? `${name}@acme.test` },
    ...(tz === undefined ? {} : { tz }),
    ...(locale === undefined ? {} : { locale }),
    ...(kind === "guest" ? { guest: true } : {}),
  };
}
