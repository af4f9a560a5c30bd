import { describe, expect, it } from "vitest";
import { namesOf } from "../../../src/people/roster/gather.ts";
import { readRoster } from "../../../src/setup/roster/read.ts";

/* P1: rosters as calendars and tables give them, and what bad input reads. */

const now = Date.UTC(2027, 1, 20);
const person = (id: string, name: string) => ({
  ...{ id, name, email: `${id}@acme.test`, listed: true },
});
const known = {
  names: namesOf([
    person("ana", "Ana Silva"),
    person("ben", "Ben Okafor"),
    person("ana2", "Ana Souza"),
    person("zoe", "Zoë Müller"),
    person("kim", "Kim Lee"),
    person("kim2", "Kim Lee"),
  ]),
  timeZone: "Europe/London",
  teams: new Set(["billing"]),
  now,
};
const bytes = (text: string, encoding: BufferEncoding = "utf8") => Buffer.from(text, encoding);
const read = (text: string | Uint8Array, given = known) =>
  readRoster(typeof text === "string" ? bytes(text) : text, given);
const utc = (minute: number) => new Date(minute * 60_000).toISOString().slice(0, 16);
const shiftsOf = (found: ReturnType<typeof read>, who: string) => {
  const spans = Array.from(found.roster?.shifts.get(who) ?? []);
  return spans.flatMap((from, at) =>
    at % 2 === 0 ? [`${utc(from)} – ${utc(spans[at + 1] ?? 0)}`] : [],
  );
};
const said = (found: ReturnType<typeof read>) =>
  found.problems.map(({ line, what }) => `${line}: ${what}`);

