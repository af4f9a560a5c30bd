import { setTimeout as wait } from "node:timers/promises";
import { classify } from "../deliver/errors.ts";
import type { Log } from "../config.ts";
import type { Calls } from "../web-client.ts";

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
  /** Its Enterprise Grid organisation, where Slack has told of one. */
  readonly enterprise: () => string | undefined;
  /** True when the token is known to belong to another workspace. */
  isElsewhere(workspace: string): boolean;
}

const longest = 60_000;

/**
 * Whether Slack takes a token: `false` only where it refuses it by name, and `undefined` where
 * nobody can know.
 */
export async function isTaken(calls: Calls): Promise<boolean | undefined> {
  try {
    await calls.authTest();
    return true;
  } catch (error) {
    return classify(error).outcome === "unreachable" ? false : undefined;
  }
}

export function tokenWorkspace(calls: Calls, log: Log, signal: AbortSignal): TokenWorkspace {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  let known: string | undefined;
  let enterprise: string | undefined;
  signal.addEventListener("abort", () => resolve(undefined), { once: true });

  return {
    workspace: promise,
    known: () => known,
    enterprise: () => enterprise,
    isElsewhere: (workspace) => known !== undefined && known !== workspace,
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
      const { team_id, enterprise_id } = await calls.authTest();
      if (team_id === undefined) return "no_team_id";
      known = team_id;
      enterprise = enterprise_id;
      resolve(team_id);
      log.info({ platform: "slack", workspace: team_id }, "slack knows us");
      return undefined;
    } catch (error) {
      const fault = classify(error);
      return "code" in fault ? fault.code : fault.outcome;
    }
  }
}
