import fc from "fast-check";
import { expect, it } from "vitest";
import { cutMiddle, inTexts } from "../../../src/platform/cut.ts";

it("of a list that is too long the first and the last are kept, and the last at least", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(), { maxLength: 50 }),
      fc.integer({ min: 1, max: 60 }),
      (all, max) => {
        const kept = cutMiddle(all, max, -1);
        expect(kept.length).toBe(Math.min(all.length, max));
        if (all.length <= max) {
          expect(kept).toEqual(all);
          return;
        }
        const gap = kept.indexOf(-1);
        const [head, tail] = [kept.slice(0, gap), kept.slice(gap + 1)];
        expect(head).toEqual(all.slice(0, head.length));
        expect(tail).toEqual(all.slice(all.length - tail.length));
        expect(tail.length).toBeGreaterThanOrEqual(head.length);
      },
    ),
  );
});

it("lines become texts within the limit, in order, and no word is lost", () => {
  const line = fc.string({ unit: fc.constantFrom("a", "b", " ", "😀"), maxLength: 80 });
  fc.assert(
    fc.property(fc.array(line), fc.integer({ min: 4, max: 40 }), (lines, max) => {
      const texts = inTexts(lines, max);
      expect(texts.filter((text) => text.length > max)).toEqual([]);
      const letters = (all: readonly string[]) => all.join("").replace(/\s/g, "");
      expect(letters(texts)).toBe(letters(lines));
      expect(texts.join("").isWellFormed()).toBe(true);
      expect(texts.every((text) => text.isWellFormed())).toBe(true);
    }),
  );
});
