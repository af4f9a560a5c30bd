import type { PersonId } from "../kernel/ids.ts";
import { supportOf } from "../people/support.ts";
import type { Organisation, Person } from "../runtime/directory/organisation.ts";

/** What is needed to say who somebody is to others. */
export type Known = Pick<Organisation, "people" | "teams" | "supervisors" | "admins">;

/** Whom a row is about: only those read it of whom it can be true. */
export type Self = "anybody" | "agent" | "supervisor" | "contact" | "head" | "admin";

/** People who may read somebody's name; `everybody` where it depends on who asks or says yes. */
export const audiences = {
  /** Who runs a team of theirs. */
  team: ({ people }: Known, me: Person) => {
    const teams = teamsOf(me);
    return listed(people).filter(({ supervises }) =>
      supervises.some((team) => teams.includes(team)),
    );
  },
  /** Who may be asked when they call for help: who runs any team, and who is named in a policy. */
  helpers: ({ people, teams, supervisors }: Known, me: Person) => {
    const named = teamsOf(me).flatMap((team) => namedIn(teams.get(team)?.settings["escalation"]));
    return listed(people).filter(({ id }) => supervisors.includes(id) || named.includes(id));
  },
  /** The real-time desk of the teams they take calls in. */
  desk: ({ people, teams }: Known, me: Person) => {
    const desk = me.agentOf.flatMap(
      (team) =>
        (
          teams.get(team)?.settings["breaks"] as
            | { readonly realTimeDesk?: readonly PersonId[] }
            | undefined
        )?.realTimeDesk ?? [],
    );
    return listed(people).filter(({ id }) => desk.includes(id));
  },
  contacts: (known: Known) => {
    const { contacts } = supportOf(known);
    return listed(known.people).filter(({ id }) => contacts.includes(id));
  },
  heads: (known: Known) => {
    const { heads } = supportOf(known);
    return listed(known.people).filter(({ id }) => heads.includes(id));
  },
  leads: (known: Known) => {
    const { leads } = supportOf(known);
    return listed(known.people).filter(({ id }) => leads.includes(id));
  },
  /** Who sets up teams and who is asked. */
  admins: ({ people, admins = [] }: Known) =>
    listed(people).filter(({ id }) => admins.includes(id)),
  /** Who is asked for help beside them, as somebody who may be asked. */
  besideThem: ({ people, teams, supervisors }: Known) => {
    const named = [...teams.values()].flatMap(({ settings }) => namedIn(settings["escalation"]));
    return listed(people).filter(({ id }) => supervisors.includes(id) || named.includes(id));
  },
  partner: ({ people }: Known) => listed(people),
  callers: ({ people }: Known) => listed(people),
  promisers: ({ people }: Known) => listed(people),
  swappers: ({ people }: Known) => listed(people),
  seekers: ({ people }: Known) => listed(people),
  colleagues: ({ people }: Known) => listed(people),
} as const satisfies Readonly<Record<string, (known: Known, me: Person) => Person[]>>;

export type Audience = keyof typeof audiences;

/** Told by what they do, not by name: any colleague may be one of them. */
export const byRole: ReadonlySet<Audience> = new Set([
  "partner",
  "callers",
  "promisers",
  "swappers",
  "seekers",
  "colleagues",
]);

export function isSelf(known: Known, me: Person, self: Self): boolean {
  switch (self) {
    case "anybody":
      return true;
    case "agent":
      return teamsOf(me).length > 0;
    case "supervisor":
      return audiences.besideThem(known).some(({ id }) => id === me.id);
    case "head":
      return supportOf(known).heads.includes(me.id);
    case "admin":
      return (known.admins ?? []).includes(me.id);
    case "contact":
      return supportOf(known).contacts.includes(me.id);
  }
}

const teamsOf = ({ agentOf, supervises }: Person) => [...agentOf, ...supervises];

const listed = (people: Known["people"]): Person[] =>
  [...people.values()].filter((one) => one.listed);

/** People whom a step of a team's policies names, at any level. */
function namedIn(policies: unknown): PersonId[] {
  const known = (policies ?? {}) as Readonly<
    Record<
      string,
      { readonly steps?: readonly { readonly notify: string | readonly PersonId[] }[] }
    >
  >;
  return Object.values(known)
    .flatMap(({ steps }) => steps ?? [])
    .flatMap(({ notify }) => (typeof notify === "string" ? [] : notify));
}
