import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

const world = stories({ lives: { ana: ["slack", "teams"], sam: ["teams"], priya: ["slack"] } });

test("E15: a practice on one platform tells nobody on the other; asking for help there ends it", async () => {
  const { ana, sam, priya } = world();
  const inTeams = world().on("teams", "ana");
  await ana.types("/handrail help");
  await ana.clicks("Practise");
  await ana.sees("Practice: Asking Alex (pretend).");
  await world().timePasses(6);
  await world().timePasses(12);
  await ana.sees("Practice: Alex (pretend) is with you.");
  for (const other of [inTeams, sam, priya]) {
    expect(other.rings()).toEqual([]);
    expect(other.screen()).not.toContain("Alex");
  }
  await inTeams.types("escalate");
  await sam.hears("Ana needs help now. Billing, phone.");
  await priya.hears("Ana needs help now. Billing, phone.");
  await ana.sees("Practice: It is over.", "You asked for real help.");
});
