import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localDay, nextSlots, severalOf, slotOn } from "../../../src/checkins/schedule.ts";

const instant = (text: string) => Temporal.ZonedDateTime.from(text).epochMilliseconds;
const wall = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime().toString();

/** Nine zones, the odd ones among them. */
const zones = [
  ...["Europe/London", "America/New_York", "America/Santiago", "Africa/Casablanca", "Asia/Kolkata"],
  ...["Australia/Lord_Howe", "Pacific/Apia", "Pacific/Auckland", "Africa/Cairo"],
];
/** Apia left out a day in 2011, and every rule of these zones changed since. */
const firstDay = Temporal.PlainDate.from("2009-06-01");

describe("exactly one a scheduled local day", () => {
  it("over five years, day by day, in nine zones, at every hour that a clock change can touch", () => {
    const random = fc.sample(
      fc.record({ minute: fc.integer({ min: 0, max: 59 }), hour: fc.integer({ min: 0, max: 23 }) }),
      {
        numRuns: 2,
        seed: 6,
      },
    );
    const times = [
      { hour: 0, minute: 0 },
      { hour: 1, minute: 30 },
      { hour: 2, minute: 15 },
      { hour: 23, minute: 45 },
      ...random,
    ];
    const wrong: unknown[] = [];
    for (const zone of zones) {
      for (const { hour, minute } of times) {
        const cron = `${minute} ${hour} * * *`;
        let after = firstDay.toZonedDateTime(zone).epochMilliseconds - 1;
        let day: string | undefined;
        const end = firstDay.add({ years: 5 });
        const asked: string[] = [];
        while (asked.at(-1) !== end.toString()) {
          const [slot] = nextSlots(cron, zone, after, 1, day);
          if (slot === undefined) throw new Error("a daily schedule ended");
          // It is asked on the very day that it is for.
          if (slot.at <= after || slot.until <= slot.at || localDay(slot.at, zone) !== slot.day)
            wrong.push([zone, cron, slot]);
          asked.push(slot.day);
          after = slot.at;
          day = slot.day;
        }
        expect(asked).toEqual(daysThatExist(zone, end));
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it("a gap: the first moment after it; an overlap: the first of the two", () => {
    expect(
      wall(slotOn("30 1 * * *", "Europe/London", "2026-03-29")?.at ?? 0, "Europe/London"),
    ).toBe("2026-03-29T02:00:00");
    expect(slotOn("30 1 * * *", "Europe/London", "2026-10-25")?.at).toBe(
      instant("2026-10-25T01:30:00+01:00[Europe/London]"),
    );
    // Half an hour only.
    expect(
      wall(
        slotOn("15 2 * * *", "Australia/Lord_Howe", "2026-10-04")?.at ?? 0,
        "Australia/Lord_Howe",
      ),
    ).toBe("2026-10-04T02:30:00");
    expect(slotOn("45 1 * * *", "Australia/Lord_Howe", "2026-04-05")?.at).toBe(
      instant("2026-04-05T01:45:00+11:00[Australia/Lord_Howe]"),
    );
    expect(slotOn("0 15 * * *", "Pacific/Apia", "2011-12-30")).toBeUndefined();
  });

  const from = instant("2026-11-22T00:00:00+00:00[Europe/London]");
  const days = (cron: string, count = 3) =>
    nextSlots(cron, "Europe/London", from, count).map((slot) => wall(slot.at, "Europe/London"));

  it("of several times a day the first counts; dates and months are node-cron's to read", () => {
    expect(days("*/30 9-17 * * 1-5")).toEqual([
      "2026-11-23T09:00:00",
      "2026-11-24T09:00:00",
      "2026-11-25T09:00:00",
    ]);
    expect(days("0 15 * * 5", 2)).toEqual(["2026-11-27T15:00:00", "2026-12-04T15:00:00"]);
    expect(days("0 8 29 2 *", 1)).toEqual(["2028-02-29T08:00:00"]);
  });

  it("a day of the month and a weekday: either, as in crontab", () => {
    // The first of a month, and every Friday.
    expect(days("0 15 1 * 5", 4)).toEqual([
      "2026-11-27T15:00:00",
      "2026-12-01T15:00:00",
      "2026-12-04T15:00:00",
      "2026-12-11T15:00:00",
    ]);
    const field = (top: number, low: number) =>
      fc.uniqueArray(fc.integer({ min: low, max: top }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(field(28, 1), field(6, 0), field(12, 1), (dates, weekdays, months) => {
        const cron = `0 15 ${dates.join(",")} ${months.join(",")} ${weekdays.join(",")}`;
        const found = new Set(nextSlots(cron, "UTC", from, 8).map(({ day }) => day));
        const last = [...found].at(-1) ?? "";
        let date = Temporal.PlainDate.from("2026-11-22");
        for (; date.toString() <= last; date = date.add({ days: 1 })) {
          const isOn =
            months.includes(date.month) &&
            (dates.includes(date.day) || weekdays.includes(date.dayOfWeek % 7));
          expect([cron, date.toString(), found.has(date.toString())]).toEqual([
            cron,
            date.toString(),
            isOn,
          ]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("of several schedules each day counts at its own time, and a day of two at the earlier", () => {
    const both = severalOf(["0 15 * * 5", "30 9 1,4 * *"]);
    expect(days(both, 4)).toEqual([
      "2026-11-27T15:00:00",
      "2026-12-01T09:30:00",
      "2026-12-04T09:30:00",
      "2026-12-11T15:00:00",
    ]);
  });

  it("a slot lasts until its day is over, and two hours at least", () => {
    expect(slotOn("0 15 * * *", "Europe/Madrid", "2026-11-27")?.until).toBe(
      instant("2026-11-28T00:00:00+01:00[Europe/Madrid]"),
    );
    expect(slotOn("30 23 * * *", "Europe/Madrid", "2026-11-27")?.until).toBe(
      instant("2026-11-28T01:30:00+01:00[Europe/Madrid]"),
    );
  });

  it("no second one on a day that had its own", () => {
    const morning = instant("2026-11-27T08:00:00+00:00[Europe/London]");
    expect(nextSlots("0 15 * * *", "Europe/London", morning, 1)[0]?.day).toBe("2026-11-27");
    expect(nextSlots("0 15 * * *", "Europe/London", morning, 1, "2026-11-27")[0]?.day).toBe(
      "2026-11-28",
    );
  });
});

function daysThatExist(zone: string, end: Temporal.PlainDate): string[] {
  const days: string[] = [];
  for (let day = firstDay; Temporal.PlainDate.compare(day, end) <= 0; day = day.add({ days: 1 }))
    if (day.toZonedDateTime(zone).toPlainDate().equals(day)) days.push(day.toString());
  return days;
}
