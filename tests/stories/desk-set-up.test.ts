import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { served, signsIn } from "../support/browse.ts";
import { formsIn, presses, wordsOf } from "../support/desk-forms.ts";
import { counts, documentNow, version } from "../support/settings.ts";
import { stories } from "../support/stories.ts";

/** Acme's settings, made by no file any more: Dana and Priya are its admins. Eve never wrote to us. */
const world = stories({
  file: organisationFile.concat("roles: { admins: [dana@acme.test, priya@acme.test] }\n"),
  goesOnInChat: true,
  env: served,
});

/** The form that these buttons lead to, one after the other. */
async function opens(name: "dana" | "priya", ...labels: string[]) {
  const browser = await signsIn(world(), name);
  let form = await browser.get("/desk/set-up");
  for (const label of labels) form = await presses(browser, form, label);
  return { browser, form };
}
const people = ["Your teams", "Billing", "People and hours"];

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
  const { browser, form } = await opens("dana", ...people);
  expect(wordsOf(form)).toContain("Ana Silva ana@acme.test");
  // Enter saves: the first button of the form is no search.
  expect(formsIn(form).find(({ buttons }) => buttons.includes("Save"))?.buttons[0]).toBe("");
  const found = await presses(browser, form, "Search", { find: "agents", "add.agents": "car" });
  expect(wordsOf(found)).toContain("Carla");
  const odd = await presses(browser, form, "Save", { "add.agents": "Zoe Nobody" });
  expect(odd.status).toBe(422);
  expect(wordsOf(odd)).toContain("Nobody here is called Zoe Nobody. Write their e-mail.");
  const saved = await presses(browser, form, "Save", {
    "add.agents": "carla\neve@acme.test, finn@acme.test",
  });
  expect(wordsOf(saved)).toContain("Saved. Try a time");
  await counts(world());
  const document = await documentNow(world());
  for (const who of ["ana", "ben", "carla", "eve", "finn"])
    expect(document).toMatch(new RegExp(`agents:\\s(?:.*\\s)*?.*${who}@acme\\.test`));
  // Who was never found anywhere can be taken out again.
  const again = await opens("dana", ...people);
  expect(wordsOf(again.form)).toContain("eve@acme.test");
  const { pairs = [] } = formsIn(again.form).find(({ buttons }) => buttons.includes("Save")) ?? {};
  const agents = pairs.flatMap(([name, value]) => (name === "in.agents" ? [value] : []));
  await presses(again.browser, again.form, "Save", {
    "in.agents": agents.filter((one) => one !== "eve@acme.test"),
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
