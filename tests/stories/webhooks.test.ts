import { afterAll, beforeEach, expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { tidied } from "../support/forget.ts";
import { openReceiver, secrets } from "../support/receiver.ts";
import { stories } from "../support/stories.ts";

/* What other systems hear, over HTTP, by a receiver that verifies as any of them does. */

const crm = await openReceiver();
const other = await openReceiver();
const kept = secrets();
const all = [
  ...["opened", "acknowledged", "joined", "lapsed", "exhausted", "resolved", "withdrawn"].map(
    (one) => `request.${one}`,
  ),
  ...["promise.due", "promise.kept", "promise.missed", "cover.needed", "handrail.unwell"],
];
const webhook = ({ url, secret }: typeof crm, name: string, events: readonly string[]) =>
  `{ url: "${url}", secret_file: ${kept.keep(name, secret)}, events: [${events.join(", ")}] }`;
const file = `${organisationFile}outward:
  webhooks:
    - ${webhook(crm, "crm", all)}
    - ${webhook(other, "other", ["request.resolved"])}
`;
const world = stories({ file });
afterAll(async () => {
  await Promise.all([crm.stop(), other.stop()]);
  kept.remove();
});
beforeEach(async () => {
  for (const one of [crm, other]) {
    one.answers(204);
    one.heard.length = 0;
  }
  await world().asOwner(
    "update handrail.outward_targets set state = 'open', failures = 0, failing_since = null, given_up = 0, not_before = now()",
  );
});
const waiting = async () =>
  Number((await world().asOwner("select count(*) as n from handrail.outward")).rows[0]?.["n"]);
const target = async () =>
  (
    await world().asOwner(
      "select state, code, failures > 0 as failing, given_up from handrail.outward_targets order by failures desc limit 1",
    )
  ).rows[0];

test("I5: a request from its beginning to its end, in codes and ids", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate he says he knows where I live");
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  await expect.poll(crm.types).toHaveLength(4);
  const inOrder = crm.heard.toSorted((a, b) => (timeOf(a.body) < timeOf(b.body) ? -1 : 1));
  expect(inOrder.map(({ type, data }) => [type, data["state"]])).toEqual([
    ["request.opened", "open"],
    ["request.acknowledged", "acknowledged"],
    ["request.joined", "joined"],
    ["request.resolved", "resolved"],
  ]);
  const [opened, , , resolved] = inOrder;
  expect(opened?.data).toMatchObject({ team: "Billing", level: "help" });
  expect(resolved?.data).toMatchObject({ id: opened?.data["id"], how: "done", assisted: true });
  await expect.poll(other.types).toEqual(["request.resolved"]);
  // The same name at every receiver, so that two of one company know it for one.
  expect(other.heard[0]?.id).toBe(resolved?.id);
  const { rows } = await world().asOwner("select person, name from handrail.people");
  const said = crm.heard.map(({ body }) => body).join();
  for (const { person, name } of rows) {
    expect(said).not.toContain(String(person));
    expect(said).not.toContain(String(name).split(" ")[0]);
  }
  expect(said).not.toContain("where I live");
  await expect.poll(waiting).toBe(0);
});

test("I5: nobody arrives, nobody answers, and it is withdrawn", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await world().timePasses(61);
  await expect.poll(crm.types).toContain("request.lapsed");
  expect(crm.heard.find(({ type }) => type === "request.lapsed")?.data).toMatchObject({
    state: "open",
    how: "late",
  });
  for (const one of [sam, priya, dana]) await one.types("/shift off");
  await world().timePasses(300);
  await expect.poll(crm.types).toContain("request.exhausted");
  await ana.clicks("Don't need help");
  await expect.poll(crm.types).toContain("request.withdrawn");
});

test("I5: a promise that is due, and kept", async () => {
  const { ana } = world();
  await world().becomes("Mon", "10:00");
  await ana.types("/promise today 15:00 refund #4821");
  await ana.clicks("Keep it");
  await ana.isTold("Saved.");
  await world().becomes("Mon", "15:00");
  await expect.poll(crm.types).toEqual(["promise.due"]);
  await ana.clicks("Called");
  await expect.poll(crm.types).toEqual(["promise.due", "promise.kept"]);
  expect(crm.heard[1]?.body).not.toContain("4821");
  expect(crm.heard[1]?.data).toMatchObject({ team: "Billing", fixed: true });
});

test("I5: a receiver that fails for hours gets all of it when it is back, by the same names", async () => {
  const { ana } = world();
  crm.answers(500);
  await ana.types("/escalate");
  await expect.poll(target).toMatchObject({ failing: true, code: "http_500", state: "open" });
  await ana.clicks("Don't need help");
  const before = crm.calls();
  await world().timePasses(6 * 3_600);
  await expect.poll(crm.calls).toBeGreaterThan(before);
  crm.answers(204);
  await world().timePasses(3_600);
  await expect.poll(crm.types).toContain("request.withdrawn");
  await world().timePasses(3_600);
  await expect.poll(crm.types).toContain("request.opened");
  await expect.poll(waiting).toBe(0);
});

test("I5: after a day it is given up, and counted", async () => {
  const { ana } = world();
  crm.answers(503);
  await ana.types("/escalate");
  await expect.poll(target).toMatchObject({ failing: true, code: "http_503" });
  await world().timePasses(25 * 3_600);
  await tidied(world());
  expect((await target())?.["given_up"]).toBeGreaterThan(0);
  const { rows } = await world().asOwner("select type from handrail.outward");
  expect(rows).not.toContainEqual({ type: "request.opened" });
});

test("I5: one that hangs or redirects is a failure, and pages nobody later", async () => {
  const { ana, sam } = world();
  crm.answers("hangs");
  await ana.types("/escalate");
  await sam.hears("Ana needs help now. Billing, phone.");
  await sam.clicks("I've got it");
  await sam.clicks("Done");
  await expect.poll(other.types).toEqual(["request.resolved"]);
  await expect.poll(target).toMatchObject({ code: "timeout" });
  const elsewhere = other.calls();
  crm.answers({ redirect: other.url });
  await world().timePasses(3_600);
  await expect.poll(target).toMatchObject({ code: "http_302" });
  expect(other.calls()).toBe(elsewhere);
});

test("I5: 410 Gone is never asked again, until the file is applied anew", async () => {
  const { ana } = world();
  crm.answers(410);
  await ana.types("/escalate");
  await expect.poll(target).toMatchObject({ state: "stopped", code: "http_410" });
  crm.answers(204);
  const calls = crm.calls();
  await ana.clicks("Don't need help");
  await world().timePasses(3_600);
  expect(crm.calls()).toBe(calls);
  await world().reload(`${file}# again\n`);
  await world().timePasses(3_600);
  await expect.poll(crm.types).toContain("request.withdrawn");
});

const timeOf = (body: string): string => (JSON.parse(body) as { timestamp: string }).timestamp;
