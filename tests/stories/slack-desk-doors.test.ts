import { createHash, randomBytes } from "node:crypto";
import { get } from "node:http";
import { beforeEach, describe, expect, test } from "vitest";
import { teamsFrame } from "../../adapters/teams/tab/frame.ts";
import { webApp } from "../../adapters/web/index.ts";
import { Open } from "../../adapters/web/open.ts";
import type { WebParts } from "../../adapters/web/parts.ts";
import { features } from "../../src/features.ts";
import { hashOf } from "../../src/runtime/secrets.ts";
import { organisationFile } from "../support/acme.ts";
import { Browser, askForLink, served, signsIn } from "../support/browse.ts";
import { accounts, type Name, workspace } from "../support/cast.ts";
import { formsIn, wordsOf } from "../support/desk-forms.ts";
import { stories } from "../support/stories.ts";

/*
 * Every route of the pages, for everybody who may come: Ana takes calls and Priya runs her team,
 * Dana runs another, Carla is a wellbeing lead, Ben a head of support, Sam an admin who runs the team too. Rita runs a team of another
 * organisation on this installation.
 */

const file = `${organisationFile
  .replace("agents: [ana@acme.test, ben@acme.test]", "agents: [ana@acme.test]")
  .replace(/agents: \[carla@acme.test\]\n$/, "agents: []\n")}
roles: { heads: [ben@acme.test], admins: [sam@acme.test] }
wellbeing: { leads: [carla@acme.test], contacts: [] }
`;
/** Somebody is in Teams as well, so there is a tab. */
const world = stories({ file, env: served, lives: { dana: ["slack", "teams"] } });

const nobody = { info: () => undefined, warn: () => undefined, error: () => undefined };

const roles = [
  "nobody",
  "agent",
  "supervisor",
  "elsewhere",
  "lead",
  "head",
  "rival",
  "admin",
] as const;
type Role = (typeof roles)[number];
const cast: Partial<Record<Role, Name>> = {
  agent: "ana",
  supervisor: "priya",
  elsewhere: "dana",
  lead: "carla",
  head: "ben",
  admin: "sam",
};

beforeEach(async () => {
  await world().asOwner(`
    insert into handrail.organisations select 'rival', 'Rival', time_zone, country, locale,
      duty_phone, revision, file_hash, file_version, applied_at from handrail.organisations
      where organisation_id = 'acme' on conflict do nothing;
    insert into handrail.workspaces (organisation_id, platform, workspace)
      values ('rival', 'slack', 'T0RIVAL') on conflict do nothing;
    insert into handrail.people (organisation_id, person, email, name, listed)
      values ('rival', '00000000-0000-4000-8000-00000000aaaa', 'rita@rival.test', 'Rita', true)
      on conflict do nothing;
    insert into handrail.accounts (organisation_id, account_id, person, platform, workspace,
      account, kind, name, seen_at) values ('rival', '00000000-0000-4000-8000-00000000bbbb',
      '00000000-0000-4000-8000-00000000aaaa', 'slack', 'T0RIVAL', 'U0RITA', 'member', 'Rita', now())
      on conflict do nothing;
    insert into handrail.teams (organisation_id, team, settings) values ('rival', 'Rivals', '{}')
      on conflict do nothing;
    insert into handrail.memberships (organisation_id, team, person, role)
      values ('rival', 'Rivals', '00000000-0000-4000-8000-00000000aaaa', 'supervisor')
      on conflict do nothing`);
  // What is known of workspaces is a moment old.
  const home = () => world().app.parts.directory.homeOf("slack", "T0RIVAL");
  await expect.poll(home).toBe("rival");
});

