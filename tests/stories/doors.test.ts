import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

const world = stories();
const page = "Ana needs help now. Billing, phone.";

test("E16: the home page has Get help now first, then what is open; a supervisor takes a request there", async () => {
  const { ana, sam } = world();
  await ana.opensHome();
  expect(ana.home().buttons[0]).toBe("Get help now");
  await sam.opensHome();
  await sam.untilHome("You are on shift. Nothing is waiting for you.");

  await ana.clicksAtHome("Get help now");
  await sam.hears(page);
  await ana.untilHome("Nobody has it yet.");
  await sam.untilHome("One person waits for help.");
  await sam.untilHome("Ana, Billing: waiting");
  await sam.clicksAtHome("I've got it");
  await ana.hears("Sam has it.");
  await ana.untilHome("Sam has your request since ");
  await sam.untilHome("You have one request.");
  await sam.untilHome("Ana, Billing: taken by Sam");
  expect(sam.home().buttons).not.toContain("I've got it");
  await ana.closesDialogs();
});

test("E16: /handrail and words that mean nothing yet answer with Get help now first", async () => {
  const { ana, sam } = world();
  for (const words of ["/handrail", "/handrail what is this", "/nonsense"]) {
    await ana.types(words);
    const told = await ana.isTold(
      "When a call is hard, ask.",
      "That one word is enough.",
      "shift:",
    );
    expect(told.buttons[0]).toBe("Get help now");
    // Her team has no check-ins: what she could not use is not named.
    expect(told.words).not.toContain("checkin");
  }
  expect(sam.rings()).toEqual([]);
  await ana.clicks("Get help now");
  await sam.hears(page);
});
