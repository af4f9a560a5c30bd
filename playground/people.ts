import type { Someone } from "./protocol.ts";

/** The part of an organisation's file that says who is in it. */
interface Organisation {
  readonly workspaces: { readonly slack: readonly string[]; readonly teams: readonly string[] };
  readonly people: readonly {
    readonly email: string;
    readonly name: string;
    readonly accounts: { readonly slack?: string; readonly teams?: string };
  }[];
  readonly teams: readonly {
    readonly name: string;
    readonly agents: readonly string[];
    readonly supervisors: readonly string[];
  }[];
  readonly wellbeing: { readonly leads: readonly string[] };
}

export interface Player extends Someone {
  readonly email: string;
}

/** A team of samples has this in its name, so that it is read wherever its figures are shown. */
export const isSample = (team: string): boolean => team.endsWith("(samples)");

/**
 * All the people: agents first, in the order of the file's teams; a person on both platforms is
 * there once for each. If the file names no account, one is made up on the platform that the
 * organisation has.
 */
export function playersOf(organisation: Organisation): Player[] {
  const inFile = organisation.teams.flatMap((team) => [...team.agents, ...team.supervisors]);
  return organisation.people
    .flatMap((entry, index) => {
      const agent = organisation.teams.find((team) => team.agents.includes(entry.email));
      const team = agent ?? organisation.teams.find((one) => one.supervisors.includes(entry.email));
      if (team === undefined) return [];
      const role = agent === undefined ? ("supervisor" as const) : ("agent" as const);
      const { name, email } = entry;
      const lead = organisation.wellbeing.leads.includes(email) || undefined;
      return accountsOf(organisation, entry, index).map((account) => ({
        ...account,
        name,
        email,
        role,
        team: team.name,
        lead,
      }));
    })
    .toSorted(
      (a, b) => a.role.localeCompare(b.role) || inFile.indexOf(a.email) - inFile.indexOf(b.email),
    );
}

function accountsOf(
  { workspaces }: Organisation,
  { accounts }: Organisation["people"][number],
  index: number,
): Pick<Someone, "platform" | "account">[] {
  const { slack, teams } = accounts;
  const known = [
    ...(slack === undefined ? [] : [{ platform: "slack" as const, account: slack }]),
    ...(teams === undefined ? [] : [{ platform: "teams" as const, account: teams }]),
  ];
  if (known.length > 0) return known;
  const onTeams = workspaces.slack.length === 0 && workspaces.teams.length > 0;
  return onTeams
    ? [{ platform: "teams", account: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}` }]
    : [{ platform: "slack", account: `U0PLAY${index}` }];
}
