import { describe, expect, test } from "vitest";
import { holderOf } from "../../../src/escalations/request.ts";
import type { Actor } from "./orders.ts";
import {
  asked,
  inEveryOrder,
  morning,
  onStage,
  passes,
  press,
  rig,
  stage,
  taken,
  takenAndAskedAgain,
  tick,
} from "./scenes.ts";
import { posted } from "./tables.ts";

/*
 * Two transactions, statement by statement, in every order there is, on a real PostgreSQL (issue 4, part 1). Whoever
 * waits for a lock has no choice, so the orders are those that can happen; each begins from the same tables.
 */

onStage();

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
    expect([...(await inEveryOrder(() => [tick(0, "step"), tick(1, "step")])).keys()]).toEqual([
      "asked",
    ]);
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
    await morning();
    const one = (n: number): Actor => ({
      name: "AB"[n] ?? "?",
      gate: rig(n).gate,
      work: () => rig(n).gesture("ana", { do: "escalate", worded: false } as never, "once"),
    });
    await inEveryOrder(
      () => [one(0), one(1)],
      (found, { results }) => {
        expect(found).toHaveLength(1);
        const [first, second] = results.map((result) => (result as { said: object }).said);
        // What was stored comes back with its keys in another order.
        expect(second).toEqual(first);
      },
    );
  });

  test("two presses of one person: the second finds the first", async () => {
    await morning();
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
