import { expect, test } from "vitest";
import { people } from "../support/debriefs.ts";
import { tidied } from "../support/forget.ts";
import type { Name } from "../support/cast.ts";
import { stories } from "../support/stories.ts";

/* Whose wishes they are, what holds somebody back, and what nobody gets to see (D3). */

const world = stories();
const { willing, wants, talk } = people(world);
const asked = "A colleague would like to talk something through. Can you?";
const nobody = "Nobody is free right now.";

/** Two minutes later, whatever the reason (docs/features.md D2). */
async function nobodyFor(name: Name): Promise<void> {
  await world().timePasses(121);
  await world()[name].hears(nobody);
}

/** Opens one's own wishes, and changes them. */
async function wishes(
  name: Name,
  change: (somebody: ReturnType<typeof world>[Name]) => Promise<Record<string, string>>,
) {
  const somebody = world()[name];
  await somebody.types("/debrief");
  await somebody.opens("Who and when");
  await somebody.submits({ willing: "yes", today: "open", ...(await change(somebody)) });
  await somebody.isAnswered("Saved. Only you see it.");
  await somebody.closesDialogs();
}
/** Every row of every table, as text. */
async function stored(): Promise<string> {
  const { rows } = await world().asOwner(
    "select tablename from pg_tables where schemaname = 'handrail' and tablename <> 'people' and tablename <> 'memberships'",
  );
  const texts: string[] = [];
  for (const { tablename } of rows) {
    const { rows: found } = await world().asOwner(
      `select coalesce(string_agg(to_jsonb(t)::text, ' '), '') as text from handrail.${String(tablename)} t`,
    );
    texts.push(String(found[0]?.["text"]));
  }
  return texts.join("\n");
}
const idOf = async (name: Name): Promise<string> => {
  const { rows } = await world().asOwner(
    `select person from handrail.people where email = '${name}@acme.test'`,
  );
  return String(rows[0]?.["person"]);
};

test("D3: somebody on my never-list is not asked for me, and I am not asked for them; nobody can tell", async () => {
  const { ana, ben } = world();
  await willing("ben");
  await wishes("ana", async (one) => ({ never: await one.choice("never", "Ben Okafor") }));
  await wants("ana", "A peer");
  await nobodyFor("ana");
  expect(ben.rings()).toEqual([]);
  // The other way round it looks the same as when nobody is there at all.
  await wants("ben", "A peer");
  await nobodyFor("ben");
  expect(ana.rings()).not.toContain(asked);
  expect(ben.card().words).toBe(ana.card().words);
});

test("D3: a list is one's own: it stands in no table, on no card, and in nobody else's form", async () => {
  const { ana, ben, sam } = world();
  await wishes("ana", async (one) => ({ never: await one.choice("never", "Ben Okafor") }));
  await world().settled();
  const bens = await idOf("ben");
  const { rows } = await world().asOwner("select wishes from handrail.debrief_wishes");
  expect(rows).toHaveLength(1);
  expect(String(rows[0]?.["wishes"])).not.toContain(bens);
  await ana.types("/debrief");
  expect((await ana.opens("Who and when")).words).toContain("Never with: Ben.");
  for (const one of [ben, sam]) {
    await one.types("/debrief");
    expect((await one.opens("Who and when")).words).not.toContain("Never with:");
    await one.opensHome();
    expect(one.home().words).not.toContain("Never");
  }
});

test("D3: what was put on a list comes off it again", async () => {
  const { ben } = world();
  await willing("ben");
  await wishes("ana", async (one) => ({ never: await one.choice("never", "Ben Okafor") }));
  await wishes("ana", async (one) => ({ neverOff: await one.choice("neverOff", "Ben Okafor") }));
  await wants("ana", "A peer");
  await ben.hears(asked);
});

test("D3: not today is until midnight, theirs, and by the form as well", async () => {
  const { ben } = world();
  await world().becomes("Wed", "10:00");
  await wishes("ben", async () => ({ today: "paused" }));
  await ben.opensHome();
  await ben.untilHome("We do not ask you today. We may ask again from 00:00.");
  await wants("ana", "A peer");
  await nobodyFor("ana");
  await world().becomes("Thu", "00:01");
  await wants("ana", "A peer");
  await ben.hears(asked);
});

test("D3: two a day, and then no more before midnight", async () => {
  const { ana, ben } = world();
  await world().becomes("Wed", "10:00");
  await willing("ben");
  for (let time = 0; time < 2; time++) {
    await wants("ana", "A peer");
    await ben.clicks("Yes, I can");
    // Both have read it: who is done before that never met anybody.
    await world().settled();
    await ana.clicks("We're done");
    await ben.clicks("Fine");
    await ben.losesButton("Fine");
  }
  await wants("ana", "A peer");
  await nobodyFor("ana");
  await world().becomes("Thu", "10:00");
  await wants("ana", "A peer");
  await ben.hears(asked);
});

test("D3: after a hard call of their own somebody is left in peace for four hours", async () => {
  const { ben, sam } = world();
  await willing("ben");
  await ben.types("/escalate");
  await sam.clicks("I've got it");
  await ben.answers("Say why", "Abuse: shouting or insults");
  await sam.clicks("I'm with Ben");
  await sam.clicks("Done");
  await world().settled();
  await wants("ana", "A peer");
  await nobodyFor("ana");
  await world().timePasses(4 * 3600 + 1);
  await wants("ana", "A peer");
  await ben.hears(asked);
});

