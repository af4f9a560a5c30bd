import { describe, expect, it } from "vitest";
import { languageOf, localeIn, tongueOf } from "../../../src/platform/locale.ts";
import { say } from "../../../src/platform/say.ts";
import { msg, people, type Reader, time } from "../../../src/platform/text.ts";

const june2 = Date.UTC(2026, 5, 2, 12);
const reads = (locale: string, timeZone = "Europe/London"): Reader => ({
  platform: "slack",
  locale,
  timeZone,
  nameOf: (id) => id,
});
const firstPicture = (locale: string, timeZone?: string) =>
  say(msg("trend.nothing", { date: june2 }), reads(locale, timeZone));

describe("a date is written as its reader writes it", () => {
  it.each([
    ["en-GB", "First picture: 2 June."],
    ["en-US", "First picture: June 2."],
    ["en-IE", "First picture: 2 June."],
    // Nobody told which English: not America's.
    ["en", "First picture: 2 June."],
    // Unicode knows no English of Mexico, and `Intl` would fall back to America's.
    ["en-MX", "First picture: 2 June."],
    ["es", "Primera imagen: 2 de junio."],
    ["es-MX", "Primera imagen: 2 de junio."],
    ["es-US", "Primera imagen: 2 de junio."],
    // A language we do not have: English sentences, and nothing French in the middle of them.
    ["fr-FR", "First picture: 2 June."],
    ["pt-BR", "First picture: 2 June."],
  ])("%s: %s", (locale, said) => expect(firstPicture(locale)).toContain(said));

  it("on the date that it is where they are", () => {
    const late = Date.UTC(2026, 5, 3, 3);
    const said = (zone: string) => say(msg("trend.nothing", { date: late }), reads("en-GB", zone));
    expect(said("America/Los_Angeles")).toContain("2 June");
    expect(said("Europe/London")).toContain("3 June");
    expect(said("America/Los_Angeles")).toContain("2 June");
  });

  it("on a chart's axis too", () => {
    expect(say(msg("trend.chart.from", { from: june2 }), reads("en-GB"))).toBe("2 Jun");
    expect(say(msg("trend.chart.from", { from: june2 }), reads("en-US"))).toBe("Jun 2");
  });
});

describe("what else differs", () => {
  it("names in a row: no comma before the last but in America", () => {
    const asked = (locale: string) =>
      say(msg("receipt.asking", { people: people(["Sam", "Priya", "Dana"]) }), reads(locale));
    expect(asked("en-GB")).toBe("Asking Sam, Priya and Dana.");
    expect(asked("en")).toBe("Asking Sam, Priya and Dana.");
    expect(asked("en-US")).toBe("Asking Sam, Priya, and Dana.");
    expect(asked("fr-FR")).toBe("Asking Sam, Priya and Dana.");
  });

  it.each(["en", "en-GB", "en-US", "es", "es-US", "fr-CA"])(
    "a time has 24 hours in %s",
    (locale) => {
      expect(
        say(msg("break.away", { time: time(Date.UTC(2026, 5, 2, 13, 20)) }), reads(locale)),
      ).toContain("14:20");
    },
  );
});

describe("which locale that is", () => {
  it("the platform's own word comes first, then the country of the organisation", () => {
    expect(localeIn("en-US", "GB")).toBe("en-US");
    expect(localeIn("en", "US")).toBe("en-US");
    expect(localeIn("en", "GB")).toBe("en-GB");
    expect(localeIn("es", "MX")).toBe("es-MX");
    expect(localeIn("en", undefined)).toBe("en");
    expect(firstPicture(localeIn("en", "US"))).toContain("June 2.");
  });

  it.each(["", "x", "en_GB", "not a locale", "en-u-nu-thai", "xx-YY", "12"])(
    "nothing that a platform may send as a locale throws: %j",
    (locale) => {
      for (const tag of [locale, localeIn(locale, "GB")]) {
        expect(languageOf(tag)).toBe("en");
        expect(tongueOf(tag).language).toBe("en");
        expect(firstPicture(tag)).toContain("2 June");
      }
    },
  );
});
