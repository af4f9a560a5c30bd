import { describe, expect, test } from "vitest";
import { Browser, served } from "../support/browse.ts";
import { accounts, botApp, type Name, objectId, tenant } from "../support/cast.ts";
import { organisationFile } from "../support/acme.ts";
import { stories } from "../support/stories.ts";

/*
 * The tab in Teams, over HTTP: the double signs tokens as Entra does, and a browser without scripts
 * sends them as the tab's own form does.
 */

const teams = ["teams"] as const;
const world = stories({
  file: organisationFile,
  env: served,
  lives: { ana: teams, ben: teams, carla: teams, sam: teams, priya: teams, dana: teams },
});

type Forged = Parameters<ReturnType<typeof world>["teams"]["tabToken"]>[1];
const tokenOf = (name: Name, forged?: Forged) =>
  world().teams.tabToken(objectId(accounts[name]), forged);
const browser = () => new Browser(world().app.url);
const send = (token: string, by = browser()) => by.post("/tab/sign-in", { token });

/** Somebody's tab, signed in, and the path above their pages. */
async function opens(name: Name) {
  const by = browser();
  const begun = await send(tokenOf(name), by);
  expect(begun.status).toBe(303);
  const path = begun.to?.replace("/begun", "") ?? "";
  expect((await by.get(begun.to ?? "")).to).toBe(`${path}/home`);
  const home = () => by.get(`${path}/home`);
  /** Presses a button by its words, as the page has it. */
  const press = async (label: string, on: string) => {
    const form = on.split("<form").find((one) => one.includes(`>${label}</button>`)) ?? "";
    const fields = [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)];
    const values = Object.fromEntries(fields.map(([, field = "", value = ""]) => [field, value]));
    expect(values["press"] ?? values["submit"], `a button ${label}`).toBeDefined();
    return by.post(`${path}/do`, values, { referer: `${world().app.url}${path}/home` });
  };
  return { by, path, home, press };
}