describe("P1: a table", () => {
  it("with the organisation's zone, an offset or UTC, and a team", () => {
    const found = read(
      [
        "email,start,end,team",
        "ana@acme.test,2027-03-01 09:00,2027-03-01 17:00,Billing",
        "ANA@acme.test,2027-06-01T09:00,2027-06-01T17:00:00,",
        "ben@acme.test,2027-03-01T09:00+01:00,2027-03-01T17:00+0100,billing",
        "ben@acme.test,2027-03-02T22:00Z,2027-03-03T06:00Z",
      ].join("\n"),
    );
    expect(shiftsOf(found, "ana")).toEqual([
      "2027-03-01T09:00 – 2027-03-01T17:00",
      "2027-06-01T08:00 – 2027-06-01T16:00",
    ]);
    expect(shiftsOf(found, "ben")).toEqual([
      "2027-03-01T08:00 – 2027-03-01T16:00",
      "2027-03-02T22:00 – 2027-03-03T06:00",
    ]);
    expect(said(found)).toEqual([]);
    // From the first day to the last, on the organisation's wall.
    expect(Array.from(found.roster?.covers ?? []).map(utc)).toEqual([
      "2027-03-01T00:00",
      "2027-06-01T23:00",
    ]);
  });

  it("as Excel saves it: semicolons, Windows-1252 or UTF-16 or a mark, quotes, empty lines", () => {
    const text =
      'email;start;end\r\n"Zoë Müller";2027-03-01 09:00;2027-03-01 17:00\r\n;;\r\n\r\nben@acme.test;2027-03-01 09:00;2027-03-01 17:00\r\n';
    const marked = `\uFEFF${text}`;
    const swapped = Buffer.from(marked, "utf16le").swap16();
    for (const written of [
      bytes(text, "latin1"),
      bytes(text),
      bytes(marked),
      bytes(marked, "utf16le"),
      bytes(text, "utf16le"),
      swapped,
    ]) {
      const found = read(written);
      expect([said(found), shiftsOf(found, "zoe"), shiftsOf(found, "ben")]).toEqual([
        [],
        ["2027-03-01T09:00 – 2027-03-01T17:00"],
        ["2027-03-01T09:00 – 2027-03-01T17:00"],
      ]);
    }
    expect(shiftsOf(read(text.replaceAll(";", "\t")), "ben")).toHaveLength(1);
  });

  it("each mistake is named by its line, and the rest counts", () => {
    const found = read(
      [
        "start,end,email,team",
        "2027-03-01 09:00,2027-03-01 17:00,ana@acme.test,",
        "2027-03-02 09:00,2027-03-02 17:00,nobody@acme.test,",
        "2027-03-03 09:00,2027-03-03 17:00,Kim Lee,",
        "2027-03-04 22:00,2027-03-04 06:00,ana@acme.test,",
        "2027-03-05 09:00,2027-03-06 15:00,ana@acme.test,",
        "05/03/2027 09:00,2027-03-06 15:00,ana@acme.test,",
        "2027-02-30 09:00,2027-03-06 15:00,ana@acme.test,",
        "2027-03-08,2027-03-08 15:00,ana@acme.test,",
        "2027-03-28 01:30,2027-03-28 09:00,ana@acme.test,",
        "2027-03-09 09:00,2027-03-09 13:00,ana@acme.test,",
        "2027-03-09 12:00,2027-03-09 17:00,ana@acme.test,Blling",
        "2027-03-10 09:00,2027-03-10 17:00,ben@acme.test,",
        "2027-03-11 09:00,2027-03-11 17:00,ben@acme.test,",
        "2027-03-12 09:00,2027-03-12 17:00,ben@acme.test,",
        "2027-03-15 09:00,2027-03-15 17:00,,",
        "2027-03-16 09:00,2027-03-16 17:00,zoe@acme.test,",
      ].join("\n"),
    );
    expect(said(found)).toEqual([
      "3: nobody of the organisation's file is meant",
      "4: several people have this name",
      "5: the shift ends before it begins",
      "6: the shift is 30 hours long",
      "7: start: a time cannot be read",
      "8: start: there is no such day or time",
      "9: start: a date stands there without a time",
      "10: start: clocks are put forward then, so there is no such time; it was read as an hour later",
      "12: no team of the organisation's file has this name; the shift counts all the same",
      "16: nobody is named",
      "12: the shift overlaps another of the same person",
    ]);
    expect(found.problems.every(({ remedy }) => remedy.endsWith("."))).toBe(true);
    expect(shiftsOf(found, "ana")).toEqual([
      "2027-03-01T09:00 – 2027-03-01T17:00",
      "2027-03-09T09:00 – 2027-03-09T17:00",
      "2027-03-28T01:30 – 2027-03-28T08:00",
    ]);
    expect(shiftsOf(found, "ben")).toHaveLength(3);
    // What was written never stands in a problem: it may go to a log.
    expect(JSON.stringify(found.problems)).not.toMatch(/nobody@|Kim|05\/03/);
  });

  it("what is no table of shifts changes nothing, and says what one is", () => {
    for (const [text, what] of [
      ["", "1: this is no table of shifts"],
      ["email,start,end\n", "1: there is no shift in it"],
      ["name;from;to\nana;1;2\n", "1: there is no column email, start, end"],
      ["email,start\nana@acme.test,2027-03-01 09:00\n", "1: there is no column end"],
      ["<html><body>Sign in</body></html>", "1: this is no table of shifts"],
      [
        "email,start,end\na@b.test,2027-03-01 09:00,2027-03-01 17:00\n",
        "1: 1 of 1 shifts are wrong, so none was applied",
      ],
    ] as const) {
      const found = read(text);
      expect([found.roster, said(found)[0]]).toEqual([undefined, what]);
    }
  });
});

const calendar = (...events: readonly string[]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", ...events, "END:VCALENDAR", ""].join(
    "\r\n",
  );
const event = (...lines: readonly string[]) =>
  [
    "BEGIN:VEVENT",
    `UID:${lines.join("").length}`,
    "DTSTAMP:20270101T000000Z",
    ...lines,
    "END:VEVENT",
  ].join("\r\n");
const ana = "ATTENDEE;CN=Ana:mailto:ana@acme.test";

