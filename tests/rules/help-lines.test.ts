import { describe, expect, it } from "vitest";
import { helpLines } from "../../src/people/support.ts";
import type { Organisation } from "../../src/runtime/directory/organisation.ts";
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

  it("are what somebody reads where they are, after a talk as after a check-in", () => {
    const account = (timeZone: string) => [{ timeZone }];
    const organisation = {
      country: "GB",
      timeZone: "Europe/London",
      people: new Map(),
      accountsOf: new Map([
        ["ana", account("Europe/Madrid")],
        ["ben", account("Asia/Manila")],
      ]),
      teams: new Map([
        ["Billing", { listed: true, settings: { support: { employeeAssistance: "0800 1" } } }],
      ]),
    } as unknown as Organisation;
    const company = {
      key: "help.callCompany",
      values: { number: { literal: "0800\u00a01" } },
    };
    expect(helpLines(organisation, "ana")).toEqual([
      {
        key: "help.call",
        values: {
          emergency: { literal: "112" },
          name: { literal: "Línea 024" },
          number: { literal: "024" },
        },
      },
      company,
    ]);
    expect(helpLines(organisation, "ben")).toEqual([
      { key: "help.callAnywhere", values: { emergency: { literal: "911" } } },
      company,
    ]);
  });
});
