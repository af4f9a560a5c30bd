import type { OrganisationId, Platform } from "../../kernel/ids.ts";
import type { AccountFacts, Sender } from "../../platform/adapter.ts";
import { languageOf } from "../../platform/locale.ts";
import { byAccount, type Raw, rawOf, textOf } from "./raw.ts";

/* How an organisation begins in chat: a place, and one person who sets it up. */

/** No teams yet: who began it adds the first. */
export function firstDocument(
  id: OrganisationId,
  { platform, workspace }: Pick<Sender, "platform" | "workspace">,
  admin: AccountFacts,
): string {
  const raw: Raw = {
    organisation: {
      id,
      name: nameOf(admin.email),
      time_zone: admin.timeZone ?? "UTC",
      locale: languageOf(admin.locale ?? "en"),
    },
    workspaces: { [platform]: [workspace] },
  };
  return withAdmin(textOf(raw), platform, admin);
}

/** The same with one more person who sets it up. */
export function withAdmin(text: string, platform: Platform, admin: AccountFacts): string {
  const raw = rawOf(text);
  const address = admin.email?.toLowerCase() ?? byAccount(platform, admin.account);
  const entry = raw.people?.[address];
  raw.people = {
    ...raw.people,
    [address]: {
      // Known by account alone, their name would be made of that.
      ...(admin.email === undefined ? { name: admin.name } : {}),
      ...entry,
      accounts: { ...entry?.accounts, [platform]: admin.account },
    },
  };
  raw.roles = { ...raw.roles, admins: [...new Set([...(raw.roles?.["admins"] ?? []), address])] };
  return textOf(raw);
}

/** `kim@acme.test` is of Acme, until somebody says better. */
function nameOf(email: string | undefined): string {
  const domain = email?.split("@")[1]?.split(".")[0] ?? "";
  return domain === "" ? "Handrail" : domain.charAt(0).toUpperCase() + domain.slice(1);
}