/** A browser with a session of its own, however its person came by it. */
async function as(role: Role): Promise<Browser> {
  const browser = new Browser(world().app.url);
  if (role === "nobody") return browser;
  const name = cast[role];
  const [organisation, account] =
    name === undefined ? ["rival", "U0RITA"] : ["acme", accounts[name]];
  const secret = `${organisation}.${randomBytes(32).toString("base64url")}`;
  await world().asOwner(`
    insert into handrail.desk_sessions
      (organisation_id, secret_hash, person, account_id, started_at, seen_at)
    select organisation_id, '${hashOf(secret)}', person, account_id, handrail.now(), handrail.now()
    from handrail.accounts where organisation_id = '${organisation}' and account = '${account}'`);
  browser.set("handrail_session", secret);
  browser.set(`handrail_tab_${seatOf(role)}`, secret);
  return browser;
}

/** The path of somebody's own pages in the tab; of Ana's for who has none. */
function seatOf(role: Role): string {
  const name = role === "nobody" ? "ana" : cast[role];
  const account = name === undefined ? "T0RIVAL U0RITA" : `${workspace} ${accounts[name]}`;
  return createHash("sha256").update(`slack ${account}`).digest("hex").slice(0, 16);
}

/** What each route answers: without a session, and then to each role. */
type Answers = readonly number[];
const open = (status: number): Answers => roles.map(() => status);
const known: Readonly<Record<string, Answers>> = {
  "GET /tab": open(200),
  "GET /tab/out": open(200),
  "GET /tab/assets/:file": open(404),
  "POST /tab/sign-in": open(403),
  "GET /tab/:seat": open(302),
  "GET /tab/:seat/begun": [403, 302, 302, 302, 302, 302, 302, 302],
  "GET /tab/:seat/live/:page": [401, 404, 404, 404, 404, 404, 404, 404],
  "POST /tab/:seat/do": [302, 400, 400, 400, 400, 400, 400, 400],
  "GET /tab/:seat/files/:kind/:id": [302, 404, 404, 404, 404, 404, 404, 404],
  "GET /desk": open(302),
  "GET /desk/assets/:file": open(404),
  "GET /desk/sign-in": open(200),
  "GET /desk/sign-in/:link": open(200),
  "POST /desk/sign-in/:link": open(410),
  "GET /desk/wall/:wall": open(404),
  "GET /desk/wall/:wall/live": open(404),
  "GET /desk/live/:page": [401, 404, 404, 404, 404, 404, 404, 404],
  "POST /desk/do": [302, 400, 400, 400, 400, 400, 400, 400],
  ...pagesAt("/desk"),
  ...pagesAt("/tab/:seat"),
  "GET /desk/files/:kind/:id": [302, 404, 404, 404, 404, 404, 404, 404],
  "GET /desk/fetch/:link": open(200),
  "POST /desk/fetch/:link": open(410),
  // The last: they end the session.
  "POST /desk/sign-out": open(303),
  "POST /tab/:seat/sign-out": open(303),
};

/** The same pages stand at two places, and answer the same to the same people. */
function pagesAt(path: string): Readonly<Record<string, Answers>> {
  return {
    [`GET ${path}/home`]: [302, 200, 200, 200, 200, 200, 200, 200],
    [`GET ${path}/now`]: [302, 403, 200, 200, 200, 200, 200, 200],
    [`GET ${path}/requests`]: [302, 403, 200, 200, 403, 403, 200, 200],
    [`GET ${path}/figures`]: [302, 403, 200, 200, 200, 200, 200, 200],
    [`GET ${path}/people`]: [302, 403, 200, 200, 200, 200, 200, 200],
    [`GET ${path}/set-up`]: [302, 403, 403, 403, 403, 403, 403, 200],
    [`GET ${path}/keys`]: [302, 403, 403, 403, 403, 403, 403, 200],
    [`GET ${path}/health`]: [302, 403, 403, 403, 403, 403, 403, 200],
  };
}

/** Routes as the code has them; a page's name in place of `:page`. */
function routes(): readonly string[] {
  const frame = teamsFrame({ apps: [{ appId: "x" }], login: "", now: Date.now, log: nobody });
  const app = webApp({ address: () => "http://127.0.0.1", frame } as WebParts, new Open());
  const pages = [...features.values()].flatMap((feature) => Object.keys(feature.pages ?? {}));
  const all = app.routes
    // Programs have keys in place of sessions: stories/api.
    .filter(({ method, path }) => method !== "ALL" && !path.startsWith("/api/"))
    .map(({ method, path }) => `${method} ${path.replace(/\{.*\}/, "")}`);
  return [
    ...new Set(
      all.flatMap((route) =>
        /^GET [^ ]*(desk|:seat)\/:page$/.test(route)
          ? pages.map((page) => route.replace(":page", page))
          : [route],
      ),
    ),
  ];
}

