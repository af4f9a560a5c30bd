import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import type { FiguresData } from "../../src/platform/figures-data.ts";
import { makeKey } from "../../src/runtime/api/keys.ts";
import { fiveInBilling } from "../support/acme.ts";
import { Browser, served, signsIn } from "../support/browse.ts";
import { plantCalls } from "../support/figures.ts";
import { stories } from "../support/stories.ts";

/** Priya is an admin as well; five answer Billing's queue. */
const file = fiveInBilling.concat("roles: { admins: [priya@acme.test] }\n");
const world = stories({ file, env: served });

/** Four weeks are over, each with calls. */
async function weeksPass(): Promise<void> {
  await world().becomes("Mon", "10:00");
  await world().reload(file);
  await world().settled();
  for (let week = 0; week < 8; week++) {
    await plantCalls(world(), 8, { team: "Billing", alone: 2, category: "ABU" });
    await world().becomes("Mon", "10:00");
  }
  await world().settled();
}

/** Presses *Export* in the chat, and fetches what the button leads to. */
async function exports(kind: string, browser: Browser) {
  const { priya } = world();
  await priya.opensHome();
  await priya.clicksAtHome("Export");
  await priya.dialog();
  await priya.submits({ kind });
  await priya.isAnswered("It is ready.");
  lastLink = linkOfLast();
  const { rows } = await world().asOwner(
    "select export::text as id from handrail.exports order by made_at desc limit 1",
  );
  await priya.closesDialogs();
  return browser.get(`/desk/files/exports/${String(rows[0]?.["id"])}`);
}

/** Of the last export. */
let lastLink = "";

/** The link of the answer, which works once. */
const linkOfLast = () =>
  new URL(
    String(
      world()
        .priya.client.links()
        .filter((link) => link.includes("/desk/fetch/"))
        .at(-1),
    ),
  ).pathname;

test("I4: an admin exports figures as CSV, JSON and a pack; none of it names anybody", async () => {
  await weeksPass();
  const browser = await signsIn(world(), "priya");
  const csv = await exports("csv", browser);
  expect(csv.headers.get("content-disposition")).toMatch(
    /^attachment; filename="handrail-figures-/,
  );
  const text = Buffer.from(csv.bytes).toString();
  expect(text).toMatch(/^\uFEFFteam,period,first_day,/);
  expect(text).toMatch(/Billing,week,[\d-]+,[\d-]+,help,,,alone,percent,25/);
  const json = JSON.parse(strFromU8((await exports("json", browser)).bytes)) as {
    figures: unknown[];
  };
  // All teams and Billing, a week, four weeks and two years.
  expect(json.figures).toHaveLength(6);
  const pack = unzipSync((await exports("pack", browser)).bytes);
  expect(Object.keys(pack)).toEqual([
    ...["cover.html", "figures.csv", "figures.json", "hard-calls.csv", "policies.json"],
  ]);
  const all = Object.values(pack).map((one) => strFromU8(one));
  const [cover = "", , , calls = ""] = all;
  expect(cover).toContain("How we look after people on calls");
  expect(calls).toMatch(/,Billing,abuse,ABU,1,0,no,no,no,/);
  const { rows } = await world().asOwner(
    "select person::text as id, name from handrail.people where email like '%@acme.test'",
  );
  for (const { id, name } of rows)
    for (const part of [text, ...all]) {
      expect(part).not.toContain(String(id));
      expect(part).not.toMatch(new RegExp(String.raw`\b${String(name)}\b`));
    }
});

test("I4: each export is in the journal, and the staff it is about read of it", async () => {
  const { ana, carla } = world();
  await world().becomes("Mon", "10:00");
  const browser = await signsIn(world(), "priya");
  await exports("csv", browser);
  const { rows } = await world().asOwner(
    "select event ->> 'kind' as kind, by is not null as known from handrail.journal where feature = 'exports'",
  );
  expect(rows).toEqual([{ kind: "csv", known: true }]);
  for (const who of [ana, carla]) {
    await who.opensHome();
    await who.clicksAtHome("My data");
    await who
      .clicksInDialog("What others see of me")
      .catch(() => who.clicks("What others see of me"));
    await who.client.until(
      () => who.client.dialog()?.words.includes("Priya exported all figures") === true,
      "the export",
    );
    await who.closesDialogs();
  }
});

test("I4: nobody else exports, or fetches what an admin exported, and no longer than half an hour", async () => {
  const { sam } = world();
  await world().becomes("Mon", "10:00");
  const priyas = await signsIn(world(), "priya");
  const sams = await signsIn(world(), "sam");
  await exports("csv", priyas);
  const { rows } = await world().asOwner("select export::text as id from handrail.exports");
  const path = `/desk/files/exports/${String(rows[0]?.["id"])}`;
  expect((await priyas.get(path)).status).toBe(200);
  expect((await sams.get(path)).status).toBe(404);
  expect((await sams.get("/desk/files/exports/x'; --")).status).toBe(404);
  expect((await sams.get("/desk/files/figures/1")).status).toBe(404);
  await sam.opensHome();
  expect(sam.home().buttons).not.toContain("Export");
  expect((await sams.get("/desk/figures")).text).not.toContain("Export figures");
  await world().timePasses(31 * 60);
  expect((await priyas.get(path)).status).toBe(404);
  // Who is no admin any more fetches nothing.
  await exports("csv", priyas);
  const newest = await world().asOwner(
    "select export::text as id from handrail.exports order by made_at desc limit 1",
  );
  await world().reload(fiveInBilling);
  const late = await priyas.get(`/desk/files/exports/${String(newest.rows[0]?.["id"])}`);
  expect(late.status).toBe(404);
  await world().reload(file);
});

