import { policy } from "../world/given.ts";
import type { Policies } from "../../src/escalations/policy.ts";
import { minutes } from "../../src/kernel/time.ts";
import type { Chance } from "./chance.ts";
import { type Shelf, timerKey } from "./memory/rows.ts";
import type { Server } from "./memory/server.ts";
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

export function plantHouse(server: Server, chance: Chance): Member[] {
  const members: Member[] = [];
  for (const [number, organisation] of organisations.entries()) {
    const shelf = server.shelf(organisation);
    const own = { organisation_id: organisation };
    const nothing = { time_zone: null, locale: null };
    shelf.organisations.plant("one", {
      ...own,
      revision: 1,
      name: organisation,
      time_zone: "Europe/London",
      locale: "en",
      country: "GB",
      duty_phone: "5000",
    });
    for (const platform of ["slack", "teams"] as const)
      shelf.workspaces.plant(platform, {
        ...own,
        platform,
        workspace: `${platform} of ${organisation}`,
        state: "active",
      });
    const teams = { Billing: chance.between(2, 4), Deliveries: chance.between(1, 2) };
    let people = 0;
    let accounts = 0;
    for (const [team, supervisors] of Object.entries(teams)) {
      shelf.teams.plant(team, {
        ...own,
        team,
        listed: true,
        settings: { escalation: policies(chance), ...care(chance) },
      });
      const agents = chance.between(2, 4);
      for (let n = 0; n < supervisors + agents; n++) {
        const person = personId(number, ++people);
        const role = n < supervisors ? "supervisor" : "agent";
        const languages = chance.happens(0.2) ? ["es"] : [];
        shelf.people.plant(person, {
          ...{
            ...own,
            ...nothing,
            person,
            email: `${people}@${organisation}.test`,
            name: `Person${people} Of${organisation}`,
            languages,
            listed: true,
          },
          ...{ remote: false, desk: null, extension: null, channel: "phone", join_url: null },
        });
        shelf.memberships.plant(`${team} ${person}`, { ...own, team, person, role });
        lookedAfter(shelf, organisation, person, chance);
        const platforms = chance.happens(0.3)
          ? (["slack", "teams"] as const)
          : [chance.pick(["slack", "teams"] as const)];
        for (const platform of platforms) {
          const id = accountId(number, ++accounts);
          const account = `${platform} ${person}`;
          shelf.accounts.plant(id, {
            ...{
              ...own,
              ...nothing,
              account_id: id,
              person,
              platform,
              workspace: `${platform} of ${organisation}`,
              account,
              kind: "member",
              name: person,
            },
            ...{ route: null, quiet_until: null, blocked: null },
          });
          members.push({
            organisation,
            person,
            account,
            platform,
            workspace: `${platform} of ${organisation}`,
            agent: role === "agent",
          });
        }
      }
    }
  }
  return members;
}

/** Breaks with a limit that is soon reached, and a check-in once a day at some time of it. */
function care(chance: Chance): object {
  const lengths = [5, 10, 20].map((length) => minutes(length));
  return {
    breaks: { lengths, preselect: minutes(10), limit: chance.happens(0.5) ? "auto" : 1 },
    checkIns: [{ cron: `${chance.pick([0, 30])} ${chance.between(6, 20)} * * *` }],
  };
}

/** Some are willing to listen, some are in the rounds; and half of them are to be invited to check-ins (checkins/store.ts `begin`). */
function lookedAfter(shelf: Shelf, organisation_id: string, person: string, chance: Chance): void {
  const wishes = {
    willing: chance.happens(0.7),
    rounds: chance.happens(0.3),
    never: [],
    favourites: [],
  };
  shelf.wishes.plant(person, { person, wishes: JSON.stringify(wishes) });
  if (chance.happens(0.5)) return;
  const invitation = { organisation_id, feature: "checkins", subject: person, command: "invite" };
  shelf.timers.plant(timerKey(invitation), {
    ...invitation,
    due_at: dayBegins + minutes(chance.between(1, 300)),
  });
}

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
