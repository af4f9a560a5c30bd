import { afterEach, expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { type World, openWorld } from "../support/story.ts";

/* Whom the file gives no name has the name of their profile, never a part of their address. */

let opened: World | undefined;
afterEach(async () => {
  const refused = opened?.refusals();
  await opened?.stop();
  // oxlint-disable-next-line vitest/no-standalone-expect -- what every story must end with
  expect(refused).toEqual([]);
});

const profile = (account: string, name: string, email: string) => ({
  ...{ account, name, email, tz: "Europe/London", locale: "en-GB" },
});

test("P4: without a name in the file everybody reads the name of the profile, pinned or found by address", async () => {
  const world = await openWorld({
    file: organisationFile
      .replace("name: Ana Silva, ", "")
      .replace("name: Sam Reyes, ", "")
      .replace(", accounts: { slack: U0SAM }", ""),
    people: [
      profile("U0ANA", "Anabel Costa", "ana@acme.test"),
      profile("U0SAM", "Samuel Ortiz", "sam@acme.test"),
    ],
  });
  opened = world;
  const { ana, sam, priya } = world;
  await ana.types("/escalate");
  await ana.sees("Asking Priya and Samuel");
  await priya.hears("Anabel needs help now. Billing, phone.");
  await sam.clicks("I've got it");
  await ana.hears("Samuel has it.");
  await priya.sees("Samuel has it");
});
