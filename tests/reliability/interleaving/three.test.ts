import { expect, test } from "vitest";
import { Chance } from "../simulation/chance.ts";
import { someOrders } from "./orders.ts";
import { asked, fresh, leasedOnce, onStage, passes, press, stage, tick } from "./scenes.ts";
import { keep, lawful, posted } from "./tables.ts";

onStage();

test("three at once, in some orders: two take it, and the step ends", async () => {
  await asked();
  await posted(stage.admin);
  await passes(21);
  await keep(stage.admin);
  const seed = Number(process.env["SEED"] ?? 1);
  const actors = () => [
    press(0, "sam", "acknowledge"),
    press(1, "priya", "acknowledge"),
    tick(2, "step"),
  ];
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
