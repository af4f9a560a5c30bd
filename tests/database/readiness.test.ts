import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

const house = stories();

test("the database answers and the clock does not tick: /readyz is red within fifteen seconds, and not for longer", async () => {
  const { app, asOwner } = house();
  const seen = async (path: string) => {
    const response = await fetch(app.url + path);
    return [response.status, (await response.text()).includes("the clock does not tick")];
  };
  await expect.poll(() => seen("/readyz")).toEqual([200, false]);
  // Each look at what is due fails from here on.
  await asOwner("alter table handrail.timers rename to hidden");
  await expect.poll(() => seen("/readyz"), { timeout: 15_000, interval: 250 }).toEqual([503, true]);
  expect((await seen("/healthz"))[0]).toBe(200);
  await asOwner("alter table handrail.hidden rename to timers");
  await expect.poll(() => seen("/readyz"), { timeout: 5_000 }).toEqual([200, false]);
});
