import { policy } from "../../support/given.ts";
import type { Policies } from "../../../src/escalations/policy.ts";
import { minutes } from "../../../src/kernel/time.ts";
import type { Chance } from "./chance.ts";
import { dayBegins } from "./time.ts";

/** Two organisations on two platforms: who is who, planted as a file would. */
export interface Member {
  readonly organisation: string;
  readonly person: string;
  readonly account: string;
  readonly platform: "slack" | "teams";
  readonly workspace: string;
  readonly agent: boolean;
}

export const organisations = ["acme", "other"] as const;

/** Every id of an organisation's people says whose it is. */
const personId = (organisation: number, n: number): string =>
  `${String(organisation + 1).repeat(8)}-0000-4000-8000-${String(n).padStart(12, "0")}`;
const accountId = (organisation: number, n: number): string =>
  `${String(organisation + 1).repeat(8)}-acc0-4000-8000-${String(n).padStart(12, "0")}`;
/** Whose id this is. */
export const idsOf = (organisation: string): RegExp =>
  new RegExp(`${String(organisations.indexOf(organisation as never) + 1).repeat(8)}-`);

/** Rows by their table, in an order in which each finds what it refers to. */
export interface Planted {
  readonly members: readonly Member[];
  readonly rows: Readonly<Record<string, readonly object[]>>;
}

export function membersOf(chance: Chance): Planted {
  const members: Member[] = [];
  const rows = {
    organisations: [] as object[],
    workspaces: [] as object[],
    teams: [] as object[],
    people: [] as object[],
    memberships: [] as object[],
    accounts: [] as object[],
    debrief_wishes: [] as object[],
    timers: [] as object[],
  };
  const begins = new Date(dayBegins).toISOString();
  for (const [number, organisation] of organisations.entries()) {
    const own = { organisation_id: organisation };
    rows.organisations.push({
      ...own,
      revision: 1,
      roster_revision: 0,
      name: organisation,
      time_zone: "Europe/London",
      locale: "en",
      country: "GB",
      duty_phone: "5000",
      file_hash: "none",
      file_version: 1,
      applied_at: begins,
    });
    for (const platform of ["slack", "teams"] as const)
      rows.workspaces.push({
        ...own,
        platform,
        workspace: `${platform} of ${organisation}`,
        state: "active",
      });
    const teams = { Billing: chance.between(2, 4), Deliveries: chance.between(1, 2) };
    let people = 0;
    let accounts = 0;
    for (const [team, supervisors] of Object.entries(teams)) {
      rows.teams.push({
        ...own,
        team,
        listed: true,
        settings: { escalation: policies(chance), ...care(chance) },
      });
      const agents = chance.between(2, 4);
      for (let n = 0; n < supervisors + agents; n++) {
        const person = personId(number, ++people);
        const role = n < supervisors ? "supervisor" : "agent";
        rows.people.push({
          ...own,
          person,
          email: `${people}@${organisation}.test`,
          name: `Person${people} Of${organisation}`,
          languages: chance.happens(0.2) ? ["es"] : [],
          listed: true,
          remote: false,
          channel: "phone",
        });
        rows.memberships.push({ ...own, team, person, role });
        rows.debrief_wishes.push({ ...own, person, wishes: JSON.stringify(wishes(chance)) });
        if (chance.happens(0.5)) rows.timers.push({ ...own, ...invitation(person, chance) });
        const platforms = chance.happens(0.3)
          ? (["slack", "teams"] as const)
          : [chance.pick(["slack", "teams"] as const)];
        for (const platform of platforms) {
          const account = `${platform} ${person}`;
          const workspace = `${platform} of ${organisation}`;
          rows.accounts.push({
            ...own,
            account_id: accountId(number, ++accounts),
            person,
            platform,
            workspace,
            account,
            kind: "member",
            name: person,
            seen_at: begins,
          });
          const agent = role === "agent";
          members.push({ organisation, person, account, platform, workspace, agent });
        }
      }
    }
  }
  return { members, rows };
}

/** Breaks with a limit that is soon reached, and a check-in once a day at some time of it. */
function care(chance: Chance): object {
  const lengths = [5, 10, 20].map((length) => minutes(length));
  return {
    breaks: { lengths, preselect: minutes(10), limit: chance.happens(0.5) ? "auto" : 1 },
    checkIns: [{ cron: `${chance.pick([0, 30])} ${chance.between(6, 20)} * * *` }],
  };
}

/** Some are willing to listen, and some are in the regular rounds. */
const wishes = (chance: Chance) => ({
  willing: chance.happens(0.7),
  rounds: chance.happens(0.3),
  never: [],
  favourites: [],
});

/** To check-ins, as `begin` in src/checkins/store.ts writes it. */
const invitation = (person: string, chance: Chance) => ({
  feature: "checkins",
  subject: person,
  command: "invite",
  due_at: new Date(dayBegins + minutes(chance.between(1, 300))).toISOString(),
});

function policies(chance: Chance): Policies {
  const steps = [
    ["supervisors", chance.between(15, 60)],
    ["everyone", chance.between(20, 90)],
  ] as const;
  const usual = policy(
    chance.happens(0.8) ? steps : steps.slice(0, 1),
    chance.between(0, 2),
    chance.between(20, 180),
  );
  return {
    danger: policy([["everyone", 15]], 1, 30),
    abuse: usual,
    help: usual,
    question: policy([["supervisors", 120]], 1, 600),
  };
}
