import type { Email, OrganisationFile, TeamEntry } from "../../config/types.ts";
import { dryRun } from "../../escalations/dry-run.ts";
import { type Level, levels } from "../../escalations/policy.ts";
import type { Colleague } from "../../escalations/rules/asking.ts";
import { hours, type Instant, minutes } from "../../kernel/time.ts";
import { isOpen } from "../../people/hours.ts";
import { type Finding, good, note, wrong } from "../../platform/finding.ts";

/*
 * The dry run: every half hour of the week to come, each team's call for help goes through the real
 * rules. An hour in which nobody would be asked is found here, before an agent finds it.
 */

const apart = minutes(30);
const shownSpans = 4;
const spoken: Readonly<Record<Level, string>> = {
  danger: "Danger",
  abuse: "Abuse",
  help: "Help",
  question: "Question",
};

/**
 * @param lost people of the file whom no platform knows, so that no message reaches them
 */
export function checkHours(
  file: OrganisationFile,
  lost: ReadonlySet<Email>,
  now: Instant,
): Finding[] {
  const begin = Math.ceil(now / apart) * apart;
  const moments = Array.from({ length: hours(7 * 24) / apart }, (_, n) => begin + n * apart);
  const floors = moments.map((at) => ({ at, colleagues: colleaguesAt(file, lost, at) }));
  return file.teams.flatMap((team) => {
    const open = floors.filter(({ at }) => isTeamOpen(file, team, at));
    const empty = Map.groupBy(
      levels.filter((level) => open.some((floor) => reachesNobody(level, team, floor))),
      (level) =>
        when(
          file,
          open.filter((floor) => reachesNobody(level, team, floor)),
          open.length,
        ),
    );
    return empty.size === 0
      ? [good(team.name, "a call reaches somebody at every hour of the next seven days")]
      : [...empty].map(([at, lacking]) => nobody(team, lacking, at));
  });
}

interface FloorAt {
  readonly at: Instant;
  readonly colleagues: readonly Colleague[];
}

const reachesNobody = (level: Level, team: TeamEntry, { at, colleagues }: FloorAt): boolean =>
  dryRun(level, team, colleagues, at).length === 0;

const when = ({ timeZone }: OrganisationFile, empty: readonly FloorAt[], open: number): string =>
  empty.length === open
    ? "at any hour of the next seven days"
    : spans(
        empty.map(({ at }) => at),
        timeZone,
      );

function nobody({ name }: TeamEntry, lacking: readonly Level[], at: string): Finding {
  const says = `${lacking.map((level) => spoken[level]).join(", ")}: nobody would be asked ${at}`;
  // A question may wait, and never reaches everyone.
  return lacking.every((level) => level === "question")
    ? note(name, says, "If questions should ring then, put a supervisor of the team on shift.")
    : wrong(
        name,
        says,
        "Put a supervisor on shift then, or let a step notify everyone. Who is not found is not asked.",
      );
}

function colleaguesAt(
  file: OrganisationFile,
  lost: ReadonlySet<Email>,
  at: Instant,
): readonly Colleague[] {
  const open = new Set(file.teams.filter((team) => isTeamOpen(file, team, at)));
  return file.people.map(({ email, languages }) => {
    const supervises = file.teams.filter((team) => team.supervisors.includes(email));
    const teams = [...supervises, ...file.teams.filter((team) => team.agents.includes(email))];
    return {
      person: email,
      supervises: supervises.map(({ name }) => name),
      languages,
      onShift: teams.length === 0 || teams.some((team) => open.has(team)),
      inBreak: false,
      reachable: !lost.has(email),
      quiet: false,
      busy: false,
    };
  });
}

const isTeamOpen = ({ timeZone }: OrganisationFile, { hours }: TeamEntry, at: Instant): boolean =>
  hours === undefined || isOpen(hours, at, timeZone);

/** `Mon 18:00–20:00, Tue 18:00–20:00 and 3 more` */
function spans(moments: readonly Instant[], timeZone: string): string {
  const found: [from: Instant, to: Instant][] = [];
  for (const at of moments) {
    const last = found.at(-1);
    if (last?.[1] === at) last[1] = at + apart;
    else found.push([at, at + apart]);
  }
  const local = (at: Instant) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const day = (at: Instant) => local(at).toLocaleString("en-GB", { weekday: "short" });
  const time = (at: Instant) => local(at).toPlainTime().toString({ smallestUnit: "minute" });
  const told = found
    .slice(0, shownSpans)
    .map(([from, to]) => `${day(from)} ${time(from)}–${time(to)}`)
    .join(", ");
  return found.length > shownSpans ? `${told} and ${found.length - shownSpans} more times` : told;
}