test("I2: every route is known, with what it answers to each role", async () => {
  expect(routes().toSorted()).toEqual(Object.keys(known).toSorted());
  for (const [index, role] of roles.entries()) {
    const signed = await as(role);
    for (const [route, answers] of Object.entries(known)) {
      const [method = "", path = ""] = route.split(" ");
      const asked = path.replace(":seat", seatOf(role)).replace(/:\w+/, "nothing");
      const browser = signed.copy();
      const page = await (method === "POST" ? browser.post(asked) : browser.get(asked));
      expect([role, route, page.status]).toEqual([role, route, answers[index]]);
      const framers = path.startsWith("/tab") ? "https://teams.microsoft.com" : "'none'";
      expect(page.headers.get("content-security-policy")).toContain(`frame-ancestors ${framers}`);
      expect(page.headers.get("content-security-policy")).not.toContain("unsafe");
      if (page.headers.get("content-type")?.includes("html") === true)
        expect(page.text).not.toMatch(/<script>|<style|\sstyle=|\son\w+=/);
      if (page.status >= 400 && page.headers.get("content-type")?.includes("html") !== true)
        expect(page.headers.get("content-type")).toBe("application/problem+json");
      if (role === "rival" || role === "nobody")
        expect(page.text).not.toMatch(/\b(Ana|Priya|Billing|Acme)\b/);
    }
  }
});

test("P5: nobody opens another's pages in the tab, of their own organisation or another", async () => {
  for (const [role, other] of [
    ["supervisor", "agent"],
    ["rival", "agent"],
    ["agent", "rival"],
  ] as const) {
    const browser = await as(role);
    // With their own secret under the other's name as well.
    const secret = browser.cookies.get("handrail_session") ?? "";
    browser.set(`handrail_tab_${seatOf(other)}`, secret);
    for (const page of ["home", "now", "begun", "files/exports/x"]) {
      const { status, to, text } = await browser.get(`/tab/${seatOf(other)}/${page}`);
      expect([page, status === 403 || to === "/tab"]).toEqual([page, true]);
      expect(text).not.toMatch(/\b(Ana|Priya|Billing|Rita)\b/);
    }
    expect((await browser.get(`/tab/${seatOf(other)}/live/now`)).status).toBe(401);
  }
});

test("I2: a request of another team, and of another organisation, is not found", async () => {
  const { ana, priya } = world();
  await ana.types("/escalate");
  await priya.sees("needs help");
  const { rows } = await world().asOwner("select request from handrail.requests");
  const path = `/desk/requests?request=${String(rows[0]?.["request"])}`;
  expect((await (await as("supervisor")).get(path)).text).toContain("Ana asked for help");
  for (const role of ["elsewhere", "rival"] as const) {
    const page = await (await as(role)).get(path);
    expect([page.status, page.text.includes("Ana")]).toEqual([404, false]);
  }
  for (const odd of ["", "x", "%00", "'", "00000000-0000-4000-8000-000000000000"])
    expect((await (await as("supervisor")).get(`/desk/requests?request=${odd}`)).status).toBe(404);
});

