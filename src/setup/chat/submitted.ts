import * as is from "../../config/fields.ts";
import { type Line, literal, msg, type MessageKey } from "../../platform/text.ts";
import type { Asked, Note, Submitted } from "../../runtime/feature.ts";
import type { Part } from "./edit.ts";
import { inList } from "./hand.ts";
import { exampleZone, placeIn } from "./place.ts";
import type { Command } from "./rules.ts";

type Check = readonly [
  name: string,
  kind: { safeParse(value: unknown): { success: boolean } },
  bad: MessageKey,
  required?: true,
];

const checks: Readonly<Partial<Record<Part, readonly Check[]>>> = {
  organisation: [
    ["name", is.text(80), "setup.bad.name", true],
    ["time_zone", is.timeZone, "setup.bad.zone", true],
    ["country", is.country, "setup.bad.country"],
    ["locale", is.locale, "setup.bad.text"],
    ["duty_phone", is.text(40), "setup.bad.text"],
  ],
  team: [
    ["name", is.text(60), "setup.bad.name", true],
    ["hours", is.openingHours, "setup.bad.hours"],
    ["group", is.text(80), "setup.bad.text"],
    ["channel", is.text(200), "setup.bad.text"],
  ],
  breaks: [["phone_code", is.text(40), "setup.bad.text"]],
  care: [["employee_assistance", is.text(120), "setup.bad.text"]],
};

/** The fields for people, in any part. */
const peopleFields = [
  ...["supervisors", "agents", "people", "contacts", "leads"],
  ...["admins", "heads", "editors"],
];

/** What was written as an address and is none. */
const badAddress = (list: string): string | undefined =>
  inList(list).find((one) => one.includes("@") && !is.email.safeParse(one).success);

/** What was sent, if each field can be read by itself. */
export const submitted =
  (part: Part) =>
  (values: Note, argument?: string): Submitted<Command> => {
    const { base, team } = placeIn(argument);
    // Two letters are often typed small.
    const note: Note =
      values["country"] === undefined
        ? values
        : { ...values, country: values["country"].trim().toUpperCase() };
    const errors: Record<string, Line> = {};
    for (const [name, kind, bad, required] of checks[part] ?? []) {
      const value = (note[name] ?? "").trim();
      if (value === "" ? required === true : !kind.safeParse(value).success)
        errors[name] = msg(bad, exampleZone);
    }
    for (const name of peopleFields) {
      const bad = badAddress(note[name] ?? "");
      if (bad !== undefined) errors[name] = msg("setup.bad.address", { address: literal(bad) });
    }
    if (Object.keys(errors).length > 0) return { errors };
    const asked: Asked<Command> = {
      command: { do: "change", what: part, base, ...(team === undefined ? {} : { team }) },
      note,
    };
    return asked;
  };
