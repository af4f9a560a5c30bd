import { expect, test } from "vitest";
import { hashOf } from "../../src/runtime/secrets.ts";
import { organisationFile } from "../support/acme.ts";
import { type Browser, served, signsIn } from "../support/browse.ts";
import { stories } from "../support/stories.ts";

/* I5: keys of programs on a page. Priya is an admin and runs a team; Sam runs the same team only. */

const file = organisationFile.concat("roles: { admins: [priya@acme.test] }\n");
const world = stories({ file, env: served });
const page = "/desk/keys";
const referer = () => ({ referer: `${world().app.url}${page}` });

/** *Make a key* as the page sends it, with `values` in place of a CRM's that may summon. */
const made = (browser: Browser, once: string, values: Record<string, string> = {}) =>
  browser.post(
    "/desk/do",
    {
      ...{ submit: "keys.make", once, "field.name": "CRM", "field.may-escalate": "yes" },
      ...{ "field.days": "90", ...values },
    },
    referer(),
  );
const secretIn = (text: string) => /hr_acme\.[\w-]{43}/.exec(text)?.[0];

/** Whether the API takes it: who is on shift, with a key that may read that. */
const asks = async (secret: string | undefined) =>
  (
    await fetch(`${world().app.url}/api/v1/on-shift`, {
      headers: { authorization: `Bearer ${secret}` },
    })
  ).status;

