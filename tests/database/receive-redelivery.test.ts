import { expect, test } from "vitest";
import type { World } from "../support/story.ts";
import { stories } from "../support/stories.ts";

/* The same request again, from Slack or through a proxy, has one effect and one answer. */

const house = stories();

const requests = async (world: World) =>
  (await world.asOwner("select status, state from handrail.requests")).rows;
const pages = (world: World) => world.slack.calls("chat.postMessage").length;
/** Where the answer is a message of its own. */
const inChannel = { channel: "C0GENERAL" } as const;
const asked = /^At \d\d:\d\d, Priya and Sam got your request for help\.$/;
/** What the person reads, its first line. */
const textOf = (sent: { body: string }) =>
  (JSON.parse(sent.body) as { text: string }).text.split("\n")[0];

test("a command that arrives four times at once is one request, answered alike", async () => {
  const world = house();
  const before = pages(world);
  const { request } = await refusedForNow(world, () =>
    world.slack.command("U0ANA", "/escalate", inChannel),
  );
  const sent = await Promise.all([1, 2, 3, 4].map(() => world.slack.sendRaw(request)));
  expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect([...new Set(sent.map(textOf))]).toEqual([expect.stringMatching(asked)]);
  await world.settled();
  expect(await requests(world)).toHaveLength(1);
  expect(world.sam.rings()).toHaveLength(1);
  expect(pages(world) - before).toBe(3); // two pages and the receipt
});

test("a delivery that failed acts when it comes again: it was told that nothing was sent, and nothing was", async () => {
  const world = house();
  const first = await refusedForNow(world, () =>
    world.slack.command("U0ANA", "/escalate", inChannel),
  );
  expect(textOf(first)).toContain("Nothing was sent");
  expect([await requests(world), await inbox(world)]).toEqual([[], 0]);
  expect(textOf(await world.slack.sendRaw(first.request))).toMatch(asked);
  await world.sam.hears("Ana needs help now. Billing, phone.");
  expect(await inbox(world)).toBe(1);
});

test("an old delivery is answered from what was stored, and changes nothing", async () => {
  const world = house();
  const { ana, sam } = world;
  const { request } = await world.slack.command("U0ANA", "/escalate", inChannel);
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  await world.settled();
  const [before] = await requests(world);
  const again = await world.slack.sendRaw(request);
  // The stored answer, over how it stands now.
  expect([again.status, again.body]).toEqual([200, expect.stringContaining("Sam has it.")]);
  await world.settled();
  expect(await requests(world)).toEqual([before]);
});

test("of what keeps nothing, or nothing yet, a second delivery reads the same", async () => {
  const world = house();
  for (const line of ["/break", "/shift on", "/shift off"]) {
    const first = await world.slack.command("U0ANA", line);
    const again = await world.slack.sendRaw(first.request);
    expect([again.status, textOf(again)], line).toEqual([200, textOf(first)]);
    expect(textOf(again)).not.toContain("Nothing was sent");
  }
});

test("a press that arrives three times at once is one press, also when it was refused before", async () => {
  const world = house();
  await world.slack.command("U0ANA", "/escalate", inChannel);
  const card = await world.sam.sees("Ana needs help now");
  const press = await refusedForNow(
    world,
    () => world.sam.client.press(card, "I've got it") as Promise<{ request: Request }>,
  );
  await Promise.all([1, 2, 3].map(() => world.slack.sendRaw(press.request)));
  await world.settled();
  const { rows } = await world.asOwner(
    "select event ->> 'type' as type from handrail.journal order by version, number",
  );
  expect(rows.filter(({ type }) => type === "acknowledged")).toHaveLength(1);
});

test("an event that was not taken gets 503, and is taken when Slack sends it again", async () => {
  const world = house();
  await world.asOwner(broken);
  const refused = await world.slack.openHome("U0ANA");
  expect(refused.status).toBe(503);
  await world.asOwner(mended);
  expect((await world.slack.sendRaw(refused.request)).status).toBe(200);
  await world.slack.until(() => world.slack.desk("U0ANA").home);
});

type Request = Parameters<World["slack"]["sendRaw"]>[0];
const inbox = async (world: World) =>
  Number((await world.asOwner("select count(*) as n from handrail.inbox")).rows[0]?.["n"]);

// No transaction can end any more: each writes the answer into its delivery last.
const broken = "alter table handrail.inbox add constraint broken check (answer is null) not valid";
const mended = "alter table handrail.inbox drop constraint broken";

/** Does something while nothing can be stored, and mends it. */
async function refusedForNow<T>(world: World, work: () => Promise<T>): Promise<T> {
  await world.asOwner(broken);
  try {
    return await work();
  } finally {
    await world.asOwner(mended);
  }
}
