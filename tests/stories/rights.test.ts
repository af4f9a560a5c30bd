import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { stories } from "../support/stories.ts";

/* Rights are those of the moment of the press (docs/features.md P4), whatever was true when a card came. */

const world = stories();
const now = (change: (file: string) => string) => world().reload(change(organisationFile));

test("P4: a supervisor whom the file makes an agent opens no later words, and does not take it", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate a first word");
  await sam.hears("Ana needs help now. Billing, phone.");
  await now((file) =>
    file
      .replace("[sam@acme.test, priya@acme.test]", "[priya@acme.test]")
      .replace("[ana@acme.test, ben@acme.test]", "[ana@acme.test, ben@acme.test, sam@acme.test]"),
  );
  try {
    await sam.clicks("Show what Ana wrote");
    await sam.isAnswered("Only the people who are part of this can do that.");
    expect(sam.client.dialog()?.words ?? "").not.toContain("a first word");
    await sam.closesDialogs();
    await sam.clicks("I've got it");
    await sam.isTold("You were not asked for this one, so you cannot take it.");
    expect(await taken()).toBe("open");
    // What happens next redraws every card.
    await ana.answers("Say why", "In words");
    await ana.dialog();
    await ana.submits({ words: "a later word" });
    await ana.closesDialogs();
    expect((await sam.sees("Not yours any more")).buttons).toEqual([]);
    await priya.clicks("I've got it");
    await ana.hears("Priya has it.");
  } finally {
    await world().reload(organisationFile);
  }
});

test("P4: a holder whom the file removes reads so, their card is closed, and the others are asked at once", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  await now((file) =>
    file
      .replace("[sam@acme.test, priya@acme.test]", "[priya@acme.test]")
      .replace(/ {2}sam@acme.test: .*\n/, ""),
  );
  try {
    // No second of their time to arrive passes.
    await expect.poll(taken).toBe("open");
    await expect.poll(() => priya.rings().length).toBe(2);
    expect((await sam.sees("Not yours any more")).buttons).toEqual([]);
    await sam.types("/escalate");
    await sam.isTold("You are not on Handrail's list here any more");
    await priya.clicks("I've got it");
    await ana.hears("Priya has it.");
  } finally {
    await world().reload(organisationFile);
  }
});

async function taken(): Promise<unknown> {
  const { rows } = await world().asOwner("select status from handrail.requests");
  return rows[0]?.["status"];
}
