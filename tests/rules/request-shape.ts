import { z } from "zod";
import { behaviours } from "../../src/escalations/boundary/ladder.ts";
import {
  type Category,
  categories,
  dangerOutcomes,
  outcomes,
} from "../../src/escalations/categories.ts";
import { points } from "../../src/escalations/danger/points.ts";
import { manners } from "../../src/escalations/verdict/manners.ts";
import { needs } from "../../src/escalations/handover/typed.ts";
import type { Request } from "../../src/escalations/request.ts";
import { verdicts } from "../../src/escalations/verdict/verdicts.ts";

/*
 * The stored JSON of a request, status by status, as strict as src/escalations/request.ts: nothing
 * is missing, and no field belongs to another status.
 */

const person = z.string().min(1);
const people = z.array(person);
const instant = z.number();
const codes = Object.keys(categories) as Category[];

const policyStep = z.strictObject({
  notify: z.union([z.enum(["supervisors", "everyone"]), people]),
  timeout: z.number(),
});
const policy = z.strictObject({
  steps: z.array(policyStep).min(1),
  repeat: z.number(),
  joinWithin: z.number(),
});
const gap = z.strictObject({ since: instant, holder: person.optional() });

const behaviour = z.enum(behaviours);
const stage = z.enum(["warned", "end", "paused"]);
const step = z.strictObject({ at: instant, behaviour, stage, warning: z.int().min(1).optional() });
const boundary = z.strictObject({ behaviour, stage, steps: z.array(step).min(1).max(9) });

const base = {
  id: z.string(),
  requester: person,
  via: z.string(),
  team: z.string(),
  openedAt: instant,
  lastAt: instant,
  pressedAt: instant,
  bare: z.boolean(),
  category: z.enum(codes).optional(),
  policies: z.strictObject({ danger: policy, abuse: policy, help: policy, question: policy }),
  round: z.int().min(0),
  step: z.int().min(-1),
  heldBack: people,
  pages: z.record(person, z.string()),
  passed: people,
  lost: people,
  helpers: people,
  attended: z.boolean(),
  arrived: z.strictObject({ at: instant, person: person.optional() }).optional(),
  receipt: z.string(),
  news: z.enum(["asked", "taken", "lost-taker", "nobody", "overtaken"]),
  occasions: z.int().min(1),
  outOfReach: z.literal(true).optional(),
  overtaken: gap.optional(),
  boundary: boundary.optional(),
  verdict: z.strictObject({ verdict: z.enum(verdicts), by: person, at: instant }).optional(),
  manner: z.strictObject({ manner: z.enum(manners), by: person }).optional(),
  checked: z.partialRecord(z.enum(points as [string, ...string[]]), instant).optional(),
  customerIn: z.string().length(2).optional(),
  heldFor: z.number().min(0).optional(),
  noted: z.strictObject({ at: instant, need: z.enum(needs).optional() }).optional(),
  worded: z.boolean(),
  repeat: z.strictObject({ contacts: z.int().min(1) }).optional(),
  lookups: z.int().min(1).optional(),
  shrunk: z.boolean(),
};
const live = {
  shrunk: z.literal(false),
  onHold: z.strictObject({ since: instant, told: z.int().min(0).max(2) }).optional(),
};

const calm = { level: z.enum(["abuse", "help", "question"]) };
const danger = {
  level: z.literal("danger"),
  danger: z.strictObject({
    partner: person.optional(),
    caller: person.optional(),
    alone: z.boolean(),
  }),
};

const asked = { since: instant, dueAt: instant, asked: people };
const ringing = z.union([
  z.strictObject({ ...asked, later: z.tuple([]) }),
  z.strictObject({ ...asked, later: people.min(1), laterAt: instant }),
]);

const notSought = { sought: z.tuple([]) };
const alsoAsked = { ringing, sought: people };
const turnedDown = { turnedDown: person.optional() };
const beside = [
  { ...notSought, ...turnedDown },
  { ...alsoAsked, ...turnedDown },
  { ...alsoAsked, handedTo: person },
];

const open = { ...live, ...notSought, status: z.literal("open"), ringing };
const acknowledged = {
  ...live,
  status: z.literal("acknowledged"),
  holder: person,
  takenAt: instant,
  joinBy: instant,
  nudged: z.boolean(),
};
const joined = {
  ...live,
  status: z.literal("joined"),
  joinedAt: instant,
  remindedAt: instant,
  attended: z.literal(true),
};
const exhausted = {
  ...live,
  ...notSought,
  status: z.literal("exhausted"),
  exhaustedAt: instant,
};
const closed = {
  ...notSought,
  closedAt: instant,
  assisted: z.boolean(),
  outcome: z.enum([...outcomes, ...dangerOutcomes]).optional(),
  thanked: person.optional(),
};
const resolved = {
  ...closed,
  status: z.literal("resolved"),
  how: z.enum(["done", "call-ended", "not-recorded", "unanswered", "within-policy"]),
};
const withdrawn = { ...closed, status: z.literal("withdrawn"), early: z.boolean() };

const either = (status: z.ZodRawShape, others: readonly z.ZodRawShape[] = [{}]) =>
  z.union(
    [calm, danger].flatMap((level) =>
      others.map((other) => z.strictObject({ ...base, ...level, ...status, ...other })),
    ),
  );

const shapes: Readonly<Record<Request["status"], z.ZodType>> = {
  open: either(open),
  acknowledged: either(acknowledged, beside),
  joined: either(joined, [
    ...beside.map((what) => ({ ...what, holder: person })),
    notSought,
    alsoAsked,
  ]),
  // Between two decisions a danger is never without somebody who is asked.
  exhausted: z.union([
    z.strictObject({ ...base, ...calm, ...exhausted, news: z.literal("nobody") }),
    z.strictObject({
      ...base,
      ...calm,
      ...exhausted,
      news: z.literal("overtaken"),
      overtaken: gap,
    }),
  ]),
  resolved: either(resolved),
  withdrawn: either(withdrawn),
};

/** @throws where the state of a request is not one that its type allows. */
export function checkShape(request: Request): void {
  const { error } = shapes[request.status].safeParse(request);
  if (error !== undefined)
    throw new Error(`not a request that is ${request.status}: ${JSON.stringify(request)}`, {
      cause: error,
    });
}
