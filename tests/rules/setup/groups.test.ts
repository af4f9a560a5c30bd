import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Given } from "../../../src/kernel/decision.ts";
import { edited } from "../../../src/setup/chat/edit.ts";
import type { Hand } from "../../../src/setup/chat/hand.ts";
import { fileBeside, growBeside } from "../../../src/setup/chat/groups/beside.ts";
import { growDocument } from "../../../src/setup/chat/groups/grow-document.ts";
import { fileOf } from "../../../src/setup/documents.ts";
import {
  afterEdit,
  afterUndo,
  type SyncedGroup,
  grow,
  type Reading,
} from "../../../src/setup/chat/groups/rules.ts";
import { type Raw, rawOf, textOf } from "../../../src/setup/chat/raw.ts";
import { decide, evolve, type Settings, timers } from "../../../src/setup/chat/rules.ts";

/* P2: a team follows a channel or a user group. */

const emailOf = (name: string) => `${name}@acme.test`;
const accountOf = (name: string) => `U0${name.toUpperCase()}`;
const member = (name: string, kind = "member") => ({
  ...{ account: accountOf(name), kind, email: emailOf(name) },
});
const found = (names: readonly string[], kinds: Record<string, string> = {}): Reading => ({
  ...{ id: "C0BILL", title: "#billing", isTold: true },
  accounts: names.map(accountOf),
  facts: names.map((name) => member(name, kinds[name])),
});
const billing: SyncedGroup = {
  ...{ team: "Billing", platform: "slack", workspace: "T0ACME00", kind: "channel" },
  ...{ id: "C0BILL", title: "#billing", accounts: [], isTold: true },
};
/** Sam supervises, Ana was chosen one by one. */
const start = (): Raw => ({
  organisation: { id: "a", name: "A", time_zone: "UTC" },
  workspaces: { slack: ["T0ACME00"] },
  roles: { admins: [emailOf("dana")] },
  teams: { Billing: { supervisors: [emailOf("sam")], agents: [emailOf("ana")] } },
});
const agentsOf = (raw: Raw) => raw.teams?.["Billing"]?.agents ?? [];
const sees = (raw: Raw, groups: readonly SyncedGroup[], ...readings: Reading[]) =>
  grow(raw, groups, readings);

