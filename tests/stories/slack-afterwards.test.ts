import { expect, test } from "vitest";
import { forged } from "../support/forge.ts";
import { stories } from "../support/stories.ts";

const world = stories();
const page = "Ana needs help now. Billing, phone.";

test("E9: it may be said after closing, and by whoever helped; nobody else", async () => {
  const { ana, sam, priya, slack } = world();
  await ana.types("/escalate");
  await priya.hears(page);
  const pressed = slack.pressPayload("U0PRIYA", priya.last().id, "escalations.passOn");
  await sam.clicks("I've got it");
  await sam.clicks("Done");
  await ana.sees("Closed.");
  await ana.answers("Say why", "In words");
  await ana.dialog();
  await ana.submits({ words: "zebra-shouting-about-invoice" });
  await ana.closesDialog();
  await slack.pressRaw(forged(pressed, { action: "escalations.why" }));
  await priya.isTold("Only the people who are part of this can do that.");
  expect(priya.client.dialog()).toBeUndefined();
});
