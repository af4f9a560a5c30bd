import { expect, test } from "vitest";
import type { Name } from "../support/cast.ts";
import type { Somebody } from "../support/person.ts";
import { five, teamOfSix } from "../support/checkins.ts";
import { tidied } from "../support/forget.ts";
import { stories } from "../support/stories.ts";

/* K9: a private pick that puts my cards in order, and what a team of five or more reads of it. Dana runs the team. */

const world = stories({ file: teamOfSix });
const fourWeeks = 28 * 24 * 60 * 60;

async function picks(name: Name, ...labels: string[]): Promise<void> {
  const who = world()[name];
  await who.closesDialogs();
  await who.types("/checkin");
  await who.opens("My hard calls");
  const values: Record<string, string> = {};
  for (const [index, label] of labels.entries())
    values[`kind${index + 1}`] = await who.choice(`kind${index + 1}`, label);
  await who.submits(values);
  await who.isAnswered("Saved. Your cards are in your order now.");
}

/** What answered them last, wherever their platform puts it: in the dialog on top, or beside the message. */
const told = (who: Somebody) =>
  who.client.dialog()?.words ??
  who.messages().findLast((message) => message.ephemeral)?.words ??
  "";

/** Everything the database holds, and everything that was sent. */
async function everything(): Promise<string> {
  const { rows } = await world().asOwner(
    `select to_jsonb(h)::text as row from handrail.hard_calls h union all select to_jsonb(m)::text from handrail.messages m
     union all select to_jsonb(i)::text from handrail.inbox i union all select to_jsonb(j)::text from handrail.journal j`,
  );
  return rows.map((row) => String(row["row"])).join("\n") + world().sent();
}

/** At home, where *Team poll* always is. */
async function looks(name: Name, told: string): Promise<Somebody> {
  const who = world()[name];
  await who.closesDialogs();
  await who.opensHome();
  await who.clicksAtHome("Team poll");
  await who.isAnswered(told);
  return who;
}

async function takes(name: Name, told: string): Promise<void> {
  const who = await looks(name, "Take fifteen minutes together");
  await presses(who, "Take it now");
  await who.isAnswered(told);
}

/** On Slack a private sentence may stand beside a message, in Teams in a dialog. */
const presses = (who: Somebody, label: string) =>
  who.client.dialog() === undefined ? who.clicks(label) : who.clicksInDialog(label);

const places = (words: string, ...headings: string[]) =>
  headings.map((heading) => words.indexOf(heading));
const inOrder = (list: readonly number[]) =>
  expect(list).toEqual(list.filter((place) => place >= 0).toSorted((a, b) => a - b));

test("K9: picked in a form, kept sealed, and my cards come in my order, until I say so", async () => {
  const { ana, dana } = world();
  await picks("ana", "hard to understand each other", "in a hurry");
  expect(await everything()).not.toMatch(/unclear|hurried|in a hurry/);
  await presses(ana, "My cards");
  await ana.isAnswered("Slower, not louder; short sentences.");
  inOrder(
    places(told(ana), "Hard to understand each other", "No time", "Any call", "Angry or crying"),
  );
  await presses(ana, "More cards");
  await ana.isAnswered("It is yours until someone says yes.");
  await presses(ana, "More cards");
  await ana.isAnswered("Give no details; verify first.");
  await ana.closesDialogs();

  await ana.types("/handrail");
  await presses(ana, "My data");
  await ana.isAnswered("We keep your name");
  await presses(ana, "Copy my data");
  await ana.isAnswered("Nothing of it was sent to the chat");
  const { fields, texts } = await ana.dialog();
  const copy = JSON.parse(fields.map((field) => texts[field] ?? "").join("")) as {
    opened: Record<string, unknown>;
    rows: object;
  };
  expect(copy.opened["hardcalls"]).toEqual({ picks: { kinds: ["unclear", "hurried"], helps: [] } });
  expect(copy.rows).not.toHaveProperty("hard_calls");
  await ana.closesDialogs();

  await ana.types("/checkin");
  await ana.opens("My hard calls");
  await ana.submits({ kind1: await ana.choice("kind1", "loud") });
  await ana.isAnswered("Saved. Your cards");
  await presses(ana, "Forget it");
  await ana.isAnswered("Forgotten.");
  expect((await world().asOwner("select 1 from handrail.hard_calls")).rows).toEqual([]);
  expect(dana.screen()).not.toMatch(/hurry|loud/);
});

