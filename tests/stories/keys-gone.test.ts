import { expect, test } from "vitest";
import { teamOfSix } from "../support/checkins.ts";
import { oneOfEverything } from "../support/month.ts";
import { declared, old, sealedTexts, upkeep, written, young } from "../support/sealed.ts";
import { people } from "../support/debriefs.ts";
import { stories } from "../support/stories.ts";

/* Keys (docs/features.md P7): a row that does not open harms nothing but itself. */

const world = stories({ file: teamOfSix });
const { wants, talk } = people(world);
/** Ben's wishes, and any row of the others. */
const whose = (table = "") =>
  table === "debrief_wishes"
    ? "person = (select person from handrail.people where email = 'ben@acme.test')"
    : "true";
test(
  "P7: one row of each that does not open harms nothing but itself",
  { timeout: 240_000 },
  async () => {
    await oneOfEverything(world);
    const { ana, ben, carla, dana } = world();
    const whole = await sealedTexts(world());
    // As if the old key were gone while one row of each table was still under it.
    await upkeep(world(), [young, old]);
    for (const column of declared) {
      const [table, field] = column.split(".");
      const one = whole.find((text) => text.column === column);
      await world().asOwner(
        `update handrail.${table} t set ${field} = '${one?.sealed}' where ctid = (select ctid from handrail.${table} where ${whose(table)} limit 1)`,
      );
    }
    await world().restart(written([young]));
    const said = JSON.stringify(await upkeep(world(), [young]));
    for (const column of declared) expect(said).toContain(column);
    for (const who of [ana, ben, carla, dana]) {
      await who.opensHome();
      await who.untilHome("Talk it through");
    }
    for (const who of [ana, ben, carla]) {
      await who.types("/checkin");
      await who.opens("Check in");
      await who.submits({ energy: "4", strain: "2" });
      await who.isAnswered("Saved");
      await who.closesDialogs();
    }
    // Whom Ben never meets is unknown: he is matched with nobody, and reads what to do.
    await ben.opensHome();
    await ben.untilHome("We cannot read your wishes any more.");
    await wants("ben", "A peer");
    await ben.isTold("We cannot read your wishes any more. Choose them again, and we go on.");
    await talk("ana", "carla");
    await ana.clicks("We're done");
    await ben.opensHome();
    await ben.clicksAtHome("Who and when");
    await ben.dialog();
    await ben.submits({ willing: "yes", today: "open", rounds: "no" });
    await ben.isAnswered("Saved. Only you see it.");
    await ben.closesDialogs();
    await ben.untilHome("We may ask you to listen.");
    // A round is drawn with everybody whose wishes open.
    await world().timePasses(15 * 24 * 3_600);
    await carla.opensHome();
    await carla.untilHome("Talk it through");
  },
);
