import { expect, test } from "vitest";
import { forged } from "../support/forge.ts";
import { stories } from "../support/stories.ts";

const world = stories();

test("8.2: nobody else can end, lengthen, cancel or ask for somebody's break, nor make room for themselves, with a button made by hand", async () => {
  const { ana, ben, slack } = world();
  await ana.types("/break 20");
  await ben.types("/break 10");
  await ben.isTold("Your break starts about");
  await world().settled();
  const state = async () =>
    (
      await world().asOwner(
        "select person, version, status, state from handrail.breaks order by person",
      )
    ).rows;
  const before = await state();
  const anas = String(before.find((row) => row["status"] === "away")?.["person"]);
  const bens = String(before.find((row) => row["status"] === "queued")?.["person"]);

  const own = () => slack.pressPayload("U0BEN", ben.card().id, "breaks.decline");
  for (const verb of ["back", "more", "start", "callOver", "decline", "makeRoom"])
    await slack.pressRaw(
      forged(own(), { action: `breaks.${verb}`, value: { s: anas, a: "300000" } }),
    );
  for (const subject of [bens, anas, "b0a4d000-0000-4000-8000-000000000000", "nobody"])
    await slack.pressRaw(forged(own(), { action: "breaks.makeRoom", value: { s: subject } }));
  await slack.pressRaw(forged(own(), { action: "home.board" }));
  await world().settled();
  expect(await state()).toEqual(before);
  expect(ben.screen()).not.toContain("Now: Billing");
});

test("B3: welcome back, and where the work allows, softly; a second time, one sentence", async () => {
  const { ana, slack } = world();
  await ana.types("/break 20");
  await world().settled();
  const press = slack.pressPayload("U0ANA", ana.card().id, "breaks.back");
  await ana.clicks("I'm back");
  await ana.isTold("Welcome back.", "start with ten minutes of mail");
  await slack.pressRaw({ ...press, trigger_id: "another" });
  await ana.isAnswered("You are not on a break now. Nothing was changed.");
});
