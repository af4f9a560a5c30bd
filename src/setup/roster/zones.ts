import ICAL from "ical.js";
import { isTimeZone } from "../../platform/facts.ts";

/**
 * A zone of the IANA database for ical.js. Its own zones are only those that a calendar brings
 * along, and many bring none, or an old one.
 */
class KnownZone extends ICAL.Timezone {
  override utcOffset(time: ICAL.Time): number {
    const { year, month, day, hour, minute, second } = time;
    const wall = new Temporal.PlainDateTime(year, month, day, hour, minute, second);
    return wall.toZonedDateTime(this.tzid).offsetNanoseconds / 1e9;
  }
}

/** `undefined`: no zone of this name is known. Some tools write /example.com/2027/Europe/London. */
export function zoneNamed(tzid: string): ICAL.Timezone | undefined {
  const parts = tzid.split("/");
  for (const name of [tzid, parts.slice(-2).join("/"), parts.slice(-3).join("/")])
    if (isTimeZone(name)) return new KnownZone({ tzid: name });
  return undefined;
}
