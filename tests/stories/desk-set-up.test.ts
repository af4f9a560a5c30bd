import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { served, signsIn } from "../support/browse.ts";
import { formsIn, presses, wordsOf } from "../support/desk-forms.ts";
import { counts, documentNow, value, version } from "../support/settings.ts";
import { stories } from "../support/stories.ts";

/** Acme's settings, made by no file any more: Dana and Priya are its admins. Eve and Finn never wrote to us. */
const world = stories({
  file: organisationFile.concat("roles: { admins: [dana@acme.test, priya@acme.test] }\n"),
  goesOnInChat: true,
  env: served,
  people: [
    { account: "U0EVE", name: "Eve", email: "eve@acme.test", tz: "Europe/London" },
    { account: "U0FINN", name: "Finn", email: "finn@acme.test", tz: "Europe/London" },
  ],
});

const setUp = "/desk/set-up";
const billing = `${setUp}?team=Billing`;

/** The form that a button of a page opens. */
async function opens(name: "dana" | "priya", label: string, path = setUp) {
  const browser = await signsIn(world(), name);
  const page = await browser.get(path);
  return { browser, page, form: await presses(browser, page, label) };
}

test("P2: a form on the page saves a version that counts at once", async () => {
  const before = await version(world());
  const { browser, form } = await opens("dana", "Company");
  expect(wordsOf(form)).toContain("Your company");
  const saved = await presses(browser, form, "Save", { "field.duty_phone": "5009" });
  expect(wordsOf(saved)).toContain(`Saved as version ${before + 1}.`);
  await counts(world());
  const { rows } = await world().asOwner("select duty_phone from handrail.organisations");
  expect(rows).toEqual([{ duty_phone: "5009" }]);
  // Back leads to where it began.
  expect(saved.text).toContain('href="/desk/set-up"');
});

test("P2: people are ticked, searched by name, and added by e-mail", async () => {
  const { browser, form } = await opens("dana", "People and hours", billing);
  expect(wordsOf(form)).toContain("Ana Silva ana@acme.test");
  // Enter saves: the first button of the form is no search.
  expect(formsIn(form).find(({ buttons }) => buttons.includes("Save"))?.buttons[0]).toBe("");
  const found = await presses(browser, form, "Search", { find: "agents", "add.agents": "car" });
  expect(wordsOf(found)).toContain("Carla");
  const odd = await presses(browser, form, "Save", { "add.agents": "Zoe Nobody" });
  expect(odd.status).toBe(422);
  expect(wordsOf(odd)).toContain("Nobody here is called Zoe Nobody. Write their e-mail.");
  // A name is anybody's: who is meant is looked at before it counts.
  const looked = await presses(browser, form, "Save", {
    "add.agents": "carla\neve@acme.test, finn@acme.test",
  });
  expect(looked.status).toBe(422);
  expect(wordsOf(looked)).toContain("carla is ticked now. Look at the e-mail, and save.");
  expect(wordsOf(looked)).toMatch(/Carla \w+ carla@acme\.test/);
  const saved = await presses(browser, looked, "Save");
  expect(wordsOf(saved)).toContain("Saved. Try a time");
  await counts(world());
  const document = await documentNow(world());
  for (const who of ["ana", "ben", "carla", "eve", "finn"])
    expect(document).toMatch(new RegExp(`agents:\\s(?:.*\\s)*?.*${who}@acme\\.test`));
  // Who was never found anywhere can be taken out again.
  const again = await opens("dana", "People and hours", billing);
  expect(wordsOf(again.form)).toContain("eve@acme.test");
  const { pairs = [] } = formsIn(again.form).find(({ buttons }) => buttons.includes("Save")) ?? {};
  const agents = pairs.flatMap(([name, value]) => (name === "in.agents" ? [value] : []));
  await presses(again.browser, again.form, "Save", {
    "in.agents": agents.filter((one) => one !== "eve@acme.test" && one !== value("U0EVE")),
  });
  await counts(world());
  const after = await documentNow(world());
  expect([after.includes("eve@acme.test"), after.includes("finn@acme.test")]).toEqual([
    false,
    true,
  ]);
});

