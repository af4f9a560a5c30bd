import type { Core } from "../../../src/platform/adapter.ts";
import type { Later } from "../../../src/platform/later.ts";
import type { Log } from "../config.ts";
import type { TokenWorkspace } from "./token-workspace.ts";

/** While Slack does not answer it is asked again after so long, in milliseconds. */
const pause = 1_000;

export interface UninstalledParts {
  readonly core: Core;
  readonly home: Pick<TokenWorkspace, "isTaken" | "isElsewhere">;
  readonly later: Later;
  readonly log: Log;
}

/**
 * Takes the news that the app was removed. It may be late, or about an older installation, so it is
 * believed only when Slack refuses our token. A token of another workspace says nothing about this
 * one.
 */
export function uninstalled(parts: UninstalledParts): (workspace: string) => Promise<void> {
  const { core, home, later, log } = parts;
  /** @returns how long to wait before it is asked again */
  const check = async (workspace: string): Promise<number | undefined> => {
    const isTaken = home.isElsewhere(workspace) ? false : await home.isTaken();
    if (isTaken === undefined) return pause;
    if (isTaken)
      log.warn({ platform: "slack", workspace }, "an uninstall is past: the token works");
    else await core.workspaceGone("slack", workspace);
    return undefined;
  };
  return async (workspace) => {
    const again = await check(workspace);
    if (again !== undefined)
      later.plan(`gone ${workspace}`, again, () => check(workspace).catch(() => pause));
  };
}
