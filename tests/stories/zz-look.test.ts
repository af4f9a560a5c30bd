import { test } from "vitest";
import { stories } from "../world/stories.ts";
const world = stories();
const out = (s: string) => process.stdout.write(s + "\n");
const show = (...people: { name: string; screen(): string }[]) => { for (const p of people) out(`##### ${p.name}\n${p.screen()}`); };
test("a", async () => {
  const w = world(); const { ana, sam, priya, dana } = w;
  await ana.types("/escalate customer is shouting"); await w.settled(); show(ana, sam);
  await sam.clicks("I've got it"); await w.settled(); show(ana, sam, priya);
  await w.timePasses(30); out("--- nudge"); show(sam, ana);
  await w.timePasses(30); out("--- lapse"); show(ana, sam, priya, dana);
  await dana.clicks("I've got it"); await dana.clicks("I'm with Ana"); await w.settled(); out("--- dana"); show(ana, sam, priya, dana);
  await dana.clicks("Done"); await w.settled(); out("--- done"); show(ana, dana, sam);
  const d = await dana.opens("Timeline"); out(d.words);
});
test("danger", async () => {
  const w = world(); const { ana, sam, priya, dana } = w;
  await ana.types("/escalate"); await ana.clicks("Danger"); await w.settled(); out("--- danger"); show(ana, sam, dana);
  await sam.clicks("I've got it"); await w.settled(); out("--- sam took"); show(ana, sam, priya, dana);
  await dana.clicks("I'll call for help"); await w.settled(); out("--- dana calls"); show(ana, sam, priya, dana);
});
test("give", async () => {
  const w = world(); const { ana, sam, priya, dana } = w;
  await ana.types("/escalate"); await sam.clicks("I've got it"); const d = await sam.opens("Give to…"); out(JSON.stringify(d));
  const rows = await w.asOwner("select person from handrail.people where email='dana@acme.test'");
  await sam.submits({ to: String(rows.rows[0]!["person"]) }); await w.settled(); out("--- given"); show(ana, sam, priya, dana);
  await w.timePasses(12); await ana.types("/escalate"); await w.settled(); out("--- again while taken"); show(ana, sam, priya, dana);
  await ana.opensHome(); await sam.opensHome(); out(ana.home().words + JSON.stringify(ana.home().buttons)); out(sam.home().words + JSON.stringify(sam.home().buttons));
  await ana.types("/handrail"); show(ana);
});