test("D2: two who were in the same danger are not sent to each other, and nobody in it is asked for a day", async () => {
  const { ana, sam } = world();
  await willing("sam");
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await ana.clicks("Danger");
  await sam.clicks("I'm with Ana");
  await sam.answers("Done", "Not needed");
  await world().settled();
  await wants("priya", "A peer");
  await nobodyFor("priya");
  await world().timePasses(24 * 3600 + 1);
  await wants("priya", "A peer");
  await sam.hears(asked);
});

/** Before they first wrote to us nobody knows that they read British English, which has one comma less in a list. */
const plain = (words: string): string => words.replaceAll(", and ", " and ");

test("8.2: a supervisor sees nothing of it: not that it was asked, not with whom, not when", async () => {
  const { ana, sam, priya, dana } = world();
  const homes: string[] = [];
  for (const one of [sam, priya, dana]) {
    await one.opensHome();
    await one.untilHome("We do not ask you to listen.");
    homes.push(plain(one.home().words));
  }
  await talk("ana", "ben");
  for (const [number, one] of [sam, priya, dana].entries()) {
    await one.opensHome();
    expect(plain(one.home().words)).toBe(homes[number]);
    await one.types("/debrief");
    expect(one.last().words).not.toMatch(/Ana|Ben/);
    expect(one.rings()).toEqual([]);
  }
  await ana.clicks("We're done");
  await world().timePasses(24 * 3600);
  const { rows } = await world().asOwner("select status, state::text from handrail.debriefs");
  expect(rows.filter(({ status }) => status !== "idle")).toEqual([]);
  const { rows: journal } = await world().asOwner(
    "select 1 from handrail.journal where feature = 'debriefs'",
  );
  expect(journal).toEqual([]);
});

test("8.2: who talked with whom stands nowhere in the clear once it is over, and goes after 30 days", async () => {
  await talk("ana", "ben");
  await world().ana.clicks("We're done");
  await world().timePasses(12 * 3600 + 1);
  const { rows } = await world().asOwner(
    "select pair, extract(epoch from kept_until - handrail.now()) / 86400 as days from handrail.debrief_meetings",
  );
  expect(rows).toHaveLength(1);
  expect(Number(rows[0]?.["days"])).toBeLessThan(30);
  for (const name of ["ana", "ben"] as const)
    expect(String(rows[0]?.["pair"])).not.toContain(await idOf(name));
  const rest = await stored();
  expect(rest).not.toMatch(/"partner"/);
  await world().timePasses(30 * 24 * 3600);
  await tidied(world());
  expect((await world().asOwner("select 1 from handrail.debrief_meetings")).rows).toEqual([]);
});

test("P7: erased, nothing of one's wishes and talks is left, and others keep theirs", async () => {
  await wishes("ana", async (one) => ({ never: await one.choice("never", "Sam Reyes") }));
  await talk("ana", "ben");
  const ana = world().ana;
  await ana.types("/handrail");
  for (const [label, to] of [
    ["My data", "We keep your name"],
    ["Erase…", "It cannot be undone."],
    ["Erase now", "Erased"],
  ] as const) {
    // On Slack a private sentence follows the press, in Teams a dialog.
    await (ana.client.dialog() === undefined ? ana.clicks(label) : ana.clicksInDialog(label));
    await ana.isAnswered(to);
  }
  await world().settled();
  const { rows } = await world().asOwner("select person from handrail.debrief_wishes");
  expect(rows).toEqual([{ person: await idOf("ben") }]);
  expect((await world().asOwner("select 1 from handrail.debrief_meetings")).rows).toEqual([]);
});

test("a debrief outlives a restart in the middle of its search", async () => {
  const { ana, ben, carla } = world();
  await willing("ben", "carla");
  await wants("ana", "A peer");
  await carla.hears(asked);
  await world().restart();
  await world().timePasses(91);
  await ben.hears(asked);
  await ben.clicks("Yes, I can");
  await ana.hears("Ben can talk with you now.");
});

test("K6, D2: a copy says nothing of who was asked, or how many said no; nobody found is said after two minutes", async () => {
  const { ana, ben } = world();
  await willing("ben");
  await wants("ana", "A peer");
  const before = await copy();
  await ben.clicks("Not now");
  await world().settled();
  expect(await copy()).toEqual(before);
  await world().timePasses(110);
  await ana.sees("Finding someone.");
  await world().timePasses(15);
  await ana.sees("Nobody is free right now.");

  /** Ana's own row of it, as her copy has it. */
  async function copy(): Promise<unknown> {
    await ana.types("/handrail");
    for (const [label, to] of [
      ["My data", "We keep your name"],
      ["Copy my data", "Nothing of it was sent to the chat"],
    ] as const) {
      await (ana.client.dialog() === undefined ? ana.clicks(label) : ana.clicksInDialog(label));
      await ana.isAnswered(to);
    }
    const { fields, texts } = await ana.dialog();
    await ana.closesDialogs();
    const { rows } = JSON.parse(fields.map((field) => texts[field] ?? "").join("")) as {
      rows: Record<string, unknown>;
    };
    return rows["debriefs"];
  }
});
