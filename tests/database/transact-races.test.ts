import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import type { World } from "../support/story.ts";
import { stories } from "../support/stories.ts";

/*
 * Who wins, when many press at the same moment. Through the whole app, each press a request of its
 * own. They meet on the server.
 */

const crowd = Array.from({ length: 48 }, (_, n) => ({
  account: `U0CROWD${n}`,
  name: `crowd${n}`,
  email: `crowd${n}@acme.test`,
}));
const house = stories({
  people: crowd,
  file: organisationFile
    .replace(
      "teams:\n",
      crowd
        .map(
          ({ account, email }, n) =>
            `  ${email}: { name: Crowd Nr${n}, accounts: { slack: ${account} } }\n`,
        )
        .join("") + "teams:\n",
    )
    .replace(
      "supervisors: [sam@acme.test, priya@acme.test]",
      `supervisors: [sam@acme.test, priya@acme.test, ${crowd.map(({ email }) => email).join(", ")}]`,
    ),
});
const supervisors = (world: World) => [
  world.sam,
  world.priya,
  ...crowd.map(({ account }) => world.somebody(account)),
];

const events = async (world: World, type: string) =>
  (
    await world.asOwner(
      `select event, at from handrail.journal where event ->> 'type' = '${type}' order by at`,
    )
  ).rows as {
    event: { by: string };
  }[];
const requests = async (world: World) =>
  (await world.asOwner("select request, status, holder, version from handrail.requests")).rows;

test("fifty supervisors press at once: one has it, the others read who", async () => {
  const world = house();
  for (let round = 0; round < 2; round++) {
    await world.ana.types("/escalate");
    const everybody = supervisors(world);
    for (const one of everybody) await one.hears("Ana needs help now. Billing, phone.");
    await Promise.all(everybody.map((one) => one.clicks("I've got it")));
    await world.settled();
    const taken = await events(world, "acknowledged");
    expect(taken).toHaveLength(1);
    const [request] = await requests(world);
    expect(request).toMatchObject({ status: "acknowledged", holder: taken[0]?.event.by });
    for (const one of everybody) await one.losesButton("I've got it");
    expect(everybody.filter((one) => one.screen().includes("You have it"))).toHaveLength(1);
    await world.startAfresh();
  }
});

test("a press against the end of the step: taken or asked on, never both undone", async () => {
  const world = house();
  const { ana, sam } = world;
  for (let round = 0; round < 4; round++) {
    await ana.types("/escalate");
    await sam.hears("Ana needs help now. Billing, phone.");
    await world.settled();
    await Promise.all([world.app.db.pushClock(20), sam.clicks("I've got it")]);
    await world.settled();
    const [request] = await requests(world);
    expect(request?.["status"]).toBe("acknowledged");
    expect(await events(world, "acknowledged")).toHaveLength(1);
    // Whichever came first: a step after the press asks nobody.
    const asked = await events(world, "asked");
    expect(asked.length).toBeLessThanOrEqual(2);
    const { rows } = await world.asOwner(
      "select event ->> 'type' as type from handrail.journal order by version, number",
    );
    const types = rows.map(({ type }) => type);
    expect(types.lastIndexOf("asked")).toBeLessThan(types.indexOf("acknowledged"));
    await world.startAfresh();
  }
});

test("arriving against the lapse: with the agent, or open again and asked on; the agent is never left between", async () => {
  const world = house();
  const { ana, sam } = world;
  for (let round = 0; round < 4; round++) {
    await ana.types("/escalate");
    await sam.clicks("I've got it");
    await ana.hears("Sam has it.");
    await world.settled();
    await Promise.all([world.app.db.pushClock(60), sam.clicks("I'm with Ana")]);
    await world.settled();
    const [request] = await requests(world);
    const joined = await events(world, "joined");
    const lapsed = await events(world, "lapsed");
    expect([joined.length, lapsed.length].toSorted((a, b) => a - b)).toEqual([0, 1]);
    expect(request?.["status"]).toBe(joined.length === 1 ? "joined" : "open");
    const { rows } = await world.asOwner("select command from handrail.timers order by command");
    expect(rows.length).toBeGreaterThan(0);
    await world.startAfresh();
  }
});

test("one person's two commands at once are one request, and so are five", async () => {
  const world = house();
  const { slack } = world;
  const sent = await Promise.all([1, 2, 3, 4, 5].map(() => slack.command("U0ANA", "/escalate")));
  expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  await world.settled();
  expect(await requests(world)).toHaveLength(1);
  expect(world.sam.rings()).toHaveLength(1);
  expect(world.ana.card().words).toContain("Asking 50 people.");
  // One answer is the card itself; the others say the same of the same request.
  const texts = sent.flatMap(({ body }) =>
    body === "" ? [] : [(JSON.parse(body) as { text: string }).text.split("\n")[0] ?? ""],
  );
  expect(texts.length).toBeGreaterThanOrEqual(4);
  for (const text of texts) expect(text).toMatch(/^At \d\d:\d\d, 50 people got your request/);
});

test("two people at once are two requests", async () => {
  const world = house();
  await Promise.all([
    world.ana.types("/escalate"),
    world.ben.types("/escalate"),
    world.carla.types("/escalate"),
  ]);
  await world.settled();
  expect(await requests(world)).toHaveLength(3);
  expect(world.sam.rings().toSorted()).toEqual([
    "Ana needs help now. Billing, phone.",
    "Ben needs help now. Billing, phone.",
  ]);
});

test("everything at once: presses, passes, calls again and clock, and what is left still stands", async () => {
  const world = house();
  const { ana, ben, slack, app } = world;
  await Promise.all([ana.types("/escalate"), ben.types("/escalate")]);
  await world.settled();
  const gestures = supervisors(world).flatMap((one, n) => {
    const label = n % 3 === 0 ? "Pass on" : "I've got it";
    return one.messages().map((card) => one.client.press(card, label));
  });
  await Promise.all([
    ...gestures,
    app.db.pushClock(21),
    slack.command("U0ANA", "/escalate"),
    slack.command("U0BEN", "/escalate"),
  ]);
  await world.settled();
  const live = await requests(world);
  expect(live).toHaveLength(2);
  // Each has exactly one holder, a timer, and a history without gaps.
  expect(live.map(({ status }) => status)).toEqual(["acknowledged", "acknowledged"]);
  const { rows } =
    await world.asOwner(`select request, (select count(*) from handrail.timers t where t.subject = r.request)::int as timers,
    (select count(distinct version) from handrail.journal j where j.subject = r.request)::int as versions, version::int from handrail.requests r`);
  for (const row of rows) {
    expect(row["timers"]).toBeGreaterThan(0);
    expect(row["versions"]).toBe(row["version"]);
  }
});
