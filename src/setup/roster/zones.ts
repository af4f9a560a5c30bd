import ICAL from "ical.js";

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

/** `undefined`: no zone of this name is known. */
export function zoneNamed(tzid: string): ICAL.Timezone | undefined {
  try {
    // Some tools write /example.com/…/Europe/London.
    const name = /[A-Z][A-Za-z_]+(?:\/[A-Za-z_+-]+\d*)*$/.exec(tzid)?.[0] ?? tzid;
    new Temporal.ZonedDateTime(0n, name);
    const zone = new KnownZone({ tzid: name });
    return zone;
  } catch {
    return undefined;
  }
}
