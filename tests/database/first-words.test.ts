import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { features } from "../../src/features.ts";
import { meet } from "../../src/runtime/directory/accounts.ts";
import type { Database, Tx } from "../../src/runtime/database/database.ts";
import { Directory } from "../../src/runtime/directory/directory.ts";
import { openVault } from "../../src/runtime/keys.ts";
import { transact } from "../../src/runtime/transact.ts";
import { type World, openWorld } from "../support/story.ts";

/*
 * A first day: hundreds tell us within seconds how they live. What no right depends on rolls no command back, and nobody reads
 * the whole house again for it (migrations/0011).
 */

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(() => world.startAfresh());
afterAll(() => world.stop());

const personOf = (name: string) =>
  `(select person from handrail.people where email = '${name}@acme.test')`;
const has = (name: string, what: string) => [
  `update handrail.accounts set ${what} where account = 'U0${name.toUpperCase()}'`,
  `update handrail.accounts set kind = 'member', time_zone = 'Europe/London', person = ${personOf(name)} where account = 'U0${name.toUpperCase()}'`,
];
const comes = (person: string) => [
  `insert into handrail.accounts (organisation_id, account_id, person, platform, workspace, account, kind, name, seen_at)
    values ('acme', gen_random_uuid(), ${person}, 'slack', 'T0ACME00', 'U0SECOND', 'member', 'Second', handrail.now())`,
  "delete from handrail.accounts where account = 'U0SECOND'",
];
const contacts = (list: string) =>
  `update handrail.teams set settings = jsonb_set(settings, '{support,contacts}', ${list}) where team = 'Billing'`;

/** Carries out a command of Ana's, with something committed between its look at the directory and its transaction. @returns how often it was begun */
async function begunAgain(change: string): Promise<number> {
  const { db } = world.app;
  let begun = 0;
  const changing: Database = {
    ...db,
    async command(id, read, deadline) {
      begun += 1;
      if (begun === 1) await world.asOwner(change);
      return db.command(id, read, deadline);
    },
  };
  await saysShiftOn("U0ANA", changing, new Directory(db));
  return begun;
}

async function saysShiftOn(account: string, db: Database, directory: Directory): Promise<void> {
  const feature = features.get("shifts");
  if (feature === undefined) throw new Error("no shifts");
  const vault = openVault([{ kid: "k", key: new Uint8Array(32) }]);
  const by = { platform: "slack" as const, workspace: "T0ACME00", account };
  const result = await transact(
    { db, directory, vault, now: Date.now },
    {
      organisation: "acme",
      feature,
      command: { do: "shift", to: "on" },
      source: { by, delivery: `shift on, said by ${account}` },
    },
  );
  expect(result).toMatchObject({ said: { answer: "on" } });
}

describe("what changes during a command", () => {
  test.each([
    ["a time zone", has("ben", "time_zone = 'Asia/Tokyo'")],
    ["a language", has("ben", "locale = 'es'")],
    ["a route", has("ben", "route = 'elsewhere'")],
    ["a name", has("ben", "name = 'Benjamin'")],
    ["the one who commands: their own time zone", has("ana", "time_zone = 'Asia/Tokyo'")],
    ["an account that is nobody's", comes("null")],
    ["an agent's first account", comes(personOf("ben"))],
  ])("%s: it is not begun again", async (_, [change = "", back = ""]) => {
    try {
      expect(await begunAgain(change)).toBe(1);
    } finally {
      await world.asOwner(back);
    }
  });

  test.each([
    ["what an account may do", has("ben", "kind = 'guest'")],
    ["whose an account is", has("ben", `person = ${personOf("carla")}`)],
    ["a supervisor's new account", comes(personOf("sam"))],
    [
      "who supervises",
      [
        `insert into handrail.memberships (organisation_id, team, person, role) values ('acme', 'Billing', ${personOf("carla")}, 'supervisor')`,
        `delete from handrail.memberships where team = 'Billing' and person = ${personOf("carla")}`,
      ],
    ],
    [
      "an account that is gone",
      [
        `${comes(personOf("ben"))[0]}; delete from handrail.accounts where account = 'U0SECOND'`,
        "select 1",
      ],
    ],
    [
      "a workspace",
      [
        "insert into handrail.workspaces values ('acme', 'teams', 'other')",
        "delete from handrail.workspaces where workspace = 'other'",
      ],
    ],
  ])("%s: it is begun again, and knows", async (_, [change = "", back = ""]) => {
    try {
      expect(await begunAgain(change)).toBe(2);
    } finally {
      await world.asOwner(back);
    }
  });

  test("the new account of somebody whom a team's settings name, though they supervise nobody: begun again", async () => {
    await world.asOwner(contacts(`jsonb_build_array(${personOf("ben")})`));
    const [change = "", back = ""] = comes(personOf("ben"));
    try {
      expect(await begunAgain(change)).toBe(2);
    } finally {
      await world.asOwner(`${back}; ${contacts("'[]'")}`);
    }
  });
});

