import { validate as isCron } from "node-cron";
import { nextSlots } from "../checkins/schedule.ts";
import { field } from "./fields.ts";
import { Fault, quote } from "./problems.ts";

const example = '"0 15 * * 5" is Fridays at 15:00';
const shape = `Use five cron fields, minute hour day month weekday: ${example}.`;

/**
 * The schedule of a check-in: one time a day, on days that crontab would name the same. What other
 * programs read in several ways is refused.
 */
export const checkInCron = field((written) => {
  const fault = (what: string, remedy: string) => new Fault(`${quote(written)} ${what}`, remedy);
  if (typeof written !== "string") return fault("is not a schedule", shape);
  const cron = written.trim();
  if (cron.startsWith("@")) return fault("would ask people at midnight", shape);
  const fields = cron.split(/\s+/);
  const [minute = "", hour = "", day = "", , weekday = ""] = fields;
  // node-cron knows a sixth field for seconds, which nobody means here.
  if (fields.length !== 5 || !isCron(cron)) return fault("is not a schedule", shape);
  if (![minute, hour].every((one) => /^\d+$/.test(one)))
    return fault(
      "names more than one time of day, and a check-in comes once",
      `Write one minute and one hour: ${example}. For another time add another check-in.`,
    );
  if (/[LW#?]/i.test(`${day} ${weekday.replace(/wed(nesday)?/gi, "")}`))
    return fault(
      "has an L, W, # or ?, which programs read in several ways",
      `Name days of the month (1,15) or weekdays (1-5): ${example}.`,
    );
  const stepped = [day, weekday].some((one) => one.startsWith("*/"));
  if (stepped && ![day, weekday].includes("*"))
    return fault(
      "has both a day of the month and a weekday, one of them in steps",
      `Name one of the two, or write the days out: ${example}.`,
    );
  // Nine years, so that a 29th of February is among them.
  if (nextSlots(cron, "UTC", 0, 1).length === 0)
    return fault("is a day that never comes", `Name another: ${example}.`);
  return fields.join(" ");
});