describe("I2: links and sessions", () => {
  test("a forged, altered, used or old link signs nobody in", async () => {
    const link = await askForLink(world(), "priya");
    const browser = () => new Browser(world().app.url);
    const altered = [
      link.replace("acme.", "rival."),
      link.replace(/.$/, (last) => (last === "A" ? "B" : "A")),
      link.replace(/[^.]+$/, ""),
      "/desk/sign-in/acme.00000000-0000-4000-8000-000000000000.k1.x",
    ];
    for (const path of altered) expect((await browser().post(path)).status).toBe(410);
    await world().timePasses(301);
    expect((await browser().post(link)).status).toBe(410);
  });

  test("a form of another site does nothing", async () => {
    const link = await askForLink(world(), "priya");
    const browser = new Browser(world().app.url);
    for (const headers of [
      { origin: "https://evil.test", "sec-fetch-site": "cross-site" },
      { origin: "null", "sec-fetch-site": "cross-site" },
      { origin: "https://evil.test", "sec-fetch-site": "same-site" },
    ])
      expect((await browser.post(link, {}, headers)).status).toBe(403);
    expect((await browser.post(link)).status).toBe(303);
    // A name of another site that leads to this machine.
    const { port } = new URL(world().app.url);
    const status = await new Promise((resolve) =>
      get({ port, path: "/desk/sign-in", headers: { host: "evil.test" } }, (answer) =>
        resolve(answer.resume().statusCode),
      ),
    );
    expect(status).toBe(403);
  });

  test("a session ends by signing out, everywhere, when it is old, and with its account", async () => {
    const first = await signsIn(world(), "priya");
    const kept = first.copy();
    await first.post("/desk/sign-out");
    expect((await kept.get("/desk/now")).to).toBe("/desk/sign-in");

    const second = await as("supervisor");
    const third = await as("supervisor");
    const press = { press: "desk.signOut", once: "00000000-0000-4000-8000-000000000001" };
    expect((await second.post("/desk/do", press)).text).toContain("signed out in all browsers");
    for (const browser of [second, third])
      expect((await browser.get("/desk/now")).to).toBe("/desk/sign-in");

    const fourth = await as("supervisor");
    await world().timePasses(11 * 3600);
    expect((await fourth.get("/desk/now")).status).toBe(200);
    await world().timePasses(13 * 3600);
    expect((await fourth.get("/desk/now")).to).toBe("/desk/sign-in");

    const fifth = await as("supervisor");
    const kind = (is: string) =>
      world().asOwner(`update handrail.accounts set kind = '${is}' where account = 'U0PRIYA'`);
    await kind("deactivated");
    expect((await fifth.get("/desk/now")).to).toBe("/desk/sign-in");
    expect((await fifth.get("/desk/live/now")).status).toBe(401);
    await kind("member");
    expect((await fifth.get("/desk/now")).status).toBe(200);
  });

  test("signing in again ends the session that the browser had", async () => {
    const browser = await signsIn(world(), "priya");
    const before = browser.copy();
    expect((await browser.post(await askForLink(world(), "priya"))).status).toBe(303);
    expect((await before.get("/desk/now")).status).toBe(302);
    expect((await browser.get("/desk/now")).status).toBe(200);
  });

  test("nobody tries thousands of links", async () => {
    const browser = new Browser(world().app.url);
    const path = "/desk/sign-in/acme.00000000-0000-4000-8000-000000000000.k1.x";
    const answers = await Promise.all(Array.from({ length: 60 }, () => browser.post(path)));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  });
});