/** A directory, and the tables that it has read. */
function watched(): { directory: Directory; read: string[] } {
  const read: string[] = [];
  const { db } = world.app;
  const watch = (tx: Tx): Tx =>
    new Proxy(tx, {
      get(target, name) {
        if (name === "selectFrom")
          return (table: "people") => {
            read.push(table);
            return target.selectFrom(table);
          };
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
  return {
    read,
    directory: new Directory({
      ...db,
      inOrganisation: (id, work) => db.inOrganisation(id, (tx) => work(watch(tx))),
    }),
  };
}

test("those who are begun again together share one reading", async () => {
  const { directory, read } = watched();
  await directory.organisation("acme");
  const [change = "", back = ""] = comes(personOf("sam"));
  await world.asOwner(change);
  await Promise.all(
    ["U0ANA", "U0BEN", "U0CARLA", "U0DANA", "U0SAM"].map((account) =>
      saysShiftOn(account, world.app.db, directory),
    ),
  );
  expect(read.filter((table) => table === "people")).toHaveLength(2);
  await world.asOwner(back);
});

describe("first words", () => {
  const crowd = Array.from({ length: 100 }, (_, n) => ({
    account: `U0NEW${n}`,
    name: `New${n}`,
    kind: "member" as const,
  }));
  const zones = (organisation: Awaited<ReturnType<Directory["organisation"]>>) =>
    [...organisation.accounts.values()]
      .filter(({ account }) => account.startsWith("U0NEW"))
      .map(({ timeZone }) => timeZone);

  test("of a hundred people, and then how they live: everybody is read once, and of the hundred each reading reads what is new", async () => {
    const { directory, read } = watched();
    const before = await directory.organisation("acme");
    const speaks = async (facts: Parameters<typeof meet>[4]) => {
      await meet(world.app.db, "acme", "slack", "T0ACME00", facts);
      await directory.renew("acme");
    };
    await Promise.all(crowd.map(speaks));
    expect(zones(await directory.organisation("acme"))).toEqual(crowd.map(() => undefined));
    await Promise.all(crowd.map((one) => speaks({ ...one, timeZone: "Europe/Madrid" })));
    const after = await directory.organisation("acme");
    expect(zones(after)).toEqual(crowd.map(() => "Europe/Madrid"));

    expect(read.filter((table) => table === "people")).toHaveLength(1);
    expect(read.filter((table) => table === "organisations").length).toBeLessThan(
      2 * crowd.length + 2,
    );
    // Nobody who had it before sees it change under their hands.
    expect([zones(before), after.revision]).toEqual([[], before.revision]);
  });

  test("whoever moves to another person is theirs, and no longer the other's", async () => {
    const { directory } = watched();
    const idOf = async (name: string) =>
      String((await world.asOwner(`select ${personOf(name)} as person`)).rows[0]?.["person"]);
    const [ben, carla] = [await idOf("ben"), await idOf("carla")];
    const accountsOf = async () => {
      const { accountsOf: own } = await directory.organisation("acme");
      return [ben, carla].map((person) =>
        own
          .get(person)
          ?.map(({ account }) => account)
          .toSorted(),
      );
    };
    const [add = "", back = ""] = comes(personOf("ben"));
    await directory.organisation("acme");
    await world.asOwner(add);
    await directory.renew("acme");
    expect(await accountsOf()).toEqual([["U0BEN", "U0SECOND"], ["U0CARLA"]]);
    const moves = `update handrail.accounts set person = ${personOf("carla")} where account = 'U0SECOND'`;
    // Committed in the midst of a reading: that sees the revision from before.
    await world.asOwner(
      `alter table handrail.accounts disable trigger revise_changed; ${moves}; alter table handrail.accounts enable trigger revise_changed`,
    );
    await directory.renew("acme");
    expect(await accountsOf()).toEqual([["U0BEN"], ["U0CARLA", "U0SECOND"]]);
    await world.asOwner(back);
  });

  test("of somebody who was nobody, and is in the file by now; of somebody who is a guest by now; of somebody out of reach until now", async () => {
    const facts = {
      account: "U0LATER",
      name: "Later",
      kind: "member" as const,
      email: "carla@acme.test",
    };
    const met = async (now: Partial<typeof facts> | { kind: "guest" }) => {
      await meet(world.app.db, "acme", "slack", "T0ACME00", { ...facts, ...now });
      const { rows } = await world.asOwner(
        `select p.email, c.email as claims, a.kind, a.blocked from handrail.accounts a
          left join handrail.people p using (organisation_id, person)
          left join handrail.people c on c.person = p.claims where a.account = 'U0LATER'`,
      );
      return rows[0];
    };
    const nobody = { email: null, claims: null, kind: "member", blocked: null };
    expect(await met({ email: "nobody@acme.test" })).toEqual(nobody);
    await world.asOwner("update handrail.accounts set blocked = 'gone' where account = 'U0LATER'");
    expect(await met({ email: "nobody@acme.test" })).toEqual(nobody);
    // Carla has an account there: whoever has her address besides is not her.
    const claims = { ...nobody, claims: "carla@acme.test" };
    expect(await met({})).toEqual(claims);
    expect(await met({ kind: "guest" })).toEqual({ ...claims, kind: "guest" });
    await world.asOwner("delete from handrail.accounts where account = 'U0LATER'");
  });

  test("while what is new is read, nobody waits; and what cannot be read is no fault of whoever spoke", async () => {
    let away = false;
    const reading = Promise.withResolvers<void>();
    const { db } = world.app;
    const directory = new Directory({
      ...db,
      async inOrganisation(id, work) {
        if (away) await reading.promise;
        return db.inOrganisation(id, work);
      },
    });
    const known = await directory.organisation("acme");
    away = true;
    const renewed = directory.renew("acme");
    expect(await directory.organisation("acme")).toBe(known);
    reading.reject(new Error("away"));
    await renewed;
    expect(await directory.organisation("acme")).toBe(known);
  });
});
