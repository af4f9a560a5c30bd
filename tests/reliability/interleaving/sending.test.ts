import { describe, expect, test } from "vitest";
import { claimWaiting } from "../../../src/runtime/messages/claims.ts";
import { openLog } from "../../../src/runtime/log.ts";
import { Settlements } from "../../../src/runtime/messages/settlements.ts";
import type { Actor } from "./orders.ts";
import { organisation } from "./rig.ts";
import { asked, inEveryOrder, onStage, pages, passes, press, rig, stage } from "./scenes.ts";
import { keep } from "./tables.ts";

/* What the sender writes and leases, against what people and other senders do, in every order (see pairs.test.ts). */

onStage();

describe("the sender", () => {
  /** What came of posting every page, as an instance writes it. */
  const settles = (n: number): Actor => ({
    ...{ name: "AB"[n] ?? "?", gate: rig(n).gate },
    work: async () => {
      const settlements = new Settlements({
        db: rig(n).db,
        log: openLog("silent"),
        pages: "home",
        behind: () => undefined,
      });
      await Promise.all(
        pages.map((page) =>
          settlements.add(page, { become: "shown", hash: "h", address: `D:${page.account_id}` }),
        ),
      );
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
    for (const row of await messages())
      expect(row).toMatchObject({ address: expect.stringMatching(/^D:/), wanted_version: "2" });
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
          expect([attempt, address !== null, lease !== null]).toEqual(
            attempt === 1 ? [1, true, false] : [2, false, true],
          );
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