describe("P5: who opens the tab", () => {
  test("is signed in by Teams' token, of version 2 and of version 1, and sees their own page", async () => {
    const { home } = await opens("ana");
    expect((await home()).text).toContain("Get help now");
    const seconds = Math.floor(Date.now() / 1_000);
    const old = tokenOf("ana", {
      claims: {
        ver: "1.0",
        azp: undefined,
        appid: "1fec8e78-bce4-4aaf-ab1b-5451cc387264",
        aud: `api://${new URL(served.HANDRAIL_URL).host}/botid-${botApp}`,
        iss: `https://sts.windows.net/${tenant}/`,
        scp: "openid access_as_user",
        exp: seconds + 4_000,
      },
    });
    expect((await send(old)).status).toBe(303);
  });

  const seconds = () => Math.floor(Date.now() / 1_000);
  const entra = () => new URL(world().teams.env()["ToChannelFromBotLoginUrl"] ?? "").origin;
  const other = "00000000-0000-4000-8000-00000000cccc";
  test.each<[string, RegExp, Forged | (() => Forged)]>([
    [
      "another tenant's",
      /cannot check/,
      () => ({ claims: { tid: other, iss: `${entra()}/${other}/v2.0` } }),
    ],
    ["another app's", /another app/, { claims: { aud: other } }],
    [
      "one for another host's app",
      /another app/,
      { claims: { aud: `api://x.test/botid-${botApp}` } },
    ],
    ["one for Microsoft Graph", /another app/, { claims: { aud: "https://graph.microsoft.com" } }],
    ["one that another client got", /another app/, { claims: { azp: other } }],
    ["a program's own", /another app/, { claims: { scp: undefined, roles: ["x"] } }],
    ["one for another scope", /another app/, { claims: { scp: "User.Read" } }],
    ["one without a version", /another app/, { claims: { ver: undefined } }],
    [
      "one of another issuer",
      /another app/,
      { claims: { iss: `https://sts.windows.net/${tenant}/` } },
    ],
    ["one without an account", /another app/, { claims: { oid: undefined } }],
    ["an old one", /too old/, () => ({ claims: { iat: seconds() - 4_000, exp: seconds() - 400 } })],
    [
      "one from two days ago that never ends",
      /too old/,
      () => ({ claims: { iat: seconds() - 180_000 } }),
    ],
    ["one of tomorrow", /cannot check/, () => ({ claims: { nbf: seconds() + 86_000 } })],
    ["one without an end", /cannot check/, { claims: { exp: undefined } }],
    ["one that nobody published a key for", /cannot check/, { by: "stranger" }],
    ["one that the bot's own service signed", /cannot check/, { by: "channel" }],
    ["an unsigned one", /cannot check/, { header: { alg: "none" } }],
    ["one with a secret for a key", /cannot check/, { header: { alg: "HS256" } }],
  ])("%s token is refused, and one reads what to do", async (_, says, forged) => {
    const made = tokenOf("ana", typeof forged === "function" ? forged() : forged);
    const page = await send(made);
    expect([page.status, page.text]).toEqual([403, expect.stringMatching(says)]);
    expect(page.text).toContain("write escalate in your chat");
    expect(page.text).not.toMatch(/\bAna\b|Acme|Billing/);
    expect(page.headers.getSetCookie()).toEqual([]);
  });

  test("a stranger cannot read from the answers which companies we serve", async () => {
    const theirs = { tid: other, iss: `${entra()}/${other}/v2.0` };
    const asked = [{}, theirs].map((claims) => tokenOf("ana", { claims, by: "stranger" }));
    const [ours, others] = await Promise.all(asked.map((token) => send(token)));
    expect([ours?.status, ours?.text]).toEqual([others?.status, others?.text]);
  });

  test("words that are no token, and a token whose signature was cut off, are refused", async () => {
    const whole = tokenOf("ana");
    for (const token of ["", "x", "a.b.c", "x".repeat(9_000), whole.replace(/[^.]+$/, "")])
      expect((await send(token)).status).toBe(403);
    const [header = "", , signature = ""] = whole.split(".");
    const [, claims = ""] = tokenOf("priya").split(".");
    expect((await send([header, claims, signature].join("."))).status).toBe(403);
  });

  test("somebody of the tenant whom nobody here knows gets no session, and nobody is made", async () => {
    const count = async () =>
      (await world().asOwner("select count(*) as n from handrail.people")).rows[0]?.["n"];
    const before = await count();
    const stranger = tokenOf("ana", { claims: { oid: "00000000-0000-4000-8000-00000000dddd" } });
    const page = await send(stranger);
    expect([page.status, page.text]).toEqual([403, expect.stringContaining("does not know you")]);
    expect(await count()).toBe(before);
  });

  test("a token that another site's page sends does nothing", async () => {
    const headers = { origin: "https://evil.test", "sec-fetch-site": "cross-site" };
    const page = await browser().post("/tab/sign-in", { token: tokenOf("ana") }, headers);
    expect(page.status).toBe(403);
    expect(page.headers.getSetCookie()).toEqual([]);
  });
});

