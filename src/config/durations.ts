import { hours, type Millis, minutes, seconds } from "../kernel/time.ts";
import { Fault, quote } from "./problems.ts";

const units = { s: seconds, m: minutes, h: hours } as const;
const shortest = seconds(5);
/** Nothing in this product waits longer than a day; more is a slip of the finger. */
const longest = hours(24);

/** `20s`, `3m`, `1h` → milliseconds, 5 s to 24 h. */
export function parseDuration(written: unknown): Millis | Fault {
  if (typeof written === "number")
    return new Fault(`${quote(written)} has no unit`, `Say which: ${written}s or ${written}m.`);
  const match = typeof written === "string" ? /^(\d{1,9})\s?([smh])$/.exec(written.trim()) : null;
  if (match === null)
    return new Fault(
      `${quote(written)} is not a duration`,
      "Write a whole number and s, m or h: 20s, 3m, 1h.",
    );
  const length = units[match[2] as keyof typeof units](Number(match[1]));
  if (length < shortest)
    return new Fault(`${quote(written)} is too short`, "Durations are 5s and up.");
  if (length > longest)
    return new Fault(`${quote(written)} is too long`, "Durations are 24h at most.");
  return length;
}
