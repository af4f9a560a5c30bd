import { expect, test } from "vitest";
import { forged, subjectOf } from "../support/forge.ts";
import { stories } from "../support/stories.ts";
import { organisationFile } from "../support/acme.ts";

/** Gil is named in the file as an agent, and is a guest on Slack; Stan is on Slack and in no file. */
const world = stories({
  file: organisationFile
    .replace(
      "teams:\n",
      "  gil@acme.test: { name: Gil Guest, accounts: { slack: U0GIL } }\n  bo@acme.test: { name: Bo Bot, accounts: { slack: U0BOT } }\nteams:\n",
    )
    .replace(
      "agents: [ana@acme.test, ben@acme.test]",
      "agents: [ana@acme.test, ben@acme.test, gil@acme.test, bo@acme.test]",
    ),
  people: [
    { account: "U0GIL", name: "gil", email: "gil@acme.test", kind: "guest" },
    { account: "U0BOT", name: "bot", email: "bo@acme.test", kind: "bot" },
    { account: "U0EXT", name: "ext", email: "ext@elsewhere.test", kind: "external" },
    { account: "U0STAN", name: "stan", email: "stan@acme.test" },
  ],
});
const notMember = "Handrail is for members of this workspace only.";
const guest = `${notMember}\nIf you need help now, call 5000.`;
const notKnown =
  "Handrail does not know you here yet. Ask the people who set it up to add you.\nIf you need help now, call 5000.";

test.each([
  ["a guest", "U0GIL", guest],
  ["a bot", "U0BOT", notMember],
  ["somebody of another workspace", "U0EXT", notMember],
  ["somebody in no file", "U0STAN", notKnown],
])("P4: %s reads one plain sentence, and nothing else happens", async (_, account, sentence) => {
  const { sam, slack } = world();
  const stranger = world().somebody(account);
  for (const words of ["/escalate he is shouting", "/shift on", "/handrail"]) {
    await stranger.types(words);
    const told = await stranger.isTold(sentence);
    expect([told.summary, told.buttons]).toEqual([sentence, []]);
  }
  await slack.shortcut(account, "escalate");
  await stranger.isAnswered(sentence);
  await stranger.closesDialogs();
  await slack.openHome(account);
  await world().settled();
  // Who may be of another company reads nothing on a page of ours.
  const isOutside = sentence === notMember;
  const home = () => stranger.client.home()?.words;
  if (isOutside) expect(home()).toBeUndefined();
  else await expect.poll(home).toBe(sentence);
  expect(stranger.rings()).toEqual([]);
  expect(sam.rings()).toEqual([]);
  expect(await world().requests()).toBe(0);
});

test("P4: who is in no file is looked up once a minute, however often they ask", async () => {
  const { slack } = world();
  const stan = world().somebody("U0STAN");
  const lookUps = () => slack.calls().filter(({ method }) => method === "users.info").length;
  const before = lookUps();
  for (let n = 0; n < 20; n++) await stan.types("/escalate");
  await stan.isTold(notKnown);
  expect(lookUps() - before).toBeLessThanOrEqual(1);
});

/** How often people were refused for a reason so far. */
async function refusedFor(reason: string): Promise<number> {
  const metrics = await (await fetch(String(world().app.metricsUrl))).text();
  const counted = new RegExp(`refusals_total\\{platform="slack",reason="${reason}"\\} (\\d+)`);
  return Number(counted.exec(metrics)?.[1] ?? 0);
}

test("P4: who is refused is counted by reason, and said once a minute in the log", async () => {
  const reasons = ["guest", "outside", "unknown", "by_rule"];
  const before = await Promise.all(reasons.map(refusedFor));
  for (const account of ["U0GIL", "U0EXT", "U0STAN", "U0GIL", "U0GIL"]) {
    const stranger = world().somebody(account);
    await stranger.types("/escalate");
  }
  // Opening is refused and counted as a command is.
  await world().somebody("U0GIL").types("/handrail");
  // A rule refuses too: nobody is away for a break twice at once.
  const { ana } = world();
  await ana.types("/break 5");
  await ana.types("/break 5");
  await ana.isTold("You are on a break already");
  const now = await Promise.all(reasons.map(refusedFor));
  expect(now.map((count, n) => count - (before[n] ?? 0))).toEqual([4, 1, 1, 1]);
  const lines = world()
    .told()
    .log.filter((line) => line.includes('"reason":"guest"'));
  expect(lines.length).toBeLessThanOrEqual(1);
});

test("P4: a guest is never asked to help, though the file names them", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await sam.opens("Give to…");
  expect(await sam.choices("to")).toEqual(["Dana Fox", "Priya Nair"]);
  await sam.closesDialogs();
});

test("P4: deactivated in the middle: their press does nothing, and they are not asked any more", async () => {
  const { ana, sam, priya, slack } = world();
  await ana.types("/escalate");
  await sam.hears("Ana needs help now. Billing, phone.");
  slack.changePerson("U0SAM", { kind: "deactivated" });
  await slack.announce("U0SAM", "user_change");
  try {
    await sam.clicks("I've got it");
    await sam.isTold(notMember);
    await world().timePasses(20);
    expect(sam.rings()).toHaveLength(1);
    expect(priya.rings()).toHaveLength(2);
    await ana.sees("Asking Dana and Priya.");
  } finally {
    slack.changePerson("U0SAM", { kind: "member" });
    await slack.announce("U0SAM", "user_change");
  }
});

test("P4: a press on a request that is not theirs is refused at the click, whatever the button carries", async () => {
  const { ana, ben, sam, slack } = world();
  await ben.types("/escalate");
  const own = () =>
    slack.pressPayload(
      "U0BEN",
      ben.messages().find((m) => !m.ephemeral)?.id ?? "",
      "escalations.danger",
    );
  await ana.types("/escalate");
  await sam.hears("Ana needs help now. Billing, phone.");
  const anas = subjectOf(slack.pressPayload("U0ANA", ana.last().id, "escalations.danger"));
  const bens = subjectOf(own());
  for (const verb of [
    "acknowledge",
    "dontNeed",
    "callEnded",
    "boundary",
    "endCall",
    "hold",
    "back",
    "danger",
    "here",
    "done",
    "giveBack",
    "record",
    "arrived",
    "callForHelp",
    "passOn",
    "escalate",
    "another",
  ]) {
    await slack.pressRaw(
      forged(own(), { action: `escalations.${verb}`, value: { s: anas, a: "sorted" } }),
    );
  }
  for (const verb of ["why", "askBehaviour", "give", "words", "timeline"]) {
    await slack.pressRaw(forged(own(), { action: `escalations.${verb}`, value: { s: anas } }));
  }
  await world().settled();
  const { rows } = await world().asOwner(
    "select requester, request, status, level, state->>'occasions' as occasions from handrail.requests order by opened_at",
  );
  expect(
    rows.map((row) => [row["request"], row["status"], row["level"], row["occasions"]]),
  ).toEqual([
    [bens, "open", "help", "2"],
    [anas, "open", "help", "2"],
  ]);
  expect(ben.client.dialog()).toBeUndefined();
  expect(
    ben
      .messages()
      .filter((m) => m.ephemeral)
      .slice(1)
      .map((m) => m.words),
  ).not.toContain("Saved.");
});
