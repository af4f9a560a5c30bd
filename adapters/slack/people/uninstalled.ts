import type { Core } from "../../../src/platform/adapter.ts";
import type { Installs } from "../../../src/platform/installs.ts";
import type { Later } from "../../../src/platform/later.ts";
import type { Log } from "../config.ts";
import type { KeptTokens } from "../install/kept-tokens.ts";
import type { Speakers } from "../install/speakers.ts";
import { isTaken } from "./token-workspace.ts";

/** While Slack does not answer it is asked again after so long, in milliseconds. */
const pause = 1_000;

export interface UninstalledParts {
  readonly core: Core;
  readonly speakers: Speakers;
  /** Of workspaces that were added. */
  readonly added?: { readonly installs: Installs; readonly kept: KeptTokens } | undefined;
  readonly later: Later;
  readonly log: Log;
}

/**
 * Takes the news that the app was removed. It may be late, or about an older installation, so it is
 * believed only when Slack refuses the token that we have now. Tokens of a removed app are deleted
 * at once.
 */
export function uninstalled(parts: UninstalledParts): (workspace: string) => Promise<void> {
  const { core, speakers, added, later, log } = parts;
  /** @returns how long to wait before it is asked again */
  const check = async (workspace: string): Promise<number | undefined> => {
    const access = await added?.installs.read(workspace);
    const speaker =
      access === undefined
        ? await speakers.of(workspace).catch(() => "unknown" as const)
        : speakers.withToken(access.token);
    if (speaker === "unknown") return pause;
    const taken = speaker === undefined ? false : await isTaken(speaker.calls);
    if (taken === undefined) return pause;
    if (taken) {
      log.warn({ platform: "slack", workspace }, "an uninstall is past: the token works");
      return undefined;
    }
    added?.kept.drop(workspace);
    const isGone =
      access === undefined || (await added?.installs.forget(workspace, access.version)) === true;
    if (isGone) await core.workspaceGone("slack", workspace);
    return undefined;
  };
  return async (workspace) => {
    const again = await check(workspace);
    if (again !== undefined)
      later.plan(`gone ${workspace}`, again, () => check(workspace).catch(() => pause));
  };
}
