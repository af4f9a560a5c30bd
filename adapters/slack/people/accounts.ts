import { setTimeout as wait } from "node:timers/promises";
import type { AccountFacts } from "../../../src/platform/adapter.ts";
import { classify } from "../deliver/errors.ts";
import type { Log } from "../config.ts";
import { factsOf } from "./identity.ts";
import type { Calls } from "../web-client.ts";

/**
 * Facts on one account; `undefined` when Slack does not know it or is too slow.
 * @param later hears how long Slack asks us to wait before we ask again, in milliseconds
 */
export async function describeAccount(
  calls: Calls,
  workspace: string,
  account: string,
  later?: (wait: number) => void,
): Promise<AccountFacts | undefined> {
  try {
    const { user } = await calls.usersInfo({ user: account, include_locale: true });
    return factsOf(user, workspace);
  } catch (error) {
    const fault = classify(error);
    if (fault.outcome === "throttled") later?.(fault.retryAfter);
    return undefined;
  }
}

/**
 * The pauses before each pass, in milliseconds. If Slack did not answer for a person, we ask again.
 * Otherwise they would be unknown until the next start.
 */
const pauses = [0, 1_000, 4_000];

/**
 * Finds accounts one by one, because Slack has no batch. It waits as long as Slack asks, which is
 * minutes for hundreds of people. It ends early if `signal` aborts or if Slack refuses us.
 */
export async function* findAccounts(
  calls: Calls,
  workspace: string,
  emails: readonly string[],
  log: Log,
  signal: AbortSignal,
  stopped: (code: string) => void,
): AsyncGenerator<AccountFacts> {
  let left = emails;
  for (const pause of pauses) {
    await wait(pause, undefined, { signal }).catch(() => undefined);
    const unanswered: string[] = [];
    for (const email of left) {
      const facts = await findOne(calls, workspace, email, signal);
      if (signal.aborted) return;
      if (facts === "unanswered") unanswered.push(email);
      else if (facts !== undefined && "refused" in facts) return stopped(facts.refused);
      else if (facts !== undefined) yield facts;
    }
    left = unanswered;
    if (left.length === 0) return;
  }
  log.warn({ platform: "slack", unanswered: left.length }, "look-ups by e-mail without an answer");
}

async function findOne(
  calls: Calls,
  workspace: string,
  email: string,
  signal: AbortSignal,
): Promise<AccountFacts | "unanswered" | { readonly refused: string } | undefined> {
  while (!signal.aborted) {
    try {
      const { user } = await calls.lookupByEmail({ email });
      return factsOf(user, workspace);
    } catch (error) {
      const fault = classify(error);
      if (fault.outcome !== "throttled")
        return fault.outcome !== "unreachable"
          ? "unanswered"
          : fault.code === "users_not_found"
            ? undefined
            : { refused: fault.code };
      await wait(fault.retryAfter, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}
