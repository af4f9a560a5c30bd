import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { InstallPace } from "../../adapters/teams/people/install-pace.ts";
import { openRegistered, personIn, type RegisteredWorld } from "../support/registered.ts";

/*
 * An administrator's set-up policy installs the app for everybody at once. Each is found and greeted
 * with one card, and a call for help in the middle of it waits for none of them. Teams counts: 50 calls
 * a second of an app in a tenant.
 */

const tenant = "ac000000-0000-4000-8000-000000000000";
const newcomers = Array.from({ length: 60 }, (_, at) => `Nia${at}`);
const email = (name: string) => personIn(tenant, name).email;
const file = `
organisation: { id: acme, name: Acme, time_zone: Europe/London, country: GB, duty_phone: "5000" }
workspaces: { teams: [${tenant}] }
teams:
  Billing:
    hours: "Mon-Sun 00:00-24:00"
    supervisors: [${email("Sam")}]
    agents: [${["Ana", ...newcomers].map(email).join(", ")}]
`;

let world: RegisteredWorld;
beforeAll(async () => {
  world = await openRegistered({
    registrations: { acme: { app: "a1", tenant, secret: "secret" } },
    people: ["Ana", "Sam", ...newcomers],
    files: { "acme.yaml": file },
  });
  await world.runs({ own: "acme", further: [] });
  await world.writes("acme", "Ana", "Sam");
}, 180_000);
afterAll(() => world.stop());

const cardsOf = (who: string) =>
  world
    .double("acme")
    .desk(world.account("acme", who))
    .messages.filter(({ from }) => from === "bot").length;
const greeted = () => newcomers.filter((who) => cardsOf(who) > 0).length;

test("E16, P3: installed for all by a policy: each is greeted once, and nobody's page waits for it", async () => {
  const teams = world.double("acme");
  const [ana, sam] = [world.somebody("acme", "Ana"), world.somebody("acme", "Sam")];
  for (const one of [ana, sam]) one.startAfresh();
  teams.limits = { perTenant: true, perThread: true };
  // However slow the machine: nobody's turn comes before the page has arrived.
  const { promise: arrived, resolve } = Promise.withResolvers<void>();
  const turn = InstallPace.prototype.turn;
  const turns = vi.spyOn(InstallPace.prototype, "turn").mockImplementation(async function (
    this: InstallPace,
    where,
  ) {
    await arrived;
    return turn.call(this, where);
  });
  await Promise.all(newcomers.map((who) => teams.install(world.account("acme", who))));
  await ana.types("escalate");
  await sam.hears("Ana needs help now. Billing.");
  expect(turns).toHaveBeenCalledTimes(newcomers.length);
  expect(greeted()).toBe(0);
  resolve();
  await expect.poll(greeted, { timeout: 150_000 }).toBe(newcomers.length);
  turns.mockRestore();
  await world.settled();
  expect(newcomers.map(cardsOf)).toEqual(newcomers.map(() => 1));
  // The first card is the home card, its first button first; nothing of it rings as a page does.
  expect(world.somebody("acme", "Nia7").client.home()?.buttons[0]).toBe("Get help now");
  const { rows } = await world.asOwner(`
    select count(*)::int as found from handrail.accounts a join handrail.people p
      on p.organisation_id = a.organisation_id and p.person = a.person
    where p.email like 'nia%'`);
  expect(rows).toEqual([{ found: newcomers.length }]);
}, 180_000);

test("E16: an upgrade for all greets nobody again", async () => {
  const teams = world.double("acme");
  const few = newcomers.slice(0, 15);
  const before = few.map(cardsOf);
  for (const upgrade of few.flatMap((who) => {
    const account = world.account("acme", who);
    return [teams.uninstall(account, { upgrade: true }), teams.install(account, { upgrade: true })];
  }))
    await upgrade;
  await world.settled();
  expect(few.map(cardsOf)).toEqual(before);
});
