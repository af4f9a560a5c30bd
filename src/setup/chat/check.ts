import type { OrganisationFile } from "../../config/types.ts";
import { isAdminOf } from "../../people/support.ts";
import type { Finding } from "../../platform/finding.ts";
import { sentence } from "../../platform/notice.ts";
import { msg, type MessageKey } from "../../platform/text.ts";
import type { Form, Section } from "../../platform/view.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Organisation } from "../../runtime/directory/organisation.ts";
import type { Opened, Shell } from "../../runtime/feature.ts";
import { checkKeys } from "../keys/findings.ts";
import { fileOf } from "../documents.ts";
import { checkPeople } from "../found-people.ts";
import { checkHours, rosterOf } from "../reach.ts";
import { checkGroups } from "./groups/words.ts";
import { readSettings } from "./store.ts";

/*
 * *Check set-up* (docs/features.md P8): what the doctor finds, for admins in chat. The process looks
 * at its platforms by itself now and then; people and hours are looked at now.
 */
export const openCheck: Opened = async (tx, shell, by) => {
  if (!isAdminOf(shell.organisation, by)) return sentence(msg("setup.notAdmin"));
  const found = await findingsNow(tx, shell);
  return found === undefined ? sentence(msg("setup.unknown")) : formOf(found);
};

/** `undefined`: nothing is known of the set-up. */
export async function findingsNow(
  tx: Tx,
  { organisation, now, findings }: Shell,
): Promise<readonly Finding[] | undefined> {
  const settings = await readSettings(tx);
  const file = settings && fileOf({ text: settings.document, madeAt: settings.lastAt });
  if (file === undefined) return undefined;
  const on = platformsIn([...organisation.accounts.values()].map(({ platform }) => platform));
  const people = checkPeople(on, file, organisation);
  const ofProcess =
    (await findings?.({ id: organisation.id, tenants: tenantsOf(organisation, file) })) ?? [];
  const asked = { file, rostered: rosterOf(organisation), lost: people.lost };
  return [
    ...ofProcess,
    ...people.findings,
    ...checkHours(asked, now),
    ...checkGroups(settings?.groups),
    ...(await checkKeys(tx, organisation, now)),
  ];
}

/** Where it says that it lives in Teams, and where its people were met. */
const tenantsOf = ({ accounts }: Organisation, { workspaces }: OrganisationFile): string[] => [
  ...workspaces.teams,
  ...[...accounts.values()].flatMap(({ platform, workspace }) =>
    platform === "teams" ? [workspace] : [],
  ),
];

/** As a configuration names what is on: only that it is there is asked. */
const platformsIn = (platforms: readonly string[]): Parameters<typeof checkPeople>[0] =>
  Object.fromEntries(platforms.map((platform) => [platform, {}]));

const headings = {
  wrong: "setup.check.headWrong",
  note: "setup.check.headNote",
  good: "setup.check.headGood",
} as const satisfies Record<Finding["level"], MessageKey>;

/** A dialog holds so many lines; what is wrong comes first. */
const mostRows = 40;

function formOf(findings: readonly Finding[]): Form {
  const wrong = findings.filter(({ level }) => level === "wrong").length;
  const order = ["wrong", "note", "good"] as const;
  const sorted = order.flatMap((level) => findings.filter((finding) => finding.level === level));
  const shown = sorted.slice(0, mostRows);
  return {
    kind: "form",
    form: "setup.checked",
    title: msg("setup.check"),
    lines: [
      wrong === 0
        ? msg("setup.check.good", { count: findings.length })
        : msg("setup.check.wrong", { count: wrong }),
    ],
    sections: order.flatMap((level): Section[] => {
      const rows = shown.filter((finding) => finding.level === level);
      return rows.length === 0
        ? []
        : [
            {
              heading: msg(headings[level]),
              rows: rows.map(({ about, says, remedy }) => ({
                tone: "calm",
                line: msg("doctor.line", { about, says }),
                ...(remedy === undefined ? {} : { detail: msg("doctor.remedy", { remedy }) }),
                buttons: [],
              })),
            },
          ];
    }),
    fields: [],
  };
}
