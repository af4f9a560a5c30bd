import { expect, test } from "vitest";
import { type Browser, type Page, served, signsIn } from "../support/browse.ts";
import { dayIn, withHours } from "../support/shifts.ts";
import { stories } from "../support/stories.ts";

/* I2, P1: shifts on the page *People*: changed by who runs a team, swapped by the two who agree. */

const world = stories({ file: withHours, env: served });
const people = "/desk/people";
type Named = "ana" | "ben" | "priya";

const idOf = async (name: Named) => {
  const { rows } = await world().asOwner(
    `select person::text as id from handrail.people where email = '${name}@acme.test'`,
  );
  return String(rows[0]?.["id"]);
};

const from = (path: string) => ({ referer: `${world().app.url}${path}` });
const once = () => crypto.randomUUID();

/** The change as the form sends it, with `values` in place of a day off today. */
const changes = async (browser: Browser, person: string, values: Record<string, string> = {}) =>
  browser.post("/desk/do", {
    ...{ submit: "swaps.change", opened: "swaps.changeForm", back: people, once: once() },
    ...{ "field.person": person, "field.day": await dayIn(world(), 0), "field.how": "off" },
    ...{ "field.from": "", "field.to": "", ...values },
  });

/** *Accept* and its like, as the page has them for this person. */
const buttonsOn = ({ text }: Page) =>
  [
    ...text.matchAll(/name="press" value="(swaps\.\w+)"[\s\S]*?name="subject" value="([^"]+)"/g),
  ].map(([, press = "", subject = ""]) => ({ press, subject }));

/** Who runs the team asks another who does to take a shift. */
async function samAsks() {
  const { sam } = world();
  await sam.types("/shift");
  await sam.isTold("shift until");
  await sam.opens("Swap…");
  const [shift] = Object.values((await sam.dialog()).choices["shift"] ?? {});
  const colleague = await sam.choice("with", "Priya Nair");
  await sam.submits({ shift: shift?.[0] === undefined ? "" : "now", with: colleague, day: "none" });
  await sam.isAnswered("Asked. We tell you what they say.");
  await sam.closesDialogs();
}

test("I2, P1: who runs a team changes a day on the page; they read it in chat", async () => {
  const { ana, priya } = world();
  await world().becomes("Mon", "09:00");
  const browser = await signsIn(world(), "sam");
  const opened = await browser.post(
    "/desk/do",
    { press: "swaps.changeForm", once: once() },
    from(people),
  );
  expect(opened.text).toContain("It counts for that day. A new roster does not undo it.");
  expect(opened.text).toMatch(/<option value=""><\/option>[\s\S]*Ana Silva/);
  expect(opened.text).toContain(`name="back" value="${people}"`);
  const wrong = await changes(browser, await idOf("ana"), {
    ...{ "field.how": "works", "field.from": "late", "field.to": "17:00" },
  });
  expect([wrong.status, wrong.text]).toEqual([
    422,
    expect.stringMatching(/id="field-from-error"[^>]*>Write it like 09:00\.[\s\S]*value="late"/),
  ]);
  const saved = await changes(browser, await idOf("ana"));
  expect(saved.text).toMatch(/<h1>People<\/h1>/);
  expect(saved.text).toContain("Saved. It counts now, and they read it.");
  expect(saved.text).toContain("Sam changed a shift of Ana");
  // A reload says it no more, and changes nothing again.
  expect((await browser.get(people)).text).not.toContain("Saved.");
  await ana.sees("You are off on Monday", "Sam changed it.");
  await priya.sees("Sam changed a shift of Ana");
});

test("I2, P1: nobody changes a shift of another team, of a leaver or of another organisation", async () => {
  const { ana } = world();
  await world().becomes("Mon", "09:00");
  const danas = await signsIn(world(), "dana");
  const forged = await changes(danas, await idOf("ana"));
  expect(forged.text).toContain("Only who runs their team, or an admin, can change this.");
  expect(forged.text).not.toContain("Ana");
  const sams = await signsIn(world(), "sam");
  const foreign = await changes(sams, "00000000-0000-4000-8000-00000000aaaa");
  expect(foreign.text).toContain("They are not here any more.");
  const other = { origin: "https://evil.test", "sec-fetch-site": "cross-site" };
  const values = { submit: "swaps.change", "field.person": await idOf("ana"), once: once() };
  expect((await sams.post("/desk/do", values, other)).status).toBe(403);
  const leaver = await idOf("ben");
  await world().reload(withHours.replace(/^  ben@.*\n/m, "").replace(", ben@acme.test", ""));
  expect((await changes(sams, leaver)).text).toContain("They are not here any more.");
  await world().reload(withHours);
  const { rows } = await world().asOwner("select 1 from handrail.shift_changes");
  expect([rows, ana.screen().includes("changed it")]).toEqual([[], false]);
});

test("I2, P1: what is asked of somebody stands on their page, and one accepts it, on the page or in chat", async () => {
  const { sam, priya } = world();
  await world().becomes("Mon", "09:00");
  await samAsks();
  await priya.sees("Sam asks you to swap shifts");
  const [priyas, sams, danas] = [
    await signsIn(world(), "priya"),
    await signsIn(world(), "sam"),
    await signsIn(world(), "dana"),
  ];
  const page = await priyas.get(people);
  expect(page.text).toContain("Sam asks Priya to swap shifts");
  const [accept, decline] = buttonsOn(page);
  expect([accept?.press, decline?.press]).toEqual(["swaps.accept", "swaps.decline"]);
  expect(buttonsOn(await sams.get(people)).map(({ press }) => press)).toEqual(["swaps.withdraw"]);
  expect((await danas.get(people)).text).not.toContain("asks Priya");
  const subject = accept?.subject ?? "";
  const forged = await danas.post("/desk/do", { press: "swaps.accept", subject, once: once() });
  expect(forged.text).toContain("This was asked of somebody else.");
  // At once from the page and from the chat: it counts once.
  await Promise.all([
    priya.clicks("Accept"),
    priyas.post("/desk/do", { press: "swaps.accept", subject, once: once() }, from(people)),
  ]);
  await sam.sees("Priya works your shift");
  const { rows } = await world().asOwner(
    "select works from handrail.shift_changes order by number",
  );
  expect(rows).toEqual([{ works: false }, { works: true }]);
  const agreed = await sams.get(people);
  expect(agreed.text).toMatch(
    /Nobody asks for a change of shift[\s\S]*Priya works the shift of Sam/,
  );
  const late = await priyas.post("/desk/do", { press: "swaps.accept", subject, once: once() });
  expect(late.text).toContain("Priya has it already");
});

test("I2, P1: who runs the team reads who asks whom, and answers for nobody", async () => {
  const { ana, ben } = world();
  await world().becomes("Mon", "09:00");
  await ana.types("/shift");
  await ana.isTold("shift until");
  await ana.clicks("Take my place");
  await ben.sees("Who can take the place of Ana?");
  const sams = await signsIn(world(), "sam");
  const page = await sams.get(people);
  expect(page.text).toContain("Ana asks who can take their place until");
  expect(buttonsOn(page)).toEqual([]);
  const { rows } = await world().asOwner("select swap::text as id from handrail.swaps");
  const subject = String(rows[0]?.["id"]);
  for (const press of ["swaps.accept", "swaps.withdraw", "swaps.decline"])
    expect((await sams.post("/desk/do", { press, subject, once: once() })).text).toContain(
      "This was asked of somebody else.",
    );
  await ben.clicks("I'll take it");
  await expect
    .poll(async () => (await sams.get(people)).text)
    .toContain("Ben has the place of Ana until");
});
