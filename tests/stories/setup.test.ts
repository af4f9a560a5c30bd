import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { stories } from "../support/stories.ts";

/** Acme's settings, made by no file any more: Dana is its admin. */
const world = stories({
  file: organisationFile.concat("roles: { admins: [dana@acme.test] }\n"),
  goesOnInChat: true,
});

async function opensSetUp() {
  const { dana } = world();
  await dana.opensHome();
  await dana.clicksAtHome("Set up Handrail");
  return dana.sees("Set-up of Acme Support");
}

test("P2: an admin sees what is in force, and saves a version that counts at once", async () => {
  const { dana } = world();
  const card = await opensSetUp();
  expect(card.words).toContain("Acme Support · Europe/London · GB");
  expect(card.words).toContain("Billing");
  await dana.opens("Company");
  const form = await dana.dialog();
  expect(form.texts["name"]).toBe("Acme Support");
  await dana.submits({ name: "Acme Care", duty_phone: "5001" });
  await dana.isAnswered("Saved as version 2.");
  await dana.closesDialogs();
  await world().settled();
  await dana.sees("Set-up of Acme Care", "Version 2 is in force.");
  const { rows } = await world().asOwner("select name, duty_phone from handrail.organisations");
  expect(rows).toEqual([{ name: "Acme Care", duty_phone: "5001" }]);
});
