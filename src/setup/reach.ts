import type { Email, OrganisationFile, TeamEntry } from "../config/types.ts";
import { dryRun } from "../escalations/dry-run.ts";
import { type Level, levels } from "../escalations/policy.ts";
import type { Colleague } from "../escalations/rules/asking.ts";
import { hours, type Instant, type Millis, minutes } from "../kernel/time.ts";
import { isOpen } from "../people/hours.ts";
import { rostered } from "../people/roster/now.ts";
import { type Finding, good, note, wrong } from "../platform/finding.ts";
import { type SpansValue, type Text, msg } from "../platform/text.ts";
import type { Organisation } from "../runtime/directory/organisation.ts";

/*
 * The dry run: every half hour of the week to come, each team's call for help goes through the real
 * rules. An hour in which nobody would be asked is found here, before an agent finds it.
 */

/** What the roster says of somebody at a time; `undefined` where the hours of their teams decide. */
export type Rostered = (person: Email, at: Instant) => boolean | undefined;

/** As the chain asks it. The directory holds the shifts of the week to come and more. */
export function rosterOf({ people, roster }: Organisation): Rostered {
  const ids = new Map([...people.values()].map(({ id, email }) => [email, id]));
  return (person, at) => {
    const id = ids.get(person);
    return id === undefined ? undefined : rostered(roster, id, at);
  };
}

/** Who is asked, and when: an organisation's settings and its roster. */
export interface Asked {
  readonly file: OrganisationFile;
  readonly rostered: Rostered;
  /** People of the file whom no platform knows, so that no message reaches them. */
  readonly lost: ReadonlySet<Email>;
}

const apart = minutes(30);
const shownSpans = 4;
/** A team's calls of these levels would reach nobody at these times. */
export interface Unheard {
  readonly levels: readonly Level[];
  readonly moments: readonly Instant[];
  /** At every open hour of the week. */
  readonly always: boolean;
}

/** The next seven days of each team, as its organisation's settings are. */
export function weekAhead(
  asked: Asked,
  now: Instant,
): { readonly team: TeamEntry; readonly unheard: readonly Unheard[] }[] {
  const begin = Math.ceil(now / apart) * apart;
  const moments = Array.from({ length: hours(7 * 24) / apart }, (_, n) => begin + n * apart);
  const floors = moments.map((at) => ({ at, colleagues: colleaguesAt(asked, at) }));
  return asked.file.teams.map((team) => {
    const open = floors.filter(({ at }) => mayCall(asked, team, at));
    const empty = levels.map((level) => ({
      level,
      moments: open.filter((floor) => reachesNobody(level, team, floor)).map(({ at }) => at),
    }));
    const same = Map.groupBy(
      empty.filter((one) => one.moments.length > 0),
      (one) => one.moments.join(),
    );
    return {
      team,
      unheard: [...same.values()].map((ones) => ({
        levels: ones.map(({ level }) => level),
        moments: ones[0]?.moments ?? [],
        always: ones[0]?.moments.length === open.length,
      })),
    };
  });
}

/** The same as findings of the doctor. */
export const checkHours = (asked: Asked, now: Instant): Finding[] =>
  weekAhead(asked, now).flatMap(({ team, unheard }) =>
    unheard.length === 0
      ? [good(team.name, msg("doctor.hours.good"))]
      : unheard.map((one) =>
          nobody(
            team,
            one.levels,
            one.always ? msg("doctor.hours.always") : spansOf(one.moments, asked.file.timeZone),
          ),
        ),
  );

/** Questions may wait, and never reach everyone. */
export const onlyQuestions = (unheard: readonly Unheard[]): boolean =>
  unheard.every((one) => one.levels.every((level) => level === "question"));

export interface Reached {
  readonly step: number;
  readonly people: readonly Email[];
  readonly timeout: Millis;
}

/** Whom each step of a team's chain would ask at that time. Nobody is asked. */
export function chainAt(
  asked: Asked,
  team: TeamEntry,
  at: Instant,
): { readonly isOpen: boolean; readonly steps: readonly Reached[] } {
  const colleagues = colleaguesAt(asked, at);
  const policy = team.policies.help;
  return {
    isOpen: isTeamOpen(asked.file, team, at),
    steps: policy.steps.map((step, index) => ({
      step: index + 1,
      timeout: step.timeout,
      people: dryRun(
        "help",
        { name: team.name, policies: { ...team.policies, help: { ...policy, steps: [step] } } },
        colleagues,
        at,
      ),
    })),
  };
}

interface FloorAt {
  readonly at: Instant;
  readonly colleagues: readonly Colleague[];
}

const reachesNobody = (level: Level, team: TeamEntry, { at, colleagues }: FloorAt): boolean =>
  dryRun(level, team, colleagues, at).length === 0;

function nobody({ name }: TeamEntry, lacking: readonly Level[], when: Text | SpansValue): Finding {
  const named = lacking.map((level) => msg(`level.${level}`));
  const says = msg("doctor.hours.nobody", { levels: { list: named }, when });
  // A question may wait, and never reaches everyone.
  return lacking.every((level) => level === "question")
    ? note(name, says, msg("doctor.hours.question"))
    : wrong(name, says, msg("doctor.hours.remedy"));
}

function colleaguesAt({ file, rostered: says, lost }: Asked, at: Instant): readonly Colleague[] {
  const open = new Set(file.teams.filter((team) => isTeamOpen(file, team, at)));
  return file.people.map(({ email, languages }) => {
    const supervises = file.teams.filter((team) => team.supervisors.includes(email));
    const teams = [...supervises, ...file.teams.filter((team) => team.agents.includes(email))];
    return {
      person: email,
      supervises: supervises.map(({ name }) => name),
      languages,
      onShift: says(email, at) ?? (teams.length === 0 || teams.some((team) => open.has(team))),
      inBreak: false,
      reachable: !lost.has(email),
      quiet: false,
      busy: false,
    };
  });
}

/** Somebody of the team takes calls then: by the roster, and where it says nothing by the hours. */
function mayCall({ file, rostered: says }: Asked, team: TeamEntry, at: Instant): boolean {
  const isOpen = isTeamOpen(file, team, at);
  return team.agents.length === 0 ? isOpen : team.agents.some((one) => says(one, at) ?? isOpen);
}

const isTeamOpen = ({ timeZone }: OrganisationFile, { hours }: TeamEntry, at: Instant): boolean =>
  hours === undefined || isOpen(hours, at, timeZone);

/** The first of them, such as `Mon 18:00–20:00, Tue 18:00–20:00`, and how many more there are. */
export function spansOf(moments: readonly Instant[], zone: string): Text | SpansValue {
  const found: [from: Instant, to: Instant][] = [];
  for (const at of moments) {
    const last = found.at(-1);
    if (last?.[1] === at) last[1] = at + apart;
    else found.push([at, at + apart]);
  }
  const spans: SpansValue = { spans: found.slice(0, shownSpans), zone };
  const count = found.length - shownSpans;
  return count > 0 ? msg("span.more", { spans, count }) : spans;
}
