import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

const world = stories();

test("E17: on Slack the card opens the call at its address, and a screen reader hears whom a button is about", async () => {
  const { ana, sam, slack } = world();
  await ana.types("/escalate");
  await sam.sees("Ana needs help now");
  const drawn = JSON.stringify(slack.desk("U0SAM").messages.at(-1)?.blocks);
  expect(drawn).toContain("https://calls.acme.test/ana");
  expect(drawn).toContain('"accessibility_label":"Acknowledge: Ana, Billing"');
});
