import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { stories } from "../support/stories.ts";

const world = stories({
  file: organisationFile.concat("roles: { admins: [dana@acme.test] }\n"),
  lives: { dana: ["slack"], sam: ["slack", "teams"] },
});

test("P2: a test pages on every platform of who is tested, and says where they took it", async () => {
  const { dana, sam } = world();
  const inTeams = world().on("teams", "sam");
  await dana.opensHome();
  await dana.clicksAtHome("Test it now");
  await dana.dialog();
  await dana.submits({ person: await dana.choice("person", "Sam Reyes") });
  await dana.closesDialogs();
  await sam.clicks("Yes, test me");
  for (const one of [sam, inTeams]) await one.hears("Test: press I've got it. Nobody needs help.");
  await world().timePasses(7);
  await inTeams.clicks("I've got it");
  const { words } = await dana.sees("Sam took the test after", "on Teams");
  expect(Number(/after (\d+) seconds/.exec(words)?.[1])).toBeGreaterThanOrEqual(7);
  await sam.sees("Test: you took it after");
  expect(sam.screen()).not.toContain("I've got it");
});
