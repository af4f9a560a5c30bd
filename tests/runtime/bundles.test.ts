import fc from "fast-check";
import { expect, test } from "vitest";
import { bundles } from "../../src/runtime/timers/bundles.ts";

const dues = fc.array(
  fc.record({
    organisation: fc.constantFrom("a", "b"),
    feature: fc.constantFrom("f", "g"),
    subject: fc.constantFrom("1", "2", "3", "4", "5"),
  }),
);

test("each subject's first timer is in one bundle, of one organisation and feature, in the order of subjects", () => {
  fc.assert(
    fc.property(dues, fc.integer({ min: 1, max: 6 }), (all, most) => {
      const numbered = all.map((due, number) => ({ ...due, number }));
      const made = bundles(numbered, most);
      const key = ({ organisation, feature, subject }: (typeof all)[number]) =>
        `${organisation} ${feature} ${subject}`;
      const firsts = numbered.filter(
        (due) => numbered.find((other) => key(other) === key(due)) === due,
      );
      expect(made.flat().toSorted((a, b) => a.number - b.number)).toEqual(firsts);
      for (const bundle of made) {
        expect(bundle.length).toBeGreaterThan(0);
        expect(bundle.length).toBeLessThanOrEqual(most);
        expect(
          new Set(bundle.map(({ organisation, feature }) => `${organisation} ${feature}`)).size,
        ).toBe(1);
        const subjects = bundle.map(({ subject }) => subject);
        expect(subjects).toEqual([...new Set(subjects)].toSorted());
      }
    }),
  );
});
