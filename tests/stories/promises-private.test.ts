import { beforeEach, expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { accountOf, trierOf } from "../support/doors.ts";
import { tidied } from "../support/forget.ts";
import { rowsOf, tooOld } from "../support/retention.ts";
import type { Somebody } from "../support/person.ts";
import { stories } from "../support/stories.ts";

/* What is kept of promises, for whom and how long. It is Monday, 10:00 in London, in every story. */
const file = organisationFile.replace(
  "agents: [ana@acme.test, ben@acme.test]",
  "agents: [ana@acme.test, ben@acme.test, carla@acme.test, eve@acme.test, finn@acme.test]",
);
const world = stories({ file });
beforeEach(() => world().becomes("Mon", "10:00"));

async function promises(words: string): Promise<void> {
  const { ana } = world();
  await ana.types(`/promise ${words}`);
  await ana.clicks("Keep it");
  await ana.isTold("Saved.");
}

/** The one promise there is, as a button names it. */
async function promised() {
  const { rows } = await world().asOwner("select promise::text as id from handrail.promises");
  return { feature: "promises", subject: String(rows[0]?.["id"]), view: "promise", occasion: "p0" };
}

/** Presses on in my data: on Slack a private sentence follows the press, in Teams a dialog. */
async function goes(label: string, to: string): Promise<void> {
  const { ana } = world();
  if (ana.client.dialog() === undefined) await ana.clicks(label);
  else await ana.clicksInDialog(label);
  await ana.isAnswered(to);
}

async function toMyData(): Promise<void> {
  const { ana } = world();
  await ana.closesDialogs();
  await ana.types("/handrail");
  await goes("My data", "We keep your name");
}

/** Ana's own copy, as JSON. */
async function copy(): Promise<string> {
  const { ana } = world();
  await toMyData();
  await goes("Copy my data", "Nothing of it was sent to the chat");
  const { texts } = await ana.dialog();
  await ana.closesDialogs();
  return Object.values(texts).join("");
}

test("A2, P7: words are sealed; in the clear they stand in no table, log or journal", async () => {
  await promises("tomorrow 15:00 purple walrus");
  const { rows } = await world().asOwner(
    "select words from handrail.promises union all select event::text from handrail.journal where feature = 'promises'",
  );
  expect(rows).toHaveLength(1);
  expect(String(rows[0]?.["words"])).not.toMatch(/walrus/);
});

test("A2: a form that names somebody else's promise gets nothing of it, and changes nothing", async () => {
  const { ben } = world();
  await promises("tomorrow 15:00 purple walrus");
  const about = await promised();
  const trier = await trierOf(world(), ben, accountOf("ben"), {});
  const when = { when: "tomorrow 16:00", zone: "Europe/London" };
  const bodies = [
    await trier.submit("promises.make", about, when),
    await trier.submit("promises.change", about, when),
    await trier.press("promises.show", about),
    await trier.press("promises.form", about),
    await trier.press("promises.change", about),
  ];
  await world().settled();
  const seen = `${bodies.join("\n")}\n${ben.screen()}\n${ben.client.dialog()?.words ?? ""}`;
  expect(seen).toContain("You promise to call");
  expect(seen).not.toMatch(/walrus/);
  await ben.closesDialogs();
  const due = await world().asOwner(
    `select to_char(due_at at time zone 'Europe/London', 'HH24:MI') as due from handrail.promises where promise = '${about.subject}'`,
  );
  expect(due.rows).toEqual([{ due: "15:00" }]);
});

test("A2: who was told that it is late, or was asked, and has changed their work since neither reads nor takes it", async () => {
  const { ana, sam, priya } = world();
  await promises("today 10:10 purple walrus");
  await world().becomes("Mon", "10:21");
  await sam.sees("A promised call is late");
  const about = await promised();
  const trier = await trierOf(world(), sam, accountOf("sam"), {});
  const tries = async (action: string) => {
    const body = await trier.press(action, about);
    await world().settled();
    const seen = `${body}\n${sam.screen()}\n${sam.client.dialog()?.words ?? ""}`;
    await sam.closesDialogs();
    return seen;
  };
  expect(await tries("promises.show")).toContain("purple walrus");
  // Sam takes calls in another team now.
  await world().reload(
    file
      .replace("supervisors: [sam@acme.test, priya@acme.test]", "supervisors: [priya@acme.test]")
      .replace("    agents: [carla@acme.test]", "    agents: [carla@acme.test, sam@acme.test]"),
  );
  sam.startAfresh();
  expect(await tries("promises.show")).not.toContain("walrus");
  expect(await tries("promises.take")).not.toContain("walrus");
  expect(ana.card().words).not.toContain("Sam has this call now");
  // Who runs the team reads it as long as it is late, and no longer.
  await world().reload(file);
  await priya.sees("A promised call is late");
  await ana.clicks("Called");
  await ana.sees("Called at 10:21");
  expect(await tries("promises.show")).not.toContain("walrus");
});

test("A2: a new time changes no word of what was promised", async () => {
  const { ana, ben } = world();
  await promises("today 10:20 purple walrus");
  await world().becomes("Mon", "10:15");
  await ana.opens("Give to…");
  await ana.submits({ to: await ana.choice("to", "Ben Okafor") });
  await ana.closesDialogs();
  await ben.sees("purple walrus");
  const trier = await trierOf(world(), ben, accountOf("ben"), {});
  const forged = { what: "pink otter", typed: "at 17:00 pink otter", when: "tomorrow 16:00" };
  await trier.submit("promises.change", await promised(), forged);
  await world().settled();
  await ben.closesDialogs();
  expect(await copy()).toContain("purple walrus");
});

test("A2, K6: the words of who erased them go when the promise ends", async () => {
  const { ana } = world();
  await promises("today 10:10 purple walrus");
  await toMyData();
  await goes("Erase…", "It cannot be undone.");
  await goes("Erase now", "Erased, with the key");
  await ana.closesDialogs();
  await world().becomes("Mon", "10:10");
  await ana.sees("purple walrus");
  await ana.clicks("Called");
  await ana.sees("Called at 10:10");
  const { rows } = await world().asOwner("select words from handrail.promises");
  expect(rows).toEqual([{ words: null }]);
});

test("A2, K6: my data has my promises with their words; erasing takes those that are over", async () => {
  const { ana } = world();
  await promises("today 10:10 purple walrus");
  await promises("tomorrow 15:00 green heron");
  await world().becomes("Mon", "10:10");
  await ana.clicks("Called");
  await ana.sees("Called at 10:10");
  const before = await copy();
  expect(before).toContain("purple walrus");
  expect(before).toContain("green heron");
  await toMyData();
  await goes("Erase…", "It cannot be undone.");
  await goes("Erase now", "Erased, with the key");
  await ana.closesDialogs();
  // A customer still waits for the one that is open.
  const after = await copy();
  expect(after).not.toContain("walrus");
  expect(after).toContain("green heron");
});

test("A2, P7: a draft goes after a day, what is over after thirty", async () => {
  const { ana } = world();
  await promises("today 10:10 purple walrus");
  await world().becomes("Mon", "10:10");
  await ana.clicks("Called");
  await ana.sees("Called at 10:10");
  await ana.types("/promise tomorrow 15:00 pink otter");
  await ana.isTold("You promise to call");
  await world().timePasses(25 * 3_600);
  await tidied(world());
  expect(await rowsOf(world(), "promises", "t.status = 'draft'")).toBe(0);
  expect(await rowsOf(world(), "promises", "t.status = 'called'")).toBe(1);
  await world().timePasses(31 * 24 * 3_600);
  await tidied(world());
  expect(await rowsOf(world(), "promises", "t.status = 'called'")).toBe(0);
  expect((await tooOld(world())).filter((found) => found.startsWith("promise"))).toEqual([]);
});

test("I1: last week's share of kept promises, for five of each at least, to who runs the team", async () => {
  const { ana, sam } = world();
  const was = (due: number, kept: number) =>
    world().asOwner(
      `begin; delete from handrail.promise_weeks; insert into handrail.promise_weeks
         select organisation_id, 'Billing', to_char(date_trunc('week', handrail.now()) - interval '7 days', 'YYYY-MM-DD'), ${due}, ${kept} from handrail.organisations; commit`,
    );
  const share = "Billing: about 90% of promised calls came on time.";
  // The app knows a pushed clock with its next tick, so they look again until they read it or do not.
  const reads = (somebody: Somebody) => async () => {
    await somebody.opensHome();
    await world().settled();
    return somebody.home().words.includes(share);
  };
  await was(12, 11);
  await expect.poll(reads(sam), { timeout: 10_000 }).toBe(true);
  expect(await reads(ana)()).toBe(false);
  // One of four would be somebody's.
  await was(4, 4);
  await expect.poll(reads(sam), { timeout: 10_000 }).toBe(false);
});
