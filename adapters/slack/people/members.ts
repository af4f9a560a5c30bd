import { setTimeout as wait } from "node:timers/promises";
import type { AccountFacts, Members } from "../../../src/platform/adapter.ts";
import { classify } from "../deliver/errors.ts";
import type { WebClient } from "../sdk.ts";
import { describeAccount } from "./accounts.ts";

type Found = readonly AccountFacts[] | "unknown" | "forbidden";

/** More than these are no team: we would ask Slack for hours. */
const most = 1_000;

/**
 * Everybody of a user group or a channel (docs/platforms.md S29). Slack names accounts only, so each
 * is asked for; it waits as long as Slack asks, which is minutes for hundreds of people.
 */
export async function findMembers(
  client: WebClient,
  workspace: string,
  of: Members,
  signal: AbortSignal,
): Promise<Found> {
  const accounts = await patiently(
    () => (of.kind === "group" ? inGroup(client, of.name) : inChannel(client, of.name)),
    signal,
  );
  if (typeof accounts === "string") return accounts;
  const found: AccountFacts[] = [];
  for (const account of accounts.slice(0, most)) {
    let again: number | undefined = 0;
    while (again !== undefined && !signal.aborted) {
      await wait(again, undefined, { signal }).catch(() => undefined);
      again = undefined;
      const facts = await describeAccount(client, workspace, account, (ms) => (again = ms));
      if (facts !== undefined) found.push(facts);
    }
  }
  return found;
}

async function inGroup(client: WebClient, written: string): Promise<readonly string[] | "unknown"> {
  const handle = written.trim().replace(/^@/, "").toLowerCase();
  const { usergroups = [] } = await client.usergroups.list();
  const id = usergroups.find((group) => group.handle?.toLowerCase() === handle)?.id;
  if (id === undefined) return "unknown";
  const { users = [] } = await client.usergroups.users.list({ usergroup: id });
  return users;
}

async function inChannel(client: WebClient, channel: string): Promise<readonly string[]> {
  const accounts: string[] = [];
  let cursor: string | undefined;
  do {
    const { members = [], response_metadata } = await client.conversations.members({
      channel,
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    });
    accounts.push(...members);
    cursor = response_metadata?.next_cursor === "" ? undefined : response_metadata?.next_cursor;
  } while (cursor !== undefined && accounts.length < most);
  return accounts;
}

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
