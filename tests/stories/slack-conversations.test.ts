import { describe, expect, test } from "vitest";
import { people } from "../support/debriefs.ts";
import { stories } from "../support/stories.ts";
import type { World } from "../support/story.ts";

/* The two who talk something through have a conversation of their own on Slack, where that may be opened. */

/** What a lock screen shows: no name, and nothing of what it is about. */
const theirs = "Ten minutes for the two of you.";
const opened = (world: World) =>
  world.slack.calls("conversations.open").filter(({ answer }) => answer === "ok");
/** Where a link on a card of this person's leads, by what the card says. */
function leadsTo(world: World, account: string, words: string): string | undefined {
  const card = JSON.stringify(
    world.slack.desk(account).messages.findLast(({ text }) => text.includes(words))?.blocks,
  );
  return /channel=([A-Z0-9]+)/.exec(card)?.[1];
}

describe("where Slack lets us open one", () => {
  const world = stories();
  const { willing, wants, talk } = people(world);

  test("D2, D4: both are in it, it says whose ten minutes they are, and nobody else hears of it", async () => {
    const { ana, ben, carla, slack } = world();
    const before = opened(world()).length;
    await talk("ana", "ben");
    await ana.hears(theirs);
    await ben.hears(theirs);
    const words = [
      "Ana chooses what to talk about.",
      "Ben asks how things are now",
      "Handrail cannot read what is written here.",
    ];
    const [hers, his] = [await ana.sees(theirs, ...words), await ben.sees(theirs, ...words)];
    expect(hers.id).toBe(his.id);
    expect(hers.buttons).toEqual(["We're done", "Stop and get help"]);
    expect(carla.rings()).toEqual([]);
    expect(opened(world()).slice(before)).toHaveLength(1);
    const channel = hers.id.split(":")[0];
    // At first the link leads to their direct chat; as soon as there is a conversation it leads there.
    await world().timePasses(2);
    expect(leadsTo(world(), "U0ANA", "Ben can talk with you now.")).toBe(channel);
    expect(leadsTo(world(), "U0BEN", "You are talking with Ana.")).toBe(channel);
    expect(slack.desk("U0DANA").messages.some(({ id }) => id.startsWith(String(channel)))).toBe(
      false,
    );
  });

  test("D6: either says there that they are done, and it closes for both; how the supporter is, is asked in their own chat", async () => {
    const { ana, ben } = world();
    await talk("ana", "ben");
    const card = await ben.sees(theirs);
    await ben.client.press(card, "We're done");
    await ana.sees("The chat stays yours.");
    await ben.sees("And you: how are you now?");
    const shared = ana.messages().find(({ id }) => id === card.id);
    expect(shared?.buttons).toEqual([]);
    expect(shared?.words).not.toContain("how are you");
    await world().timePasses(12 * 3600 + 1);
    expect(ana.messages().find(({ id }) => id === card.id)?.words).toMatch(/This is over\.$/);
  });

  test("D4: Stop and get help in it says who to call, for both", async () => {
    const { ana, ben } = world();
    await talk("ana", "ben");
    await ana.client.press(await ana.sees(theirs), "Stop and get help");
    for (const one of [ana, ben]) await one.sees("In danger now: 999.", "Samaritans");
    await ana.sees("This talk is over. The chat stays yours.");
    await ana.losesButton("Stop and get help");
  });

  test("the supporter leaves: it is closed, and the next two have another", async () => {
    const { ana, ben, carla } = world();
    await willing("ben", "carla");
    await wants("ana", "A peer");
    await carla.clicks("Yes, I can");
    const first = await ana.sees(theirs, "Ana and Carla");
    await carla.clicks("I can't stay");
    await ben.clicks("Yes, I can");
    const second = await ben.sees(theirs, "Ana and Ben");
    expect(second.id.split(":")[0]).not.toBe(first.id.split(":")[0]);
    await carla.losesButton("We're done");
    expect(carla.screen()).not.toContain("Ben");
  });

  test("the same two again: the same conversation, and a new message that rings", async () => {
    const { ana, ben } = world();
    await talk("ana", "ben");
    const first = await ana.sees(theirs);
    await ana.clicks("We're done");
    await ben.clicks("Fine");
    await ben.losesButton("Fine");
    // Four hours after a talk nobody is asked again, and two a day are enough.
    await world().timePasses(25 * 3600);
    await wants("ana", "A peer");
    await ben.clicks("Yes, I can");
    await world().settled();
    expect(ana.rings().filter((text) => text === theirs)).toHaveLength(2);
    const channels = ana
      .messages()
      .flatMap(({ id, summary }) => (summary === theirs ? [id.split(":")[0]] : []));
    expect(new Set([...channels, first.id.split(":")[0]]).size).toBe(1);
  });

  test.each([
    ["hangs", "hang-after-accept"],
    ["cuts the line", "cut-before"],
    ["answers 500", { status: 500 }],
    ["asks us to wait", { status: 429, retryAfter: 3 }],
  ] as const)(
    "Slack %s while it is opened: it is tried again, and it is one, with one message",
    async (_, how) => {
      const { ana, ben, slack } = world();
      await willing("ben");
      await wants("ana", "A peer");
      await world().settled();
      const trouble = world().trouble({ method: "conversations.open", how });
      await ben.clicks("Yes, I can");
      // Nobody waits for it: each has their own card at once.
      await ana.sees("Ben can talk with you now.");
      await ben.sees("I don't need the details.");
      await world().settled();
      expect(trouble.met).toBe(1);
      expect(ana.rings()).not.toContain(theirs);
      await world().timePasses(4);
      await ana.hears(theirs);
      expect(ana.rings().filter((text) => text === theirs)).toHaveLength(1);
      expect((await ben.sees(theirs)).words).not.toContain("Sent again");
      await world().timePasses(15);
      const channels = slack
        .desk("U0ANA")
        .messages.flatMap(({ channel }) => (channel.startsWith("G") ? [channel] : []));
      expect(leadsTo(world(), "U0ANA", "Ben can talk with you now.")).toBe(channels.at(-1));
    },
  );

  test("somebody who may not be written to in a group is no fault of Ana's: two chats and a link, and Ana is still reached", async () => {
    const { ana, ben, sam } = world();
    await willing("ben");
    await wants("ana", "A peer");
    world().trouble({ method: "conversations.open", how: { error: "user_is_restricted" } });
    await ben.clicks("Yes, I can");
    await ana.sees("Ben can talk with you now.");
    await world().timePasses(3);
    expect(leadsTo(world(), "U0ANA", "Ben can talk with you now.")).toBe("U0BEN");
    expect(ana.rings()).not.toContain(theirs);
    await ana.clicks("We're done");
    await ana.types("/escalate");
    await sam.clicks("I've got it");
    await ana.hears("Sam has it.");
  });
});

