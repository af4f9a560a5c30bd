import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BoundAccount,
  type Entry,
  type KnownPerson,
  identify,
  returns,
} from "../../../src/setup/identify.ts";

const now = 1_000_000_000_000;
const entry = (name: string, accounts: Entry["accounts"] = {}): Entry => ({
  email: `${name}@acme.test`,
  accounts,
});
const person = (id: string, name: string | null = id, leftAt: number | null = null) =>
  ({ id, email: name === null ? null : `${name}@acme.test`, leftAt }) satisfies KnownPerson;
const account = (owner: string, name: string | null = owner, seenAt = now) =>
  ({
    platform: "slack",
    account: `U-${owner}`,
    person: owner,
    email: name === null ? null : `${name}@acme.test`,
    seenAt,
  }) satisfies BoundAccount;
const named = (found: ReadonlyMap<string, string>) =>
  Object.fromEntries([...found].map(([email, id]) => [email.replace("@acme.test", ""), id]));

describe("which person an entry of the file is", () => {
  it("the one of that address; nobody yet for a new one", () => {
    expect(named(identify([entry("sam"), entry("eve")], [person("sam")], [], now))).toEqual({
      sam: "sam",
    });
  });

  it("a changed address follows the account, in the file and on the platform", () => {
    const people = [person("sam")];
    const found = identify([entry("sam.new")], people, [account("sam", "sam.new")], now);
    expect(named(found)).toEqual({ "sam.new": "sam" });
  });

  it("a changed address that was applied before the platform said so: the new row has no account", () => {
    const people = [person("sam", "sam", now), person("row", "sam.new")];
    const found = identify([entry("sam.new")], people, [account("sam", "sam.new", now + 1)], now);
    expect(named(found)).toEqual({ "sam.new": "sam" });
  });

  it("two who swap addresses stay who they are", () => {
    const people = [person("sam"), person("priya")];
    const accounts = [account("sam", "priya"), account("priya", "sam")];
    const found = identify([entry("sam"), entry("priya")], people, accounts, now);
    expect(named(found)).toEqual({ sam: "priya", priya: "sam" });
  });

  it("whoever gets an address that somebody else's account holds is not that person", () => {
    const people = [person("ana"), person("mallory")];
    // Ana's own account was given an address that the file does not name.
    const accounts = [account("mallory", "ana"), account("ana", "ana.old")];
    const found = identify([entry("ana"), entry("mallory")], people, accounts, now);
    expect(named(found)).toEqual({ ana: "ana", mallory: "mallory" });
  });

  it("back within a day they are the same; later only with the same account", () => {
    const back = (leftAt: number, accounts: BoundAccount[] = []) =>
      named(identify([entry("leo")], [person("leo", "leo", leftAt)], accounts, now));
    expect(back(now - returns + 1)).toEqual({ leo: "leo" });
    expect(back(now - returns)).toEqual({});
    // The table may have given the address up: the account tells.
    const former = [person("leo", null, now - 2 * returns)];
    const same = (seenAt: number) =>
      named(identify([entry("leo")], former, [account("leo", "leo", seenAt)], now));
    expect(same(now - 1)).toEqual({ leo: "leo" });
    expect(same(now - 2 * returns)).toEqual({});
  });

  it("a pin brings the account's person along, but not away from an entry of their own", () => {
    const pin = { slack: "U-sam" };
    const left = [person("sam", "sam", now)];
    expect(named(identify([entry("samuel", pin)], left, [account("sam")], now))).toEqual({
      samuel: "sam",
    });
    const both = [person("sam"), person("ana")];
    const found = identify([entry("sam"), entry("ana", pin)], both, [account("sam")], now);
    expect(named(found)).toEqual({ sam: "sam", ana: "ana" });
  });

  it("nobody is two entries, and whoever has an account of their own is never given up for another's", () => {
    const names = ["a", "b", "c", "d"];
    const some = fc.constantFrom(...names);
    fc.assert(
      fc.property(
        fc.uniqueArray(some, { minLength: 1 }),
        fc.uniqueArray(some),
        fc.array(fc.tuple(some, fc.option(fc.constantFrom(...names, "x")), fc.boolean())),
        (file, had, told) => {
          const people = had.map((name) => person(name));
          const accounts = [...new Map(told.map((one) => [one[0], one])).values()]
            .filter(([owner]) => had.includes(owner))
            .map(([owner, email]) => account(owner, email));
          // A platform gives an address to one account at a time.
          const unique = accounts.filter(
            (one, at) => accounts.findIndex(({ email }) => email === one.email) === at,
          );
          const found = named(
            identify(
              file.map((name) => entry(name)),
              people,
              unique,
              now,
            ),
          );
          expect(new Set(Object.values(found)).size).toBe(Object.keys(found).length);
          for (const [name, id] of Object.entries(found)) {
            if (name === id) continue;
            // Who took the place of another: the platform says so, and the other has no account or has moved too.
            expect(unique).toContainEqual(account(id, name));
            const other = unique.find((one) => one.person === name);
            if (had.includes(name) && other !== undefined)
              expect(Object.values(found)).toContain(name);
          }
        },
      ),
      { seed: 13, numRuns: 2_000 },
    );
  });
});
