import ICAL from "ical.js";
import type { Instant } from "../../kernel/time.ts";
import type { Gathering } from "../../people/roster/gather.ts";
import { type Unreadable, readOr } from "./csv.ts";
import { type Part, lineOf, partsOf } from "./events.ts";
import { type BadTime, localTime } from "./when.ts";
import { zoneNamed } from "./zones.ts";

/** What a calendar is read for. */
export interface Span {
  readonly from: Instant;
  /** A rule without an end is followed until then. */
  readonly to: Instant;
}

interface Given {
  readonly timeZone: string;
  readonly span: Span;
  readonly into: Gathering;
}

/** Four shifts a day for a year, and more: a rule that gives so many is no rule of shifts. */
const mostOccurrences = 5_000;

/**
 * Reads a calendar (RFC 5545): one event a shift, its attendees are who works. Recurrence,
 * exceptions and zones count. A time without a zone is the organisation's.
 */
export function readIcs(text: string, given: Given): Unreadable | undefined {
  if (!/^\s*BEGIN:VCALENDAR/i.test(text))
    return {
      line: 1,
      what: "this is no calendar",
      remedy: "Export the shifts as iCalendar: the file begins with BEGIN:VCALENDAR.",
    };
  ICAL.TimezoneService.reset();
  const zones = new Zones(text);
  /** What moves single occurrences, by event. */
  const exceptions = new Map<string, ICAL.Component[]>();
  const events: { readonly part: Part; readonly component: ICAL.Component }[] = [];
  for (const part of partsOf(text, "VEVENT")) {
    const component = readEvent(part, zones, given);
    if (component === undefined) continue;
    const uid = String(component.getFirstPropertyValue("uid") ?? part.line);
    if (component.hasProperty("recurrence-id"))
      exceptions.set(uid, [...(exceptions.get(uid) ?? []), component]);
    else events.push({ part, component });
  }
  for (const { part, component } of events) {
    const uid = String(component.getFirstPropertyValue("uid") ?? part.line);
    const event = new ICAL.Event(component, { exceptions: exceptions.get(uid) ?? [] });
    try {
      addShifts(event, part, given);
    } catch {
      given.into.refuse(
        lineOf(part, "RRULE"),
        "the rule by which the shift repeats is broken",
        "Look at RRULE, RDATE and EXDATE of this event, or write its shifts one by one.",
      );
    }
  }
  return undefined;
}

/** Zones by name: of the IANA database, else those that the file brings along. */
class Zones {
  readonly #own = new Map<string, string>();
  readonly #known = new Map<string, boolean>();

  constructor(text: string) {
    for (const { text: part } of partsOf(text, "VTIMEZONE")) {
      const tzid = /^TZID:(.*)$/m.exec(part)?.[1]?.trim();
      if (tzid !== undefined) this.#own.set(tzid, part);
    }
  }

  /** Makes a zone known to ical.js. @returns whether there is such a zone */
  know(tzid: string): boolean {
    const known = this.#known.get(tzid) ?? this.#register(tzid);
    this.#known.set(tzid, known);
    return known;
  }

  #register(tzid: string): boolean {
    const own = this.#own.get(tzid);
    const zone = zoneNamed(tzid) ?? (own === undefined ? undefined : ownZone(own, tzid));
    if (zone !== undefined) ICAL.TimezoneService.register(zone, tzid);
    return zone !== undefined;
  }
}

function ownZone(text: string, tzid: string): ICAL.Timezone | undefined {
  try {
    return new ICAL.Timezone({ component: new ICAL.Component(ICAL.parse(text)), tzid });
  } catch {
    return undefined;
  }
}

const timed = ["dtstart", "dtend", "exdate", "rdate", "recurrence-id"];

function readEvent(
  part: Part,
  zones: Zones,
  { timeZone, into }: Given,
): ICAL.Component | undefined {
  const component = parsed(part.text);
  if (component === undefined) {
    const byRule = parsed(part.text.replaceAll(/^RRULE.*(?:\r\n[ \t].*)*\r\n/gim, ""));
    if (byRule === undefined)
      into.refuse(part.line, "the event cannot be read", "Look for a line that is cut off in it.");
    else
      into.refuse(
        lineOf(part, "RRULE"),
        "the rule by which the shift repeats is broken",
        "Write it like RRULE:FREQ=WEEKLY;BYDAY=MO,TU, or write its shifts one by one.",
      );
    return undefined;
  }
  let hasNoZone = false;
  for (const property of timed.flatMap((name) => component.getAllProperties(name))) {
    const tzid = property.getParameter("tzid");
    if (typeof tzid === "string" && !zones.know(tzid)) {
      into.refuse(
        lineOf(part, property.name.toUpperCase()),
        "the time zone is not known",
        "Use a name such as Europe/London, or export the calendar with its VTIMEZONE.",
      );
      return undefined;
    }
    const written = String(property.jCal[3] ?? "");
    if (tzid === undefined && property.type === "date-time" && !written.endsWith("Z")) {
      hasNoZone = true;
      zones.know(timeZone);
      property.setParameter("tzid", timeZone);
    }
  }
  if (hasNoZone)
    into.note(
      lineOf(part, "DTSTART"),
      "a time has no zone; it was read in the organisation's zone",
      "If that is not meant, export the calendar with time zones.",
    );
  return component;
}