describe("P2: who is in what a team follows", () => {
  it("given a team, when people are in the channel, then they are agents, and nobody is more", () => {
    const raw = start();
    const [one] = sees(raw, [billing], found(["ana", "ben", "sam", "dana"]));
    expect(agentsOf(raw)).toEqual(["ana", "ben", "dana"].map(emailOf));
    expect(raw.teams?.["Billing"]?.supervisors).toEqual([emailOf("sam")]);
    expect(raw.roles).toEqual(start().roles);
    // Ana was chosen, Sam supervises: neither comes or goes with the channel.
    expect(one?.accounts).toEqual(["ben", "dana"].map(accountOf));
  });

  it("given agents by the channel, when one leaves, then that one goes and who was chosen stays", () => {
    const raw = start();
    const first = sees(raw, [billing], found(["ana", "ben", "cleo"]));
    const second = sees(raw, first, found(["cleo"]));
    expect(agentsOf(raw)).toEqual(["ana", "cleo"].map(emailOf));
    expect(second[0]?.accounts).toEqual([accountOf("cleo")]);
  });

  it("given guests, bots and leavers in it, then they are not taken", () => {
    const raw = start();
    const kinds = { gus: "guest", bot: "bot", gil: "deactivated", eve: "external" };
    sees(raw, [billing], found(["ben", ...Object.keys(kinds)], kinds));
    expect(agentsOf(raw)).toEqual(["ana", "ben"].map(emailOf));
  });

  it.each([
    ["empty", found([])],
    ["empty", found(["gus"], { gus: "guest" })],
    ["unknown", "unknown"],
    ["large", "large"],
  ] as const)(
    "given agents by it, when it is %s, then they stay and it is followed no more",
    (ended, reading) => {
      const raw = start();
      const first = sees(raw, [billing], found(["ben"]));
      const second = sees(raw, first, reading);
      expect(second).toMatchObject([{ ended, accounts: [] }]);
      expect(agentsOf(raw)).toEqual(["ana", "ben"].map(emailOf));
      // It comes back, and nobody chose it again.
      expect(sees(raw, second, found(["cleo"]))).toEqual(second);
      expect(agentsOf(raw)).toEqual(["ana", "ben"].map(emailOf));
    },
  );

  it("given no answer, then all is as it was; given no right, the same, and it is told", () => {
    const raw = start();
    const first = sees(raw, [billing], found(["ben"]));
    expect(sees(raw, first, "unanswered")).toEqual(first);
    const closed = sees(raw, first, "forbidden");
    expect(closed).toEqual([{ ...first[0], isClosed: true }]);
    expect(sees(raw, closed, found(["ben"]))).toEqual(first);
    expect(agentsOf(raw)).toEqual(["ana", "ben"].map(emailOf));
  });

  it("given an address that another account was chosen for, then joining changes nothing of that", () => {
    const raw = start();
    raw.people = { [emailOf("ana")]: { accounts: { slack: "U0ANA" } } };
    const other = { account: "U0EVE", kind: "member", email: emailOf("ana") };
    const reading: Reading = {
      ...{ id: "C0BILL", title: "#billing", isTold: true },
      ...{ accounts: ["U0EVE", "U0BEN"], facts: [other, member("ben")] },
    };
    sees(raw, [billing], reading);
    expect(raw.people?.[emailOf("ana")]?.accounts).toEqual({ slack: "U0ANA" });
    expect(agentsOf(raw)).toEqual(["ana", "ben"].map(emailOf));
  });

  const names = ["ana", "ben", "cleo", "dov", "eli", "fay"];
  it("agents are always who was chosen and who is in one of two groups, whatever happens", () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.subarray(names, { minLength: 1 }), fc.subarray(names, { minLength: 1 })),
          { minLength: 1, maxLength: 6 },
        ),
        (steps) => {
          const raw = start();
          let groups: readonly SyncedGroup[] = [billing, { ...billing, id: "S0B", kind: "group" }];
          for (const [some, others] of steps) {
            groups = sees(raw, groups, found(some), found(others));
            expect(new Set(agentsOf(raw))).toEqual(
              new Set(["ana", ...some, ...others].map(emailOf)),
            );
            expect(new Set(agentsOf(raw)).size).toBe(agentsOf(raw).length);
          }
        },
      ),
      { seed: 96, numRuns: 100 },
    ));
});

describe("P2: what a form and going back do to it", () => {
  const hand: Hand = {
    platform: "slack",
    addressOf: (account) => emailOf(account.slice(2).toLowerCase()),
    isThere: () => true,
  };
  const synced = () => {
    const raw = start();
    const groups = sees(raw, [billing], found(["ben", "cleo"]));
    return { raw, groups };
  };

  it("a form that does not show those of the channel keeps them", () => {
    const { raw } = synced();
    const values = { name: "Invoices", supervisors: "U0SAM", agents: "U0ANA" };
    const members = new Set(["ben", "cleo"].map(emailOf));
    const changed = edited(textOf(raw), "team", values, hand, 0, members);
    if ("unfit" in changed) throw new Error(changed.unfit);
    expect(rawOf(changed.document).teams?.["Invoices"]?.agents).toEqual(
      ["ana", "ben", "cleo"].map(emailOf),
    );
  });

  it("who is chosen one by one from then on does not go with the channel; the team may be renamed", () => {
    const { raw, groups } = synced();
    const chosen = new Set([emailOf("ben")]);
    const next = afterEdit(raw, groups, { before: "Billing", after: "Invoices", chosen });
    expect(next).toEqual([{ ...groups[0], team: "Invoices", accounts: [accountOf("cleo")] }]);
  });

  it("stopping and removing end it, for this team alone", () => {
    const { raw, groups } = synced();
    const other = { ...billing, team: "Orders" };
    const all = [...groups, other];
    const stopped = { before: "Billing", after: "Billing", stop: "C0BILL", chosen: new Set("") };
    expect(afterEdit(raw, all, stopped)).toEqual([other]);
    expect(afterEdit(raw, all, { before: "Billing", chosen: new Set() })).toEqual([other]);
  });

  it("going back to other agents ends it, and going back to the same does not", () => {
    const { raw, groups } = synced();
    expect(afterUndo(groups, raw, start())).toEqual([]);
    expect(afterUndo(groups, raw, { ...raw, roles: {} })).toEqual(groups);
    expect(afterUndo(groups, raw, { ...raw, teams: {} })).toEqual([]);
  });
});

