import { z } from "zod";
import { warnings } from "../escalations/boundary/ladder.ts";
import type { Level } from "../escalations/policy.ts";
import { outwardTypes } from "../platform/outward.ts";
import { checkInCron } from "./cron.ts";
import * as is from "./fields.ts";

/*
 * The shape of an organisation's file, section by section, so that a fault in one hides none in
 * another. A group names its known settings in the message about an unknown one.
 */
export function group<T extends z.core.$ZodLooseShape>(shape: T) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? Object.keys(shape).join(", ") : undefined,
  });
}

/** A list without repeats: the second is a slip that nobody would see. */
function unique<T extends string>(item: z.ZodType<T>) {
  return z.array(item).superRefine((items, context) => {
    items.forEach((value, at) => {
      if (items.indexOf(value) < at)
        context.addIssue({
          code: "custom",
          path: [at],
          message: "is here twice",
          params: { remedy: "Remove one." },
        });
    });
  });
}
function filled<T>(list: z.ZodType<T[]>, what: string, remedy: string) {
  return list.superRefine((items, context) => {
    if (items.length === 0) context.addIssue({ code: "custom", message: what, params: { remedy } });
  });
}

const anything = z.unknown().optional();
export const file = group({
  organisation: anything,
  workspaces: anything,
  people: anything,
  teams: anything,
  wellbeing: anything,
  roles: anything,
  outward: anything,
  roster: anything,
});

export const organisation = group({
  id: is.slug.optional(),
  name: is.text(80).optional(),
  time_zone: is.timeZone.optional(),
  country: is.country.optional(),
  locale: is.locale.optional(),
  duty_phone: is.text(40).optional(),
  emergency_numbers: z.record(z.string(), z.unknown()).optional(),
});

export const workspaces = group({
  slack: unique(is.slackWorkspace).optional(),
  teams: unique(is.tenant).optional(),
});

export const named = z.record(z.string(), z.unknown());

export const person = group({
  name: is.text(80).optional(),
  desk: is.text(40).optional(),
  extension: is.text(20).optional(),
  channel: is.text(40).optional(),
  remote: is.yesOrNo.optional(),
  join_url: is.httpsAddress.optional(),
  languages: unique(is.locale).optional(),
  time_zone: is.timeZone.optional(),
  accounts: group({
    slack: is.slackAccount.optional(),
    teams: is.teamsAccount.optional(),
  }).optional(),
});

const people = unique(is.email);
const notified = filled(
  people,
  "names nobody",
  "List at least one e-mail, or write supervisors or everyone.",
);
const step = group({
  notify: is.whom(["supervisors", "everyone"], notified),
  timeout: is.duration,
});
const policy = {
  steps: filled(
    z.array(step),
    "has no steps, so it reaches nobody",
    "Add a step such as { notify: supervisors, timeout: 20s }, or remove it for the default policy.",
  ).optional(),
  repeat: is.count(0, 5).optional(),
  join_within: is.duration.optional(),
};
const level = group(policy).optional();
const escalation = group({
  ...policy,
  levels: group({ danger: level, abuse: level, help: level, question: level } satisfies Record<
    Level,
    unknown
  >).optional(),
});

const noWarning = is
  .always(
    0,
    "needs no warning, and no setting changes that",
    "Remove it: the agent may end such a call at once.",
  )
  .optional();
const { insults, threat } = warnings;
const ladder = group({
  insults: is.count(insults.least, insults.most).optional(),
  threat: is.count(threat.least, threat.most).optional(),
  sexual: noWarning,
  hate: noWarning,
  detailed_threat: noWarning,
});
/** What an agent may offer, by category (docs/features.md E10). */
export const offers = filled(
  unique(is.text(60)),
  "offers nothing",
  'List one at least: ["Free delivery"], or remove the line.',
).superRefine((items, context) => {
  if (items.length > 10)
    context.addIssue({
      code: "custom",
      message: `offers ${items.length} things`,
      params: { remedy: "Keep the ten that help most: they are read on the phone." },
    });
});

export const team = group({
  hours: is.openingHours.optional(),
  supervisors: people.optional(),
  agents: people.optional(),
  escalation: escalation.optional(),
  breaks: group({
    lengths: filled(
      z.array(is.duration),
      "offers no length",
      "List one at least: [5m, 20m].",
    ).optional(),
    preselect: is.duration.optional(),
    limit: is.either("auto", is.count(1, 1_000)).optional(),
    phone_code: is.text(40).optional(),
    real_time_desk: people.optional(),
  }).optional(),
  offers: z.record(z.string(), z.unknown()).optional(),
  phrases: group({ apology_fault: is.oneOf(["check_first"]).optional() }).optional(),
  ladder: ladder.optional(),
  // Question sets: docs/features.md K2.
  check_ins: z
    .array(
      group({ name: is.text(40), cron: checkInCron, questions: is.oneOf(["weekly"]).optional() }),
    )
    .optional(),
});

export const wellbeing = group({
  leads: people.optional(),
  contacts: people.optional(),
  employee_assistance: is.text(120).optional(),
});

/** Who may do what no team gives (docs/features.md A4, A5, P2). */
export const roles = group({
  admins: people.optional(),
  heads: people.optional(),
  editors: people.optional(),
});

/** A file of shifts: docs/operating.md, "Who works when". */
export const roster = group({ file: is.text(1_000) }).optional();

export type EscalationShape = z.output<typeof escalation>;
export type TeamShape = z.output<typeof team>;

/** Where Handrail speaks to other systems (docs/features.md I5). */
export const outward = group({
  webhooks: z.array(z.unknown()).optional(),
  second_channel: z.array(z.unknown()).optional(),
});
export const webhook = group({
  url: is.secretAddress,
  secret_file: is.text(400),
  events: filled(
    unique(is.oneOf(outwardTypes)),
    "hears of nothing",
    "List at least one event, such as request.resolved.",
  ),
});
export const channel = group({
  pagerduty: group({
    routing_key_file: is.text(400),
    api_url: is.secretAddress.optional(),
  }).optional(),
  webhook: group({ url: is.secretAddress, secret_file: is.text(400) }).optional(),
  email: group({
    smtp_url_file: is.text(400),
    to: filled(unique(is.email), "goes to nobody", "List at least one e-mail."),
  }).optional(),
});
