import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findPerson } from "../../src/commands/person/find.ts";
import { features } from "../../src/features.ts";
import type { Organisation } from "../../src/runtime/directory/directory.ts";

/* Whom an operator means (docs/features.md P7). */

function organisation(
  id: string,
  people: readonly { id: string; email?: string; account?: string }[],
) {
  return {
    id,
    people: new Map(people.map((one) => [one.id, { ...one, name: one.id, listed: id !== "old" }])),
    accountsOf: new Map(
      people.map((one) => [one.id, one.account === undefined ? [] : [{ account: one.account }]]),
    ),
  } as unknown as Organisation;
}
const acme = organisation("acme", [
  { id: "1", email: "Ana@acme.test", account: "U0ANA" },
  { id: "2", account: "U0BEN" },
]);
const former = organisation("old", [{ id: "3", email: "ana@acme.test" }]);
const find = (who: string, place?: string) =>
  findPerson([acme, former], { who, organisation: place }).person.id;

it("finds by id, account and address, however it is written", () => {
  expect([find("2"), find("u0ben"), find(" ANA@acme.test ", "acme")]).toEqual(["2", "2", "1"]);
});

it("stops at several, and lists their ids and who has left", () => {
  expect(() => find("ana@acme.test")).toThrow("1 (1, acme); 3 (3, old, has left)");
  expect(find("ana@acme.test", "old")).toBe("3");
});

it("stops at nobody, also where an address is absent", () => {
  for (const who of ["", "undefined", "ana"]) expect(() => find(who)).toThrow("nobody is known");
  expect(() => findPerson([], { who: "1", organisation: undefined })).toThrow("none is here yet");
});

it("knows every feature that seals under a person's own key", () => {
  const root = join(import.meta.dirname, "../../src");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith("store.ts"),
  );
  const sealing = files
    .filter((file) => /own-key\/store/.test(readFileSync(join(root, file), "utf8")))
    .map((file) => file.replace(/\/[^/]*$/, ""));
  const withOwnKey = [...features.values()]
    .filter(({ care }) => care?.ownKey)
    .map(({ name }) => name);
  // A new folder here is a feature whose `care` says `ownKey`.
  expect(sealing.toSorted()).toEqual([
    "checkins/answers",
    "checkins/hard",
    "checkins/window",
    "learning/reflections",
  ]);
  expect(withOwnKey.toSorted()).toEqual(["checkins", "hardcalls", "reflections"]);
});
