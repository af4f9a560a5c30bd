import { afterAll, beforeEach, expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { openMailServer, openPagerDuty, openReceiver, secrets } from "../support/receiver.ts";
import { stories } from "../support/stories.ts";

/* When chat reaches nobody: PagerDuty, a webhook and a mail, until it is over. */

const receiver = await openReceiver();
const pager = await openPagerDuty();
const post = await openMailServer();
const kept = secrets();
const key = "0123456789abcdef0123456789abcdef";
const file = `${organisationFile}outward:
  webhooks:
    - { url: "${receiver.url}?unwell", secret_file: ${kept.keep("hook", receiver.secret)}, events: [handrail.unwell] }
  second_channel:
    - pagerduty: { routing_key_file: ${kept.keep("key", key)}, api_url: "${pager.url}" }
    - webhook: { url: "${receiver.url}", secret_file: ${kept.keep("second", receiver.secret)} }
    - email: { smtp_url_file: ${kept.keep("smtp", post.url)}, to: [duty@acme.test] }
`;
const world = stories({ file });
afterAll(async () => {
  await Promise.all([receiver.stop(), pager.stop(), post.stop()]);
  kept.remove();
});
beforeEach(() => {
  receiver.heard.length = 0;
  pager.events.length = 0;
  post.mails.length = 0;
});
const subjects = () => post.mails.map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1]);
const silent = async () => {
  // Long enough for two looks.
  await new Promise((resolve) => setTimeout(resolve, 4_500));
  return [pager.events.length, receiver.heard.length, post.mails.length];
};

test("I5: a danger that nobody takes is told outside within a minute, and so is its end", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate he knows where I live");
  await sam.hears("Ana needs help now. Billing, phone.");
  await ana.clicks("Danger");
  await world().timePasses(31);
  await expect.poll(pager.actions).toEqual(["trigger"]);
  await expect.poll(subjects).toHaveLength(1);
  await expect.poll(receiver.types).toEqual(["alarm"]);
  const [opened] = pager.events;
  expect(opened).toMatchObject({
    routing_key: key,
    payload: { severity: "critical", class: "danger", component: "Billing" },
  });
  expect(JSON.stringify(opened)).toMatch(/Danger unanswered in Billing since \d\d:\d\d\./);
  expect(subjects()[0]).toMatch(/^Danger unanswered in Billing since \d\d:\d\d\.$/);
  expect(receiver.heard[0]?.data).toMatchObject({ kind: "danger", state: "open", team: "Billing" });

  await sam.clicks("I've got it");
  await expect.poll(pager.actions).toEqual(["trigger", "resolve"]);
  expect(pager.events[1]?.["dedup_key"]).toBe(opened?.["dedup_key"]);
  await expect.poll(subjects).toHaveLength(2);
  expect(subjects()[1]).toMatch(/^Over now: Danger unanswered in Billing/);
  await expect.poll(receiver.types).toEqual(["alarm", "alarm"]);
  expect(receiver.heard[1]?.data).toMatchObject({ state: "over" });

  const said = JSON.stringify([pager.events, receiver.heard, post.mails]);
  expect(said).not.toContain("where I live");
  expect(said).not.toMatch(/\b(Ana|Sam|Priya|Dana)\b/);
});

test("I5: a danger that somebody takes in time is told to nobody outside", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.hears("Ana needs help now. Billing, phone.");
  await ana.clicks("Danger");
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await world().timePasses(40);
  expect(await silent()).toEqual([0, 0, 0]);
});

test("I5: a platform that takes no page for longer than a step is out, until it is back", async () => {
  const { ana, sam } = world();
  const trouble = world().trouble({
    method: "chat.postMessage",
    count: Infinity,
    how: { status: 503 },
  });
  await ana.types("/escalate");
  await expect.poll(failedPages).toBeGreaterThan(0);
  await world().app.db.pushClock(21);
  await expect.poll(pager.actions).toEqual(["trigger"]);
  expect(JSON.stringify(pager.events)).toMatch(/Slack has taken no call for help since \d\d:\d\d/);
  await expect.poll(receiver.types).toHaveLength(2);
  expect(receiver.types().toSorted()).toEqual(["alarm", "handrail.unwell"]);
  trouble.stop();
  await sam.hears("Ana needs help now. Billing, phone.");
  await expect.poll(pager.actions).toEqual(["trigger", "resolve"]);
  await expect.poll(receiver.types).toHaveLength(4);
});

async function failedPages(): Promise<number> {
  const { rows } = await world().asOwner(
    "select count(*)::int as n from handrail.messages where priority = 0 and failures > 0",
  );
  return Number(rows[0]?.["n"]);
}

test("I5: Contact me that finds nobody says neither who nor of which team", async () => {
  await world().asOwner(
    `insert into handrail.contact_requests (organisation_id, person, request, version, status, changed_at, state)
    select organisation_id, person, gen_random_uuid(), 1, 'unanswered', handrail.now(),
      jsonb_build_object('openedAt', extract(epoch from handrail.now()) * 1000, 'status', 'unanswered')
    from handrail.people where email = 'ana@acme.test'`,
  );
  await expect.poll(pager.actions).toEqual(["trigger"]);
  const said = JSON.stringify(pager.events);
  expect(said).toMatch(/Somebody asked for a person to talk to. No answer since \d\d:\d\d/);
  const { rows } = await world().asOwner("select person, request from handrail.contact_requests");
  for (const name of ["Ana", "Billing", ...Object.values(rows[0] ?? {}).map(String)])
    expect(said).not.toContain(name);
  await world().asOwner("update handrail.contact_requests set status = 'taken'");
  await expect.poll(pager.actions).toEqual(["trigger", "resolve"]);
});
