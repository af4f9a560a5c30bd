import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

/* A workspace behind a firewall: everything comes down lines that the app opens itself. */

const world = stories({ socket: true });

test("the whole of a request goes over a line, and there is no door", async () => {
  const { ana, sam, priya, slack, app } = world();
  const before = total(slack.socket.delivered);
  await ana.types("/escalate");
  await ana.isTold("Asking Priya and Sam.");
  await sam.hears("Ana needs help now. Billing, phone.");
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  await priya.losesButton("I've got it");
  await sam.clicks("I'm with Ana");
  await ana.sees("Sam is with you.");
  await sam.clicks("Done");
  await ana.sees("Closed.");
  expect(total(slack.socket.delivered) - before).toBe(4);

  const body = "{}";
  const posted = await fetch(`${app.url}/slack/events`, {
    method: "POST",
    body,
    headers: slack.sign(body),
  });
  expect(posted.status).toBe(404);
});

test("E9: a form is opened and answered over the line", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await ana.answers("Say why", "In words");
  const form = await ana.dialog();
  expect(form.fields).toContain("words");
  await ana.submits({ words: "He shouts." });
  expect(ana.client.fault()).toBeUndefined();
  expect((await ana.dialog()).fields).toEqual([]);
});

test("Slack recycles the line in the middle of a request: nobody notices", async () => {
  const { ana, ben, sam, slack } = world();
  await ana.types("/escalate");
  await sam.hears("Ana needs help now. Billing, phone.");
  const lines = slack.socket.delivered.length;
  await slack.socket.recycle();
  expect(slack.socket.delivered).toHaveLength(lines + 1);
  // No gap at all: the new line was there before the old one went.
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  await Promise.all([slack.socket.recycle(), ben.types("/escalate")]);
  await ben.isTold("Asking");
  expect(requests(await rows())).toEqual(["U0ANA", "U0BEN"]);
});

test("two lines at once: each gesture comes down one of them, and happens once", async () => {
  const { ana, ben, sam, priya, slack } = world();
  slack.socket.warn();
  await slack.until(() => slack.socket.connections === 2);
  const before = slack.socket.delivered.slice(-2);
  await Promise.all([ana.types("/escalate"), ben.types("/escalate")]);
  await sam.hears("Ana needs help now. Billing, phone.");
  await sam.hears("Ben needs help now. Billing, phone.");
  expect(
    slack.socket.delivered.slice(-2).map((sent, index) => sent - (before[index] ?? 0)),
  ).toEqual([1, 1]);
  await Promise.all([sam.clicks("I've got it"), priya.clicks("I've got it")]);
  await world().settled();
  expect(requests(await rows())).toEqual(["U0ANA", "U0BEN"]);
});

test("the line drops while the answer is on its way: Slack apologises, help comes all the same, and once", async () => {
  const { ana, sam, slack } = world();
  slack.socket.loseAnswers(1);
  await ana.types("/escalate");
  expect(ana.client.fault()).toContain("failed");
  await sam.hears("Ana needs help now. Billing, phone.");
  await slack.until(() => slack.socket.connections > 0);
  // As anybody would, she types it again.
  await ana.types("/escalate");
  expect(ana.client.fault()).toBeUndefined();
  await world().settled();
  expect(requests(await rows())).toEqual(["U0ANA"]);
  expect(sam.rings()).toHaveLength(1);
});

test("an event whose answer is lost comes again, and is taken once", async () => {
  const { ana, slack } = world();
  slack.socket.loseAnswers(1);
  const sent = await slack.event(
    { type: "app_home_opened", user: "U0ANA", tab: "home", channel: "DU0ANA" },
    { retries: true },
  );
  expect(sent).toMatchObject({ status: 200 });
  expect(sent.attempts).toBeGreaterThan(1);
  await ana.client.until(() => ana.client.home(), "a home");
  const { rows: taken } = await world().asOwner(
    "select count(*)::int as n from handrail.inbox where delivery like 'evt:%'",
  );
  expect(taken).toEqual([{ n: 1 }]);
});

test("without a line a command is Slack's to explain; the app comes back by itself, also when it is refused at first", async () => {
  const { ana, sam, slack } = world();
  slack.socket.refuse(2);
  slack.socket.drop();
  await slack.until(() => slack.socket.connections === 0);
  await ana.types("/escalate");
  expect(ana.client.fault()).toBe('/escalate failed with the error "dispatch_failed"');
  await slack.until(() => slack.socket.connections > 0);
  await ana.types("/escalate");
  await sam.hears("Ana needs help now. Billing, phone.");
});

test("a restart in the middle: the clock goes on, and the earlier card can be pressed", async () => {
  const { ana, sam, dana, slack } = world();
  await ana.types("/escalate");
  await sam.hears("Ana needs help now. Billing, phone.");
  await world().restart();
  expect(slack.socket.connections).toBe(1);
  await world().timePasses(20);
  await dana.hears("Ana needs help now. Billing, phone.");
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  expect(requests(await rows())).toEqual(["U0ANA"]);
});

const total = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0);

const rows = async () =>
  (
    await world().asOwner(
      "select a.account from handrail.requests r join handrail.accounts a on a.person = r.requester order by 1",
    )
  ).rows;
const requests = (found: readonly Record<string, unknown>[]) => found.map(({ account }) => account);
