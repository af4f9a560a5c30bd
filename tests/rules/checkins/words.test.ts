import { describe, expect, it } from "vitest";
import { speaksOfSelfHarm } from "../../../src/checkins/words.ts";
import { explicit, implicit, other } from "./disclosures.ts";

describe("words about harming oneself", () => {
  it("recall on the explicit set is at least 99 %, in each language", () => {
    for (const [language, phrases] of Object.entries(explicit)) {
      expect(phrases.length).toBeGreaterThanOrEqual(100);
      const missed = phrases.filter((phrase) => !speaksOfSelfHarm(phrase));
      expect([language, missed.length > phrases.length * 0.01 ? missed : []]).toEqual([
        language,
        [],
      ]);
    }
  });

  it("however it is typed: capitals, accents, punctuation, line breaks, in the middle of a text", () => {
    for (const text of [
      "I WANT TO DIE",
      "i want… to die",
      "i don’t want to live",
      "QUIERO MORÍR",
      "bad week.\n\nkill\nmyself, maybe",
      "Autolesión otra vez",
    ])
      expect([text, speaksOfSelfHarm(text)]).toEqual([text, true]);
  });

  it("ordinary words of a hard week bring no such card", () => {
    expect(other.filter(speaksOfSelfHarm)).toEqual([]);
  });

  it("what is only hinted at is measured, not promised: this figure is published in docs/PRIVACY.md", () => {
    const found = implicit.filter(speaksOfSelfHarm).length;
    expect(`${found} of ${implicit.length}`).toBe("0 of 20");
  });
});
