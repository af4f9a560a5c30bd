import { expect, test } from "vitest";
import { forged, subjectOf } from "../support/forge.ts";
import { stories } from "../support/stories.ts";

const world = stories();
const page = "Ana needs help now. Billing, phone.";

/** The state of every request, to show that nothing changed. */
async function requests(): Promise<string> {
  const { rows } = await world().asOwner(
    "select request, version, state from handrail.requests order by request",
  );
  return JSON.stringify(rows);
}

/** How often messages in this chat were edited. */
const edits = (channel: string) =>
  world()
    .slack.calls("chat.update")
    .filter(({ body }) => body["channel"] === channel).length;

test("a command without Slack's signature, or with another's, is 401 and does nothing", async () => {
  const { slack, sam } = world();
  const { request } = await slack.command("U0ANA", "/handrail");
  const body = request.body.replace("%2Fhandrail", "%2Fescalate");
  expect(body).toContain("%2Fescalate");
  const type = { "content-type": "application/x-www-form-urlencoded" };
  const now = Math.floor(Date.now() / 1_000);
  const attempts = [
    { headers: type, body },
    { headers: { ...type, ...slack.sign(body, { secret: "another-secret" }) }, body },
    { headers: { ...type, ...slack.sign(body, { timestamp: now - 301 }) }, body },
    { headers: { ...type, ...slack.sign(body, { timestamp: now + 302 }) }, body },
    // The signature of another body.
    { headers: request.headers, body },
  ];
  for (const attempt of attempts) expect((await slack.sendRaw(attempt)).status).toBe(401);
  await world().settled();
  expect(await world().requests()).toBe(0);
  expect(sam.rings()).toEqual([]);
});

test("E1: the same command delivered again, or twice at once, gets the same answer and makes one request", async () => {
  const { slack, ana, sam } = world();
  const first = await slack.command("U0ANA", "/escalate", { channel: "C0GENERAL" });
  const again = await Promise.all([slack.sendRaw(first.request), slack.sendRaw(first.request)]);
  for (const sent of again) expect([sent.status, sent.body]).toEqual([200, first.body]);
  await sam.hears(page);
  await world().settled();
  expect(sam.rings()).toEqual([page]);
  expect(await world().requests()).toBe(1);

  // Replayed when things have moved on: still one request, and nobody is asked again.
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  await world().timePasses(15);
  const before = await requests();
  expect((await slack.sendRaw(first.request)).status).toBe(200);
  await world().settled();
  expect(await requests()).toBe(before);
  expect(sam.rings()).toEqual([page]);
});

test("two commands of one person at once are one request", async () => {
  const { slack, sam } = world();
  await Promise.all([
    slack.command("U0ANA", "/escalate"),
    slack.command("U0ANA", "/escalate"),
    slack.shortcut("U0ANA", "escalate"),
  ]);
  await sam.hears(page);
  await world().settled();
  expect(await world().requests()).toBe(1);
  expect(sam.rings()).toEqual([page]);
  await world().ana.closesDialogs();
});

test("E3: a press on a card that is no longer so is answered, the card redrawn, and nothing changed", async () => {
  const { slack, ana, sam, priya } = world();
  await ana.types("/escalate");
  await priya.hears(page);
  const stale = slack.pressPayload("U0PRIYA", priya.last().id, "escalations.acknowledge");
  await sam.clicks("I've got it");
  await priya.losesButton("I've got it");
  await world().settled();
  const before = await requests();
  const drawn = edits("DU0PRIYA");
  await slack.pressRaw(stale);
  await priya.isTold("Sam has it already.");
  await world().settled();
  expect(await requests()).toBe(before);
  // Drawn again though nothing changed: the one who pressed was looking at something else.
  expect(edits("DU0PRIYA")).toBe(drawn + 1);

  await sam.clicks("Done");
  await priya.sees("Closed");
  const closed = await requests();
  await slack.pressRaw({ ...stale, trigger_id: slack.trigger("U0PRIYA") });
  await priya.isTold("This is closed already. Nothing was changed.");
  expect(await requests()).toBe(closed);
});

