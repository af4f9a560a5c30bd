import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { slackClient } from "../support/slack-client.ts";
import { Somebody } from "../support/person.ts";
import { type House, type Running, openHouse } from "./crash-child.ts";

/*
 * Killed with -9 at eleven moments, each seen from outside, and started again on the same folder: nothing
 * that was confirmed is lost, the second step still comes, and a post is repeated at most once a kill, marked.
 */

// On PostgreSQL the same is proven with two instances; here it is one process and its folder.
describe("kill -9", () => {
  let house: House;
  let app: Running;
  beforeAll(async () => {
    house = await openHouse();
    app = await house.start();
  });
  afterAll(() => house.stop());

  const page = "Ana needs help now. Billing, phone.";
  const again = "Sent again";
  const cast = () => {
    const of = (name: string) => {
      const somebody = new Somebody(name, slackClient(house.slack, `U0${name.toUpperCase()}`));
      somebody.startAfresh();
      return somebody;
    };
    return { ana: of("ana"), sam: of("sam"), priya: of("priya"), dana: of("dana") };
  };
  const passes = (seconds: number) =>
    house.asOwner(`update handrail.clock set shift = shift + interval '${seconds} s'`);
  const escalate = async () => {
    const sent = await house.slack.command("U0ANA", "/escalate");
    // Where the card is there already, it is the answer.
    const isConfirmed = sent.body === "" || sent.body.includes("got your request for help");
    return sent.status === 200 && isConfirmed ? "confirmed" : "not confirmed";
  };
  const killedAndStarted = async () => {
    await app.kill();
    house.slack.noTrouble();
    app = await house.start();
    // What the killed process had leased is taken over: no lease is longer.
    await passes(9);
  };
  /** Ends the request, so that the next story begins with none. */
  const over = async () => {
    const [open] = await house.asOwner(
      "select count(*)::int as n from handrail.requests where status not in ('resolved', 'withdrawn')",
    );
    if (open?.["n"] !== 0)
      await new Somebody("ana", slackClient(house.slack, "U0ANA")).clicks("Call ended");
    await passes(11);
    await sleep(400);
    await house.asOwner("delete from handrail.timers");
  };
  /** Whoever was asked has the page, once, or once more and marked. @returns how many were repeats */
  const hasPage = async (...people: Somebody[]) => {
    let repeats = 0;
    for (const one of people) {
      await one.hears(page);
      const pages = one
        .messages()
        .filter(({ summary, words }) => summary === page || words.includes("needs help now"));
      const marked = pages.filter(({ words }) => words.includes(again));
      repeats += pages.length - 1;
      expect(pages.length, one.screen()).toBeLessThanOrEqual(2);
      if (pages.length === 2) expect(marked, one.screen()).toHaveLength(1);
    }
    return repeats;
  };
  /** A page is on a screen before we have Slack's answer; killed in between, it stays as it is until its first click. */
  const areKnown = async () => {
    const unknown = `select 1 from handrail.messages where view = 'page' and state = 'live' and address is null
      and subject = (select request from handrail.requests order by opened_at desc limit 1)`;
    await expect.poll(() => house.asOwner(unknown), { timeout: 10_000 }).toEqual([]);
  };
  const goesOn = async ({ dana }: { dana: Somebody }) => {
    await passes(20);
    await dana.hears(page);
  };

  test("right after the command was answered", async () => {
    const people = cast();
    expect(await escalate()).toBe("confirmed");
    await killedAndStarted();
    await hasPage(people.sam, people.priya);
    await goesOn(people);
    await over();
  });

  test("when the page was posted, and its answer never came back: the copies end in the same state", async () => {
    const { ana, sam, priya } = cast();
    const trouble = house.slack.trouble({
      method: "chat.postMessage",
      account: "U0SAM",
      how: "hang-after-accept",
    });
    expect(await escalate()).toBe("confirmed");
    await house.slack.until(() => trouble.met === 1);
    await killedAndStarted();
    // What a killed process had leased is taken over after its lease.
    await house.slack.until(() => sam.messages().length === 2, 30_000);
    expect(await hasPage(sam, priya)).toBeGreaterThanOrEqual(1);
    const [ghost] = sam.messages();
    expect(ghost?.words).not.toContain(again);
    // Nobody knew of the first; from its first click on it shows what the other shows.
    await sam.client.press(ghost as NonNullable<typeof ghost>, "I've got it");
    await ana.hears("Sam has it.");
    await house.slack.until(() =>
      sam.messages().every(({ words }) => words.includes("You have it")),
    );
    await over();
  });

  test("when the page was being posted, and never arrived", async () => {
    const people = cast();
    const trouble = house.slack.trouble({
      method: "chat.postMessage",
      account: "U0SAM",
      how: "hang",
    });
    expect(await escalate()).toBe("confirmed");
    await house.slack.until(() => trouble.met === 1);
    await killedAndStarted();
    await hasPage(people.sam, people.priya);
    await goesOn(people);
    await over();
  });

  test("while nobody did anything: the step comes, and comes once", async () => {
    const people = cast();
    await escalate();
    await hasPage(people.sam, people.priya);
    await areKnown();
    await killedAndStarted();
    await sleep(600);
    expect([people.sam.rings().length, people.priya.rings().length]).toEqual([1, 1]);
    await goesOn(people);
    await sleep(400);
    expect(people.dana.rings()).toEqual([page]);
    await over();
  });

  test("during the second step", async () => {
    const people = cast();
    await escalate();
    await hasPage(people.sam);
    const trouble = house.slack.trouble({
      method: "chat.postMessage",
      account: "U0DANA",
      how: "hang-after-accept",
    });
    await passes(20);
    await house.slack.until(() => trouble.met === 1);
    await killedAndStarted();
    await hasPage(people.dana);
    const steps = await house.asOwner(
      "select event ->> 'step' as step from handrail.journal where event ->> 'type' = 'asked' and subject = (select request from handrail.requests order by opened_at desc limit 1) order by version",
    );
    expect(steps.map(({ step }) => step)).toEqual(["0", "1"]);
    await over();
  });

  test("right after it was taken", async () => {
    const { ana, sam, priya } = cast();
    await escalate();
    await hasPage(sam, priya);
    await areKnown();
    const [card] = sam.messages();
    const taken = (await sam.client.press(card as NonNullable<typeof card>, "I've got it")) as {
      status: number;
    };
    await killedAndStarted();
    expect(taken.status).toBe(200);
    await ana.hears("Sam has it.");
    await priya.losesButton("I've got it");
    await over();
  });

  test("right after it was taken, with a page out whose answer never came: nothing more is sent, its first click finds it", async () => {
    const { ana, sam, priya } = cast();
    house.slack.trouble({
      method: "chat.postMessage",
      account: "U0PRIYA",
      how: "hang-after-accept",
    });
    await escalate();
    await hasPage(sam, priya);
    await sam.clicks("I've got it");
    await killedAndStarted();
    await ana.hears("Sam has it.");
    await sleep(600);
    expect(priya.messages()).toHaveLength(1);
    await priya.clicks("I've got it");
    await priya.losesButton("I've got it");
    expect(priya.messages()[0]?.words).toContain("Sam has it");
    await over();
  });

  test("while a card was being edited", async () => {
    const { ana, sam, priya } = cast();
    await escalate();
    await hasPage(sam, priya);
    const trouble = house.slack.trouble({ method: "chat.update", account: "U0PRIYA", how: "hang" });
    await sam.clicks("I've got it");
    await house.slack.until(() => trouble.met === 1);
    await killedAndStarted();
    await priya.losesButton("I've got it");
    expect(priya.messages()).toHaveLength(1);
    await ana.hears("Sam has it.");
    await over();
  });

  test("at any moment of a command: confirmed and kept, or not confirmed", async () => {
    for (const wait of [1, 6, 12]) {
      const people = cast();
      const asked = escalate();
      await sleep(wait);
      await app.kill();
      const said = await asked;
      app = await house.start();
      const open = await house.asOwner("select 1 from handrail.requests where status = 'open'");
      expect(open.length).toBeGreaterThanOrEqual(said === "confirmed" ? 1 : 0);
      expect(open.length).toBeLessThanOrEqual(1);
      if (open.length === 1) {
        await hasPage(people.sam, people.priya);
        await goesOn(people);
      }
      await over();
    }
  });
});