test("I2: a press on a page is a press: an agent's and a stranger's does nothing", async () => {
  const once = "00000000-0000-4000-8000-000000000002";
  const press = { press: "desk.makeWall", once };
  expect((await (await as("agent")).post("/desk/do", press)).text).toContain("no pages for you");
  expect((await (await as("nobody")).post("/desk/do", press)).status).toBe(302);
  const made = await (await as("supervisor")).post("/desk/do", press);
  const wall = /\/desk\/wall\/[^"<]+/.exec(made.text)?.[0] ?? "";
  const screen = new Browser(world().app.url);
  expect((await screen.get(wall)).text).toContain("Nobody waits for help.");
  const { rows } = await world().asOwner("select wall from handrail.desk_walls");
  const ends = { press: "desk.endWall", subject: String(rows[0]?.["wall"]) };
  const tries = async (role: Role, n: number) =>
    (
      await (
        await as(role)
      ).post("/desk/do", {
        ...ends,
        once: `00000000-0000-4000-8000-00000000001${n}`,
      })
    ).text;
  expect(await tries("elsewhere", 1)).toContain("no pages for you");
  expect(await tries("rival", 2)).toContain("ended before");
  expect((await screen.get(wall)).status).toBe(200);
  expect(await tries("head", 3)).toContain("shows nothing any more");
  expect((await screen.get(wall)).status).toBe(404);
});

test("I2: a room's screen shows no more than who made it may see by now", async () => {
  const made = await (
    await as("supervisor")
  ).post("/desk/do", { press: "desk.makeWall", once: "00000000-0000-4000-8000-000000000020" });
  const wall = /\/desk\/wall\/[^"<]+/.exec(made.text)?.[0] ?? "";
  const screen = new Browser(world().app.url);
  expect((await screen.get(wall)).text).toContain("Ana");
  // Priya runs another team now, and then none.
  const elsewhere = file
    .replace("supervisors: [sam@acme.test, priya@acme.test]", "supervisors: [sam@acme.test]")
    .replace("supervisors: [dana@acme.test]", "supervisors: [dana@acme.test, priya@acme.test]");
  await world().reload(elsewhere);
  const there = await screen.get(wall);
  expect([there.status, there.text.includes("Ana")]).toEqual([200, false]);
  await world().reload(elsewhere.replace("[dana@acme.test, priya@acme.test]", "[dana@acme.test]"));
  expect((await screen.get(wall)).status).toBe(404);
  await world().reload(file);
  expect((await screen.get(wall)).status).toBe(200);
});

test("P2: where a file is given the page shows it, and changes nothing", async () => {
  const kept = async () => (await world().asOwner("select document from handrail.settings")).rows;
  const before = await kept();
  const admin = await as("admin");
  for (const path of ["/desk/set-up", "/desk/set-up?team=Billing"]) {
    const page = await admin.get(path);
    expect(wordsOf(page)).toContain("These settings come from a file.");
    const pressed = formsIn(page).flatMap(({ pairs }) =>
      pairs.flatMap(([name, value]) => (name === "press" || name === "submit" ? [value] : [])),
    );
    const harmless = ["setup.reach", "pagetests.choose", "desk.signOut"];
    expect(pressed.filter((one) => !harmless.includes(one))).toEqual([]);
  }
  const values = { "field.name": "Mine", "field.time_zone": "UTC", argument: "1" };
  const once = "00000000-0000-4000-8000-000000000030";
  const sent = { submit: "setup.organisation", once, ...values };
  expect((await admin.post("/desk/do", sent)).text).toContain("These settings come from a file.");
  expect(await kept()).toEqual(before);
});

test("P2: the settings as a file, and a team's page, are for admins alone", async () => {
  const { rows } = await world().asOwner("select state ->> 'subject' as id from handrail.settings");
  const file = `/desk/files/settings/${String(rows[0]?.["id"])}`;
  for (const role of roles) {
    const browser = await as(role);
    const answers = [await browser.get(file), await browser.get("/desk/set-up?team=Billing")];
    const signedOut = role === "nobody" ? 302 : undefined;
    const expected = role === "admin" ? [200, 200] : [signedOut ?? 404, signedOut ?? 403];
    expect([role, ...answers.map(({ status }) => status)]).toEqual([role, ...expected]);
  }
  expect((await (await as("admin")).get("/desk/set-up?team=Rivals")).status).toBe(404);
});

test("I2: the address of a room's screen is there to be read and copied, and ends with it", async () => {
  const press = { press: "desk.makeWall", once: "00000000-0000-4000-8000-000000000040" };
  const made = await (await as("supervisor")).post("/desk/do", press);
  const [wall = ""] = /\/desk\/wall\/[^"<]+/.exec(made.text) ?? [];
  expect(made.text).toMatch(/class="address">http:[^<]+\/desk\/wall\//);
  expect(made.text).toContain("data-copy=");
  await world().asOwner("delete from handrail.desk_walls");
  // A screen that is over, and a stranger's, take no place of a stream.
  expect((await new Browser(world().app.url).get(`${wall}/live`)).status).toBe(404);
});
