import { describe, expect, it } from "vitest";
import { countries, countryOf, emergencyIn, linesIn } from "../../src/kernel/help-lines.ts";

describe("help lines", () => {
  it("were read at their source within a year; when this fails, somebody calls each number and writes the day", () => {
    const today = Temporal.Now.plainDateISO();
    const lines = Object.entries(countries).flatMap(([country, { lines }]) =>
      lines.map((line) => ({ country, ...line })),
    );
    expect(lines.length).toBeGreaterThanOrEqual(9);
    const stale = lines.filter(
      ({ verifiedOn }) =>
        Temporal.PlainDate.compare(Temporal.PlainDate.from(verifiedOn).add({ years: 1 }), today) <
        0,
    );
    expect(stale).toEqual([]);
    expect(
      lines.filter(
        ({ source, number, languages }) =>
          !source.startsWith("https://") || !/^[\d ]{3,20}$/.test(number) || languages.length === 0,
      ),
    ).toEqual([]);
  });

  it("are those of the country that somebody is in, not of their company", () => {
    expect(countryOf("Europe/Madrid", "GB")).toBe("ES");
    expect(countryOf("America/Toronto", "US")).toBe("CA");
    expect(countryOf("America/Chicago", "GB")).toBe("US");
    expect(countryOf("Europe/London", "ES")).toBe("GB");
    // Nothing is known of that zone: the company's.
    expect(countryOf("Etc/UTC", "IE")).toBe("IE");
    expect(countryOf("Etc/UTC", undefined)).toBe("");
    expect([emergencyIn(""), linesIn("")]).toEqual(["112", []]);
  });
});
