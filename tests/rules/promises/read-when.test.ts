import { describe, expect, it, test } from "vitest";
import { readNote } from "../../../src/promises/words.ts";
import { readWhen } from "../../../src/promises/reading/read-when.ts";
import { hasTelephone } from "../../../src/promises/reading/telephone.ts";
import { isZone, zoneOptions } from "../../../src/promises/zones.ts";

/* Times in words, in English and Spanish. It is Tuesday 1 December 2026, 10:00:20. */

const now = Date.parse("2026-12-01T10:00:20.500Z");
const london = { now, zone: "Europe/London", locale: "en-GB" };
const madrid = { now, zone: "Europe/Madrid", locale: "es-ES" };

/** What is read, in UTC: an instant, a choice of them, or what is wrong. */
function read(text: string, writer = london): string {
  const { when } = readWhen(text, writer);
  if (when.is === "problem") return when.problem;
  const all = when.is === "clear" ? [when.dueAt] : when.choices;
  return all.map((at) => new Date(at).toISOString().slice(0, 16)).join(" or ");
}

describe("what people type", () => {
  test.each([
    ["tomorrow 15:00 refund #4821", "2026-12-02T15:00"],
    ["in 2 h", "2026-12-01T12:01"],
    ["in 90 min", "2026-12-01T11:31"],
    ["refund at 3pm", "2026-12-01T15:00"],
    ["9:00", "2026-12-02T09:00"],
    ["Friday 10am call back", "2026-12-04T10:00"],
    ["tonight at 8", "2026-12-01T20:00"],
    ["3/4 15:00", "2027-04-03T14:00"],
    ["12 June 15:00", "2027-06-12T14:00"],
    ["15:00 EST", "2026-12-01T20:00"],
    ["today at 3", "2026-12-01T15:00"],
    ["4821 call at 15:00", "2026-12-01T15:00"],
  ])("%s", (text, at) => expect(read(text)).toBe(at));

  test.each([
    ["mañana a las 9", "2026-12-02T08:00"],
    ["manana a las 9", "2026-12-02T08:00"],
    ["en 2 h", "2026-12-01T12:01"],
    ["pasado mañana a las 9", "2026-12-03T08:00"],
    ["llamar a las 3 de la tarde", "2026-12-01T14:00"],
    ["mañana a las 3 de la tarde", "2026-12-02T14:00"],
    ["a las 15h", "2026-12-01T14:00"],
    ["en media hora", "2026-12-01T10:31"],
    ["el viernes a las 10 por la mañana", "2026-12-04T09:00"],
    ["hoy a las 12 de la noche", "past"],
  ])("%s", (text, at) => expect(read(text, madrid)).toBe(at));

  it("either language, whatever the reader's own", () => {
    expect(read("mañana a las 9")).toBe("2026-12-02T09:00");
    expect(read("tomorrow 15:00", madrid)).toBe("2026-12-02T14:00");
    expect(read("3/4 15:00", { ...london, locale: "en-US" })).toBe("2027-03-04T15:00");
  });
});

describe("what cannot be a promise", () => {
  test.each([
    ["refund", "none"],
    ["at 25:00", "none"],
    ["Friday", "noHour"],
    ["in 2 days", "noHour"],
    ["yesterday 15:00", "past"],
    ["2 hours ago", "past"],
    ["31 February 10:00", "noSuchDate"],
    ["30 de febrero 10:00", "noSuchDate"],
    ["28 March 2027 01:30", "skipped"],
    ["1 January 2029 10:00", "tooFar"],
    ["", "none"],
  ])("%s: %s", (text, problem) => expect(read(text)).toBe(problem));
});

describe("what is asked", () => {
  it("3:00 or 15:00, and from eight on the morning", () => {
    expect(read("tomorrow at 3")).toBe("2026-12-02T03:00 or 2026-12-02T15:00");
    expect(read("at 3")).toBe("2026-12-02T03:00 or 2026-12-01T15:00");
    expect(read("a las 3", madrid)).toBe("2026-12-02T02:00 or 2026-12-01T14:00");
    expect(read("tomorrow at 7")).toBe("2026-12-02T07:00 or 2026-12-02T19:00");
    expect(read("tomorrow at 8")).toBe("2026-12-02T08:00");
    expect(read("tomorrow at 03:00")).toBe("2026-12-02T03:00");
  });

  it("an hour that the clocks show twice", () => {
    expect(readWhen("31 October 2027 01:30", london).when).toMatchObject({ why: "twice" });
    expect(read("31 October 2027 01:30")).toBe("2027-10-31T00:30 or 2027-10-31T01:30");
    expect(readWhen("at 3", london).when).toMatchObject({ why: "hour" });
  });
});

describe("the words without it", () => {
  test.each([
    ["tomorrow 15:00 refund #4821", "refund #4821"],
    ["refund #4821, tomorrow 15:00", "refund #4821"],
    ["call about the refund at 3pm please", "call about the refund please"],
    ["llamar a las 3 de la tarde: devolución", "llamar devolución"],
    ["refund soon", "refund soon"],
    ["tomorrow 15:00", ""],
  ])("%s", (text, rest) => expect(readWhen(text, london).rest).toBe(rest));

  it("nothing is lost: what was said and what is left are all of it", () => {
    const reference = `#${"48-21-".repeat(83)}`;
    const { said, rest } = readWhen(`tomorrow 15:00 ${reference}`, london);
    expect([said, rest]).toEqual(["tomorrow 15:00", reference]);
  });

  it("a time is looked for in the first 600 characters, and nothing is lost", () => {
    const long = "x".repeat(500);
    expect(readWhen(`${long} tomorrow 15:00 ${long}`, london)).toMatchObject({
      said: "tomorrow 15:00",
      rest: `${long} ${long}`,
    });
    const late = `${long}${long} tomorrow 15:00`;
    expect(readWhen(late, london)).toMatchObject({ when: { problem: "none" }, rest: late });
  });
});

test("a form's fields are read alone; of a promise that is kept only the time is asked again", () => {
  const kept = { what: "refund", when: "tomorrow 15:00" };
  const form = { what: "call at 9:00", when: "tomorrow 16:00" };
  expect(readNote(form, london, undefined).words).toEqual(form);
  expect(readNote({ when: "at 5pm" }, london, kept)).toMatchObject({
    words: { what: "refund", when: "at 5pm" },
    when: { is: "clear", dueAt: Date.parse("2026-12-01T17:00Z") },
  });
});

test.each([
  ["ring +44 20 7946 0958", true],
  ["600 123 456", true],
  ["(020) 7946 0958", true],
  ["refund #4821", false],
  ["case AB123456789", false],
  ["#123456789", false],
  ["12 of 340", false],
  ["case 1234567890123456789", false],
])("a telephone number: %s", (words, is) => expect(hasTelephone(words)).toBe(is));

test("zones to choose from hold the person's own, are real, and fit a menu", () => {
  const zones = zoneOptions(["Asia/Kathmandu", "Europe/London"], now);
  expect(zones.length).toBeLessThanOrEqual(100);
  expect(zones.filter(({ value }) => !isZone(value))).toEqual([]);
  expect(new Set(zones.map(({ value }) => value)).size).toBe(zones.length);
  expect(zones).toContainEqual({
    value: "Asia/Kathmandu",
    label: { literal: "Kathmandu, UTC+5:45" },
  });
  for (const none of ["Mars/Olympus", "", "'; drop", "+01:00", undefined])
    expect([none, isZone(none)]).toEqual([none, false]);
});
