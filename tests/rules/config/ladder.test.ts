import fc from "fast-check";
import { expect, it } from "vitest";
import { loadConfig } from "../../../src/config.ts";
import { nextStep, warnings } from "../../../src/escalations/boundary/ladder.ts";
import { slack } from "./world.ts";

const words = ["insults", "threat", "sexual", "hate", "detailed_threat", "serious", "crisis"];
const few = fc.integer({ min: -1, max: 5 });
const ladders: fc.Arbitrary<Readonly<Record<string, number>>> = fc.oneof(
  fc.dictionary(fc.constantFrom(...words), few),
  fc.record({ insults: few, threat: few }),
);

/** The ladder of a file; undefined where it is refused. */
function read(ladder: object) {
  const loaded = loadConfig(
    { ...slack, HANDRAIL_CONFIG: "handrail.yaml" },
    () => `organisation: { id: acme, time_zone: Europe/London, country: GB }
teams: { Billing: { supervisors: [sam@acme.test], ladder: ${JSON.stringify(ladder)} } }
`,
    () => undefined,
  );
  return "config" in loaded ? loaded.config.organisations[0]?.teams[0]?.ladder : undefined;
}

it("C3: no file sets a warning for what needs none, and none leaves the bounds", () => {
  const accepted = new Set<string>();
  fc.assert(
    fc.property(ladders, (written) => {
      const ladder = read(written);
      if (ladder === undefined) return;
      accepted.add(JSON.stringify(ladder));
      expect(Object.keys(ladder).toSorted()).toEqual(["insults", "threat"]);
      for (const one of ["insults", "threat"] as const) {
        expect(ladder[one]).toBeGreaterThanOrEqual(warnings[one].least);
        expect(ladder[one]).toBeLessThanOrEqual(warnings[one].most);
      }
      for (const attended of [true, false])
        expect(nextStep(undefined, "serious", ladder, attended)).toEqual({
          behaviour: "serious",
          stage: "end",
        });
      for (const [word, number] of Object.entries(written))
        if (!["insults", "threat"].includes(word)) expect([word, number]).toEqual([word, 0]);
    }),
    { numRuns: 2_000 },
  );
  // All that a file may say was said.
  expect(accepted.size).toBe(9);
});