test("P2: of two admins at once, the later one reads the other's change, and nothing is lost", async () => {
  const dana = await opens("dana", "Company");
  const priya = await opens("priya", "Company");
  await presses(dana.browser, dana.form, "Save", {
    "field.duty_phone": "5011",
    "field.country": "IE",
  });
  await counts(world());
  const late = await presses(priya.browser, priya.form, "Save", {
    "field.duty_phone": "5012",
    "field.name": "Acme Care",
  });
  expect(late.status).toBe(422);
  expect(wordsOf(late)).toMatch(/Dana saved a change at .*Company. Yours was not saved/);
  expect(wordsOf(late)).toContain("Meanwhile somebody saved: 5011");
  expect(await documentNow(world())).toContain("5011");
  const saved = await presses(priya.browser, late, "Save");
  expect(wordsOf(saved)).toContain("Saved as version");
  await counts(world());
  const document = await documentNow(world());
  for (const kept of ["5012", "Acme Care", "IE"]) expect(document).toContain(kept);
});

test("P2: a mistake keeps what was typed, and a change since then is still noticed", async () => {
  const dana = await opens("dana", "Company");
  const priya = await opens("priya", "Company");
  const wrong = await presses(priya.browser, priya.form, "Save", {
    "field.time_zone": "Mars/Base",
    "field.name": "Acme Care",
  });
  expect(wordsOf(wrong)).toContain("That is no time zone.");
  expect(wrong.text).toContain('value="Acme Care"');
  await presses(dana.browser, dana.form, "Save", { "field.duty_phone": "5021" });
  await counts(world());
  const late = await presses(priya.browser, wrong, "Save", { "field.time_zone": "Europe/Madrid" });
  expect(wordsOf(late)).toContain("Dana saved a change at");
  await presses(priya.browser, late, "Save");
  await counts(world());
  const document = await documentNow(world());
  for (const kept of ["5021", "Acme Care", "Europe/Madrid"]) expect(document).toContain(kept);
});

test("P2: what is too long is said with its limit, and nothing is cut", async () => {
  const before = await version(world());
  const { browser, form } = await opens("dana", "Company");
  const long = "Acme ".repeat(6_000).trim();
  const page = await presses(browser, form, "Save", { "field.name": long });
  expect(page.status).toBe(422);
  expect(wordsOf(page)).toContain("At most 80 characters. You wrote 29,999. Nothing was cut.");
  expect(page.text).toContain(long);
  expect(await version(world())).toBe(before);
});

test("P2: a form with the people of a large team comes through, and is answered as a form", async () => {
  const { browser, form } = await opens("dana", "People and hours", billing);
  const team = Array.from({ length: 2_000 }, (_, number) => `person-${number}@acme.test`);
  const page = await presses(browser, form, "Save", {
    "shown.agents": team.join(","),
    "in.agents": team,
    "add.agents": "zoe@",
  });
  expect(page.status).toBe(422);
  expect(wordsOf(page)).toContain("Nobody here is called zoe@.");
  expect(page.text).toContain("person-1999@acme.test");
});

test("P2: a group that no chat can have is said at its field", async () => {
  const before = await version(world());
  const { browser, form } = await opens("dana", "People and hours", billing);
  for (const group of ["bill\0ing", "x".repeat(81)]) {
    const page = await presses(browser, form, "Save", { "field.group": group });
    expect(page.status).toBe(422);
    // The form has that field on Slack alone.
    const isSaid = /id="field-group-error"[^>]*>Shorten it, and keep it on one line\./.test(
      page.text,
    );
    expect(isSaid).toBe(form.text.includes('id="field-group"'));
  }
  expect(await version(world())).toBe(before);
});

test("P2: a team is made on the page by e-mail alone", async () => {
  const { browser, form } = await opens("dana", "Add a team");
  const saved = await presses(browser, form, "Save", {
    "field.name": "Returns",
    "add.supervisors": "finn@acme.test",
    "add.agents": "eve@acme.test",
  });
  expect(wordsOf(saved)).toContain("Saved. Try a time");
  await counts(world());
  const page = await browser.get(setUp);
  expect(wordsOf(page)).toContain("Returns 1 supervisor, 1 agent; always open");
  const { rows } = await world().asOwner(`
    select email, role from handrail.memberships join handrail.people using (organisation_id, person)
    where team = 'Returns' order by role`);
  expect(rows).toEqual([
    { email: "eve@acme.test", role: "agent" },
    { email: "finn@acme.test", role: "supervisor" },
  ]);
  const bad = await presses(browser, form, "Save", { "field.name": "X", "add.agents": "a@b" });
  expect(wordsOf(bad)).toContain("That is no e-mail: a@b");
});

