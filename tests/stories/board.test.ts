import { expect, test } from "vitest";
import { breaksNow } from "../../src/breaks/board/store.ts";
import { requestsNow } from "../../src/people/requests.ts";
import { stories } from "../support/stories.ts";
import { organisationFile } from "../support/acme.ts";

/** Ana, Ben and Carla answer one queue; Sam and Priya run it. Dana runs Deliveries, with nobody in it. */
const world = stories({
  file: organisationFile
    .replace(
      "agents: [ana@acme.test, ben@acme.test]",
      "agents: [ana@acme.test, ben@acme.test, carla@acme.test]",
    )
    .replace(/agents: \[carla@acme.test\]\n$/, "agents: []\n"),
});

async function watches(name: "sam" | "priya" | "dana") {
  const somebody = world()[name];
  await somebody.opensHome();
  await somebody.clicksAtHome("Show the board");
  await world().settled();
}

test("B4: one card, kept current in place: who is away until when, who waits, what is open, who is there", async () => {
  const { sam, ana, ben } = world();
  await watches("sam");
  await sam.sees("Now: Billing", "Nobody is away. Nobody waits. Nothing is open.", "On shift:");
  const card = sam.card();

  await ana.types("/break 20");
  await sam.sees("Ana, away, back about");
  await ben.types("/break 20");
  await sam.sees("Ben waits for a break.");
  await ana.clicks("I'm back");
  await sam.sees("Ben, away, back about");
  await world().settled();
  expect(sam.card().words).not.toContain("Ana, away");

  await ana.types("/escalate");
  await sam.sees("Now: Billing", "Ana asks since");
  await sam.clicks("I've got it");
  await sam.sees("Now: Billing", "Sam has Ana's request of");
  await ana.clicks("Call ended");
  await world().settled();
  await sam.sees("Now: Billing", "Ben, away");
  const boards = sam.messages().filter((m) => m.summary === "Now: Billing" && !m.ephemeral);
  expect(boards).toHaveLength(1);
  expect(boards[0]?.words).not.toContain("Ana's request");
  expect(card.summary).toBe("Now: Billing");
});

test("B4: on the home page of those who run the team, where one press makes room", async () => {
  const { sam, ana, ben, dana } = world();
  await sam.opensHome();
  await sam.untilHome("Your teams now");
  await ana.types("/break 20");
  await sam.untilHome("Ana, away, back about");
  await ben.types("/break 20");
  await sam.untilHome("Ben waits for a break.");
  await sam.clicksAtHome("Make room");
  await ben.sees("Now. Back about");
  await sam.untilHome("Ben, away, back about");

  await dana.opensHome();
  await dana.untilHome("Your teams now");
  expect(dana.home().words).not.toMatch(/Ana|Ben/);
});

test("B4: who goes after a call is shown as that, and there is nothing to press for them", async () => {
  const { sam, ana } = world();
  await watches("sam");
  await ana.types("/escalate");
  await ana.types("/break 10");
  await sam.untilHome("Ana goes on a break after a call.");
  await sam.sees("Now: Billing", "Ana goes on a break after a call.");
  expect(sam.home().buttons).not.toContain("Make room");
});

test("B4: an agent has no board, and cannot ask for one", async () => {
  const { ana } = world();
  await ana.opensHome();
  await ana.untilHome("Nothing is waiting for you.");
  expect(ana.home().words).not.toContain("Your teams now");
  expect(ana.home().buttons).not.toContain("Show the board");
});

test("asked for again it comes again, in place of the earlier copy", async () => {
  const { sam, ana } = world();
  await watches("sam");
  await world().timePasses(1);
  // From a page of its own: Teams repeats a press whose answer it missed, and the same one would count once.
  await sam.opensHome();
  await sam.clicksAtHome("Show the board");
  await world().settled();
  await ana.types("/break 10");
  await sam.sees("Ana, away, back about");
  await world().settled();
  const boards = sam.messages().filter((m) => !m.ephemeral);
  expect(boards.map((m) => m.summary)).toEqual(["Now: Billing"]);
});

test("who comes on and goes off shift changes it", async () => {
  const { sam, ben } = world();
  await watches("sam");
  expect(sam.card().words).toContain("Ben");
  await ben.types("/shift off");
  await world().settled();
  expect(sam.card().words).not.toContain("Ben");
});

test("8.2: the query cannot return a reason, a history or a count, because it reads these columns and no others", async () => {
  const columns = await world().app.db.inOrganisation("acme", async (tx) => ({
    breaks: /select (.*) from/.exec(breaksNow(tx).compile().sql)?.[1],
    requests: /select (.*) from/.exec(requestsNow(tx).compile().sql)?.[1],
  }));
  expect(columns).toEqual({
    breaks: '"person", "status", "until"',
    requests: '"request", "requester", "team", "status", "holder", "opened_at"',
  });
});

test("8.2: whatever led to it, a supervisor reads who and until when, and not that it was offered", async () => {
  const { sam, ana } = world();
  await watches("sam");
  await ana.types("/escalate");
  await ana.answers("Say why", "Abuse: hate or slurs");
  await ana.clicks("Call ended");
  await ana.sees("Would a break be good?");
  await world().settled();
  const card = sam.messages().findLast((m) => m.summary === "Now: Billing" && !m.ephemeral);
  expect(card?.words).toContain("Nobody is away. Nobody waits");
  const before = sam.messages().length;
  await ana.clicks("Start 20 min");
  await sam.sees("Now: Billing", "Ana, away, back about");
  expect(sam.messages()).toHaveLength(before);
  await sam.opensHome();
  await sam.untilHome("Ana, away, back about");
  const section = /Your teams now[\s\S]*?On shift/.exec(sam.home().words)?.[0] ?? "";
  const lines = [section, sam.messages().find((m) => m.summary === "Now: Billing")?.words ?? ""]
    .join("\n")
    .split("\n");
  expect(lines.filter((line) => line.includes("Ana"))).toEqual(
    Array(2).fill(expect.stringMatching(/^Ana, away, back about \d\d:\d\d\.$/)),
  );
  expect(lines.join()).not.toMatch(/abuse|hate|danger|call|minutes|offer/i);
});
