import fc from "fast-check";
import { expect, test } from "vitest";
import { bundles } from "../../src/runtime/bundles.ts";

const dues = fc.array(
  fc.record({
    organisation: fc.constantFrom("a", "b"),
    feature: fc.constantFrom("f", "g"),
    subject: fc.constantFrom("1", "2", "3", "4", "5"),
  }),
);

test("every timer is in one bundle, of one organisation and feature, no subject twice, in the order of subjects", () => {
  fc.assert(
    fc.property(dues, fc.integer({ min: 1, max: 6 }), (all, most) => {
      const numbered = all.map((due, number) => ({ ...due, number }));
      const made = bundles(numbered, most);
      expect(made.flat().toSorted((a, b) => a.number - b.number)).toEqual(numbered);
      for (const bundle of made) {
        expect(bundle.length).toBeGreaterThan(0);
        expect(bundle.length).toBeLessThanOrEqual(most);
        expect(new Set(bundle.map(({ organisation, feature }) => `${organisation} ${feature}`)).size).toBe(1);
        const subjects = bundle.map(({ subject }) => subject);
        expect(subjects).toEqual([...new Set(subjects)].toSorted());
      }
      // Two of one subject stay one behind the other.
      const order = new Map<string, number>();
      for (const { organisation, feature, subject, number } of made.flat()) {
        const key = `${organisation} ${feature} ${subject}`;
        expect(number).toBeGreaterThan(order.get(key) ?? -1);
        order.set(key, number);
      }
    }),
  );
});
