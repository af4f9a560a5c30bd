import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { accountOf, trierOf } from "../support/doors.ts";
import { documentNow, goesOn } from "../support/settings.ts";
import { stories } from "../support/stories.ts";

/** A file describes Acme: it is the truth. Dana is its admin. */
const world = stories({ file: organisationFile.concat("roles: { admins: [dana@acme.test] }\n") });

test("P2: where a file is given, chat shows what it says and changes nothing", async () => {
  const { dana } = world();
  const before = await documentNow(world());
  await dana.opensHome();
  await dana.clicksAtHome("Set up Handrail");
  const card = await dana.sees("Set-up of Acme Support");
  expect(card.words).toContain("These settings come from a file.");
  expect(card.buttons).not.toContain("Company");
  await goesOn(dana, "As a file");
  expect(Object.values((await dana.dialog()).texts).join("\n")).toContain("name: Acme Support");
  await dana.closesDialogs();
  // By the words that a button would carry.
  const trier = await trierOf(world(), dana, accountOf("dana"), {});
  await trier.submit("setup.organisation", undefined, { name: "Mine", time_zone: "UTC" }, "1");
  await world().settled();
  expect(await documentNow(world())).toBe(before);
});

test("P2: who is no admin has no button, and changes nothing by its words", async () => {
  const { sam } = world();
  const before = await documentNow(world());
  await sam.opensHome();
  expect(sam.home().buttons).not.toContain("Set up Handrail");
  const trier = await trierOf(world(), sam, accountOf("sam"), {});
  await trier.press("setup.open", undefined);
  await trier.press("setup.code", undefined);
  const said = await trier.submit("setup.roles", undefined, { admins: "U0SAM" }, "1");
  await world().settled();
  expect(`${said} ${sam.screen()} ${sam.client.dialog()?.words ?? ""}`).toContain(
    "Only admins can do that.",
  );
  expect(await documentNow(world())).toBe(before);
  expect((await world().asOwner("select 1 from handrail.join_codes")).rows).toEqual([]);
});
