import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { World } from "../world/story.ts";
import { stories } from "../world/stories.ts";

/* The embedded engine dies under the app, and its supervisor starts another. PGlite 0.5.14 cannot survive this statement. */

const house = stories();
const dies = (world: World) =>
  world.app.db
    .sweep("create temporary table copied (a int); copy copied from stdin")
    .catch((error: Error) => error);
const isReady = async (world: World) => (await fetch(`${world.app.url}/readyz`)).status === 200;

test.skipIf(process.env["STORIES_ON"] === "postgres")(
  "dying under a command: it is taken, or honestly refused; and soon everything goes on",
  async () => {
    const world = house();
    const { ana, sam, dana, slack } = world;
    await ana.types("/escalate");
    await sam.hears("Ana needs help now. Billing, phone.");
    await world.settled();

    const [death, sent] = await Promise.all([
      dies(world),
      sleep(20).then(() => slack.command("U0BEN", "/escalate")),
    ]);
    const died = performance.now();
    expect(death).toBeInstanceOf(Error);
    expect([sent.status, sent.ms < 2_900]).toEqual([200, true]);
    const said = (JSON.parse(sent.body) as { text: string }).text;
    while (!(await isReady(world))) await sleep(50);
    expect(performance.now() - died).toBeLessThan(5_000);

    // What was said is so.
    const { rows } = await world.asOwner("select requester from handrail.requests");
    const kept = said.includes("Asking") ? [2] : said.includes("Nothing was sent") ? [1] : [1, 2];
    expect(kept).toContain(rows.length);
    expect(said).toMatch(/Nothing was sent|Asking|may or may not/);
    // And what was there before goes on by itself.
    await world.timePasses(20);
    await dana.hears("Ana needs help now. Billing, phone.");
    await sam.clicks("I've got it");
  },
);
