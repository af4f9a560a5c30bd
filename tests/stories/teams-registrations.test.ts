import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { processFindings } from "../../src/commands/doctor/in-process.ts";
import { told } from "../../src/platform/finding.ts";
import { openRegistered, personIn, type RegisteredWorld } from "../support/registered.ts";
import type { Json } from "../../playground/slack/types.ts";

/*
 * Several app registrations of Teams in one process, each with its tenant: two companies, and one
 * company with two tenants. Microsoft's cloud is one: it signs for all, and gives each its tokens.
 */

const id = (end: string) => `${end}${end}0000-0000-4000-8000-000000000000`;
const tenants = { acme: id("ac"), bravo: id("b0"), north: id("d0"), south: id("d5") };
const organisation = (name: string, ...lives: string[]) => `
organisation: { id: ${name}, name: ${name}, time_zone: Europe/London, country: GB, duty_phone: "5000" }
workspaces: { teams: [${lives.join(", ")}] }
teams:
  Billing:
    hours: "Mon-Sun 00:00-24:00"
    supervisors: [${personIn(lives.at(-1) ?? "", "Sam").email}]
    agents: [${personIn(lives[0] ?? "", "Ana").email}]
    escalation: { steps: [{ notify: supervisors, timeout: 30s }], repeat: 3 }
`;

let world: RegisteredWorld;
const all = ["acme", "bravo", "north", "south"];
beforeAll(async () => {
  world = await openRegistered({
    registrations: {
      acme: { app: id("a1"), tenant: tenants.acme, secret: "secret-acme" },
      bravo: { app: id("b1"), tenant: tenants.bravo, secret: "secret-bravo" },
      north: { app: id("d1"), tenant: tenants.north, secret: "secret-north" },
      south: { app: id("d2"), tenant: tenants.south, secret: "secret-south" },
      /** Acme's before it had one of its own: the same people, another bot. */
      before: { app: id("e1"), tenant: tenants.acme, secret: "secret-before" },
    },
    people: ["Ana", "Sam"],
    files: {
      "acme.yaml": organisation("acme", tenants.acme),
      "bravo.yaml": organisation("bravo", tenants.bravo),
      "delta.yaml": organisation("delta", tenants.north, tenants.south),
    },
  });
  await world.runs({ further: all });
  for (const name of all) await world.writes(name, "Ana", "Sam");
});
beforeEach(async () => {
  await world.settled();
  for (const name of [...all, "before"])
    for (const who of ["Ana", "Sam"]) world.somebody(name, who).startAfresh();
});
afterEach(async () => {
  await world.asOwner("delete from handrail.timers where feature = 'escalations'");
  await world.asOwner("delete from handrail.messages where feature = 'escalations'");
  await world.asOwner("delete from handrail.request_words");
  await world.asOwner("delete from handrail.requests");
});
afterAll(() => world.stop());

const requests = async (organisation: string) => {
  const { rows } = await world.asOwner(
    `select count(*)::int as n from handrail.requests where organisation_id = '${organisation}'`,
  );
  return rows[0]?.["n"];
};
/** What each tenant's connector refused of us: a token of another registration, above all. */
const refused = (name: string) =>
  world
    .double(name)
    .calls()
    .filter(({ answer }) => answer !== "ok")
    .map(({ method, answer }) => `${method}: ${answer}`);

test("P3: two companies, each with its own registration: a call is heard in its own tenant", async () => {
  for (const name of ["acme", "bravo"]) {
    await world.somebody(name, "Ana").types("escalate");
    await world.somebody(name, "Sam").hears("Ana needs help now. Billing.");
    await world.somebody(name, "Sam").clicks("I've got it");
    await world.somebody(name, "Ana").sees("Sam");
  }
  expect([await requests("acme"), await requests("bravo")]).toEqual([1, 1]);
  expect([...refused("acme"), ...refused("bravo")]).toEqual([]);
  // A token for each registration, once: each is kept by itself.
  const asked = world
    .double("acme")
    .calls("token")
    .map(({ body }) => String((body["request"] as Json)["client_id"]));
  expect(asked.toSorted()).toEqual([id("a1"), id("b1"), id("d1"), id("d2")]);
});

test("P3: one company with two tenants: asked in one, taken in the other", async () => {
  const [ana, sam] = [world.somebody("north", "Ana"), world.somebody("south", "Sam")];
  await ana.types("escalate");
  await sam.hears("Ana needs help now. Billing.");
  await sam.clicks("I've got it");
  await ana.sees("Sam has");
  await sam.clicks("I'm with Ana");
  await ana.sees("Sam is with you");
  expect(await requests("delta")).toBe(1);
  expect([...refused("north"), ...refused("south")]).toEqual([]);
});

