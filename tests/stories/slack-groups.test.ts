import { describe, expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { addsTeam, agentsOf, counts, documentNow } from "../support/settings.ts";
import { stories } from "../support/stories.ts";

/*
 * A team of a user group or of a channel, on Slack alone: its people are looked up through Slack's own
 * calls, a page at a time. Dana sets up; nobody of the newcomers ever wrote to us.
 */

const newcomers = Array.from({ length: 12 }, (_, at) => ({
  ...{ account: `U0N${at}`, name: `Nia${at}`, email: `nia${at}@acme.test`, tz: "Europe/London" },
}));
const others = [
  { account: "U0GUEST", name: "Gus", email: "gus@acme.test", kind: "guest" as const },
  { account: "U0GONE", name: "Gil", email: "gil@acme.test", kind: "deactivated" as const },
];
const setup = {
  file: organisationFile.concat("roles: { admins: [dana@acme.test] }\n"),
  goesOnInChat: true,
  people: [...newcomers, ...others],
};
const accounts = (from: number, to: number) =>
  newcomers.slice(from, to).map(({ account }) => account);

describe("with the scopes", () => {
  const world = stories(setup);
  const addresses = (from: number, to: number) =>
    newcomers
      .slice(from, to)
      .map(({ email }) => email)
      .toSorted();

  test("P2: a user group becomes a team: its members may call, guests and leavers are not among them", async () => {
    const { dana, sam, slack } = world();
    slack.userGroup("returns-team", [...accounts(0, 3), "U0GUEST", "U0GONE"]);
    await addsTeam(dana, { name: "Returns", group: "@Returns-Team" });
    await counts(world());
    expect(await agentsOf(world(), "Returns")).toEqual(addresses(0, 3));
    await world().somebody("U0N2").types("/escalate");
    await sam.hears("Nia2 needs help now. Returns.");
  });

  test("P2: a channel becomes a team, however many pages Slack needs to name its people", async () => {
    const { dana, sam, slack } = world();
    slack.channel("C0ORDERS", [...accounts(0, 12), "U0GUEST"]);
    await addsTeam(dana, { name: "Orders", channel: "C0ORDERS" });
    await counts(world());
    expect(await agentsOf(world(), "Orders")).toEqual(addresses(0, 12));
    expect(slack.calls("conversations.members")).toHaveLength(3);
    await world().somebody("U0N11").types("/escalate");
    await sam.hears("Nia11 needs help now. Orders.");
    expect(await documentNow(world())).toContain("nia11@acme.test");
  });

  test("P2: a group that nobody has is said, and the version before goes on", async () => {
    const { dana } = world();
    await addsTeam(dana, { name: "Nobody", group: "no-such-group" });
    await dana.sees("does not count yet", "Nobody was found in that group or channel.");
    expect(await agentsOf(world(), "Nobody")).toEqual([]);
  });
});

describe("without the scopes", () => {
  const world = stories({
    ...setup,
    withheld: ["usergroups:read", "channels:read", "groups:read"],
  });

  test("P2: a group that we may not read is said as a group, a channel as a channel", async () => {
    const { dana, slack } = world();
    slack.userGroup("returns-team", accounts(0, 3));
    await addsTeam(dana, { name: "Returns", group: "returns-team" });
    await dana.sees("does not count yet", "We may not read groups.");
    await dana.closesDialogs();
    slack.channel("C0ORDERS", accounts(0, 3));
    await addsTeam(dana, { name: "Orders", channel: "C0ORDERS" });
    await dana.sees("does not count yet", "We may not read that channel.");
  });
});
