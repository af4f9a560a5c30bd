import type { Instant } from "../kernel/time.ts";
import { literal } from "../platform/text.ts";
import type { Option } from "../platform/view.ts";
import { offsetAt } from "./reading/wall-clock.ts";

/** A city for each time that many customers live by. */
const common = [
  "Pacific/Honolulu",
  "America/Los_Angeles",
  "America/Denver",
  "America/Phoenix",
  "America/Chicago",
  "America/Mexico_City",
  "America/New_York",
  "America/Bogota",
  "America/Lima",
  "America/Caracas",
  "America/Halifax",
  "America/Santiago",
  "America/St_Johns",
  "America/Sao_Paulo",
  "America/Argentina/Buenos_Aires",
  "Atlantic/Azores",
  "Atlantic/Canary",
  "Europe/Lisbon",
  "Europe/London",
  "Africa/Lagos",
  "Europe/Madrid",
  "Europe/Paris",
  "Europe/Berlin",
  "Africa/Johannesburg",
  "Europe/Athens",
  "Africa/Cairo",
  "Europe/Istanbul",
  "Africa/Nairobi",
  "Asia/Dubai",
  "Asia/Karachi",
  "Asia/Kolkata",
  "Asia/Dhaka",
  "Asia/Bangkok",
  "Asia/Shanghai",
  "Asia/Manila",
  "Asia/Singapore",
  "Asia/Tokyo",
  "Australia/Perth",
  "Australia/Adelaide",
  "Australia/Brisbane",
  "Australia/Sydney",
  "Pacific/Auckland",
];

/** Zones to choose from, from west to east; those of the person and the organisation among them. */
export function zoneOptions(own: readonly string[], now: Instant): Option[] {
  const zones = [...new Set([...own, ...common])].map((zone) => ({
    zone,
    offset: offsetAt(now, zone),
  }));
  return zones
    .toSorted((a, b) => a.offset - b.offset || (cityOf(a.zone) < cityOf(b.zone) ? -1 : 1))
    .map(({ zone, offset }) => ({
      value: zone,
      label: literal(`${cityOf(zone)}, UTC${signed(offset)}`),
    }));
}

/** _Buenos Aires_ of `America/Argentina/Buenos_Aires`. */
export const cityOf = (zone: string): string =>
  (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

/** A zone that there is: it comes from a form, so it may be anything. */
export function isZone(value: string | undefined): value is string {
  if (value === undefined || !/^[A-Za-z][\w+/-]{1,40}$/.test(value)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function signed(offset: number): string {
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const rest = minutes === 0 ? "" : `:${String(minutes).padStart(2, "0")}`;
  return `${offset < 0 ? "−" : "+"}${hours}${rest}`;
}
