import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Claimed } from "../../src/runtime/claims.ts";
import { claimWaiting } from "../../src/runtime/claims.ts";
import { openLog } from "../../src/runtime/log.ts";
import { Results } from "../../src/runtime/results.ts";
import { holderOf } from "../../src/escalations/request.ts";
import { Chance } from "../simulation/chance.ts";
import { type Actor, type Run, everyOrder, someOrders } from "./orders.ts";
import { type Rig, type Stage, openStage, organisation } from "./rig.ts";
import { type Found, again, empty, keep, lawful, posted } from "./tables.ts";

/*
 * Two transactions, statement by statement, in every order there is, on a real PostgreSQL (issue 4, part 1). Whoever
 * waits for a lock has no choice, so the orders are those that can happen; each begins from the same tables.
 */

let stage: Stage;
let request: string;
/** Leased, of the scene's last transaction. */
let pages: Claimed[];
beforeAll(async () => {
  stage = await openStage(3);
}, 60_000);
beforeEach(() => empty(stage.admin));
afterAll(() => stage?.stop());

const begins = Date.UTC(2026, 10, 12, 9);
let now = begins;
const rig = (n: number): Rig => stage.rigs[n] as Rig;
let deliveries = 0;
const passes = async (seconds: number) => stage.becomes((now += seconds * 1_000));
const does = (who: string, command: { readonly do: string }) =>
  rig(0).gesture(who, command, `scene-${++deliveries}`, command.do === "escalate" ? undefined : request);

/** Ana has asked; Sam and Priya have their pages. */
async function asked(): Promise<void> {
  now = begins;
  await passes(0);
  rig(0).leased.length = 0;
  const result = await does("ana", { do: "escalate", worded: false } as never);
  if (!("said" in result)) throw new Error("nobody was asked");
  request = result.said.subject ?? "";
  pages = [...rig(0).leased];
}
async function taken(): Promise<void> {
  await asked();
  await posted(stage.admin);
  await does("sam", { do: "acknowledge" });
  await posted(stage.admin);
}
/** Sam has it, Ana has asked again, and so Dana or whoever is next may take it over. */
async function takenAndAskedAgain(): Promise<void> {
  await taken();
  await passes(12);
  await does("ana", { do: "escalate", worded: false } as never);
  await posted(stage.admin);
}

const press = (n: number, who: string, command: string): Actor => ({
  ...{ name: "ABC"[n] ?? "?", gate: rig(n).gate },
  work: () => rig(n).gesture(who, { do: command }, `${who}-${command}`, request),
});
const tick = (n: number, command: string): Actor => ({
  name: "ABC"[n] ?? "?",
  gate: rig(n).gate,
  work: () => rig(n).tick(command, request),
});

/** What each order led to, by the events that it added. @returns the orders of each outcome */
async function inEveryOrder(
  actors: () => readonly Actor[],
  more: (found: readonly Found[], run: Run) => void = () => undefined,
  tables: () => Promise<void> = async () => undefined,
): Promise<Map<string, string[]>> {
  await keep(stage.admin);
  const before = (await lawful(stage.admin))[0]?.types.length ?? 0;
  const outcomes = new Map<string, string[]>();
  const fresh = async () => {
    await again(stage.admin);
    await stage.becomes(now);
    for (const one of stage.rigs) one.leased.length = 0;
  };
  const orders = await everyOrder(
    actors,
    stage.admin,
    fresh,
    async (run) => {
      const errors = run.results.filter((result) => result instanceof Error);
      expect(errors, run.order).toEqual([]);
      expect(run.order, "two wait for each other").not.toContain("!");
      const found = await lawful(stage.admin);
      leasedOnce(run);
      more(found, run);
      await tables();
      const outcome = found[0]?.types.slice(before).join(" ") ?? "";
      outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), run.order]);
    },
    2_000,
  );
  expect(orders).toBeGreaterThan(3);
  if (process.env["ORDERS"] !== undefined) process.stderr.write(`${expect.getState().currentTestName}: ${orders} orders\n`);
  return outcomes;
}

