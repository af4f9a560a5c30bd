import { stringify } from "yaml";
import * as is from "../../config/fields.ts";
import { readOrganisation } from "../../config/organisation.ts";
import type { OrganisationFile } from "../../config/types.ts";
import type { OrganisationId } from "../../kernel/ids.ts";
import { checkedFacts } from "../../platform/facts.ts";
import type { Install } from "../../platform/installs.ts";

/** The organisation that a workspace gets when nobody has described one. */
export const organisationIdOf = (workspace: string): OrganisationId =>
  `slack-${workspace.toLowerCase()}`;

/**
 * What is known of a new organisation: its name, where it lives, and who added the app. It has no
 * team, so nobody can be asked before somebody sets it up.
 */
export function firstSettings({ workspace, name, installer }: Install): OrganisationFile {
  const { email, account, timeZone, locale } = checkedFacts(installer);
  const isKnown = is.email.safeParse(email).success && is.slackAccount.safeParse(account).success;
  const text = stringify({
    organisation: {
      id: organisationIdOf(workspace),
      name: onOneLine(name) || workspace,
      ...(is.timeZone.safeParse(timeZone).success ? { time_zone: timeZone } : {}),
      ...(is.locale.safeParse(locale).success ? { locale } : {}),
    },
    workspaces: { slack: [workspace] },
    ...(isKnown && email !== undefined
      ? { people: { [email]: { accounts: { slack: account } } }, roles: { admins: [email] } }
      : {}),
    teams: {},
  });
  const read = readOrganisation(
    { path: "Add to Slack", text, version: 0 },
    { idRequired: true, mayBeEmpty: true },
  );
  if (read.organisation !== undefined) return read.organisation;
  throw new Error(`a workspace's first settings: ${read.problems.map((p) => p.what).join("; ")}`);
}

/** Slack's names are free text. */
const onOneLine = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, " ")
    .trim()
    .slice(0, 80)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim();
