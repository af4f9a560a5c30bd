import { afterAll, beforeEach, expect, test } from "vitest";
import { Browser, served } from "../support/browse.ts";
import { presses, wordsOf } from "../support/desk-forms.ts";
import { client, openProvider } from "../support/oidc.ts";
import { stories } from "../support/stories.ts";

const provider = await openProvider();
afterAll(() => provider.stop());
const world = stories({
  env: {
    ...served,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: client.id,
    OIDC_CLIENT_SECRET: client.secret,
  },
});

/** Another organisation has somebody of the same address. */
beforeEach(async () => {
  await world().asOwner(`
    insert into handrail.organisations select 'rival', 'Rival', time_zone, country, locale,
      duty_phone, revision, file_hash, file_version, applied_at from handrail.organisations
      where organisation_id = 'acme' on conflict do nothing;
    insert into handrail.workspaces (organisation_id, platform, workspace)
      values ('rival', 'slack', 'T0RIVAL') on conflict do nothing;
    insert into handrail.people (organisation_id, person, email, name, listed)
      values ('rival', '00000000-0000-4000-8000-00000000aaaa', 'dana@acme.test', 'Dana', true)
      on conflict do nothing;
    insert into handrail.accounts (organisation_id, account_id, person, platform, workspace,
      account, kind, name, seen_at) values ('rival', '00000000-0000-4000-8000-00000000bbbb',
      '00000000-0000-4000-8000-00000000aaaa', 'slack', 'T0RIVAL', 'U0DAN', 'member', 'Dana', now())
      on conflict do nothing`);
});

/** To the provider and back. */
async function comesBack(claims: Readonly<Record<string, unknown>>) {
  const browser = new Browser(world().app.url);
  expect((await browser.get("/desk/sign-in")).text).toContain("/desk/sign-in/provider");
  const away = await browser.get("/desk/sign-in/provider");
  provider.claims = claims;
  const back = provider.signIn(away.to ?? "");
  return { browser, away, back, page: await browser.get(back) };
}

test("I2: a supervisor signs in with the company's identity provider", async () => {
  const { browser, away, back, page } = await comesBack({
    email: "Priya@acme.test",
    email_verified: true,
  });
  const asked = new URL(away.to ?? "").searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({
    response_type: "code",
    code_challenge_method: "S256",
    redirect_uri: "http://127.0.0.1/desk/sign-in/callback",
  });
  for (const name of ["state", "nonce", "code_challenge"])
    expect(asked.get(name)?.length).toBeGreaterThan(20);
  expect([page.status, page.to]).toEqual([303, "/desk"]);
  expect((await browser.get("/desk/now")).status).toBe(200);
  // The answer serves once, and the browser that asked.
  expect((await browser.get(back)).status).toBe(410);
});

test.each([
  ["an address that is not verified", { email: "priya@acme.test" }, 403],
  ["an address of nobody", { email: "nobody@acme.test", email_verified: true }, 403],
  ["an answer to another question", { email: "priya@acme.test", nonce: "other" }, 502],
])("I2: %s signs nobody in", async (_, claims, status) => {
  const { browser, page } = await comesBack(claims);
  expect(page.status).toBe(status);
  expect((await browser.get("/desk/now")).to).toBe("/desk/sign-in");
});

test("I2: an answer with another state, or in another browser, signs nobody in", async () => {
  const browser = new Browser(world().app.url);
  const away = await browser.get("/desk/sign-in/provider");
  provider.claims = { email: "priya@acme.test", email_verified: true };
  const back = provider.signIn(away.to ?? "");
  expect((await new Browser(world().app.url).get(back)).status).toBe(410);
  expect((await browser.get(back.replace(/state=./, "state=_"))).status).toBe(502);
  expect((await browser.get("/desk/now")).to).toBe("/desk/sign-in");
});

test("I2: somebody whom two organisations know by one address chooses where to sign in", async () => {
  const { browser, page } = await comesBack({ email: "dana@acme.test", email_verified: true });
  expect(page.status).toBe(200);
  expect(page.headers.getSetCookie().join()).not.toContain("handrail_session");
  expect(wordsOf(page)).toContain("Several companies know your address. Choose one.");
  const chosen = await presses(browser, page, "Rival");
  expect([chosen.status, browser.cookies.get("handrail_session")?.split(".")[0]]).toEqual([
    303,
    "rival",
  ]);
  expect((await presses(browser, page, "Rival")).status).toBe(410);
  await presses(browser, page, "Acme Support");
  expect((await browser.get("/desk/now")).status).toBe(200);
});
