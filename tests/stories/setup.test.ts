import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { accountOf, trierOf } from "../support/doors.ts";
import type { Somebody } from "../support/person.ts";
import { counts, documentNow, fills, goesOn, value, version } from "../support/settings.ts";
import { dayIn } from "../support/shifts.ts";
import { stories } from "../support/stories.ts";

/** Acme's settings, made by no file any more: Dana and Priya are its admins. Eve and Finn never wrote to us. */
const world = stories({
  file: organisationFile.concat("roles: { admins: [dana@acme.test, priya@acme.test] }\n"),
  goesOnInChat: true,
  people: [
    { account: "U0EVE", name: "Eve", email: "eve@acme.test", tz: "Europe/London" },
    { account: "U0FINN", name: "Finn", email: "finn@acme.test", tz: "Europe/London" },
  ],
});

async function opensSetUp(who: Somebody) {
  await who.opensHome();
  await who.clicksAtHome("Set up Handrail");
  return who.sees("Set-up of Acme");
}

test("P2: the very first change can be taken back, too", async () => {
  const { dana } = world();
  await opensSetUp(dana);
  const before = await version(world());
  await dana.opens("Company");
  await fills(dana, { duty_phone: "5009" });
  await dana.isAnswered(`Saved as version ${before + 1}.`);
  await counts(world());
  await dana.closesDialogs();
  await goesOn(dana, "Versions");
  await dana.isAnswered(`${before}. From a file,`);
  await goesOn(dana, `Use version ${before}`);
  await dana.isAnswered(`Saved as version ${before + 2}.`);
  await counts(world());
});

test("P2: an admin sees what is in force, and saves a version that counts at once", async () => {
  const { dana } = world();
  const before = await version(world());
  const card = await opensSetUp(dana);
  expect(card.words).toContain("Acme Support · Europe/London · United Kingdom");
  expect(card.words).toContain("2 supervisors, 2 agents");
  await dana.opens("Company");
  expect((await dana.dialog()).texts["name"]).toBe("Acme Support");
  await fills(dana, { name: "Acme Care", duty_phone: "5001" });
  await dana.isAnswered(`Saved as version ${before + 1}.`);
  await counts(world());
  await dana.sees("Set-up of Acme Care", `Version ${before + 1} is in force.`);
  const { rows } = await world().asOwner("select name, duty_phone from handrail.organisations");
  expect(rows).toEqual([{ name: "Acme Care", duty_phone: "5001" }]);
});

test("P2: each change has its person and time, and a press goes back to an earlier one", async () => {
  const { dana } = world();
  await opensSetUp(dana);
  const first = await version(world());
  for (const phone of ["5002", "5003"]) {
    await dana.opens("Company");
    await fills(dana, { duty_phone: phone });
    await dana.isAnswered("Saved as version");
    await counts(world());
    await dana.closesDialogs();
  }
  await goesOn(dana, "Versions");
  await dana.isAnswered(`${first + 2}. Company: Dana,`);
  await goesOn(dana, `Use version ${first + 1}`);
  await dana.isAnswered(`Saved as version ${first + 3}.`);
  await counts(world());
  const { rows } = await world().asOwner("select duty_phone from handrail.organisations");
  expect(rows).toEqual([{ duty_phone: "5002" }]);
});

test("P2: going back to a version that no number counts is answered in one sentence", async () => {
  const { dana } = world();
  const before = await version(world());
  const trier = await trierOf(world(), dana, accountOf("dana"), {});
  for (const to of ["9999999999999999999999", "0.9999999999999999999999", "1e21", "-1"]) {
    const said = await trier.press("setup.undo", undefined, `${before}.${to}`);
    await world().settled();
    expect(`${said} ${dana.screen()} ${dana.client.dialog()?.words ?? ""}`).toContain(
      "That version is gone. Nothing was changed.",
    );
    await dana.closesDialogs();
  }
  expect(await version(world())).toBe(before);
});

test("P2: people who never wrote to us become a team in one form, and a call reaches its supervisor", async () => {
  const { dana } = world();
  const [eve, finn] = ["U0EVE", "U0FINN"].map((account) => world().somebody(account));
  await opensSetUp(dana);
  await goesOn(dana, "Your teams");
  await goesOn(dana, "Add a team");
  await fills(dana, {
    name: "Returns",
    supervisors: value("U0FINN"),
    agents: value("U0EVE"),
    hours: "Mon-Sun 00:00-24:00",
  });
  await dana.isAnswered("Saved. Try a time");
  await counts(world());
  // Known by their address from now on, so that they are found on another platform too.
  expect(await documentNow(world())).toContain("eve@acme.test");
  await eve?.types("/escalate");
  await eve?.sees("Asking");
  await finn?.hears("Eve needs help now. Returns.");
});

test("P2: the policy in words, changed by a form", async () => {
  const { dana } = world();
  await opensSetUp(dana);
  await goesOn(dana, "Your teams");
  await goesOn(dana, "Billing");
  await dana.isAnswered("Supervisors: Sam and Priya");
  await goesOn(dana, "Who is asked");
  await fills(dana, {
    own: "15",
    people: value("U0DANA"),
    next: "30",
    everyone: "no",
    repeat: "0",
  });
  await dana.isAnswered("Saved as version");
  await counts(world());
  await dana.closesDialogs();
  await goesOn(dana, "Your teams");
  await goesOn(dana, "Billing");
  await dana.isAnswered("First Billing's supervisors for 15 seconds.");
  await dana.isAnswered("Then Dana for 30 seconds.");
  await dana.isAnswered("Then nobody else.");
});

