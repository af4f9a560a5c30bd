import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

/* What the agent may press when a call is over: four at most stand open, the rest is behind More. */

const world = stories();
const after = ["Note", "Promise", "Say why"];
const rest = ["Copy for CRM", "Timeline"];

/** Without *More* itself, which is Teams' own button. */
async function closed(...words: string[]): Promise<string[]> {
  const card = await world().ana.sees(...words);
  return card.buttons.filter((label) => label !== "More");
}

test("E9, A6: somebody came: Thank Sam stands first, Good call is behind More", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  const offered = await closed("Closed. Sam came");
  expect(offered).toEqual(["Thank Sam", ...after, "Good call", ...rest]);
});

test("E9, A6: nobody came: nobody to thank, and no question that would hurt", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await ana.clicks("Call ended");
  expect(await closed("Closed. Nobody came.")).toEqual([...after, ...rest]);
});

test("E9, A6: not needed at once may have been a kind call; after a minute alone it is not asked", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await ana.clicks("Don't need help");
  expect(await closed("You said that you do not need help")).toEqual([
    ...after,
    "Good call",
    ...rest,
  ]);
  await world().timePasses(15);
  await ana.types("/escalate");
  await world().timePasses(61);
  await ana.clicks("Don't need help");
  expect(await closed("You said that you do not need help", "Nobody")).toEqual([...after, ...rest]);
});

test("E9, C3: ended within policy: the same, and no good call", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await ana.answers("Boundary", "Sexual, hate or detailed threat");
  await ana.clicks("End the call");
  expect(await closed("Closed. You ended it within policy.")).toEqual([...after, ...rest]);
});

test("E9, E15: a practice that is over offers real help and another practice, and nothing that counts", async () => {
  const { ana } = world();
  await ana.opensHome();
  await ana.clicksAtHome("Practise");
  await ana.sees("Practice: Asking Alex (pretend).");
  await ana.clicks("End practice");
  expect(await closed("Practice: It is over.")).toEqual(["Get help now", "Practise"]);
});