describe("P1: a calendar", () => {
  it("one event a shift, by its attendees: people alone, and nobody who declined", () => {
    const found = read(
      calendar(
        event(
          "DTSTART:20270301T090000Z",
          "DTEND:20270301T170000Z",
          ana,
          "ATTENDEE;CN=Ben Okafor:urn:uuid:1",
          "ATTENDEE;CUTYPE=ROOM:mailto:room@acme.test",
          "ATTENDEE;PARTSTAT=DECLINED:mailto:zoe@acme.test",
        ),
        event("DTSTART;TZID=America/New_York:20270302T090000", "DURATION:PT8H", ana),
        event("DTSTART:20270303T090000Z", "DTEND:20270303T170000Z", "STATUS:CANCELLED", ana),
      ),
    );
    expect(said(found)).toEqual([]);
    expect(shiftsOf(found, "ana")).toEqual([
      "2027-03-01T09:00 – 2027-03-01T17:00",
      "2027-03-02T14:00 – 2027-03-02T22:00",
    ]);
    expect(shiftsOf(found, "ben")).toHaveLength(1);
    expect(found.roster?.shifts.has("zoe")).toBe(false);
  });

  it("rules, exceptions and moved occurrences, over a change of clocks", () => {
    const found = read(
      calendar(
        [
          "BEGIN:VEVENT",
          "UID:nights",
          "DTSTART;TZID=Europe/London:20270322T220000",
          "DTEND;TZID=Europe/London:20270323T060000",
          "RRULE:FREQ=WEEKLY;BYDAY=MO,SA,SU;UNTIL=20270406T000000Z",
          "EXDATE;TZID=Europe/London:20270329T220000",
          ana,
          "END:VEVENT",
          "BEGIN:VEVENT",
          "UID:nights",
          "RECURRENCE-ID;TZID=Europe/London:20270404T220000",
          "DTSTART;TZID=Europe/London:20270404T200000",
          "DTEND;TZID=Europe/London:20270404T230000",
          ana,
          "END:VEVENT",
        ].join("\r\n"),
      ),
    );
    expect(said(found)).toEqual([]);
    expect(shiftsOf(found, "ana")).toEqual([
      "2027-03-22T22:00 – 2027-03-23T06:00",
      // Clocks go forward in this night: it is an hour shorter.
      "2027-03-27T22:00 – 2027-03-28T05:00",
      "2027-03-28T21:00 – 2027-03-29T05:00",
      "2027-04-03T21:00 – 2027-04-04T05:00",
      "2027-04-04T19:00 – 2027-04-04T22:00",
      "2027-04-05T21:00 – 2027-04-06T05:00",
    ]);
  });

  it("a zone that only the file knows, and none at all", () => {
    const zone = [
      "BEGIN:VTIMEZONE",
      "TZID:Our Office",
      "BEGIN:STANDARD",
      "DTSTART:19700101T000000",
      "TZOFFSETFROM:+0300",
      "TZOFFSETTO:+0300",
      "END:STANDARD",
      "END:VTIMEZONE",
    ].join("\r\n");
    const found = read(
      calendar(
        zone,
        event(
          "DTSTART;TZID=Our Office:20270301T090000",
          "DTEND;TZID=Our Office:20270301T120000",
          ana,
        ),
        event("DTSTART:20270601T090000", "DTEND:20270601T170000", ana),
        event("DTSTART;TZID=Narnia:20270302T090000", "DTEND;TZID=Narnia:20270302T120000", ana),
      ),
    );
    expect(shiftsOf(found, "ana")).toEqual([
      "2027-03-01T06:00 – 2027-03-01T09:00",
      "2027-06-01T08:00 – 2027-06-01T16:00",
    ]);
    expect(said(found)).toEqual([
      "22: a time has no zone; it was read in the organisation's zone",
      "29: the time zone is not known",
    ]);
  });

  it("each mistake is named by its line, and the rest counts", () => {
    const good = (day: number) =>
      event(`DTSTART:202703${day}T090000Z`, `DTEND:202703${day}T170000Z`, ana);
    const found = read(
      calendar(
        good(10),
        good(11),
        good(12),
        good(13),
        good(14),
        good(15),
        event("DTSTART:20270301T090000Z", "DTEND:20270301T170000Z", "RRULE:FREQ=SOMETIMES", ana),
        event("DTSTART;VALUE=DATE:20270302", "DTEND;VALUE=DATE:20270303", ana),
        event("DTSTART:20270302T090000Z", "DTEND:20270303T170000Z", ana),
        event("DTSTART:20270304T090000Z", "DTEND:20270304T170000Z"),
        event("DTSTART:20270305T090000Z", "DTEND:20270305T091000Z", "RRULE:FREQ=HOURLY", ana),
        // No 30 February: to look for one would take for ever.
        event(
          "DTSTART:20270306T090000Z",
          "DTEND:20270306T091000Z",
          "RRULE:BYMONTH=2;BYMONTHDAY=30;FREQ=SECONDLY",
          ana,
        ),
        event("this is cut"),
      ),
    );
    expect(said(found).map((line) => line.replace(/^\d+: /, ""))).toEqual([
      "the rule by which the shift repeats is broken",
      "the event cannot be read",
      "the event is a whole day and has no times",
      "the shift is 32 hours long",
      "the event names no attendee",
      "the shift repeats too often to be one",
      "the shift repeats too often to be one",
      "the shift overlaps another of the same person",
    ]);
    expect(said(found)[0]).toMatch(/^51:/);
  });
});