test("buttons that nobody made: no such action, no such request, no request at all, broken values", async () => {
  const { slack, ana, sam } = world();
  await ana.types("/escalate");
  await sam.hears(page);
  await world().settled();
  const pressed = () =>
    slack.pressPayload(
      "U0SAM",
      sam.messages().find((m) => !m.ephemeral)?.id ?? "",
      "escalations.acknowledge",
    );
  const subject = subjectOf(pressed());
  const before = await requests();
  const buttons = [
    { action: "escalations.nonsense" },
    { action: "nobody.acknowledge" },
    { action: "escalations.constructor" },
    { action: "escalations.__proto__" },
    { action: "escalations.step" },
    { action: "escalations.shrink" },
    { action: "escalations.unreachable" },
    { action: "escalations.acknowledge", value: { s: "00000000-0000-8000-8000-000000000000" } },
    { action: "escalations.acknowledge", value: { s: "not-a-uuid" } },
    { action: "escalations.acknowledge", value: { s: "'; drop table handrail.requests; --" } },
    { action: "escalations.acknowledge", value: "{" },
    { action: "escalations.acknowledge", value: "" },
    { action: "escalations.record", value: { s: subject, a: "sorted-it-out" } },
    { action: "escalations.giveBack", value: { s: subject } },
    { action: "escalations.done", value: { s: subject } },
    { action: "escalations.words", value: { s: "not-a-uuid" } },
    { action: "escalations.timeline", value: {} },
  ];
  for (const button of buttons) {
    const sent = await slack.pressRaw(forged(pressed(), button));
    expect([button, sent.status]).toEqual([button, 200]);
  }
  await world().settled();
  expect(await requests()).toBe(before);
  // Each was answered honestly: nothing is wrong on our side, and none of them says that it was done.
  const answers = sam
    .messages()
    .filter((m) => m.ephemeral)
    .map((m) => m.words);
  expect(answers.join("\n")).not.toMatch(/cannot be reached|Saved|did not answer/);
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
});

test("E9: words of any size, with mentions, links and mark-up: cut with a notice, shown as typed, never live", async () => {
  const { slack, ana, sam } = world();
  const nasty =
    "<!channel> <@U0SAM> *bold* <https://evil.test|click> https://evil.test @here :smile: & <b> ";
  await ana.types(`/escalate ${nasty}${"x".repeat(5_000)}`);
  await ana.isTold("We kept only the first 2,000 characters.");
  await sam.hears(page);
  const shown = await sam.opens("Show what Ana wrote");
  expect(shown.words).toContain(nasty.trim());
  expect(shown.words).not.toContain("x".repeat(2_000));
  const opened = JSON.stringify(slack.calls("views.open").at(-1)?.body);
  expect(opened).not.toContain('"mrkdwn"');
  await sam.closesDialogs();

  await ana.answers("Say why", "In words");
  await ana.dialog();
  await ana.submits({ words: "<!here> *now*", case: "<https://evil.test>" });
  await ana.closesDialogs();
  expect((await sam.opens("Show what Ana wrote")).words).toContain("<!here> *now*");
  await sam.closesDialogs();
});

test("E9: values that the form never offered are refused or ignored, and nothing breaks", async () => {
  const { slack, ana, sam, dana } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  await ana.answers("Say why", "In words");
  await ana.dialog();
  const why = submission("U0ANA");
  await slack.pressRaw(withValues(why, { category: "NOPE", words: "x".repeat(3_000), case: "y" }));
  const { rows } = await world().asOwner(
    "select state->'category' as category, level from handrail.requests",
  );
  expect(rows).toEqual([{ category: null, level: "help" }]);
  await ana.closesDialogs();

  await sam.opens("Give to…");
  const give = submission("U0SAM");
  const before = await requests();
  for (const to of ["", "nobody", "00000000-0000-8000-8000-000000000000", "constructor"]) {
    expect((await slack.pressRaw(withValues(give, { to }))).status).toBe(200);
  }
  expect(await requests()).toBe(before);
  // A form about a request that never was, and a form that never was.
  const view = give["view"] as Payload;
  for (const metadata of [
    '{"form":"escalations.giveTo","subject":"not-a-uuid"}',
    '{"form":"escalations.nonsense"}',
    "{",
    "",
  ]) {
    expect(
      (
        await slack.pressRaw({
          ...give,
          trigger_id: slack.trigger("U0SAM"),
          view: { ...view, private_metadata: metadata },
        })
      ).status,
    ).toBe(200);
  }
  expect(await requests()).toBe(before);
  await sam.closesDialogs();
  expect(dana.rings()).toEqual([]);
});

type Payload = Readonly<Record<string, unknown>>;

/** What sending the open dialog would send. */
function submission(account: string): Payload {
  const { slack } = world();
  const { dialog } = slack.desk(account);
  if (dialog === undefined) throw new Error("no dialog is open");
  return {
    ...{
      type: "view_submission",
      team: { id: "T0ACME00" },
      user: { id: account, team_id: "T0ACME00" },
      trigger_id: slack.trigger(account),
      response_urls: [],
    },
    view: { ...(dialog.view as Payload), id: dialog.id, hash: `h${Math.random()}`, type: "modal" },
  };
}

function withValues(sent: Payload, values: Readonly<Record<string, string>>): Payload {
  const entered = Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      { value: { type: "plain_text_input", value } },
    ]),
  );
  return {
    ...sent,
    view: { ...(sent["view"] as Payload), hash: `h${Math.random()}`, state: { values: entered } },
  };
}
