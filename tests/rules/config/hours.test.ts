import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseHours } from "../../../src/config/hours.ts";
import { Fault } from "../../../src/config/problems.ts";
import { isOpen, type OpeningHours } from "../../../src/people/hours.ts";
import { patience, runs } from "../../support/runs.ts";

const hours = (written: string): OpeningHours => {
  const read = parseHours(written);
  if (read instanceof Fault) throw new Error(read.what);
  return read;
};
const at = (local: string) => Temporal.ZonedDateTime.from(local).epochMilliseconds;
const minute = 60_000;

describe("hours as they are written", () => {
  it.each<[string, OpeningHours]>([
    ["Mon-Fri 08:00-20:00", [{ days: [1, 2, 3, 4, 5], from: 480, to: 1200 }]],
    ["mon - fri 8:00 - 20:00", [{ days: [1, 2, 3, 4, 5], from: 480, to: 1200 }]],
    [
      "lun-mié 08:00-20:00, Sab 09:00-13:00",
      [
        { days: [1, 2, 3], from: 480, to: 1200 },
        { days: [6], from: 540, to: 780 },
      ],
    ],
    [
      "Mon-Fri 08:00-20:00, Sat 09:00-13:00",
      [
        { days: [1, 2, 3, 4, 5], from: 480, to: 1200 },
        { days: [6], from: 540, to: 780 },
      ],
    ],
    ["Mon, Wed, Fri 08:00-12:00", [{ days: [1, 3, 5], from: 480, to: 720 }]],
    [
      "Mon 08:00-12:00, 13:00-17:00",
      [
        { days: [1], from: 480, to: 720 },
        { days: [1], from: 780, to: 1020 },
      ],
    ],
    ["22:00-06:00", [{ days: [1, 2, 3, 4, 5, 6, 7], from: 1320, to: 360 }]],
    ["Sat-Tue 00:00-24:00", [{ days: [6, 7, 1, 2], from: 0, to: 1440 }]],
  ])("%s", (written, spans) => expect(hours(written)).toEqual(spans));
  it.each<[unknown, RegExp]>([
    ["", /neither days nor times/],
    ["lun-vier 08:00-20:00", /not a weekday/],
    ["weekdays 08:00-20:00", /not a weekday/],
    ["Mon-Fri", /no times/],
    ["Mon-Fri 8-20", /neither/],
    ["Mon-Fri 08:00-25:00", /no such time/],
    ["Mon-Fri 08:61-09:00", /no such time/],
    ["Mon-Fri 24:00-08:00", /no such time/],
    ["Mon-Fri 08:00-08:00", /begins and ends at once/],
    ["Mon-Fri 08:00-20:00,", /neither/],
    [8, /not opening hours/],
  ])("%j is refused", (written, what) => {
    const fault = parseHours(written);
    expect(fault).toBeInstanceOf(Fault);
    expect((fault as Fault).what).toMatch(what);
  });
});

describe("a team is open", () => {
  const london = "Europe/London";
  it.each<[string, string, boolean]>([
    ["Mon-Fri 08:00-20:00", "2026-03-27T08:00[Europe/London]", true],
    ["Mon-Fri 08:00-20:00", "2026-03-27T07:59[Europe/London]", false],
    ["Mon-Fri 08:00-20:00", "2026-03-27T20:00[Europe/London]", false],
    ["Mon-Fri 08:00-20:00", "2026-03-28T12:00[Europe/London]", false],
    ["Mon-Fri 08:00-20:00", "2026-03-27T21:30[Europe/Madrid]", false],
    ["Mon-Fri 08:00-20:00", "2026-03-27T20:30[Europe/Madrid]", true],
    ["Fri 22:00-06:00", "2026-03-27T23:00[Europe/London]", true],
    ["Fri 22:00-06:00", "2026-03-28T05:59[Europe/London]", true],
    ["Fri 22:00-06:00", "2026-03-28T06:00[Europe/London]", false],
    ["Fri 22:00-06:00", "2026-03-27T05:00[Europe/London]", false],
    ["Sun 22:00-06:00", "2026-03-30T05:00[Europe/London]", true],
  ])("%s, %s: %s", (written, local, open) =>
    expect(isOpen(hours(written), at(local), london)).toBe(open),
  );

  it.each<[string, number]>([
    ["2026-03-29", 5],
    ["2026-10-25", 7],
    ["2026-06-07", 6],
  ])(
    "on %s from midnight to six for %i hours, as long as the clock on the wall takes",
    (day, length) => {
      const midnight = Temporal.PlainDate.from(day).toZonedDateTime(london).epochMilliseconds;
      const open = Array.from({ length: 24 * 60 }, (_, step) => midnight + step * minute).filter(
        (now) => isOpen(hours("Sun 00:00-06:00"), now, london),
      );
      expect(open).toHaveLength(length * 60);
    },
  );

  const zone = fc.constantFrom(
    london,
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "America/Santiago",
    "UTC",
  );
  const year = { min: Date.UTC(2025, 0), max: Date.UTC(2031, 0) };
  // Half of the instants are drawn around the clock changes, where mistakes live.
  const changes = [
    Date.UTC(2026, 2, 29, 1),
    Date.UTC(2026, 9, 25, 1),
    Date.UTC(2026, 2, 8, 7),
    Date.UTC(2026, 10, 1, 6),
    Date.UTC(2026, 3, 4, 15),
    Date.UTC(2026, 9, 3, 15.5),
  ];
  const instant = fc.oneof(
    fc.integer(year),
    fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -300, max: 300 }))
      .map(([change, off]) => change + off * minute),
  );
  const time = fc.integer({ min: 0, max: 1439 });
  const everyDay = [1, 2, 3, 4, 5, 6, 7];

  it(
    "either by day or by the night shift that takes over, never by both, through every clock change",
    () => {
      fc.assert(
        fc.property(instant, zone, time, time, (now, timeZone, from, to) => {
          fc.pre(from !== to);
          const day = isOpen([{ days: everyDay, from, to }], now, timeZone);
          const night = isOpen([{ days: everyDay, from: to, to: from }], now, timeZone);
          return day !== night;
        }),
        { numRuns: runs(40) },
      );
    },
    patience(40),
  );
  it(
    "whenever the clock on the wall says so: two instants with one local time agree",
    () => {
      fc.assert(
        fc.property(
          instant,
          zone,
          fc.subarray(everyDay),
          time,
          time,
          (now, timeZone, days, from, to) => {
            fc.pre(from !== to);
            const local = Temporal.Instant.fromEpochMilliseconds(now)
              .toZonedDateTimeISO(timeZone)
              .toPlainDateTime();
            const answers = (["earlier", "later"] as const).map(
              (disambiguation) =>
                local.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds,
            );
            const open = isOpen([{ days, from, to }], now, timeZone);
            return answers.every((same) => isOpen([{ days, from, to }], same, timeZone) === open);
          },
        ),
        { numRuns: runs(40) },
      );
    },
    patience(40),
  );
  it(
    "always with 00:00-24:00 on every day, and never without a span",
    () => {
      fc.assert(
        fc.property(
          instant,
          zone,
          (now, timeZone) =>
            isOpen(hours("00:00-24:00"), now, timeZone) && !isOpen([], now, timeZone),
        ),
        { numRuns: runs(40) },
      );
    },
    patience(40),
  );
});