test("P2: steps, breaks, check-ins and roles are changed on the page", async () => {
  const policy = await opens("dana", "Who is asked", billing);
  await presses(policy.browser, policy.form, "Save", {
    "field.own": "15",
    "add.people": "dana@acme.test",
    "field.everyone": "no",
  });
  await counts(world());
  expect(wordsOf(await policy.browser.get(billing))).toMatch(
    /First Billing's supervisors for 15 seconds\. .*Then Dana for 30 seconds\./,
  );
  const breaks = await opens("dana", "Breaks", billing);
  await presses(breaks.browser, breaks.form, "Save", { "field.phone_code": "AUX 7" });
  await counts(world());
  const care = await opens("dana", "Check-ins");
  const few = await presses(care.browser, care.form, "Save", {
    "field.check_ins": "weekly",
    "add.contacts": "sam@acme.test",
  });
  // What was chosen stands in the form, which says what is missing.
  expect(wordsOf(few)).toContain("Check-ins need two people to turn to. Choose two.");
  await presses(care.browser, few, "Save", {
    "add.contacts": "sam@acme.test, priya@acme.test",
  });
  await counts(world());
  const roles = await opens("dana", "Who may what");
  const none = await presses(roles.browser, roles.form, "Save", { "in.admins": undefined });
  expect(wordsOf(none)).toContain("Keep at least one admin.");
  // The same page sent once more with something else in it is another press.
  await presses(roles.browser, roles.form, "Save", { "add.heads": "carla@acme.test" });
  await counts(world());
  const words = wordsOf(await roles.browser.get(setUp));
  expect(words).toMatch(/Whom people can turn to (?:Sam and Priya|Priya and Sam)/);
  expect(words).toMatch(/Heads of support: causes, figures Carla/);
  expect(await documentNow(world())).toMatch(/phone_code: AUX 7[\s\S]*name: weekly/);
});

test("P2: a time and the whole week are tried on the page", async () => {
  const browser = await signsIn(world(), "dana");
  const page = await browser.get(setUp);
  expect(wordsOf(page)).toContain("Billing: a call reaches somebody at each open hour.");
  const tried = await presses(browser, page, "Show", { "field.time": "17:40" });
  expect(wordsOf(tried)).toMatch(
    /At 17:40, a call from Billing.* 1\. (?:Sam and Priya|Priya and Sam), for \d+ seconds/,
  );
  const odd = await presses(browser, page, "Show", { "field.time": "25" });
  expect([odd.status, wordsOf(odd).includes("Write a time like 17:40.")]).toEqual([422, true]);
});

test("P2: each version has its person and time, and one press on the page goes back", async () => {
  const before = await version(world());
  const { browser, form } = await opens("dana", "Company");
  await presses(browser, form, "Save", { "field.duty_phone": "5031" });
  await counts(world());
  const page = await browser.get(setUp);
  expect(wordsOf(page)).toMatch(new RegExp(`${before + 1}\\. Company: Dana, .*\\d\\d:\\d\\d`));
  const back = await presses(browser, page, `Use version ${before}`);
  expect(wordsOf(back)).toContain(`Saved as version ${before + 2}.`);
  await counts(world());
  expect(await documentNow(world())).not.toContain("5031");
  const listed = await presses(browser, await browser.get(setUp), `Use version ${before + 1}`);
  expect(listed.status).toBe(200);
  await counts(world());
});

test("P2: the settings are saved as handrail.yaml", async () => {
  const browser = await signsIn(world(), "dana");
  const [path = ""] = /files\/settings\/[\w-]+/.exec((await browser.get(setUp)).text) ?? [];
  const file = await browser.get(path);
  expect(file.headers.get("content-disposition")).toBe('attachment; filename="handrail.yaml"');
  expect(file.text).toBe(await documentNow(world()));
  expect((await (await signsIn(world(), "sam")).get(path)).status).toBe(404);
});
