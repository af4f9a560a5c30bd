import { setTimeout as wait } from "node:timers/promises";
import type { AccountFacts, Members } from "../../../src/platform/adapter.ts";
import { at, textAt } from "../../../src/platform/json.ts";
import { classify } from "../deliver/errors.ts";
import type { Calls } from "../web-client.ts";
import { describeAccount } from "./accounts.ts";

type Found = readonly AccountFacts[] | "unknown" | "forbidden";

/** More than these are no team: we would ask Slack for hours. */
const most = 1_000;

/**
 * Everybody of a user group or a channel (docs/platforms.md S43). Slack names accounts only, so each
 * is asked for; it waits as long as Slack asks, which is minutes for hundreds of people.
 */
export async function findMembers(
  calls: Calls,
  workspace: string,
  of: Members,
  signal: AbortSignal,
): Promise<Found> {
  const accounts = await patiently(
    () => (of.kind === "group" ? inGroup(calls, of.name) : inChannel(calls, of.name)),
    signal,
  );
  if (typeof accounts === "string") return accounts;
  const found: AccountFacts[] = [];
  for (const account of accounts.slice(0, most)) {
    let again: number | undefined = 0;
    while (again !== undefined && !signal.aborted) {
      await wait(again, undefined, { signal }).catch(() => undefined);
      again = undefined;
      const facts = await describeAccount(calls, workspace, account, (ms) => (again = ms));
      if (facts !== undefined) found.push(facts);
    }
  }
  return found;
}

async function inGroup(calls: Calls, written: string): Promise<readonly string[] | "unknown"> {
  const handle = written.trim().replace(/^@/, "").toLowerCase();
  const groups = listIn(await calls.apiCall("usergroups.list"), "usergroups");
  const id = groups
    .filter((group) => textAt(group, "handle")?.toLowerCase() === handle)
    .map((group) => textAt(group, "id"))[0];
  if (id === undefined) return "unknown";
  return idsIn(await calls.apiCall("usergroups.users.list", { usergroup: id }), "users");
}

async function inChannel(calls: Calls, channel: string): Promise<readonly string[]> {
  const accounts: string[] = [];
  let cursor: string | undefined;
  do {
    const page: unknown = await calls.apiCall("conversations.members", {
      channel,
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    });
    accounts.push(...idsIn(page, "members"));
    const next = textAt(page, "response_metadata", "next_cursor");
    cursor = next === "" ? undefined : next;
  } while (cursor !== undefined && accounts.length < most);
  return accounts;
}

const listIn = (answer: unknown, name: string): readonly unknown[] => {
  const found = at(answer, name);
  return Array.isArray(found) ? (found as unknown[]) : [];
};
const idsIn = (answer: unknown, name: string): string[] =>
  listIn(answer, name).filter((id) => typeof id === "string");

async function patiently(
  ask: () => Promise<readonly string[] | "unknown">,
  signal: AbortSignal,
): Promise<readonly string[] | "unknown" | "forbidden"> {
  while (!signal.aborted) {
    try {
      return await ask();
    } catch (error) {
      const fault = classify(error);
      if (fault.outcome !== "throttled")
        return "code" in fault && fault.code === "channel_not_found" ? "unknown" : "forbidden";
      await wait(fault.retryAfter, undefined, { signal }).catch(() => undefined);
    }
  }
  return "unknown";
}
