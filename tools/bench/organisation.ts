/*
 * The organisation that is measured: teams of ten agents and two supervisors. Every agent's name is
 * a number that occurs only in their pages. So the double of Slack knows which agent a page is
 * about.
 */

export const workspace = "T0BENCH00";

export interface Team {
  /** Slack accounts. */
  readonly agents: readonly string[];
  readonly supervisors: readonly string[];
}

export interface Organisation {
  readonly yaml: string;
  readonly teams: readonly Team[];
  /** Slack accounts, one of each team after another: two that follow are of different teams. */
  readonly agents: readonly string[];
}

const numbered = (number: number) => String(number).padStart(4, "0");
const accountOf = (name: string) => `U0${name}`;

/** The agent that a text of Slack's is about: `A0001`. */
export const agentNamed = /\bA\d{4}\b/;
export const nameOf = (account: string): string => account.slice(2);
export const isAgent = (account: string): boolean => account.startsWith("U0A");

/** Where its people are: the file's line for their workspaces, and the account of each. */
export interface Where {
  readonly workspaces: string;
  readonly account: (name: string) => string;
}
const onSlack: Where = {
  workspaces: `slack: [${workspace}]`,
  account: (name) => `slack: ${accountOf(name)}`,
};

const agentsInTeam = 10;

/** @param teamCount such that there are 10,000 agents at most */
export function makeOrganisation(teamCount: number, where: Where = onSlack): Organisation {
  const people: string[] = [];
  const written: string[] = [];
  const teams: Team[] = [];
  const person = (name: string) => {
    const details = `name: "${name} Bench", channel: phone, extension: "${name}"`;
    people.push(`  ${mail(name)}: { ${details}, accounts: { ${where.account(name)} } }`);
    return name;
  };
  const supervisorsOf = (team: number) => [`S${numbered(team * 2)}`, `S${numbered(team * 2 + 1)}`];
  for (let team = 0; team < teamCount; team++) {
    const supervisors = supervisorsOf(team).map(person);
    const agents = Array.from({ length: agentsInTeam }, (_, index) =>
      person(`A${numbered(team * agentsInTeam + index)}`),
    );
    const next = supervisorsOf((team + 1) % teamCount);
    teams.push({ agents: agents.map(accountOf), supervisors: supervisors.map(accountOf) });
    // Long steps: during a measurement none is due but those that it plants.
    written.push(`  Team ${numbered(team)}:
    hours: "Mon-Sun 00:00-24:00"
    supervisors: [${supervisors.map(mail).join(", ")}]
    agents: [${agents.map(mail).join(", ")}]
    escalation:
      steps:
        - { notify: supervisors, timeout: 5m }
        - { notify: [${mail(next[0] ?? "")}], timeout: 10m }
      repeat: 1
      join_within: 10m`);
  }
  const yaml = `organisation:
  { id: bench, name: Bench, time_zone: Europe/London, country: GB, locale: en, duty_phone: "5000" }
workspaces: { ${where.workspaces} }
people:
${people.join("\n")}
teams:
${written.join("\n")}
`;
  const agents = Array.from({ length: agentsInTeam }, (_, index) =>
    teams.flatMap((team) => team.agents[index] ?? []),
  ).flat();
  return { yaml, teams, agents };
}

const mail = (name: string) => `${name.toLowerCase()}@b.test`;
