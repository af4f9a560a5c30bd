import { createRoute, z } from "@hono/zod-openapi";
import { periods } from "../../../src/platform/figures.ts";
import type { Scope } from "../../../src/platform/api.ts";
import {
  figures,
  onShift,
  problemDocument,
  request,
  shifts,
  shiftsTaken,
  summons,
} from "./schemas.ts";

/* Every route of the API, with the scope that it wants. The document is made of these. */

const problemOf = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: problemDocument } },
});
/** What any route may answer. */
const usual = {
  401: problemOf("There is no key, or it is not in use."),
  403: problemOf("The key may not do this."),
  429: problemOf("Too many requests with this key within a minute."),
  503: problemOf("Handrail cannot answer now: try again."),
};
const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { "application/json": { schema } },
});
const security = [{ key: [] }];
const wants = (scope: Scope) => ({ "x-scope": scope });

export const summon = createRoute({
  ...{ method: "post", path: "/escalations", security, ...wants("escalate") },
  operationId: "summon",
  summary: "Summon a supervisor for an agent.",
  description:
    "As if the agent had asked in the chat: the same rules and rights, and they get their live " +
    "message there. Asked twice within ten seconds it is the same request.",
  request: {
    headers: z.object({
      "idempotency-key": z
        .string()
        .regex(/^[\x21-\x7e]{1,200}$/)
        .optional()
        .openapi({ description: "The same key with the same body is done once, for 24 hours." }),
    }),
    body: { required: true, content: { "application/json": { schema: summons } } },
  },
  responses: {
    201: json(request, "Somebody is asked."),
    200: json(request, "There was a request already: somebody is asked again, or is coming."),
    400: problemOf("The body cannot be read."),
    413: problemOf("The body is too large."),
    422: problemOf("A value is wrong, the person is not known, or the key came with another body."),
    ...usual,
  },
});

export const readRequest = createRoute({
  ...{ method: "get", path: "/escalations/{id}", security, ...wants("escalate") },
  operationId: "readEscalation",
  summary: "How a request stands.",
  request: { params: z.object({ id: z.string().max(200) }) },
  responses: {
    200: json(request, "How it stands now."),
    404: problemOf("There is no such request."),
    ...usual,
  },
});

export const readOnShift = createRoute({
  ...{ method: "get", path: "/on-shift", security, ...wants("on-shift:read") },
  operationId: "readOnShift",
  summary: "Who is on shift, by team.",
  responses: { 200: json(onShift, "Who is on shift now."), ...usual },
});

export const readFigures = createRoute({
  ...{ method: "get", path: "/figures", security, ...wants("figures:read") },
  operationId: "readFigures",
  summary: "Figures of teams and finished weeks. Never of a person.",
  description:
    "Counts and shares are in fives, of five people and five calls at least. " +
    "Weeks and blocks of four are fixed, and a number that was shown does not change.",
  request: {
    query: z.object({
      team: z.string().max(200).optional().openapi({ description: "Absent: all teams together." }),
      period: z.enum(periods).optional().openapi({
        description: "The last finished week, the last finished four, or two years.",
      }),
    }),
  },
  responses: {
    200: json(figures, "What may be shown."),
    404: problemOf("There is no such team, or it is too small to be told apart."),
    422: problemOf("There is no such period."),
    ...usual,
  },
});

export const putShifts = createRoute({
  ...{ method: "put", path: "/shifts", security, ...wants("shifts:write") },
  operationId: "putShifts",
  summary: "Who works when: replaces the shifts that begin in a window.",
  description:
    "A shift that is wrong is left out and named; the others count. Send a week at a time: a body " +
    "has at most 1 MB, and a window at most two years.",
  request: { body: { required: true, content: { "application/json": { schema: shifts } } } },
  responses: {
    200: json(shiftsTaken, "What counts now, and what was left out."),
    400: problemOf("The body cannot be read."),
    409: problemOf("A file of shifts is the truth here."),
    413: problemOf("The body is too large."),
    422: problemOf("A value is wrong, or the window is."),
    ...usual,
  },
});

export const routes = [summon, readRequest, readOnShift, readFigures, putShifts] as const;
