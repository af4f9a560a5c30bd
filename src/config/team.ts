import { usualLadder } from "../escalations/boundary/ladder.ts";
import { type Category, categories, isCategory } from "../escalations/categories.ts";
import { minutes } from "../kernel/time.ts";
import { namesOf, policiesOf } from "./escalation.ts";
import { text } from "./fields.ts";
import type { Reading } from "./section.ts";
import * as shape from "./shape.ts";
import type { BreakSettings, Email, Offers, TeamEntry } from "./types.ts";

/** The file's `teams`, checked one by one; those with a fault of their own are left out. */
export function readTeamEntries(
  reading: Reading,
  written: Readonly<Record<string, unknown>>,
): TeamEntry[] {
  const known = new Map<string, string>();
  const teams: { name: string; at: string[]; team: shape.TeamShape }[] = [];
  for (const [key, value] of Object.entries(written)) {
    const at = ["teams", key];
    const name = reading.section(text(60), key, at);
    const team = reading.section(shape.team, value ?? {}, at);
    if (name === undefined) continue;
    const same = known.get(name.toLowerCase());
    if (same !== undefined)
      reading.problem(
        at,
        `is the same team as ${same}`,
        "Keep one of the two: capitals and blanks around a name make no difference.",
      );
    known.set(name.toLowerCase(), key);
    if (team !== undefined) teams.push({ name, at, team });
  }
  // While a team cannot be read its supervisors are not known, and "everyone" may well reach
  // somebody.
  const complete = teams.length === Object.keys(written).length;
  const everyone = [...new Set(teams.flatMap(({ team }) => team.supervisors ?? []))];
  return teams.map(({ name, at, team }) => {
    const agents = team.agents ?? [];
    const supervisors = team.supervisors ?? [];
    if (agents.length + supervisors.length === 0)
      reading.problem(at, "has nobody in it", "List its agents and supervisors by e-mail.");
    const policies = policiesFor(
      reading,
      at,
      name,
      team,
      complete ? everyone : [...everyone, "unknown"],
    );
    checkTwice(reading, at, team);
    return {
      name,
      ...(team.hours === undefined ? {} : { hours: team.hours }),
      agents,
      supervisors,
      policies,
      breaks: breaksOf(reading, at, team.breaks ?? {}),
      offers: offersOf(reading, at, team.offers ?? {}),
      phrases: { apologyFault: team.phrases?.apology_fault },
      ladder: {
        insults: team.ladder?.insults ?? usualLadder.insults,
        threat: team.ladder?.threat ?? usualLadder.threat,
      },
      checkIns: (team.check_ins ?? []).map(({ name, cron, questions }) => ({
        name,
        cron,
        questions: questions ?? "weekly",
      })),
    };
  });
}

function policiesFor(
  reading: Reading,
  at: readonly string[],
  name: string,
  team: shape.TeamShape,
  everyone: readonly Email[],
): TeamEntry["policies"] {
  const { policies, deadEnds, widened } = policiesOf(
    team.escalation,
    team.supervisors ?? [],
    everyone,
  );
  for (const path of new Set(deadEnds.map((end) => JSON.stringify(end.path)))) {
    const ends = deadEnds.filter((end) => JSON.stringify(end.path) === path);
    reading.problem(
      [...at, ...(JSON.parse(path) as string[])],
      `names nobody at all for ${namesOf(ends)}`,
      `Add supervisors: [somebody@example.com] to ${name}, or a step that notifies people by e-mail.`,
    );
  }
  if (widened && deadEnds.length === 0) {
    reading.warn(
      at,
      "has no supervisors, so its questions ask every supervisor of the organisation",
      "Name some under supervisors, or under escalation, levels, question.",
    );
  }
  return policies;
}

function checkTwice(reading: Reading, at: readonly string[], team: shape.TeamShape): void {
  const names = new Set<string>();
  (team.check_ins ?? []).forEach(({ name }, position) => {
    if (names.has(name))
      reading.problem(
        [...at, "check_ins", position],
        `is another check-in called ${name}`,
        "Give each a name of its own.",
      );
    names.add(name);
  });
}

function offersOf(
  reading: Reading,
  team: readonly string[],
  written: Readonly<Record<string, unknown>>,
): Offers {
  const offers: Partial<Record<Category, readonly string[]>> = {};
  for (const [category, list] of Object.entries(written)) {
    const at = [...team, "offers", category];
    const read = reading.section(shape.offers, list, at);
    if (!isCategory(category))
      reading.problem(
        at,
        "is not a category",
        `Known here: ${Object.keys(categories).toSorted().join(", ")}.`,
      );
    else if (read !== undefined) offers[category] = read;
  }
  return offers;
}

/** Defaults: docs/features.md B1. */
function breaksOf(
  reading: Reading,
  at: readonly string[],
  written: NonNullable<shape.TeamShape["breaks"]>,
): BreakSettings {
  const lengths = written.lengths ?? [5, 10, 20, 30].map(minutes);
  const usual = minutes(20);
  const preselect =
    written.preselect ??
    lengths.filter((length) => length <= usual).toSorted((a, b) => b - a)[0] ??
    lengths[0] ??
    usual;
  if (!lengths.includes(preselect))
    reading.problem(
      [...at, "breaks", "preselect"],
      "is not one of the lengths",
      "Choose one of lengths, or add it there.",
    );
  return {
    lengths,
    preselect,
    limit: written.limit ?? "auto",
    ...(written.phone_code === undefined ? {} : { phoneCode: written.phone_code }),
    ...(written.real_time_desk === undefined ? {} : { realTimeDesk: written.real_time_desk }),
  };
}