describe("where the workspace keeps that to itself", () => {
  const world = stories({ withheld: ["mpim:write"] });
  const { talk } = people(world);

  test("two chats and a link to their own; asked for once, and no word of what is not there", async () => {
    const { ana, ben, slack } = world();
    await talk("ana", "ben");
    await world().timePasses(3);
    await world().timePasses(60);
    expect(slack.calls("conversations.open").map(({ answer }) => answer)).toEqual([
      "missing_scope",
    ]);
    expect(leadsTo(world(), "U0ANA", "Ben can talk with you now.")).toBe("U0BEN");
    expect(leadsTo(world(), "U0BEN", "You are talking with Ana.")).toBe("U0ANA");
    for (const one of [ana, ben]) expect(one.screen()).not.toMatch(/for the two of you|scope/);
    const { rows } = await world().asOwner(
      "select 1 from handrail.accounts where blocked is not null",
    );
    expect(rows).toEqual([]);
  });
});

describe("where the two are on different platforms", () => {
  const world = stories({ lives: { ana: ["slack"], ben: ["teams"], carla: ["teams"] } });
  const { talk } = people(world);

  test("nothing is opened, on Slack as little as in Teams", async () => {
    const { ana, ben, slack } = world();
    await talk("ana", "ben");
    await world().timePasses(3);
    expect(slack.calls("conversations.open")).toEqual([]);
    for (const one of [ana, ben]) expect(one.screen()).not.toContain("for the two of you");
  });

  test("two who are in Teams have their two chats there, and a link", async () => {
    const { carla, ben, slack } = world();
    await talk("ben", "carla");
    await world().timePasses(3);
    expect(slack.calls("conversations.open")).toEqual([]);
    expect((await ben.sees("Carla can talk with you now.")).buttons).toContain("Open chat");
    expect((await carla.sees("You and Ben")).buttons).toContain("Open chat");
    expect(carla.screen()).not.toContain("for the two of you");
  });
});
