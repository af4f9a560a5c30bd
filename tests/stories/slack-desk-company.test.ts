import { afterAll, expect, test } from "vitest";
import { Browser, served } from "../support/browse.ts";
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
