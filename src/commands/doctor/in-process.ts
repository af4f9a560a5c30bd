import type { Config } from "../../config/types.ts";
import { type Finding, note } from "../../platform/finding.ts";
import { msg } from "../../platform/text.ts";
import type { Shell } from "../../runtime/shell.ts";
import { checkPlatforms } from "./examine.ts";

/** In milliseconds. Who waits in a chat waits no longer than this. */
const longest = 1_500;
/** Looked at again after this. */
const lasts = 60_000;

/**
 * What the doctor can say from inside a process that runs: its configuration's warnings, and whether
 * the platforms take our tokens. `more` is what the process knows of itself. Of Teams' registrations
 * an organisation reads its own tenants' and those that serve everybody: others are not its business.
 * Nor are files and workspaces of others that live in the same process.
 */
export function processFindings(
  config: Config,
  more: () => readonly Finding[],
): NonNullable<Shell["findings"]> {
  const asked = new Map<string, { readonly at: number; readonly found: Promise<Finding[]> }>();
  return async ({ id, tenants }) => {
    const now = performance.now();
    const teams = config.teams && {
      ...config.teams,
      registrations: config.teams.registrations.filter(
        (one) => one.tenants?.some((tenant) => tenants.includes(tenant)) ?? true,
      ),
    };
    const which = (teams?.registrations ?? []).map(({ appId }) => appId).join(" ");
    let last = asked.get(which);
    if (last === undefined || now - last.at > lasts)
      last = { at: now, found: checkPlatforms({ ...config, teams }).catch(() => [slow]) };
    asked.set(which, last);
    const platforms = await Promise.race([last.found, waited()]);
    const others = config.organisations.filter((file) => file.id !== id);
    return [
      ...more(),
      ...config.warnings
        .filter(({ where }) => !others.some(({ path }) => where.startsWith(`${path}:`)))
        .map(({ where, what, remedy }) => note(where, what, remedy)),
      ...(others.length === 0 ? platforms : platforms.filter((one) => !namesWorkspaces(one))),
    ];
  };
}

const namesWorkspaces = ({ says }: Finding): boolean =>
  "key" in says && ["doctor.slack.taken", "doctor.slack.other"].includes(says.key);

const slow = note(
  msg("doctor.platforms"),
  msg("doctor.platforms.slow"),
  msg("doctor.platforms.slow.remedy"),
);

const waited = (): Promise<Finding[]> =>
  new Promise((resolve) => setTimeout(() => resolve([slow]), longest).unref());
