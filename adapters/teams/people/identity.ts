import type { AccountFacts, AccountKind, Sender } from "../../../src/platform/adapter.ts";
import { listAt } from "../receive/lists.ts";
import { type Body, textAt } from "../../../src/platform/json.ts";
import type { Verified } from "../receive/verify.ts";

/**
 * Who acted. Without an object id of this tenant it is a stranger: anonymous, a consumer, or a
 * federated person.
 */
export interface Identity {
  readonly sender: Sender;
  readonly stranger: boolean;
  readonly isBot: boolean;
}

/** From the verified activity, never from what a card carries (docs/platforms.md T17). */
export function identityOf({ activity, tenant }: Pick<Verified, "activity" | "tenant">): Identity {
  const account = textAt(activity, "from", "aadObjectId")?.toLowerCase() ?? "";
  const theirs = textAt(activity, "from", "tenantId")?.toLowerCase();
  const role = textAt(activity, "from", "userRole")?.toLowerCase();
  const stranger =
    account === "" ||
    account.length > 100 ||
    (theirs !== undefined && theirs !== tenant) ||
    (role !== undefined && role !== "user");
  return {
    sender: { platform: "teams", workspace: tenant, account },
    stranger,
    isBot: textAt(activity, "from", "role") === "bot",
  };
}

/** What an activity of theirs tells of a person besides the roster (docs/platforms.md T31). */
export interface Hints {
  readonly timeZone?: string;
  readonly locale?: string;
}

export function hintsOf(activity: Body): Hints {
  const client = listAt(activity, "entities").find((entity) => entity["type"] === "clientInfo");
  const timeZone = textAt(activity, "localTimezone") ?? textAt(client, "timezone");
  const locale = textAt(activity, "locale") ?? textAt(client, "locale");
  return {
    ...(timeZone !== undefined && isTimeZone(timeZone) ? { timeZone } : {}),
    ...(locale !== undefined && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(locale)
      ? { locale }
      : {}),
  };
}

function isTimeZone(name: string): boolean {
  try {
    return name.length < 64 && new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}

/**
 * Facts on a member of a roster; `undefined` for one without an object id (a bot, somebody
 * anonymous).
 */
export function factsOf(member: unknown, tenant: string): AccountFacts | undefined {
  const account = (textAt(member, "aadObjectId") ?? textAt(member, "objectId"))?.toLowerCase();
  if (account === undefined) return undefined;
  const principal = textAt(member, "userPrincipalName");
  const email = [textAt(member, "email"), principal]
    .find((one) => one?.includes("@") === true)
    ?.toLowerCase();
  return {
    account,
    name: textAt(member, "name") ?? account,
    kind: kindOf(member, tenant, principal),
    ...(email === undefined ? {} : { email }),
  };
}

function kindOf(member: unknown, tenant: string, principal: string | undefined): AccountKind {
  const theirs = textAt(member, "tenantId")?.toLowerCase();
  if (theirs !== undefined && theirs !== tenant) return "external";
  const role = textAt(member, "userRole")?.toLowerCase();
  if (role === "guest" || principal?.toUpperCase().includes("#EXT#") === true) return "guest";
  return role === undefined || role === "user" ? "member" : "external";
}