test("K9, C7: What to say begins with my first hard call, and the reason that I picked is the first of nine", async () => {
  const { ben } = world();
  await ben.types("/checkin");
  await ben.opens("My hard calls");
  const [kind, why] = [
    await ben.choice("kind1", "hard to understand each other"),
    await ben.choice("why", "Passed around"),
  ];
  await ben.submits({ kind1: kind, why });
  await ben.isAnswered("Saved.");
  await ben.closesDialogs();
  await ben.types("/escalate");
  const { words } = await ben.opens("What to say");
  expect(words).toContain("Hard to understand each other\nLet them finish.");
  expect(words).toContain("“Let’s take it slowly, one step at a time.”");
  inOrder(places(words, "Passed around", "We let them down", "No time", "Don’t know"));
  await ben.closesDialogs();
  // The call of now comes before what is usually hard.
  await ben.answers("Say why", "Outside my authority");
  await ben.sees("First say what you can do.");
  expect((await ben.opens("What to say")).words).toContain("Outside my authority\nHear what");
  await ben.closesDialogs();
});

test("K9: four are too few and look like nobody; five make a picture, three kinds at most, the same for all until four weeks are over", async () => {
  await takes("ana", "Nothing to show yet.");
  for (const name of five.slice(0, 4))
    await picks(name, "swearing", "loud", name === "ana" ? "crying" : "in a hurry");
  await takes("ana", "Nothing to show yet.");
  await picks("priya", "swearing");
  await takes("ana", "what costs most");
  const words = told(world().ana);
  expect(words).toContain("loud: 50–100 % of 5 or more");
  expect(words).toContain("in a hurry: 50–100 % of 5 or more");
  expect(words).toContain("How can we help each other?");
  // One alone said it: it is not there, and no name is.
  expect(words).not.toMatch(/crying|Ana|Priya|Ben/);

  // Who picks anew now changes nothing that anybody can see.
  await picks("ana", "cold silence");
  for (const name of ["ben", "dana"] as const) {
    const who = await looks(name, "loud: 50–100 % of 5 or more");
    expect(told(who)).not.toMatch(/cold silence|Take it now/);
  }
  await world().timePasses(fourWeeks);
  await takes("dana", "what costs most");
});

test("K9: erased is erased, and it goes after ninety days", async () => {
  const { ana, ben } = world();
  for (const who of [ana, ben]) await picks(who === ana ? "ana" : "ben", "loud");
  await ana.closesDialogs();
  await ana.types("/handrail");
  await presses(ana, "My data");
  await ana.isAnswered("We keep your name");
  await presses(ana, "Erase…");
  await ana.isAnswered("It cannot be undone.");
  await presses(ana, "Erase now");
  await ana.isAnswered("Erased, with the key");
  const left = async () =>
    (
      await world().asOwner(
        "select (select count(*)::int from handrail.hard_calls) as picks, (select count(*)::int from handrail.check_in_keys) as keys",
      )
    ).rows[0];
  expect(await left()).toEqual({ picks: 1, keys: 1 });
  await world().timePasses(89 * 24 * 3600);
  await tidied(world());
  expect(await left()).toEqual({ picks: 1, keys: 1 });
  await world().timePasses(25 * 3600);
  await tidied(world());
  await tidied(world());
  expect(await left()).toEqual({ picks: 0, keys: 0 });
});