test("P2: of two admins at once, the second reads what the first has changed, and nothing is lost", async () => {
  const { dana, priya } = world();
  await opensSetUp(dana);
  await opensSetUp(priya);
  await dana.opens("Company");
  await priya.opens("Company");
  await fills(dana, { duty_phone: "5011" });
  await dana.isAnswered("Saved as version");
  await fills(priya, { duty_phone: "5012" });
  await priya.isAnswered("Dana saved a change at ");
  await counts(world());
  expect(await documentNow(world())).toContain("5011");
});

test("P2: what does not fit is said at its field or in a sentence, and nothing is saved", async () => {
  const { dana } = world();
  const before = await version(world());
  await opensSetUp(dana);
  await dana.opens("Company");
  await fills(dana, { name: "Acme", time_zone: "Mars/Base", country: "XX" });
  const { errors, words } = await dana.dialog();
  const said = `${Object.values(errors).join(" ")} ${words}`;
  expect(said).toContain("That is no time zone. Write it like Europe/London.");
  expect(said).toContain("Write the two letters of your country");
  await dana.closesDialogs();
  await goesOn(dana, "Your teams");
  await goesOn(dana, "Add a team");
  await fills(dana, { name: "Billing", supervisors: value("U0SAM") });
  await dana.isAnswered("There is a team of this name.");
  await dana.closesDialogs();
  await goesOn(dana, "Your teams");
  await goesOn(dana, "Add a team");
  await fills(dana, { name: "Empty" });
  await dana.isAnswered("Nobody would be asked.");
  await dana.closesDialogs();
  await goesOn(dana, "Check-ins");
  await fills(dana, { check_ins: "weekly", contacts: value("U0SAM") });
  await dana.isAnswered("Check-ins need two people to turn to.");
  await dana.closesDialogs();
  await goesOn(dana, "Who may what");
  await fills(dana, { admins: "" });
  await dana.isAnswered("Keep at least one admin.");
  expect(await version(world())).toBe(before);
});

test("P2: check-ins begin with two people to turn to", async () => {
  const { dana } = world();
  await opensSetUp(dana);
  await goesOn(dana, "Check-ins");
  await fills(dana, { check_ins: "weekly", contacts: `${value("U0SAM")},${value("U0PRIYA")}` });
  await dana.isAnswered("Saved as version");
  await counts(world());
  expect(await documentNow(world())).toMatch(/check_ins:\s+- name: weekly/);
});

test("P2: whom a call would reach at a time of today, and a week with the hours that reach nobody", async () => {
  const { dana } = world();
  await opensSetUp(dana);
  await goesOn(dana, "Try a time");
  await fills(dana, { team: "0", time: "17:40" });
  await dana.isAnswered("At 17:40, a call from Billing");
  expect((await dana.dialog()).words).toMatch(
    /1\. (?:Sam and Priya|Priya and Sam), for \d+ seconds/,
  );
  await goesOn(dana, "The whole week");
  await dana.isAnswered("The next seven days, each half hour.");
  expect((await dana.dialog()).words).toContain("Billing: ");
  await dana.closesDialogs();
  await goesOn(dana, "Try a time");
  await fills(dana, { team: "0", time: "25" });
  const { errors, words } = await dana.dialog();
  expect(`${Object.values(errors).join(" ")} ${words}`).toContain("Write a time like 17:40.");
});

test("P2: whom a call would reach goes by the roster: who is off that day is not among them", async () => {
  const { dana, sam } = world();
  await sam.types("/shift");
  await sam.isTold("You are on shift");
  await sam.opens("Change a shift");
  const day = await dayIn(world(), 0);
  const person = await sam.choice("person", "Priya Nair");
  await sam.submits({ person, day, how: "off", from: "", to: "" });
  await sam.isAnswered("Saved. It counts now, and they read it.");
  await sam.closesDialogs();
  await opensSetUp(dana);
  await goesOn(dana, "Try a time");
  await fills(dana, { team: "0", time: "23:40" });
  await dana.isAnswered("At 23:40, a call from Billing");
  expect((await dana.dialog()).words).toMatch(/1\. Sam, for \d+ seconds/);
});

test("P2: the settings as handrail.yaml, to copy", async () => {
  const { dana } = world();
  await opensSetUp(dana);
  await goesOn(dana, "As a file");
  const text = Object.values((await dana.dialog()).texts).join("\n");
  expect(text).toContain("supervisors:");
  expect(text).toContain("admins:");
});

test("P8: Check set-up says what is good, worth knowing or wrong, each with its remedy", async () => {
  const { dana } = world();
  await opensSetUp(dana);
  await goesOn(dana, "Check set-up");
  const { words } = await dana.dialog();
  expect(words).toContain("Check set-up");
  expect(words).toMatch(/Billing: a call reaches somebody/);
});