/** No message is leased to two at once: their attempts differ, and the later one is the table's. */
function leasedOnce({ order }: Run): void {
  const leased = stage.rigs.flatMap((one) => one.leased).map((c) => `${c.subject} ${c.view} ${c.account_id} ${c.occasion} ${c.attempt}`);
  expect(new Set(leased).size, order).toBe(leased.length);
}

describe("two at once", () => {
  test("the end of a step against a click: taken at once, or asked on and then taken", async () => {
    await asked();
    await posted(stage.admin);
    await passes(21);
    const outcomes = await inEveryOrder(
      () => [press(0, "sam", "acknowledge"), tick(1, "step")],
      ([found]) => expect(found?.state.status).toBe("acknowledged"),
    );
    expect([...outcomes.keys()].toSorted()).toEqual(["acknowledged", "asked acknowledged"]);
  });

  test("the same end of a step, seen by two: one step", async () => {
    await asked();
    await posted(stage.admin);
    await passes(21);
    expect([...(await inEveryOrder(() => [tick(0, "step"), tick(1, "step")])).keys()]).toEqual(["asked"]);
  });

  test("two people take it: one has it", async () => {
    await asked();
    await posted(stage.admin);
    const holders = new Set<string | undefined>();
    const outcomes = await inEveryOrder(
      () => [press(0, "sam", "acknowledge"), press(1, "priya", "acknowledge")],
      ([found]) => found && holders.add(holderOf(found.state)),
    );
    expect([...outcomes.keys()]).toEqual(["acknowledged"]);
    expect(holders.size).toBe(2);
  });

  test("arriving against the lapse: with the agent, or open again and then with the agent", async () => {
    await taken();
    await passes(61);
    const outcomes = await inEveryOrder(
      () => [press(0, "sam", "arrived"), tick(1, "lapse")],
      ([found]) => expect(found?.state.status).toBe("joined"),
    );
    expect([...outcomes.keys()].toSorted()).toEqual(["joined", "lapsed asked joined"]);
  });

  test("taking it over against the lapse of whoever has it", async () => {
    await takenAndAskedAgain();
    await passes(49);
    const outcomes = await inEveryOrder(
      () => [press(0, "dana", "acknowledge"), tick(1, "lapse")],
      ([found]) => expect(found?.state.status).toBe("acknowledged"),
    );
    expect(outcomes.size).toBe(2);
  });

  test("giving back against passing on: somebody is asked, and nobody has it", async () => {
    await takenAndAskedAgain();
    const outcomes = await inEveryOrder(
      () => [press(0, "sam", "giveBack"), press(1, "dana", "passOn")],
      ([found]) => expect(found && holderOf(found.state)).toBeUndefined(),
    );
    expect(outcomes.size).toBe(2);
  });

  test("the agent hangs up against somebody who takes it: it is over, and nothing follows the end", async () => {
    await asked();
    await posted(stage.admin);
    const outcomes = await inEveryOrder(
      () => [press(0, "ana", "callEnded"), press(1, "sam", "acknowledge")],
      ([found]) => expect(found?.state.status).toBe("resolved"),
    );
    expect([...outcomes.keys()].toSorted()).toEqual(["acknowledged resolved", "resolved"]);
  });

  test("one delivery, on two instances: one request, and both say the same", async () => {
    now = begins;
    await passes(0);
    const one = (n: number): Actor => ({
      name: "AB"[n] ?? "?",
      gate: rig(n).gate,
      work: () => rig(n).gesture("ana", { do: "escalate", worded: false } as never, "once"),
    });
    await inEveryOrder(
      () => [one(0), one(1)],
      (found, { results }) => {
        expect(found).toHaveLength(1);
        expect(new Set(results.map((result) => JSON.stringify((result as { said: object }).said))).size).toBe(1);
      },
    );
  });

  test("two presses of one person: the second finds the first", async () => {
    now = begins;
    await passes(0);
    const one = (n: number): Actor => ({
      name: "AB"[n] ?? "?",
      gate: rig(n).gate,
      work: () => rig(n).gesture("ana", { do: "escalate", worded: false } as never, `press-${n}`),
    });
    await inEveryOrder(
      () => [one(0), one(1)],
      (found) => expect(found).toHaveLength(1),
    );
  });
});

