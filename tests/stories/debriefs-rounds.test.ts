import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";
import type { Name } from "../support/cast.ts";
import type { Somebody } from "../support/person.ts";

/* Regular rounds (D5). Ana, Ben and Carla are agents; Sam, Dana and Priya supervisors: peers among themselves. */

const world = stories();

async function joins(...names: readonly Name[]) {
  for (const name of names) await says(name, "yes");
}
async function says(name: Name, rounds: "yes" | "no") {
  const somebody = world()[name];
  await somebody.types("/debrief");
  await somebody.opens("Who and when");
  await somebody.submits({ willing: "no", today: "open", rounds });
  await somebody.isAnswered("Saved. Only you see it.");
  await somebody.closesDialogs();
}

test("D5: those who opted in meet a peer; the odd one joins a pair and is told; two weeks later nobody meets the same", async () => {
  const { ana, ben, carla, sam, dana, priya } = world();
  await world().becomes("Mon", "09:00");
  await joins("ana", "ben", "sam", "dana", "priya");
  await world().becomes("Tue", "09:59");
  for (const one of [ana, ben, sam]) expect(one.rings()).toEqual([]);
  await world().timePasses(61);
  await ana.hears("This time: you and Ben.");
  await ben.hears("This time: you and Ana.");
  for (const one of [sam, dana, priya])
    await one.sees("An odd number took part, so you are three.");
  expect(carla.rings()).toEqual([]);

  // Nobody new: said, not made up.
  await world().timePasses(14 * 86_400);
  await ana.hears("This time there is nobody new for you.");
  await ana.sees("This is over.");
  await joins("carla");
  await world().timePasses(14 * 86_400);
  await carla.sees("This time: you and");
  // Ana and Ben met four weeks ago: each of them waits for somebody else.
  await world().settled();
  expect(
    [ana, ben].filter((one) => one.rings().at(-1) === "This time: you and Carla."),
  ).toHaveLength(1);
});

test("D5: whoever leaves the rounds is left in peace, and who met whom stands nowhere in the clear", async () => {
  const { ana, ben, carla } = world();
  await world().becomes("Mon", "09:00");
  await joins("ana", "ben", "carla");
  await says("carla", "no");
  await world().becomes("Tue", "10:01");
  await ana.hears("This time: you and Ben.");
  await ben.sees("This time: you and Ana.");
  expect(carla.rings()).toEqual([]);
  const { rows } = await world().asOwner(
    "select state::text as state, groups from handrail.debrief_rounds union all select meeting::text, pair from handrail.debrief_meetings",
  );
  expect(rows).toHaveLength(2);
  const { rows: ids } = await world().asOwner("select person from handrail.people");
  for (const { person } of ids) expect(JSON.stringify(rows)).not.toContain(String(person));
});

test("D5: with nobody left the rounds rest, and begin again with the next who joins", async () => {
  const { ana } = world();
  await world().becomes("Mon", "09:00");
  await joins("ana");
  await says("ana", "no");
  await world().becomes("Tue", "10:01");
  expect(ana.rings()).toEqual([]);
  const { rows } = await world().asOwner("select 1 from handrail.timers where feature = 'rounds'");
  expect(rows).toEqual([]);
  await joins("ana");
  await world().timePasses(7 * 86_400);
  await ana.hears("This time there is nobody new for you.");
});

test("P7: in the copy of one's data it says with whom this round is, and nothing of the others in it", async () => {
  const { ana, ben, sam, dana } = world();
  await world().becomes("Mon", "09:00");
  await joins("ana", "ben", "sam", "dana");
  await world().becomes("Tue", "10:01");
  await ana.hears("This time: you and Ben.");
  expect((await copyOf(ana))["rounds"]).toEqual({ round: 1, with: ["Ben Okafor"] });
  expect((await copyOf(ben))["rounds"]).toEqual({ round: 1, with: ["Ana Silva"] });
  expect((await copyOf(sam))["rounds"]).toEqual({ round: 1, with: ["Dana Fox"] });
  expect((await copyOf(world().priya))["rounds"]).toEqual({});
  expect(JSON.stringify(await copyOf(dana))).not.toMatch(/Ana Silva|Ben Okafor/);
});

/** What is opened for them in *Copy my data*, put together from its parts. */
async function copyOf(who: Somebody): Promise<Record<string, unknown>> {
  await who.types("/handrail");
  for (const [label, to] of [
    ["My data", "We keep your name"],
    ["Copy my data", "Nothing of it was sent to the chat"],
  ] as const) {
    // On Slack a private sentence follows the press, in Teams a dialog.
    await (who.client.dialog() === undefined ? who.clicks(label) : who.clicksInDialog(label));
    await who.isAnswered(to);
  }
  const { fields, texts } = await who.dialog();
  await who.closesDialogs();
  return (
    JSON.parse(fields.map((field) => texts[field] ?? "").join("")) as {
      opened: Record<string, unknown>;
    }
  ).opened;
}