function parsed(text: string): ICAL.Component | undefined {
  try {
    const component = new ICAL.Component(ICAL.parse(text));
    // A value is read when it is asked for: what is broken shows here.
    for (const name of [...timed, "rrule"])
      for (const property of component.getAllProperties(name))
        if (name === "rrule") property.getValues();
    return component;
  } catch {
    return undefined;
  }
}

function addShifts(event: ICAL.Event, part: Part, given: Given): void {
  const { into, span } = given;
  const start = event.startDate as ICAL.Time | null;
  if (start === null)
    return into.refuse(part.line, "the event has no DTSTART", "Give it a start and an end.");
  if (start.isDate)
    return into.refuse(
      lineOf(part, "DTSTART"),
      "the event is a whole day and has no times",
      "Write when the shift begins and ends on that day.",
    );
  if (!event.isRecurring()) return addOne(event, start, event.endDate, part, given);
  const tooOften = () =>
    into.refuse(
      lineOf(part, "RRULE"),
      "the shift repeats too often to be one",
      "A shift repeats by days or weeks: look at FREQ.",
    );
  if (/^RRULE[^:]*:.*FREQ=(?:SECONDLY|MINUTELY)/im.test(part.text)) return tooOften();
  // By the clock on the wall: a night shift ends at the same hour when clocks change.
  const length = event.endDate.subtractDate(start);
  const iterator = event.iterator();
  for (let count = 0; ; count++) {
    const next = iterator.next() as ICAL.Time | undefined;
    if (next === undefined || next === null) return;
    if (count > mostOccurrences) return tooOften();
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    if (startDate.toUnixTime() * 1_000 > span.to) return;
    const end = item === event ? startDate.clone() : endDate;
    if (item === event) end.addDuration(length);
    addOne(item, startDate, end, part, given);
  }
}

/** One shift, of everybody who attends. */
function addOne(
  event: ICAL.Event,
  start: ICAL.Time,
  end: ICAL.Time,
  part: Part,
  given: Given,
): void {
  const { into, span } = given;
  if (event.component.getFirstPropertyValue("status")?.toString().toUpperCase() === "CANCELLED")
    return;
  const line = lineOf(part, "DTSTART");
  const from = readOr(instantOf(start, given), "start", line, into);
  const to = readOr(instantOf(end, given), "end", line, into);
  if (from === undefined || to === undefined || to < span.from || from > span.to) return;
  const who = attendeesOf(event);
  if (who.length === 0)
    return into.refuse(
      part.line,
      "the event names no attendee",
      "Add who works: ATTENDEE:mailto:name@example.com.",
    );
  for (const one of who) into.add({ who: one, from, to, line });
}

function instantOf(time: ICAL.Time, { timeZone }: Given): Instant | BadTime {
  const { tzid } = time.zone;
  if (tzid === "UTC" || tzid === "Z") return time.toUnixTime() * 1_000;
  const zone = tzid === "floating" ? timeZone : tzid;
  // A zone that only the file knows: ical.js reads its rules.
  if (zoneNamed(zone) === undefined) return time.toUnixTime() * 1_000;
  const { year, month, day, hour, minute, second } = time;
  return localTime(new Temporal.PlainDateTime(year, month, day, hour, minute, second), zone);
}

/** Their e-mail addresses, or names where a calendar has no address of theirs. */
function attendeesOf(event: ICAL.Event): string[] {
  return event.component.getAllProperties("attendee").flatMap((attendee) => {
    const kind = String(attendee.getParameter("cutype") ?? "INDIVIDUAL").toUpperCase();
    const declined = String(attendee.getParameter("partstat") ?? "").toUpperCase() === "DECLINED";
    if (declined || (kind !== "INDIVIDUAL" && kind !== "UNKNOWN")) return [];
    const address = String(attendee.getFirstValue() ?? "").replace(/^mailto:/i, "");
    return [address.includes("@") ? address : String(attendee.getParameter("cn") ?? address)];
  });
}