describe("the sender", () => {
  /** What came of posting every page, as an instance writes it. */
  const settles = (n: number): Actor => ({
    ...{ name: "AB"[n] ?? "?", gate: rig(n).gate },
    work: async () => {
      const results = new Results(rig(n).db, openLog("silent"), () => undefined);
      await Promise.all(pages.map((page) => results.add(page, { become: "shown", hash: "h", address: `D:${page.account_id}` })));
    },
  });
  const leases = (n: number): Actor => ({
    ...{ name: "AB"[n] ?? "?", gate: rig(n).gate },
    work: async () => {
      rig(n).leased.push(
        ...(await rig(n).db.inOrganisation(organisation, (tx) =>
          claimWaiting(tx, 100, { features: ["escalations"], platforms: ["slack"] }),
        )),
      );
    },
  });
  const messages = async () =>
    (
      await stage.admin.query(
        "select address, wanted_version, shown_version, lease_until, attempt from handrail.messages where view = 'page'",
      )
    ).rows;

  test("writing down a post against an edit: the address is kept, and the edit is still wanted", async () => {
    await asked();
    await keep(stage.admin);
    await inEveryOrder(
      () => [settles(0), press(1, "sam", "acknowledge")],
      () => undefined,
    );
    for (const row of await messages()) expect(row).toMatchObject({ address: expect.stringMatching(/^D:/), wanted_version: "2" });
  });

  test("leasing against an edit: one of them sends it", async () => {
    await asked();
    await passes(5);
    // Its post failed a moment ago, and its time has come again.
    await stage.admin.query("update handrail.messages set lease_until = null, lease_by = null");
    const outcomes = await inEveryOrder(() => [leases(0), press(1, "sam", "acknowledge")]);
    expect([...outcomes.keys()]).toEqual(["acknowledged"]);
  });

  test("a result that comes too late against another's lease: written before, or not at all", async () => {
    await asked();
    await passes(9);
    // Whoever leased them is slow, and their leases are over.
    const attempts = new Set<string>();
    await inEveryOrder(
      () => [settles(0), leases(1)],
      () => undefined,
      async () => {
        const rows = await messages();
        for (const { attempt, address, lease_until: lease } of rows)
          expect([attempt, address !== null, lease !== null]).toEqual(attempt === 1 ? [1, true, false] : [2, false, true]);
        for (const { attempt } of rows) attempts.add(String(attempt));
      },
    );
    expect([...attempts].toSorted()).toEqual(["1", "2"]);
  });

  test("leasing against leasing: each message goes to one", async () => {
    await asked();
    await passes(5);
    await stage.admin.query("update handrail.messages set lease_until = null, lease_by = null");
    await inEveryOrder(
      () => [leases(0), leases(1)],
      () => expect(rig(0).leased.length + rig(1).leased.length).toBe(pages.length),
    );
  });
});

test("three at once, in some orders: two take it, and the step ends", async () => {
  await asked();
  await posted(stage.admin);
  await passes(21);
  await keep(stage.admin);
  const seed = Number(process.env["SEED"] ?? 1);
  const actors = () => [press(0, "sam", "acknowledge"), press(1, "priya", "acknowledge"), tick(2, "step")];
  const fresh = async () => {
    await again(stage.admin);
    await stage.becomes(now);
    for (const one of stage.rigs) one.leased.length = 0;
  };
  const orders = new Set<string>();
  await someOrders(
    actors,
    stage.admin,
    fresh,
    async (run) => {
      orders.add(run.order);
      expect(
        run.results.filter((result) => result instanceof Error),
        run.order,
      ).toEqual([]);
      const [found] = await lawful(stage.admin);
      expect(
        found?.types.filter((type) => type === "acknowledged"),
        run.order,
      ).toHaveLength(1);
      leasedOnce(run);
    },
    new Chance(seed),
    40,
  );
  expect(orders.size).toBeGreaterThan(20);
});
