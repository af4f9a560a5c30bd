import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keptBeside } from "../../playground/kept.ts";
import type { Kept } from "../../playground/kept-shape.ts";
import { actions, ANA, button, SAM, section, startDouble as startSlack, TOKEN } from "./app.ts";
import * as teamsBot from "./teams-bot.ts";

/** As a file would have it. */
const written = <T>(kept: T): T => JSON.parse(JSON.stringify(kept)) as T;

const stopping: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0)) await stop();
});

describe("what Slack keeps", () => {
  test("messages and home pages stand again, can be edited and pressed; ephemeral ones are gone, and nothing rings", async () => {
    const before = await startSlack();
    stopping.push(() => before.stop());
    const client = new WebClient(TOKEN, { slackApiUrl: before.url });
    const blocks = [
      section("Ana needs help now."),
      actions("a", button("escalations.acknowledge", "I've got it")),
    ];
    const { ts, channel } = await client.chat.postMessage({
      channel: SAM,
      text: "Ana needs help now.",
      blocks,
    });
    await client.chat.postEphemeral({ channel: channel ?? "", user: SAM, text: "Only for now." });
    await client.views.publish({
      user_id: SAM,
      view: { type: "home", blocks: [section("Nobody is waiting.")] },
    });
    const [first] = before.desk(SAM).messages;

    const after = await startSlack({ kept: written(before.kept()) });
    stopping.push(() => after.stop());
    expect(after.desk(SAM).messages).toEqual([first]);
    expect(after.desk(SAM).home).toEqual(before.desk(SAM).home);
    expect(after.desk(SAM).rings).toEqual([]);
    expect(after.desk(ANA).messages).toEqual([]);
    expect(after.pressPayload(SAM, first?.id ?? "", "escalations.acknowledge")).toMatchObject({
      user: { id: SAM },
    });

    const again = new WebClient(TOKEN, { slackApiUrl: after.url });
    await again.chat.update({
      channel: channel ?? "",
      ts: ts ?? "",
      text: "Closed.",
      blocks: [section("Closed.")],
    });
    expect(after.desk(SAM).messages.map(({ text, edited }) => [text, edited])).toEqual([
      ["Closed.", true],
    ]);
  });
});

describe("what Teams keeps", () => {
  test("a chat stands again under its own id, and the app goes on in it", async () => {
    const before = await teamsBot.startDouble();
    const bot = await teamsBot.startBot(before);
    stopping.push(
      () => bot.stop(),
      () => before.stop(),
    );
    bot.turn = (context) => context.sendActivity("Asking Sam.");
    await before.types(teamsBot.ANA, "escalate");
    expect(before.desk(teamsBot.ANA).messages.map(({ text, from }) => [from, text])).toEqual([
      ["me", "escalate"],
      ["bot", "Asking Sam."],
    ]);

    const after = await teamsBot.startDouble({ kept: written(before.kept()) });
    stopping.push(() => after.stop());
    expect(after.desk(teamsBot.ANA).messages).toEqual(before.desk(teamsBot.ANA).messages);
    expect(after.desk(teamsBot.ANA).rings).toEqual([]);
    const next = await teamsBot.startBot(after);
    stopping.push(() => next.stop());
    next.turn = (context) => context.sendActivity("Sam has it.");
    await after.types(teamsBot.ANA, "and now?");
    expect(after.desk(teamsBot.ANA).messages.map(({ text }) => text)).toEqual([
      "escalate",
      "Asking Sam.",
      "and now?",
      "Sam has it.",
    ]);
    expect(next.got.at(-1)?.conversation.id).toBe(bot.got.at(-1)?.conversation.id);
  });
});

describe("the file beside the database", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kept-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const told: string[] = [];
  const silent = (sentence: string) => void told.push(sentence);
  beforeEach(() => void told.splice(0));
  const kept: Kept = {
    organisation: "acme",
    appId: "app",
    slack: { channels: [], homes: [] },
    teams: { conversations: [] },
  };

  test("a stop writes what a change left unwritten; the next start reads it, and only of the same organisation", () => {
    const file = keptBeside(folder, () => kept, silent);
    expect(file.read("acme")).toBeUndefined();
    file.stop();
    expect(file.read("acme")).toBeUndefined();
    file.changed();
    file.stop();
    expect(keptBeside(folder, () => kept, silent).read("acme")).toMatchObject(kept);
    expect(file.read("another")).toBeUndefined();
    expect(statSync(path.join(folder, "playground.json")).mode & 0o777).toBe(0o600);
  });

  test("a change is written by itself a little later", async () => {
    const file = keptBeside(folder, () => kept, silent);
    file.changed();
    await expect.poll(() => file.read("acme"), { timeout: 5_000 }).toMatchObject(kept);
    expect(told).toEqual([]);
  });

  test.each([
    ["no JSON", "{"],
    ["an older one's", JSON.stringify({ version: 0, ...kept })],
    [
      "without a platform",
      JSON.stringify({ version: 1, organisation: "acme", appId: "app", slack: kept.slack }),
    ],
    [
      "with a message edited by hand",
      JSON.stringify({
        ...{ version: 1, ...kept },
        slack: {
          channels: [
            { id: "D1", kind: "im", messages: [{ ts: "1.0", at: 1, text: 7, edited: false }] },
          ],
          homes: [],
        },
      }),
    ],
  ])("one that is not what is written today is set aside, and said: %s", (_, text) => {
    writeFileSync(path.join(folder, "playground.json"), text);
    const file = keptBeside(folder, () => kept, silent);
    expect(file.read("acme")).toBeUndefined();
    expect(readFileSync(path.join(folder, "playground.json.broken"), "utf8")).toBe(text);
    expect(told).toEqual([expect.stringContaining("playground.json.broken")]);
    // And the next one is read.
    file.changed();
    file.stop();
    expect(keptBeside(folder, () => kept, silent).read("acme")).toMatchObject(kept);
    expect(told).toHaveLength(1);
  });

  test("what both platforms keep of real chats is what is read back", async () => {
    const [slack, teams] = [await startSlack(), await teamsBot.startDouble()];
    const bot = await teamsBot.startBot(teams);
    stopping.push(
      () => bot.stop(),
      () => slack.stop(),
      () => teams.stop(),
    );
    const client = new WebClient(TOKEN, { slackApiUrl: slack.url });
    await client.chat.postMessage({ channel: SAM, text: "Without blocks." });
    await client.views.publish({
      user_id: SAM,
      view: { type: "home", blocks: [section("Nobody is waiting.")] },
    });
    await teams.types(teamsBot.ANA, "escalate");
    const real: Kept = { ...kept, slack: slack.kept(), teams: teams.kept() };
    const file = keptBeside(folder, () => real, silent);
    file.changed();
    file.stop();
    expect(file.read("acme")).toMatchObject(written(real));
    expect(told).toEqual([]);
  });
});