test("I1, I2: figures in the browser: a supervisor's own teams, a page for each period", async () => {
  await weeksPass();
  const sams = await signsIn(world(), "sam");
  const page = (await sams.get("/desk/figures")).text;
  expect(page).toContain("Help in time");
  expect(page).toMatch(/Nobody came[\s\S]{0,120}25\s*%/);
  expect(page).not.toContain("All teams");
  for (const query of ["?period=block", "?period=years", "?period=nonsense", "?team=Billing"])
    expect((await sams.get(`/desk/figures${query}`)).status).toBe(200);
  expect((await sams.get("/desk/figures?team=Deliveries")).status).toBe(404);
  expect((await sams.get("/desk/figures?team=%27%3B--")).status).toBe(404);
  // A program reads the same numbers.
  const { secret } = await world().app.db.inOrganisation("acme", (tx) =>
    makeKey(tx, "acme", { name: "BI", scopes: ["figures:read"] }),
  );
  const asked = (query: string) =>
    fetch(`${world().app.url}/api/v1/figures${query}`, {
      headers: { authorization: `Bearer ${secret}` },
    });
  const figures = (await (await asked("?team=Billing")).json()) as FiguresData;
  const help = figures.sections.find(({ id }) => id === "help");
  expect(help?.numbers).toContainEqual({ id: "alone", unit: "percent", value: 25 });
  expect((await asked("?team=Deliveries")).status).toBe(404);
  expect((await asked("?period=day")).status).toBe(422);
});

test("I4: a team that is too small to be told apart is in no export of its own, whoever writes its name", async () => {
  // Carla alone is Deliveries; with Returns it is five, so they are part of the whole.
  const small = file.replace(
    "agents: [carla@acme.test]\n",
    `agents: [carla@acme.test]
  Returns:
    supervisors: [dana@acme.test]
    agents: [hal@acme.test, ida@acme.test, jon@acme.test, kit@acme.test]
`,
  );
  await world().becomes("Mon", "10:00");
  await world().reload(small);
  await world().settled();
  for (let week = 0; week < 8; week++) {
    for (const team of ["Billing", "Deliveries"])
      await plantCalls(world(), 3, { team, alone: 1, category: "ABU" });
    await world().becomes("Mon", "10:00");
  }
  await world().settled();
  const browser = await signsIn(world(), "priya");
  const hardCalls = async (team: string) => {
    const values = { submit: "exports.make", argument: "page", "field.kind": "pack" };
    const sent = { ...values, "field.team": team, once: crypto.randomUUID() };
    const made = await browser.post("/desk/do", sent);
    const path = /files\/exports\/[0-9a-f-]{36}/.exec(made.text)?.[0] ?? "";
    const pack = unzipSync((await browser.get(`/desk/${path}`)).bytes);
    return strFromU8(pack["hard-calls.csv"] ?? new Uint8Array()).match(/,abuse,/g)?.length ?? 0;
  };
  expect(await hardCalls("Billing")).toBeGreaterThan(0);
  expect(await hardCalls("")).toBeGreaterThan(await hardCalls("Billing"));
  expect(await hardCalls("Deliveries")).toBe(0);
  await world().reload(file);
});

test("I4: in chat the answer has a link to the same bytes; it works once, for five minutes, while they are an admin", async () => {
  await world().becomes("Mon", "10:00");
  const signed = await signsIn(world(), "priya");
  const same = await exports("csv", signed);
  const stranger = () => new Browser(world().app.url);
  const link = lastLink;
  // A preview uses nothing up, and a link to a file signs nobody in.
  expect((await stranger().get(link)).text).toContain("This link leads to your file, once.");
  const signIn = link.replace("/fetch/", "/sign-in/");
  expect((await stranger().post(signIn)).status).toBe(410);
  const elsewhere = { origin: "https://evil.test", "sec-fetch-site": "cross-site" };
  expect((await stranger().post(link, {}, elsewhere)).status).toBe(403);
  const [first, second] = await Promise.all([stranger().post(link), stranger().post(link)]);
  expect([first.status, second.status].toSorted((a, b) => a - b)).toEqual([200, 410]);
  expect((first.status === 200 ? first : second).bytes).toEqual(same.bytes);
  expect((await stranger().post(link)).text).toContain("This link was used before");
  for (const altered of [link.replace("acme.", "rival."), link.replace(/.$/, "_"), `${link}x`])
    expect((await stranger().post(altered)).status).toBe(410);
  // Too old, and of somebody who is no admin any more.
  await exports("csv", signed);
  const old = lastLink;
  await world().timePasses(301);
  expect((await stranger().post(old)).status).toBe(410);
  await exports("csv", signed);
  await world().reload(fiveInBilling);
  expect((await stranger().post(lastLink)).status).toBe(410);
  await world().reload(file);
});
