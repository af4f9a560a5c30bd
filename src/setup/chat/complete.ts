import type { Platform } from "../../kernel/ids.ts";
import type { Adapter } from "../../platform/adapter.ts";
import { growBeside } from "./groups/beside.ts";
import type { MembersReader } from "./groups/read-members.ts";
import type { SyncedGroup, Reading } from "./groups/rules.ts";
import { isByAccount, type Raw, rawOf, readdress, textOf } from "./raw.ts";
import type { Awaited } from "./rules.ts";

/*
 * What only the platform knows of a document's people: the addresses of accounts that were chosen,
 * and who is in a group or a channel.
 */

type Adapters = ReadonlyMap<Platform, Pick<Adapter, "describe">>;
export type Completed =
  | { readonly text: string; readonly groups: readonly SyncedGroup[] }
  | { readonly fault: "group" | "channel" | "unreadable" | "large" | "other" };

/** Accounts that are looked up at once. */
const together = 8;

/** A version that is about to be applied. @param awaits what teams follow from now on */
export async function completed(
  { text, groups = [], awaits = [] }: Completing,
  adapters: Adapters,
  reader: Pick<MembersReader, "read">,
): Promise<Completed> {
  const grown = awaits.length === 0 ? { text, groups } : await begin(text, groups, awaits, reader);
  if ("fault" in grown) return grown;
  // Most documents name nobody by account alone, and need not be read for it.
  if (!isByAccount(grown.text)) return grown;
  const raw = rawOf(grown.text);
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
  return { ...grown, text: next === textOf(rawOf(grown.text)) ? grown.text : next };
}

interface Completing {
  readonly text: string;
  readonly groups?: readonly SyncedGroup[] | undefined;
  readonly awaits?: readonly Awaited[] | undefined;
}

async function begin(
  text: string,
  groups: readonly SyncedGroup[],
  awaits: readonly Awaited[],
  reader: Pick<MembersReader, "read">,
): Promise<Completed> {
  const names = Object.keys(rawOf(text).teams ?? {});
  const begun: { readonly one: SyncedGroup; readonly reading: Reading }[] = [];
  for (const { team: place, platform, workspace, kind, name } of awaits) {
    const reading = await reader.read({ platform, workspace, kind, name });
    if (typeof reading === "string") return { fault: faultOf(reading, kind) };
    const { id, title, isTold } = reading;
    const team = names[place] ?? "";
    const known = groups.find((one) => one.team === team && one.id === id);
    begun.push({
      one: known ?? { team, platform, workspace, kind, id, title, isTold, accounts: [] },
      reading,
    });
  }
  const others = groups.filter((known) => !begun.some(({ one }) => one === known));
  const grown = await growBeside({
    text,
    groups: [...others, ...begun.map(({ one }) => one)],
    readings: [...others.map(() => undefined), ...begun.map(({ reading }) => reading)],
  });
  const ended = grown.groups.slice(others.length).find((one) => one.ended !== undefined)?.ended;
  return ended === undefined ? grown : { fault: ended === "large" ? "large" : "group" };
}

const faultOf = (
  reading: Extract<Reading, string>,
  kind: Awaited["kind"],
): Extract<Completed, { fault: unknown }>["fault"] => {
  switch (reading) {
    case "unknown":
      return "group";
    case "forbidden":
      return kind === "group" ? "unreadable" : "channel";
    case "large":
      return "large";
    case "unanswered":
      return "other";
  }
};

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
