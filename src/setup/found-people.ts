import type { Config, Email, OrganisationFile } from "../config/types.ts";
import { type Finding, good, note } from "../platform/finding.ts";
import type { Organisation } from "../runtime/directory/directory.ts";

/** Who of a file was found on a platform. */
export interface FoundPeople {
  readonly findings: readonly Finding[];
  /** People of the file whom no platform knows. */
  readonly lost: ReadonlySet<Email>;
}

const shown = 10;

export function checkPeople(
  { slack, teams }: Pick<Config, "slack" | "teams">,
  file: OrganisationFile,
  organisation: Organisation,
): FoundPeople {
  const reached = new Set(
    [...organisation.people.values()].flatMap(({ id, email }) =>
      email !== undefined &&
      (organisation.accountsOf.get(id) ?? []).some(({ kind, open }) => kind === "member" && open)
        ? [email]
        : [],
    ),
  );
  const lost = file.people.map(({ email }) => email).filter((email) => !reached.has(email));
  if (slack === undefined && teams === undefined) return { findings: [], lost: new Set() };
  if (lost.length === 0)
    return { findings: [good("people", "everybody of the file was found")], lost: new Set() };
  const names = lost.slice(0, shown).join(", ");
  const more = lost.length > shown ? ` and ${lost.length - shown} more` : "";
  const how = [
    slack === undefined ? "" : "On Slack the address must be that of their profile.",
    teams === undefined ? "" : "In Teams install the app for them, or let them write to it once.",
  ];
  return {
    findings: [
      note(
        "people",
        `not found on any platform: ${names}${more}`,
        `${how.filter((one) => one !== "").join(" ")} Or write their account under people: accounts.`,
      ),
    ],
    lost: new Set(lost),
  };
}