test("P3: nothing that was signed for one registration says anything in another's tenant", async () => {
  const [acme, bravo] = [world.double("acme"), world.double("bravo")];
  const ana = personIn(tenants.bravo, "Ana").account;
  const activity = (more: Json = {}) => bravo.activity(ana, { text: "escalate", ...more });
  const send = async (headers: Record<string, string>, body: Json) =>
    (await bravo.sendRaw({ headers, body: JSON.stringify(body) })).status;
  const there = (tenant: string) => ({
    conversation: { ...(activity()["conversation"] as Json), tenantId: tenant },
    channelData: { tenant: { id: tenant } },
  });
  const nobodys = id("99");
  // Acme's token, which vouches for the connector that Bravo's activity names.
  const swapped = acme.sign({ claims: { serviceurl: bravo.serviceUrl } });
  expect(await send(swapped, activity())).toBe(403);
  // Acme's own token and connector, with Bravo's tenant.
  expect(await send(acme.sign(), activity({ serviceUrl: acme.serviceUrl }))).toBe(403);
  // Bravo's token and words, said to be in Acme's tenant, and in both at once.
  expect(await send(bravo.sign(), activity(there(tenants.acme)))).toBe(403);
  const { channelData } = there(tenants.acme);
  expect(await send(bravo.sign(), activity({ channelData }))).toBe(403);
  // A tenant without a registration, and a registration that is not here.
  expect(await send(bravo.sign(), activity(there(nobodys)))).toBe(403);
  expect(await send(bravo.sign({ claims: { aud: nobodys } }), activity())).toBe(401);
  expect(await send(bravo.sign({ claims: { aud: [id("a1"), id("b1")] } }), activity())).toBe(401);
  // Another connector than the token vouches for.
  expect(await send(bravo.sign(), activity({ serviceUrl: acme.serviceUrl }))).toBe(403);
  await world.settled();
  expect([await requests("acme"), await requests("bravo")]).toEqual([0, 0]);
  expect(await send(bravo.sign(), activity())).toBe(200);
  expect(await requests("bravo")).toBe(1);
});

test("P3: a card's button, carried from one tenant to another, presses nothing there", async () => {
  const [acme, bravo] = [world.double("acme"), world.double("bravo")];
  await world.somebody("acme", "Ana").types("escalate");
  const sam = world.somebody("acme", "Sam");
  const card = await sam.sees("Ana needs help now. Billing.");
  const there = personIn(tenants.bravo, "Sam").account;
  const press = acme.pressActivity(personIn(tenants.acme, "Sam").account, card.id, "I've got it");
  const own = bravo.activity(there);
  const carried = { ...press };
  for (const part of ["from", "recipient", "conversation", "channelData", "serviceUrl"])
    carried[part] = own[part];
  const headers = bravo.sign();
  await bravo.sendRaw({ headers, body: JSON.stringify(carried) });
  await world.settled();
  expect(world.somebody("acme", "Ana").screen()).not.toContain("Sam has");
  await sam.clicks("I've got it");
  await world.somebody("acme", "Ana").sees("Sam has");
});

test("P8: a secret that has expired stops its own tenant only, and is named; mended, what waits arrives", async () => {
  const bravo = world.double("bravo");
  bravo.changeSecret("a-new-one");
  await world.somebody("bravo", "Ana").types("escalate");
  await world.somebody("acme", "Ana").types("escalate");
  await world.somebody("acme", "Sam").hears("Ana needs help now. Billing.");
  expect(world.somebody("bravo", "Sam").rings()).toEqual([]);
  const config = world.configured({ further: all });
  const wrongFor = async (...lives: string[]) =>
    (await processFindings(config, () => [])({ id: "", tenants: lives }))
      .filter(({ level }) => level === "wrong")
      .map((finding) => told(finding))
      .map(({ about, says }) => `${about}: ${says}`);
  const wrong = `Teams, app ${id("b1")}: the secret in its password_file is wrong or has expired`;
  await expect.poll(() => wrongFor(tenants.bravo)).toEqual([wrong]);
  // It is no business of another organisation's.
  expect(await wrongFor(tenants.acme)).toEqual([]);
  await expect.poll(() => wrongFor(...Object.values(tenants))).toEqual([wrong]);
  world.secrets.set("bravo", "a-new-one");
  await world.runs({ further: all });
  await world.timePasses(5);
  await world.somebody("bravo", "Sam").hears("Ana needs help now. Billing.");
});

test("P3: a tenant gets a registration of its own: what was kept of the old one leads nobody astray", async () => {
  const run = { own: "before", further: ["bravo"] };
  await world.runs(run);
  const [ana, sam] = [world.somebody("before", "Ana"), world.somebody("before", "Sam")];
  await world.writes("before", "Ana", "Sam");
  await ana.types("escalate");
  await sam.hears("Ana needs help now. Billing.");
  // From here on Acme has its own. Nobody has written to it yet since the start.
  await world.runs({ own: "before", further: all });
  await world.timePasses(31);
  const there = world.somebody("acme", "Sam");
  await there.hears("Ana needs help now. Billing.");
  await there.clicks("I've got it");
  await world.somebody("acme", "Ana").sees("Sam has");
  // The old bot speaks for every other tenant, and for this one no more.
  expect(await ana.types("escalate")).toMatchObject({ status: 403 });
  expect(await requests("acme")).toBe(1);
});
