import { expect, test } from "vitest";
import { accounts, objectId } from "../support/cast.ts";
import { stories } from "../support/stories.ts";

/* What Teams refuses once, it does not refuse for good. */

const teams = ["teams"] as const;
const world = stories({
  lives: { ana: teams, ben: teams, carla: teams, sam: teams, priya: teams, dana: teams },
});
const page = "Ana needs help now. Billing, phone.";
const blocked = async () => {
  const { rows } = await world().asOwner(
    "select count(*)::int as n from handrail.accounts where blocked is not null",
  );
  return rows[0]?.["n"];
};

test.each([["ServiceErrorOfToday"], ["Unknown"], ["Forbidden"]])(
  "a single 403 %s for every supervisor: each is asked a moment later, and nobody is left out",
  async (error) => {
    const { ana, sam, priya } = world();
    world().troubleInTeams({
      method: "sendToConversation",
      account: objectId(accounts.sam),
      how: { error },
    });
    world().troubleInTeams({
      method: "sendToConversation",
      account: objectId(accounts.priya),
      how: { error },
    });
    await ana.types("escalate");
    await sam.hears(page);
    await priya.hears(page);
    expect(sam.messages().map(({ words }) => words)).not.toContain("Sent again");
    expect(await blocked()).toBe(0);
    await ana.sees("Asking Priya and Sam.");
  },
);

test("somebody blocked the bot: the other is asked, and the receipt says so", async () => {
  const { ana, priya } = world();
  const trouble = world().troubleInTeams({
    ...{ method: "sendToConversation", account: objectId(accounts.sam), count: Infinity },
    how: { error: "ConversationBlockedByUser" },
  });
  await ana.types("escalate");
  await priya.hears(page);
  await world().settled();
  expect(await blocked()).toBe(1);
  await ana.sees("Asking Priya.");
  trouble.stop();
});
