import { expect, test } from "vitest";
import { objectId } from "../support/cast.ts";
import { stories } from "../support/stories.ts";
import { organisationFile } from "../support/acme.ts";

/* In Teams an answer is a message that stays and that rings: what a card says, it says alone. */

const file = organisationFile.replace(
  "      join_within: 60s\n",
  '      join_within: 60s\n    breaks: { phone_code: "AUX 7" }\n',
);
const teams = ["teams"] as const;
const world = stories({
  file,
  lives: { ana: teams, ben: teams, carla: teams, sam: teams, priya: teams, dana: teams },
});

/** Every text that rang for Ana since `before`, those too that say only whose they are. */
const rang = (before: number) =>
  world()
    .teams.desk(objectId("U0ANA"))
    .rings.slice(before)
    .map(({ text }) => text);
const hold = "You can say: “I'm getting someone who can decide this. One minute.”";
const soFar = () => rang(0).length;
const cardsOf = (screen: readonly { words: string }[]) =>
  screen.map(({ words }) => words.split("\n")[0]);

test("E1, E2: escalate is one card, and nothing stands beside it", async () => {
  const { ana } = world();
  const before = soFar();
  await ana.types("escalate");
  await ana.sees("Asking Priya and Sam.", hold);
  await world().settled();
  expect(cardsOf(ana.messages())).toEqual(["● Asking Priya and Sam."]);
  expect(rang(before)).toEqual(["Asking Priya and Sam."]);
});

test("E1: the same from a button: nothing is posted beside the card, and the sentence answers the press", async () => {
  const { ana } = world();
  await ana.types("help");
  await world().settled();
  const before = soFar();
  await ana.clicks("Get help now");
  await ana.sees("Asking Priya and Sam.");
  await world().settled();
  expect(rang(before)).toEqual(["Asking Priya and Sam."]);
  expect(
    ana.messages().filter(({ words }) => words.includes("Asking Priya and Sam.")),
  ).toHaveLength(1);
  expect(ana.messages().some(({ words }) => words.includes("One minute."))).toBe(true);
});

test("B1: a break is one card, which rings once and says what rings", async () => {
  const { ana } = world();
  const before = soFar();
  await ana.types("break 10");
  await ana.sees("Now. Back about", "Set AUX 7 on your phone.");
  await world().settled();
  expect(ana.messages()).toHaveLength(1);
  expect(rang(before)).toEqual([expect.stringMatching(/^Your break: back about \d\d:\d\d\.$/)]);
});

/** Teams shows the answer to a press for a moment, where it was pressed. */
const besidesThePress = (messages: readonly { readonly words: string }[]) => {
  const others = messages.filter(({ words }) => words !== "The answer is further down.");
  expect(others).toHaveLength(messages.length - 1);
  return others;
};

test("B1: chosen from the answer, it is one card as well, and the press says that it is further down", async () => {
  const { ana } = world();
  await ana.types("break");
  await ana.isTold("How long would be good?");
  const before = soFar();
  await ana.clicks("10 min");
  await ana.sees("Now. Back about");
  await world().settled();
  expect(besidesThePress(ana.messages())).toHaveLength(2);
  expect(rang(before)).toHaveLength(1);
});

test("D1, D2: looking for somebody to talk to is one card, and what came of it another in its place", async () => {
  const { ana } = world();
  await ana.types("debrief");
  await ana.isTold("Who would you like to talk with?");
  const before = soFar();
  await ana.clicks("A peer");
  await world().timePasses(121);
  await ana.sees("Nobody is free right now.");
  await world().settled();
  // The choices, and what came of it two minutes later, in place of the search.
  expect(besidesThePress(ana.messages())).toHaveLength(2);
  expect(rang(before)).toHaveLength(2);
});

test.each([
  ["shift on", "You are on shift until"],
  ["checkin", "Check-ins are not switched on for your team."],
  ["hello there", "When a call is hard, ask."],
])("“%s” is answered once", async (line, answer) => {
  const { ana } = world();
  await ana.types("hi");
  await world().settled();
  const before = ana.messages().length;
  await ana.types(line);
  await ana.isTold(answer);
  await world().settled();
  expect(ana.messages()).toHaveLength(before + 1);
});

test("E2: asking again says that it goes on; nothing else is said twice", async () => {
  const { ana } = world();
  await ana.types("escalate");
  await ana.sees("Asking Priya and Sam.");
  await world().timePasses(11);
  const before = ana.messages().length;
  await ana.types("escalate");
  await ana.isTold("Still trying. 3 people asked.");
  await world().settled();
  expect(ana.messages()).toHaveLength(before + 1);
});

test("E16: who speaks in a channel and has no chat with us is answered there, for their eyes alone, and told how to get one", async () => {
  const { ana, sam } = world();
  const back = await world().removesApp("ana");
  await world().teams.posts(objectId("U0ANA"), "escalate");
  const told = await ana.isTold(
    "Priya and Sam got your request for help.",
    "One minute.",
    "Colleagues in this channel saw it.",
    "open Apps, choose Handrail and press Add.",
  );
  expect(told.buttons).toContain("Danger");
  await sam.sees("Ana needs help now");
  expect(sam.messages().some(({ words }) => words.includes("One minute."))).toBe(false);
  await back();
});
