import { z } from "@hono/zod-openapi";
import { periods, units } from "../../../src/platform/figures.ts";

/* What goes in and out, as the document shows it. */

const instant = (description: string) =>
  z.iso.datetime({ offset: true }).openapi({ description, example: "2026-12-01T14:02:00.000Z" });

/** Codes of why an agent asks: see docs/features.md E9. */
const categories = [
  ...["ABU", "HAT", "SEX", "SER", "THR", "RSK", "SAF", "VUL", "ANG", "CMP"],
  ...["AUT", "LEG", "TEC", "LAN", "VIP", "REP", "FRD", "OTH"],
] as const;

const httpsLink = z
  .string()
  .max(2_048)
  .refine((text) => {
    const url = URL.parse(text);
    const isWritten = url !== null && url.href.length <= 2_048 && !/[\s\p{Cc}]/u.test(text);
    return isWritten && url.protocol === "https:" && url.username === "" && url.password === "";
  }, "is not an https address");

export const summons = z
  .strictObject({
    person: z
      .email()
      .max(254)
      .openapi({ description: "The agent, by the e-mail of the organisation's file." }),
    words: z.string().max(2_000).optional().openapi({
      description: "What it is about. Sealed; only who helps reads it.",
    }),
    case_reference: z.string().trim().min(1).max(40).optional().openapi({
      description: "The case's own reference, so that it is known when it comes back.",
      example: "RF-2041",
    }),
    join_url: httpsLink.optional().openapi({
      description: "Opens the call for who helps. Sealed.",
      format: "uri",
      example: "https://calls.example.com/join/8871",
    }),
    category: z.enum(categories).optional().openapi({
      description: "Why. THR, RSK and SAF call everybody.",
    }),
  })
  .openapi("Summons");

export const request = z
  .object({
    id: z.uuid(),
    state: z.enum(["open", "acknowledged", "joined", "exhausted", "resolved", "withdrawn"]),
    team: z.string(),
    level: z.enum(["danger", "abuse", "help", "question"]),
    category: z.string().optional(),
    opened_at: instant("When help was asked for."),
    taken_at: instant("Since when somebody is coming.").optional(),
    joined_at: instant("Since when somebody is there.").optional(),
    closed_at: instant("When it ended.").optional(),
    helper: z.string().optional().openapi({
      description: "The first name of who is coming or there. Nobody is named afterwards.",
      example: "Sam",
    }),
  })
  .openapi("Escalation");

export const onShift = z
  .object({
    teams: z.array(
      z.object({
        team: z.string(),
        people: z.array(
          z.object({
            person: z.string().openapi({ description: "The e-mail of the organisation's file." }),
            name: z.string(),
            role: z.enum(["agent", "supervisor"]),
            state: z.enum(["here", "away"]).openapi({ description: "Never why somebody is away." }),
            back_about: instant("When somebody away is back, about.").optional(),
          }),
        ),
      }),
    ),
  })
  .openapi("OnShift");

const number = z.number().nullable().openapi({
  description: "Null: too few to show, or none.",
});
const day = z.iso.date().nullable().openapi({ example: "2026-11-23" });

export const figures = z
  .object({
    team: z.string().nullable().openapi({ description: "Null: all teams together." }),
    period: z.enum(periods),
    first_day: day,
    last_day: day,
    sections: z.array(
      z.object({
        id: z.string(),
        numbers: z.array(z.object({ id: z.string(), unit: z.enum(units), value: number })),
        tables: z.array(
          z.object({
            id: z.string(),
            columns: z.array(z.object({ id: z.string(), unit: z.enum(units) })),
            rows: z.array(z.object({ id: z.string(), values: z.array(number) })),
          }),
        ),
      }),
    ),
  })
  .openapi("Figures");

const moment = z.iso.datetime({ offset: true }).openapi({ example: "2026-12-01T09:00:00+01:00" });
export const shifts = z
  .strictObject({
    from: moment,
    to: moment,
    shifts: z.array(z.strictObject({ person: z.string().max(254), start: moment, end: moment })),
  })
  .openapi("Shifts", {
    description: "All shifts that begin from `from` on and before `to`; others are not touched.",
  });

export const shiftsTaken = z
  .object({
    applied: z.number().int(),
    problems: z.array(
      z.object({
        shift: z.number().int().openapi({ description: "Its place in the list, from 0." }),
        says: z.string(),
        remedy: z.string(),
        applied: z.boolean().openapi({ description: "It counts all the same." }),
      }),
    ),
  })
  .openapi("ShiftsTaken");

/** A problem document: RFC 9457. */
export const problemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional().openapi({ description: "What to do about it." }),
    errors: z.array(z.object({ at: z.string(), says: z.string() })).optional(),
  })
  .openapi("Problem");
