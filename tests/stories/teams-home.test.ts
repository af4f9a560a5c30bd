import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { objectId } from "../support/cast.ts";
import { stories } from "../support/stories.ts";
import { tidied } from "../support/forget.ts";

/* In Teams the home page is a card in the chat: whoever asks for it by name finds it below their words. */

const teams = ["teams"] as const;
const world = stories({
  file: organisationFile,
  lives: {
    ana: teams,
    ben: ["slack", "teams"],
    carla: teams,
    sam: teams,
    priya: teams,
    dana: teams,
  },
});

const moved = "There is a newer message below.";
const desk = (name: "ana" | "ben" | "sam") =>
  world().teams.desk(objectId({ ana: "U0ANA", ben: "U0BEN", sam: "U0SAM" }[name])).messages;
/** What stands in their chat since this story began, as it is now. */
const since = (name: "ana" | "ben" | "sam") => {
  const before = new Set(desk(name).map(({ id }) => id));
  return () =>
    desk(name)
      .filter(({ id, from }) => from === "bot" && !before.has(id))
      .map(({ card }) => JSON.stringify(card ?? ""));
};
const isHome = (card: string) => card.includes('"f":"home","v":"home"');
const homeRows = async () =>
  (
    await world().asOwner(
      "select a.platform, count(*)::int as rows from handrail.messages m join handrail.accounts a using (organisation_id, account_id) where m.feature = 'home' and m.view = 'home' group by a.platform order by a.platform",
    )
  ).rows;

test("E16: handrail posts the home card below the words, and the one above is gone", async () => {
  const { ana, sam } = world();
  const cards = since("sam");
  await sam.opensHome();
  await sam.types("/shift");
  await world().settled();
  await sam.types("handrail");
  await world().settled();
  const shown = cards();
  const homes = shown.flatMap((card, place) => (isHome(card) ? [place] : []));
  expect(homes).toHaveLength(1);
  // Help comes with it, before or after: nothing else stands below.
  expect(homes[0]).toBeGreaterThanOrEqual(shown.length - 2);
  // The new one is kept current, and is pressed on like any.
  await ana.types("escalate");
  await sam.untilHome("Ana, Billing");
  await sam.clicksAtHome("I've got it");
  await ana.sees("Sam has it.");
  await world().settled();
  expect(cards().filter((card) => card.includes("Ana, Billing") && isHome(card))).toHaveLength(1);
});

test("asked for again and again there is one home card, and one row of it once the others are gone", async () => {
  const { ana } = world();
  const cards = since("ana");
  for (const word of ["handrail", "handrail", "handrail"]) {
    await ana.types(word);
    await world().settled();
  }
  expect(cards().filter(isHome)).toHaveLength(1);
  expect(cards().filter((card) => card.includes(moved))).toEqual([]);
  expect(await homeRows()).toEqual([{ platform: "teams", rows: 3 }]);
  await tidied(world());
  expect(await homeRows()).toEqual([{ platform: "teams", rows: 1 }]);
  // Nothing is left that would post an old one anew.
  await ana.types("break 5");
  await ana.untilHome("Your break: back about");
  expect(cards().filter(isHome)).toHaveLength(1);
});

test("who has the page in two places: asked for in one, the other stays as it is, and opening that one posts nothing here", async () => {
  const { slack } = world();
  const cards = since("ben");
  await slack.openHome("U0BEN");
  await world().settled();
  const before = cards().filter(isHome).length;
  await world().teams.types(objectId("U0BEN"), "handrail");
  await world().settled();
  const published = () => slack.calls().filter(({ method }) => method === "views.publish").length;
  const calls = published();
  await tidied(world());
  await slack.openHome("U0BEN");
  await world().settled();
  expect(before).toBe(1);
  expect(published()).toBeLessThanOrEqual(calls + 1);
  expect(cards().filter(isHome)).toHaveLength(1);
  expect(cards().filter((card) => card.includes(moved))).toEqual([]);
});