describe("P5: the tab's session", () => {
  test("two people in one browser have a session each, and neither opens the other's pages", async () => {
    const by = browser();
    const [ana, priya] = [await send(tokenOf("ana"), by), await send(tokenOf("priya"), by)];
    const at = (page: typeof ana) => `${page.to?.replace("/begun", "")}/home`;
    expect((await by.get(at(ana))).text).toContain(">Ana Silva<");
    expect((await by.get(at(priya))).text).toContain(">Priya Nair<");
    const names = [...by.cookies.keys()];
    const alone = browser();
    // Priya's secret under Ana's name opens nothing.
    alone.set(names[0] ?? "", by.cookies.get(names[1] ?? "") ?? "");
    expect((await alone.get(at(ana))).to).toBe("/tab");
  });

  test("opened again it ends the one before, and signing out ends it", async () => {
    const { by, path, home } = await opens("ana");
    const before = by.copy();
    await send(tokenOf("ana"), by);
    expect((await before.get(`${path}/home`)).to).toBe("/tab");
    const out = await by.post(`${path}/sign-out`);
    expect(out.to).toBe("/tab/out");
    expect((await by.get("/tab/out")).text).toContain("You are signed out.");
    expect((await home()).to).toBe("/tab");
  });

  test("is none for the desk, and the desk's is none for the tab", async () => {
    const { by, path } = await opens("priya");
    expect((await by.get(`${path}/now`)).status).toBe(200);
    expect((await by.get("/desk/now")).to).toBe("/desk/sign-in");
  });

  test("without cookies one reads so, and is not led in circles", async () => {
    const begun = await send(tokenOf("ana"));
    const page = await browser().get(begun.to ?? "");
    expect([page.status, page.text]).toEqual([403, expect.stringContaining("keeps no cookies")]);
  });

  test("only Teams' hosts may frame it, and nobody frames the desk", async () => {
    const { by, path } = await opens("priya");
    for (const page of ["/tab", `${path}/home`, `${path}/now`]) {
      const { headers } = await by.get(page);
      expect(headers.get("content-security-policy")).toMatch(
        /frame-ancestors https:\/\/teams\.microsoft\.com https:\/\/\*\.teams\.microsoft\.com https:\/\/teams\.cloud\.microsoft$/,
      );
      expect(headers.get("x-frame-options")).toBeNull();
    }
    const desk = (await by.get("/desk/sign-in")).headers;
    expect(desk.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(desk.get("x-frame-options")).toBe("DENY");
  });
});

describe("P5: on the tab", () => {
  test("one press gets help, and the same press sent twice asks once", async () => {
    const { ana, priya } = world();
    const tab = await opens("ana");
    const page = (await tab.home()).text;
    const asked = await tab.press("Get help now", page);
    expect(asked.text).toContain("Sam");
    await tab.press("Get help now", page);
    await priya.sees("Ana needs help");
    await ana.sees("Sam");
    expect(await world().requests()).toBe(1);
    expect((await tab.home()).text).toMatch(/You asked for help at .* Nobody has it yet\./);
    // The live card in her chat and the one on the page are the same request.
    await priya.clicks("I've got it");
    await expect.poll(async () => (await tab.home()).text).toContain("Priya has your request");
  });

  test("going off shift and on, a break and my data work as in the chat", async () => {
    const { ana } = world();
    const tab = await opens("ana");
    const words = async () => (await tab.home()).text;
    expect(await words()).toContain("You are on shift.");
    await tab.press("Go off shift", await words());
    expect(await words()).not.toContain("You are on shift");
    await tab.press("Come on shift", await words());
    expect(await words()).toContain("You are on shift until");
    await tab.press("Start 20 min", await words());
    await ana.sees("Back about");
    expect(await words()).toContain("Your break: back about");
    const data = await tab.press("My data", await words());
    const seen = await tab.press("What others see of me", data.text);
    expect(seen.text).toContain("<h2>");
    expect((await tab.press("Copy my data", data.text)).text).toContain("<textarea");
    const erase = await tab.press("Erase…", data.text);
    expect((await tab.press("Erase now", erase.text)).text).not.toContain("Start 20 min");
  });

  test("a form that lacks something is drawn again with what was typed", async () => {
    const tab = await opens("ana");
    const form = await tab.press("Promise", (await tab.home()).text);
    expect(form.text).toContain('name="submit" value="promises.');
    const sent = await tab.press("Next", form.text);
    expect(sent.status).toBe(422);
    expect(sent.text).toContain('class="error"');
  });

  test("who runs a team has their board and the desk; who takes calls has no desk", async () => {
    const [ana, priya] = [await opens("ana"), await opens("priya")];
    await ana.press("Get help now", (await ana.home()).text);
    const board = (await priya.home()).text;
    expect(board).toContain("Ana, Billing");
    expect(board).toMatch(/href="now"[^>]*>Show the board<\/a/);
    // It leads where they are already.
    expect(board).not.toContain("Open the desk");
    const taken = await priya.press("I&#39;ve got it", board);
    expect(taken.status).toBeLessThan(400);
    await expect.poll(async () => (await ana.home()).text).toContain("Priya has your request");
    expect((await priya.by.get(`${priya.path}/now`)).text).toContain(
      `action="${priya.path}/sign-out"`,
    );
    expect((await ana.home()).text).not.toContain("Open the desk");
    expect((await ana.by.get(`${ana.path}/now`)).status).toBe(403);
  });
});
