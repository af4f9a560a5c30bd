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

test("E16: typed in a channel it acts, and answers only the one who typed, with what stays true", async () => {
  const { ana, ben, sam, slack } = world();
  await slack.command("U0ANA", "/escalate he is shouting", { channel: "C0GENERAL" });
  await sam.hears(page);
  await world().settled();
  const [answer] = ana.messages().filter((message) => message.ephemeral);
  expect(answer?.words).toMatch(/^At \d\d:\d\d, Priya and Sam got your request for help\.\n/);
  expect(answer?.words).toContain("You can follow it in your chat with Handrail.");
  expect(answer?.words).not.toContain("Asking");
  expect(ben.messages()).toEqual([]);
});

test("E2: typed in their own chat with us, the answer and the message that follows are one", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.hears(page);
  await world().settled();
  expect(ana.messages()).toHaveLength(1);
  expect(ana.last().ephemeral).toBe(false);
  expect(ana.last().words).toContain("Asking Priya and Sam.");
  // The message cannot be posted now: then the answer says it.
  const trouble = world().trouble({
    method: "chat.postMessage",
    account: "U0BEN",
    count: Infinity,
    how: { error: "service_unavailable" },
  });
  await world().ben.types("/escalate");
  await world().ben.isTold("Priya and Sam got your request for help.");
  trouble.stop();
});

test("a private answer that was pressed on is used up: what is said next takes its place", async () => {
  const { ana, sam, slack } = world();
  const answers = () => ana.messages().filter((message) => message.ephemeral);
  await slack.command("U0ANA", "/escalate", { channel: "C0GENERAL" });
  await sam.hears(page);
  await ana.isTold("Priya and Sam got your request for help.");
  const [answer] = answers();
  if (answer === undefined) throw new Error("no private answer");
  await ana.client.press(answer, "Danger");
  await ana.isTold("Dana, Priya and Sam got your request for help.");
  expect(answers()).toHaveLength(1);
  const [danger] = answers();
  await ana.client.press(danger ?? answer, "Don't need help");
  await ana.sees("Closed. You said that you do not need help any more.");
  await ana.losesButton("Not danger");
  expect(answers()).toEqual([]);
});

test("E2: a private answer in a channel that was pressed goes when the request is over", async () => {
  const { ana, sam, slack } = world();
  const answers = () => ana.messages().filter((message) => message.ephemeral);
  await slack.command("U0ANA", "/escalate", { channel: "C0GENERAL" });
  await sam.hears(page);
  const [answer] = answers();
  if (answer === undefined) throw new Error("no private answer");
  await ana.client.press(answer, "Danger");
  await ana.isTold("Dana, Priya and Sam got your request for help.");
  expect(answers()).toHaveLength(1);
  await sam.clicks("I've got it");
  await ana.clicks("Call ended");
  await slack.until(() => answers().length === 0);
});
