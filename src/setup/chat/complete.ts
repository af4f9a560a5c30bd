import type { Platform } from "../../kernel/ids.ts";
import type { AccountFacts, Adapter } from "../../platform/adapter.ts";
import { byAccount, isByAccount } from "./edit.ts";
import { type Raw, rawOf, readdress, textOf } from "./raw.ts";
import type { Awaited } from "./rules.ts";

/*
 * What only the platform knows of a document's people: the addresses of accounts that were chosen,
 * and who is in a group or a channel.
 */

type Adapters = ReadonlyMap<Platform, Pick<Adapter, "describe" | "members">>;
export type Completed =
  | { readonly text: string }
  | { readonly fault: "group" | "channel" | "unreadable" };

/** Accounts that are looked up at once. */
const together = 8;

export async function completed(
  text: string,
  awaits: readonly Awaited[],
  adapters: Adapters,
): Promise<Completed> {
  const raw = rawOf(text);
  for (const one of awaits) {
    const members = await adapters.get(one.platform)?.members?.(one.workspace, one);
    if (members === undefined || members === "unknown") return { fault: "group" };
    if (members === "forbidden") return { fault: one.kind === "group" ? "unreadable" : "channel" };
    const people = members.filter(({ kind }) => kind === "member");
    if (people.length === 0) return { fault: "group" };
    addAgents(raw, one, people);
  }
  const unknown = accountsIn(raw);
  for (let at = 0; at < unknown.length; at += together)
    await Promise.all(
      unknown.slice(at, at + together).map(async ({ address, platform, workspace, account }) => {
        const facts = await adapters.get(platform)?.describe(workspace, account);
        const email = facts?.email?.toLowerCase();
        if (email !== undefined) readdress(raw, address, email);
        // Without an address their name would be that of the account.
        else if (facts !== undefined)
          raw.people = { ...raw.people, [address]: { ...raw.people?.[address], name: facts.name } };
      }),
    );
  const next = textOf(raw);
  return { text: next === textOf(rawOf(text)) ? text : next };
}

function addAgents(raw: Raw, { platform, team: place }: Awaited, people: readonly AccountFacts[]) {
  const team = Object.values(raw.teams ?? {})[place];
  if (team === undefined) return;
  const listed = new Set([...(team.agents ?? []), ...(team.supervisors ?? [])]);
  for (const { account, email } of people) {
    const address = email?.toLowerCase() ?? byAccount(platform, account);
    if (listed.has(address)) continue;
    listed.add(address);
    team.agents = [...(team.agents ?? []), address];
    const entry = raw.people?.[address];
    const accounts = { ...entry?.accounts, [platform]: account };
    raw.people = { ...raw.people, [address]: { ...entry, accounts } };
  }
}

/** Entries that are known by their account alone, in the first workspace of its platform. */
function accountsIn(raw: Raw) {
  return Object.entries(raw.people ?? {}).flatMap(([address, entry]) => {
    if (!isByAccount(address) || entry?.name !== undefined) return [];
    return (["slack", "teams"] as const).flatMap((platform) => {
      const account = entry?.accounts?.[platform];
      const workspace = raw.workspaces?.[platform]?.[0];
      return account === undefined || workspace === undefined
        ? []
        : [{ address, platform, workspace, account }];
    });
  });
}
