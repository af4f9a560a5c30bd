import { setTimeout as wait } from "node:timers/promises";
import { classify } from "../deliver/errors.ts";
import type { Log } from "../config.ts";
import type { WebClient } from "../sdk.ts";

/**
 * Which workspace the token belongs to. While Slack does not answer, it is asked again, at most
 * once a minute.
 */
export interface TokenWorkspace {
  /**
   * Settles with the workspace, or with `undefined` when stopped before Slack answered. Never
   * throws.
   */
  readonly workspace: Promise<string | undefined>;
  connect(): Promise<void>;
  /** The workspace, as soon as it is known. */
  readonly known: () => string | undefined;
  /**
   * Whether Slack takes the token: `false` only where it refuses it by name, and `undefined` where
   * nobody can know.
   */
  isTaken(): Promise<boolean | undefined>;
  /** True when the token is known to belong to another workspace. */
  isElsewhere(workspace: string): boolean;
}

const longest = 60_000;

export function tokenWorkspace(client: WebClient, log: Log, signal: AbortSignal): TokenWorkspace {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  let known: string | undefined;
  signal.addEventListener("abort", () => resolve(undefined), { once: true });

  return {
    workspace: promise,
    known: () => known,
    isElsewhere: (workspace) => known !== undefined && known !== workspace,
    async isTaken() {
      try {
        await client.auth.test();
        return true;
      } catch (error) {
        const fault = classify(error);
        return fault.outcome === "unreachable" ? false : undefined;
      }
    },
    async connect() {
      for (
        let pause = 1_000;
        !signal.aborted && known === undefined;
        pause = Math.min(pause * 2, longest)
      ) {
        const code = await ask();
        if (code === undefined) return;
        log.warn({ platform: "slack", code, pause }, "slack does not know us yet");
        await wait(pause, undefined, { signal }).catch(() => undefined);
      }
    },
  };

  async function ask(): Promise<string | undefined> {
    try {
      const { team_id } = await client.auth.test();
      if (team_id === undefined) return "no_team_id";
      known = team_id;
      resolve(team_id);
      log.info({ platform: "slack", workspace: team_id }, "slack knows us");
      return undefined;
    } catch (error) {
      const fault = classify(error);
      return "code" in fault ? fault.code : fault.outcome;
    }
  }
}
