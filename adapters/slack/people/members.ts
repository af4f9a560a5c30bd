import { setTimeout as wait } from "node:timers/promises";
import type {
  AccountFacts,
  Members,
  MembersFound,
  MembersUnread,
} from "../../../src/platform/adapter.ts";
import { at, textAt } from "../../../src/platform/json.ts";
import { classify } from "../deliver/errors.ts";
import type { Calls } from "../web-client.ts";
import { describeAccount } from "./accounts.ts";
import { factsOf } from "./identity.ts";

/** More than these are no team. */
const most = 10_000;
/** Accounts in one answer: Slack's own advice is 200 at most, and its limit 1,000. */
const page = 200;
/** From here on it is quicker to read the whole workspace than to ask for each. */
const many = 100;

/** Everybody of a user group or a channel (docs/platforms.md S43). */
export async function findMembers(
  calls: Calls,
  of: Members,
  signal: AbortSignal,
): Promise<MembersFound | MembersUnread> {
  const ask = () => (of.kind === "group" ? inGroup(calls, of.name) : inChannel(calls, of.name));
  while (!signal.aborted) {
    try {
      return await ask();
    } catch (error) {
      const fault = classify(error);
      if (fault.outcome === "throttled")
        await wait(fault.retryAfter, undefined, { signal }).catch(() => undefined);
      else if (fault.outcome !== "unreachable") return "unanswered";
      else return fault.code === "channel_not_found" ? "unknown" : "forbidden";
    }
  }
  return "unanswered";
}

async function inGroup(calls: Calls, written: string): Promise<MembersFound | MembersUnread> {
  const name = written.trim().replace(/^@/, "");
  const groups = listIn(await calls.apiCall("usergroups.list"), "usergroups");
  const group =
    groups.find((one) => textAt(one, "id") === name) ??
    groups.find((one) => textAt(one, "handle")?.toLowerCase() === name.toLowerCase());
  const id = textAt(group, "id");
  if (id === undefined) return "unknown";
  const answer = await calls.apiCall("usergroups.users.list", { usergroup: id });
  const accounts = idsIn(answer, "users");
  if (accounts.length > most) return "large";
  return { id, title: `@${textAt(group, "handle") ?? name}`, accounts, isTold: true };
}

async function inChannel(calls: Calls, id: string): Promise<MembersFound | MembersUnread> {
  const channel = at(await calls.apiCall("conversations.info", { channel: id }), "channel");
  if (at(channel, "is_archived") === true) return "unknown";
  const accounts: string[] = [];
  for await (const answer of pages(calls, "conversations.members", { channel: id })) {
    accounts.push(...idsIn(answer, "members"));
    if (accounts.length > most) return "large";
  }
  // Slack tells an app of a channel only where the app itself is in it (docs/platforms.md S49).
  const isTold = at(channel, "is_member") === true;
  return { id, title: `#${textAt(channel, "name") ?? id}`, accounts, isTold };
}

/**
 * Facts on many accounts. Few are asked for one by one; for many all of the workspace are read. It
 * waits as long as Slack asks.
 */
export async function describeAccounts(
  calls: Calls,
  workspace: string,
  accounts: readonly string[],
  signal: AbortSignal,
): Promise<readonly AccountFacts[]> {
  const found =
    accounts.length > many ? await amongAll(calls, workspace, new Set(accounts), signal) : [];
  const known = new Set(found.map(({ account }) => account));
  for (const account of accounts.filter((one) => !known.has(one))) {
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

/** Those that could not be read this way are asked for one by one. */
async function amongAll(
  calls: Calls,
  workspace: string,
  wanted: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<AccountFacts[]> {
  const found: AccountFacts[] = [];
  let cursor: string | undefined;
  while (!signal.aborted && found.length < wanted.size) {
    try {
      for await (const answer of pages(calls, "users.list", { include_locale: true }, cursor)) {
        for (const user of listIn(answer, "members"))
          if (wanted.has(textAt(user, "id") ?? "")) found.push(factsOf(user, workspace));
        cursor = nextOf(answer);
      }
      break;
    } catch (error) {
      const fault = classify(error);
      if (fault.outcome !== "throttled") break;
      await wait(fault.retryAfter, undefined, { signal }).catch(() => undefined);
    }
  }
  return found;
}

/** Each page of a list, from a cursor on. */
async function* pages(
  calls: Calls,
  method: string,
  asked: Readonly<Record<string, unknown>>,
  from?: string,
): AsyncGenerator {
  let cursor = from;
  do {
    const more = cursor === undefined ? {} : { cursor };
    const answer: unknown = await calls.apiCall(method, { ...asked, limit: page, ...more });
    yield answer;
    cursor = nextOf(answer);
  } while (cursor !== undefined);
}

const nextOf = (answer: unknown): string | undefined =>
  textAt(answer, "response_metadata", "next_cursor") || undefined;

const listIn = (answer: unknown, name: string): readonly unknown[] => {
  const found = at(answer, name);
  return Array.isArray(found) ? (found as unknown[]) : [];
};
const idsIn = (answer: unknown, name: string): string[] =>
  listIn(answer, name).filter((id) => typeof id === "string");