test("I5: an admin makes a key on a page; it is shown once, and no reload shows it again", async () => {
  const browser = await signsIn(world(), "priya");
  expect((await browser.get("/desk/set-up")).text).toContain('href="keys"');
  expect((await browser.get(page)).text).toContain("There are no keys.");
  const once = crypto.randomUUID();
  const values = { "field.may-on-shift:read": "yes" };
  const first = await made(browser, once, values);
  const secret = secretIn(first.text);
  expect([first.status, first.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(first.text).toContain("nobody can read it again");
  expect(await asks(secret)).toBe(200);
  // A reload sends the same again, and so does whoever recorded it.
  const again = await made(browser, once, values);
  expect([secretIn(again.text), again.text.includes("This key was shown once")]).toEqual([
    undefined,
    true,
  ]);
  const { rows } = await world().asOwner(
    "select name, scopes, secret_hash, made_by is not null as known from handrail.api_keys",
  );
  expect(rows).toEqual([
    {
      ...{ name: "CRM", scopes: ["escalate", "on-shift:read"], known: true },
      secret_hash: hashOf(secret ?? ""),
    },
  ]);
  // Nothing else that is kept has it: no answer, no journal.
  const kept = await world().asOwner(
    `select (select json_agg(i) from handrail.inbox i)::text as inbox,
      (select json_agg(j) from handrail.journal j where feature = 'keys')::text as journal`,
  );
  const random = secret?.split(".")[1] ?? "";
  expect(JSON.stringify(kept.rows)).not.toContain(random);
  expect(kept.rows[0]?.["journal"]).toMatch(/"made".*on-shift:read/);
  expect(kept.rows[0]?.["journal"]).not.toContain("CRM");
  const listed = (await browser.get(page)).text;
  expect(listed).toMatch(/CRM[\s\S]*here or away, never why\. Priya made it on[\s\S]*It ends on/);
  expect(listed).toContain("Last used on");
  expect(secretIn(listed)).toBeUndefined();
});

test("I5: revoking asks once more, and ends the program's access", async () => {
  const browser = await signsIn(world(), "priya");
  const secret = secretIn(
    (await made(browser, crypto.randomUUID(), { "field.may-on-shift:read": "yes" })).text,
  );
  const { rows } = await world().asOwner("select key::text as key from handrail.api_keys");
  const subject = String(rows[0]?.["key"]);
  const press = { press: "keys.open", subject, once: crypto.randomUUID() };
  const asked = await browser.post("/desk/do", press, referer());
  expect(asked.text).toContain("Revoke the key of CRM?");
  expect(await asks(secret)).toBe(200);
  const revoke = { submit: "keys.revoke", subject, back: page };
  const done = await browser.post("/desk/do", { ...revoke, once: crypto.randomUUID() });
  expect(done.text).toMatch(/Revoked\. The program stops[\s\S]*Ended in the last 30 days/);
  // An instance knows a key for five seconds.
  await expect.poll(() => asks(secret), { timeout: 20_000, interval: 500 }).toBe(401);
  const late = await browser.post("/desk/do", { ...revoke, once: crypto.randomUUID() });
  expect(late.text).toContain("There is no such key in use.");
});

test("I5: a key ends by itself, and a month later nothing is left of it", async () => {
  const browser = await signsIn(world(), "priya");
  const values = { "field.may-on-shift:read": "yes", "field.days": "30" };
  const secret = secretIn((await made(browser, crypto.randomUUID(), values)).text);
  expect(await asks(secret)).toBe(200);
  await world().timePasses(31 * 24 * 3600);
  await expect.poll(() => asks(secret), { timeout: 20_000, interval: 500 }).toBe(401);
});

test("I5: what is wrong stands at its field, and what was typed stays", async () => {
  const browser = await signsIn(world(), "priya");
  const none = await made(browser, crypto.randomUUID(), { "field.may-escalate": "no" });
  expect([none.status, none.text]).toEqual([
    422,
    expect.stringContaining("Choose what it may do."),
  ]);
  expect(none.text).toMatch(/<h1>Keys for programs<\/h1>[\s\S]*value="CRM"/);
  const unnamed = await made(browser, crypto.randomUUID(), { "field.name": " \u202e " });
  expect(unnamed.text).toMatch(/id="field-name-error"[^>]*>Write a name/);
  const odd = await made(browser, crypto.randomUUID(), { "field.days": "9999" });
  expect(odd.status).toBe(422);
  const { rows } = await world().asOwner("select 1 from handrail.api_keys");
  expect(rows).toEqual([]);
});

test("I5: nobody but an admin makes, sees or revokes a key, whatever they send", async () => {
  const [priyas, sams] = [await signsIn(world(), "priya"), await signsIn(world(), "sam")];
  const secret = secretIn(
    (await made(priyas, crypto.randomUUID(), { "field.may-on-shift:read": "yes" })).text,
  );
  const { rows } = await world().asOwner("select key::text as key from handrail.api_keys");
  const subject = String(rows[0]?.["key"]);
  const once = () => crypto.randomUUID();
  expect((await sams.get(page)).status).toBe(403);
  const refused = "Only admins make and revoke keys.";
  expect((await made(sams, once())).text).toContain(refused);
  for (const [how = "", what = ""] of [
    ["submit", "keys.revoke"],
    ["press", "keys.open"],
  ]) {
    const tried = await sams.post("/desk/do", { [how]: what, subject, once: once() });
    expect([tried.text.includes(refused), tried.text.includes("CRM")]).toEqual([true, false]);
  }
  // A key of another organisation is none; a form of another site does nothing.
  await world().asOwner(`
    insert into handrail.organisations select 'rival', 'Rival', time_zone, country, locale,
      duty_phone, revision, file_hash, file_version, applied_at from handrail.organisations
      where organisation_id = 'acme' on conflict do nothing;
    insert into handrail.api_keys (organisation_id, key, name, scopes, secret_hash, made_at)
      values ('rival', '00000000-0000-4000-8000-00000000cccc', 'Theirs', '{}', 'x', now())
      on conflict do nothing`);
  const theirs = { submit: "keys.revoke", subject: "00000000-0000-4000-8000-00000000cccc" };
  expect((await priyas.post("/desk/do", { ...theirs, once: once() })).text).toContain(
    "There is no such key in use.",
  );
  expect((await priyas.get(page)).text).not.toContain("Theirs");
  const forged = { submit: "keys.make", "field.name": "x", "field.may-escalate": "yes" };
  const elsewhere = { origin: "https://evil.test", "sec-fetch-site": "cross-site" };
  const crossed = await priyas.post("/desk/do", { ...forged, once: once() }, elsewhere);
  expect(crossed.status).toBe(403);
  expect(await asks(secret)).toBe(200);
  // Who is no admin any more reads nothing of it. Who is one now reads that they made it.
  await world().reload(organisationFile.concat("roles: { admins: [sam@acme.test] }\n"));
  expect((await priyas.get(page)).status).toBe(403);
  expect((await made(priyas, once())).text).toContain(refused);
  expect((await sams.get(page)).text).toContain("Priya, who is no admin any more, made it on");
  expect((await sams.get("/desk/health")).text).toContain(
    "the key of CRM was made by somebody who is no admin any more",
  );
  await world().reload(file);
  const left = await world().asOwner(
    "select count(*)::int as n from handrail.api_keys where revoked_at is null and organisation_id = 'acme'",
  );
  expect(left.rows).toEqual([{ n: 1 }]);
});

test("I5: ten keys an hour; staff read who gave a program a key, and what it may", async () => {
  const { ana } = world();
  const browser = await signsIn(world(), "priya");
  for (let n = 0; n < 10; n++)
    expect(secretIn((await made(browser, crypto.randomUUID())).text)).toBeDefined();
  const eleventh = await made(browser, crypto.randomUUID());
  expect(eleventh.text).toContain("Ten keys were made within the hour.");
  await ana.opensHome();
  await ana.clicksAtHome("My data");
  await ana
    .clicksInDialog("What others see of me")
    .catch(() => ana.clicks("What others see of me"));
  await ana.client.until(
    () =>
      /Priya gave a program a key\. Ask for help for somebody/.test(
        ana.client.dialog()?.words ?? "",
      ),
    "the keys",
  );
  await ana.closesDialogs();
});
