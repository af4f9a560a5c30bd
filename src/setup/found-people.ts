import type { Config, Email, OrganisationFile } from "../config/types.ts";
import { type Finding, good, note } from "../platform/finding.ts";
import { literal, msg } from "../platform/text.ts";
import type { Organisation } from "../runtime/directory/directory.ts";

/** Who of a file was found on a platform. */
export interface FoundPeople {
  readonly findings: readonly Finding[];
  /** People of the file whom no platform knows. */
  readonly lost: ReadonlySet<Email>;
}

const shown = 10;
const about = msg("doctor.people");

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
    return { findings: [good(about, msg("doctor.people.good"))], lost: new Set() };
  const names = literal(lost.slice(0, shown).join(", "));
  const more = Math.max(0, lost.length - shown);
  const where = slack === undefined ? "teams" : teams === undefined ? "slack" : "both";
  return {
    findings: [
      note(about, msg("doctor.people.lost", { names, more }), msg(`doctor.people.${where}`)),
    ],
    lost: new Set(lost),
  };
}
