import { expect, test } from "vitest";
import { openVault } from "../../src/runtime/keys.ts";
import { served } from "../support/browse.ts";
import { teamOfSix } from "../support/checkins.ts";
import { oneOfEverything } from "../support/month.ts";
import { declared, old, sealedTexts, upkeep, written, young } from "../support/sealed.ts";
import { stories } from "../support/stories.ts";

/*
 * Keys (docs/features.md P7): every sealed table is sealed anew by the hourly upkeep, and a row that
 * does not open harms nothing but itself. Dana runs a team of five, and is its wellbeing lead.
 */

const world = stories({ file: teamOfSix, env: served });
test(
  "P7: every sealed table is sealed anew by the hourly upkeep; then the old key may go, and everything opens",
  { timeout: 240_000 },
  async () => {
    await oneOfEverything(world);
    const { ana, ben, dana } = world();
    const before = await sealedTexts(world());
    // The month has something in each column that a feature names, and in no other.
    expect([...new Set(before.map(({ column }) => column))].toSorted()).toEqual(
      declared.toSorted(),
    );
    await world().restart(written([young, old]));
    await upkeep(world(), [young, old]);
    const { newest } = openVault([young]);
    const after = await sealedTexts(world());
    expect(after).toHaveLength(before.length);
    expect(after.filter(({ sealed }) => !sealed.startsWith(newest))).toEqual([]);
    // A second hour has nothing to do.
    expect(await upkeep(world(), [young, old])).toEqual([]);

    await world().restart(written([young]));
    for (const who of [ana, ben, dana]) await who.opensHome();
    await ana.types("/debrief");
    await ana.opens("Who and when");
    expect(ana.client.dialog()).toBeDefined();
    await ana.closesDialogs();
    await dana.opensHome();
    await dana.untilHome("One more person on Mondays.");
  },
);
