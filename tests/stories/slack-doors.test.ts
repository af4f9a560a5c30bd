import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

const world = stories();
const page = "Ana needs help now. Billing, phone.";

test("E16: the global shortcut summons, and answers in a dialog because there is no message to answer in", async () => {
  const { ana, sam, slack } = world();
  await slack.shortcut("U0ANA", "escalate");
  await sam.hears(page);
  expect((await ana.dialog()).words).toContain("Asking Priya and Sam.");
  await ana.closesDialog();
});

test("E16: the shortcut on a message summons, and nothing of that message goes along", async () => {
  const { ana, sam, slack } = world();
  await ana.types("/handrail");
  await ana.isTold("Get help now");
  const { channel, id } = slack.desk("U0ANA").messages.at(-1) ?? { channel: "", id: "" };
  expect(channel).not.toBe("");
  await slack.shortcut("U0ANA", "escalate_message", id);
  await sam.hears(page);
  expect(sam.last().buttons).not.toContain("Show what Ana wrote");
});

test("E16: typed in a channel it acts, and answers only the one who typed", async () => {
  const { ana, ben, sam, slack } = world();
  await slack.command("U0ANA", "/escalate he is shouting", { channel: "C0GENERAL" });
  await ana.isTold("Asking Priya and Sam.");
  await sam.hears(page);
  await world().settled();
  expect(ben.messages()).toEqual([]);
});

test("a private answer that was pressed on is used up: what is said next takes its place", async () => {
  const { ana, sam } = world();
  const answers = () => ana.messages().filter((message) => message.ephemeral);
  await ana.types("/escalate");
  await sam.hears(page);
  await ana.isTold("Asking Priya and Sam.");
  const [answer] = answers();
  if (answer === undefined) throw new Error("no private answer");
  await ana.client.press(answer, "Danger");
  await ana.isTold("Danger. Calling everyone: Dana, Priya and Sam.");
  expect(answers()).toHaveLength(1);
  const [danger] = answers();
  await ana.client.press(danger ?? answer, "Don't need help");
  await ana.sees("Closed. You do not need help any more.");
  await ana.losesButton("Not danger");
  expect(answers()).toEqual([]);
});
