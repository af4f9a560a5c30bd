import type { Frame } from "../../../src/platform/frame.ts";
import type { Registration } from "../../../src/platform/registrations.ts";
import type { Log } from "../config.ts";
import { TenantKeys } from "./tenant-keys.ts";
import { checkTabToken } from "./token.ts";

/**
 * Teams' own hosts, and no other of Microsoft's: the tab is Teams' alone.
 * https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/tab-requirements
 */
const teamsHosts = [
  "https://teams.microsoft.com",
  "https://*.teams.microsoft.com",
  "https://teams.cloud.microsoft",
];

export interface FrameOptions {
  readonly apps: readonly Registration[];
  /** The origin of Entra's addresses in this cloud. */
  readonly login: string;
  readonly hosts?: readonly string[] | undefined;
  readonly now: () => number;
  readonly log: Log;
}

/** https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams */
const chatOf = (appId: string) => `https://teams.microsoft.com/l/chat/0/0?users=28:${appId}`;

/** The personal tab in Teams. */
export function teamsFrame({ apps, login, hosts, now, log }: FrameOptions): Frame {
  const keys = new TenantKeys(login, now, log);
  const only = apps.length === 1 ? apps[0] : undefined;
  return {
    platform: "teams",
    hosts: hosts ?? teamsHosts,
    scripts: {
      own: new URL("assets/tab.js", import.meta.url),
      library: new URL(import.meta.resolve("@microsoft/teams-js")),
    },
    // Only Teams itself leads there. Of several bots, which one's chat it is differs by tenant.
    chat: hosts === undefined && only !== undefined ? chatOf(only.appId) : undefined,
    vouches: (proof, { address, knows }) =>
      checkTabToken(proof, { apps, login, keys, now, knows, host: new URL(address).host }),
  };
}