describe("P2: versions that a channel makes", () => {
  const settings: Settings = {
    ...{ subject: "s", lastAt: 1, origin: "chat", at: 4, applied: 4, document: "a" },
    groups: [billing],
    recent: [{ version: 4, what: "team", at: 1 }],
  };
  const nobody: Given = { at: 10, by: undefined, via: undefined, seed: 0, newId: "n" };
  const look = { do: "look", base: 4, document: "b", groups: [billing] } as const;
  const after = (state: Settings, decision: ReturnType<typeof decide>) => {
    if ("refused" in decision) throw new Error(decision.refused);
    return decision.events.reduce(evolve, state);
  };

  it("one is by nobody, and applied at once", () => {
    const next = after(settings, decide(settings, look, nobody, { isAdmin: false }));
    expect(next).toMatchObject({ at: 5, document: "b", groups: [billing] });
    expect(next.recent?.[0]).toEqual({ version: 5, what: "synced", at: 10 });
    expect(timers(next).map((effect) => "command" in effect && effect.command)).toEqual([
      "apply",
      "look",
    ]);
  });

  it("no person looks, an older look is nothing, and a file is the truth", () => {
    const given = { ...nobody, by: "p", via: "a" };
    expect(decide(settings, look, given, { isAdmin: true })).toEqual({ refused: "not-admin" });
    const older = { ...look, base: 3 };
    expect(decide(settings, older, nobody, { isAdmin: false })).toEqual({ refused: "outdated" });
    const file = { ...settings, origin: "file" } as const;
    expect(decide(file, look, nobody, { isAdmin: false })).toEqual({ refused: "file" });
    expect(timers(file)).toEqual([]);
  });

  it("a form that was open meanwhile is saved; after another admin's change it is not", () => {
    const grown = after(settings, decide(settings, look, nobody, { isAdmin: false }));
    const given = { ...nobody, by: "p", via: "a" };
    const facts = { isAdmin: true, edited: { document: "c" } };
    const change = { do: "change", what: "breaks", base: 4 } as const;
    expect(after(grown, decide(grown, change, given, facts))).toMatchObject({ at: 6 });
    const changed = after(settings, decide(settings, change, given, facts));
    expect(decide(changed, change, given, facts)).toEqual({ refused: "outdated" });
  });
});

describe("P2: five thousand people", () => {
  const many = Array.from({ length: 5_000 }, (_, at) => `n${at}`);

  it("are read in a thread of their own, and are the same as without one", async () => {
    const growing = { text: textOf(start()), groups: [billing], readings: [found(many)] };
    const grown = await growBeside(growing);
    expect(grown).toEqual(growDocument(growing));
    expect(rawOf(grown.text).teams?.["Billing"]?.agents).toHaveLength(5_001);
    // What was read in the thread is what reading it again would give, and each has their own copy.
    delete rawOf(grown.text).teams;
    expect(textOf(rawOf(grown.text))).toBe(grown.text);
    expect(rawOf(`${grown.text}\n`)).toEqual(rawOf(grown.text));
    const document = { text: grown.text, madeAt: 5 };
    expect(await fileBeside(document)).toEqual(fileOf(document));
  });

  it("more than settings hold end it, and nobody is lost", () => {
    const text = textOf({ ...start(), more: "x".repeat(990_000) });
    const grown = growDocument({ text, groups: [billing], readings: [found(many)] });
    expect(grown).toMatchObject({ text, groups: [{ ...billing, ended: "large" }] });
  });
});
