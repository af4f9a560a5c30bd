import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { Unavailable } from "../../src/platform/errors.ts";
import type { Database } from "../../src/runtime/database/database.ts";
import { Directory, readerFor } from "../../src/runtime/directory/directory.ts";
import { shortNames } from "../../src/runtime/directory/names.ts";
import { type World, openWorld } from "../support/story.ts";

/* Names and settings, kept for a while; rights are never read here. */

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => world.stop());

/** The database, counted, and away when it is said to be. */
function counted(): { db: Database; asked: () => number; away: (is: boolean) => void } {
  let [asked, away] = [0, false];
  const through =
    <A extends unknown[], R>(work: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      asked += 1;
      if (away) throw new Unavailable("away");
      return work(...given);
    };
  const { db } = world.app;
  return {
    db: { ...db, inOrganisation: through(db.inOrganisation), sweep: through(db.sweep) },
    asked: () => asked,
    away: (is) => void (away = is),
  };
}

test("an organisation is read once, however many ask at once, and again when something changed", async () => {
  const { db, asked } = counted();
  const directory = new Directory(db);
  const [one, two] = await Promise.all([
    directory.organisation("acme"),
    directory.organisation("acme"),
  ]);
  expect([one === two, asked()]).toEqual([true, 1]);
  expect([...one.people.values()].map(({ shortName }) => shortName).toSorted()).toEqual([
    "Ana",
    "Ben",
    "Carla",
    "Dana",
    "Priya",
    "Sam",
  ]);
  directory.forget("acme");
  await directory.organisation("acme");
  expect(asked()).toBe(2);
});

test("a workspace leads to its organisation; a stranger's leads nowhere, and is not asked for again at once", async () => {
  const { db, asked } = counted();
  const directory = new Directory(db);
  expect(await directory.homeOf("slack", "T0ACME00")).toBe("acme");
  expect(await directory.homeOf("slack", "T0STRANGER")).toBeUndefined();
  expect(await directory.homeOf("teams", "T0ACME00")).toBeUndefined();
  expect(asked()).toBe(1);
});

test("what it knew serves while the database is away; what it never knew does not", async () => {
  const { db, away } = counted();
  const directory = new Directory(db);
  const known = await directory.organisation("acme");
  await directory.homeOf("slack", "T0ACME00");
  const later = Date.now() + 60_000; // long past the time it trusts what it has
  vi.spyOn(Date, "now").mockReturnValue(later);
  away(true);
  expect(await directory.organisation("acme")).toBe(known);
  expect(await directory.homeOf("slack", "T0ACME00")).toBe("acme");
  await expect(directory.organisation("rival")).rejects.toBeInstanceOf(Unavailable);
  away(false);
  // Looked at again, and the same as it was: nothing has changed.
  expect(await directory.organisation("acme")).toEqual(known);
  await world.asOwner("update handrail.people set desk = 'C 1' where email = 'ana@acme.test'");
  vi.spyOn(Date, "now").mockReturnValue(later + 60_000);
  const now = await directory.organisation("acme");
  expect([...now.people.values()].find(({ email }) => email === "ana@acme.test")?.desk).toBe("C 1");
});

test("a reader's own account says how they read, then their person, then the organisation", async () => {
  const acme = await new Directory(world.app.db).organisation("acme");
  const account = [...acme.accounts.values()].find((a) => a.account === "U0ANA");
  expect(readerFor(acme, "slack", account)).toMatchObject({
    platform: "slack",
    timeZone: "Europe/London",
  });
  // The file says "en", and where that is.
  expect(readerFor(acme, "slack", undefined)).toMatchObject({
    locale: "en-GB",
    timeZone: "Europe/London",
  });
  expect(readerFor(acme, "slack", account).nameOf(account?.person ?? "")).toBe("Ana");
});

test("short names: the first, with more of it only where two would be mixed up", () => {
  const names = ["Ana Silva", "Ana Souza", "Ana Soto", "Ben", "Ben Okafor", "  Kim   Lee "].map(
    (name, n) => ({ id: String(n), name }),
  );
  expect([...shortNames(names).values()]).toEqual([
    "Ana Silva",
    "Ana Souza",
    "Ana Soto",
    "Ben",
    "Ben O.",
    "Kim",
  ]);
});
