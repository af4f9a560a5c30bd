import { expect, test } from "vitest";
import { accounts, type Name, objectId } from "../support/cast.ts";
import type { Somebody } from "../support/person.ts";
import { stories } from "../support/stories.ts";

const world = stories();
const newer = "There is a newer message below.";
const isSlack = process.env["STORIES_IN"] !== "teams";

/** Messages that are not allowed to be removed, on the platform of the stories. */
const refuses = (what: "removal" | "edits", name: Name) => {
  const count = Infinity;
  if (isSlack) {
    const account = accounts[name];
    return what === "removal"
      ? world().trouble({
          ...{ method: "chat.delete", count, account },
          how: { error: "cant_delete_message" },
        })
      : world().trouble({
          ...{ method: "chat.update", count, account },
          how: { error: "cant_update_message" },
        });
  }
  const method = what === "removal" ? "deleteActivity" : "updateActivity";
  const account = objectId(accounts[name]);
  return world().troubleInTeams({ method, count, account, how: { error: "NotEnoughPermissions" } });
};
const cards = (somebody: Somebody) => somebody.messages().filter((m) => !m.ephemeral);

test("E2: who was asked eight times has one card, and a day later everybody one line", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate");
  await world().timePasses(20);
  await world().timePasses(75);
  await world().timePasses(20);
  await world().timePasses(75);
  await sam.clicks("I've got it");
  // Nobody comes: it lapses, and everybody is asked anew.
  await world().timePasses(60);
  await world().timePasses(20);
  await world().settled();
  expect(sam.rings().length).toBeGreaterThanOrEqual(5);
  for (const one of [ana, sam, priya, dana]) expect(cards(one)).toHaveLength(1);
  await priya.clicks("I've got it");
  await priya.clicks("I'm with Ana");
  await priya.clicks("Done");
  await ana.sees("Closed");
  await world().timePasses(25 * 3_600);
  for (const one of [ana, sam, priya, dana]) {
    expect(cards(one)).toHaveLength(1);
    expect(one.card().words).toMatch(/^(○ )?Closed \d\d:\d\d\.?$/);
    expect(one.card().buttons).toEqual([]);
  }
});

test("E2: where the platform refuses, one grey line is left, once, without heading and buttons", async () => {
  const { ana, sam } = world();
  refuses("removal", "sam");
  await ana.types("/escalate");
  await world().timePasses(20);
  await world().timePasses(30);
  await world().timePasses(20);
  await world().settled();
  const all = cards(sam);
  expect(all.length).toBeGreaterThan(1);
  for (const line of all.slice(0, -1)) {
    expect(line.words).toBe(newer);
    expect(line.buttons).toEqual([]);
  }
  const tried = removals();
  expect(tried).toBe(all.length - 1);
  await sam.clicks("I've got it");
  await sam.clicks("Done");
  await ana.sees("Closed");
  await world().settled();
  // Neither tried again nor edited again: it is what it will be.
  expect(removals()).toBe(tried);
  expect(cards(sam).map(({ words }) => words)).toEqual([
    ...all.slice(0, -1).map(() => newer),
    expect.stringContaining("Closed"),
  ]);
});

/** How often a removal was refused in this story. */
const removals = (): number =>
  isSlack
    ? world()
        .slack.calls("chat.delete")
        .filter(({ answer }) => answer === "cant_delete_message").length
    : world()
        .teams.calls("deleteActivity")
        .filter(({ answer }) => answer === "NotEnoughPermissions").length;

test("E2: a card that could be neither removed nor edited tells the truth when it is pressed", async () => {
  const { ana, sam, priya } = world();
  const removal = refuses("removal", "sam");
  const edits = refuses("edits", "sam");
  await ana.types("/escalate");
  await world().timePasses(20);
  await world().timePasses(30);
  await world().timePasses(20);
  await world().settled();
  const [oldest] = cards(sam);
  if (oldest === undefined) throw new Error("no card");
  expect(oldest.buttons).toContain("I've got it");
  removal.stop();
  edits.stop();
  await priya.clicks("I've got it");
  await world().settled();
  await press(sam, oldest.id, "I've got it");
  await sam.isTold("Priya has it");
  await priya.clicks("Done");
  await world().settled();
  // In Teams the answer took the pressed card's place.
  if (!isSlack) return;
  await press(sam, oldest.id, "I've got it");
  await sam.isTold("Closed");
});

/** Presses what the platform still shows. */
const press = async (somebody: Somebody, id: string, label: string) => {
  const on = somebody.messages().find((m) => m.id === id);
  if (on === undefined) throw new Error("it is not there");
  somebody.looksAgain();
  await somebody.client.press(on, label);
};

test("E8: Danger on a message that was replaced still works", async () => {
  const { ana, sam, priya } = world();
  const removal = refuses("removal", "ana");
  const edits = refuses("edits", "ana");
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await ana.sees("Sam has it.");
  await world().settled();
  const old = cards(ana).find(({ buttons }) => buttons.includes("Danger"));
  if (old === undefined || cards(ana).length < 2) throw new Error("nothing was replaced");
  removal.stop();
  edits.stop();
  await press(ana, old.id, "Danger");
  await priya.hears("Danger: Ana, Billing.");
  await ana.isTold("Sam has it.", "Danger was sent.");
});

test("E2: a refusal to wait delays no page, and what waits is removed later", async () => {
  const { ana, sam } = world();
  const how = { status: 429, retryAfter: 30 };
  const trouble = isSlack
    ? world().trouble({ method: "chat.delete", count: Infinity, how })
    : world().troubleInTeams({ method: "deleteActivity", count: Infinity, how });
  await ana.types("/escalate");
  await world().timePasses(20);
  await world().timePasses(30);
  await sam.hears("Ana needs help now. Billing, phone.");
  await world().settled();
  expect(sam.rings().length).toBeGreaterThan(1);
  trouble.stop();
  await world().timePasses(40);
  await world().timePasses(40);
  expect(cards(sam)).toHaveLength(1);
});
