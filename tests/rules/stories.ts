import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import type { Colleague } from "../../src/escalations/rules/asking.ts";
import { behaviours } from "../../src/escalations/boundary/ladder.ts";
import {
  type Category,
  categories,
  dangerOutcomes,
  outcomes,
} from "../../src/escalations/categories.ts";
import type { Command, Facts, Press } from "../../src/escalations/commands.ts";
import { points } from "../../src/escalations/danger/points.ts";
import { evolve } from "../../src/escalations/evolve.ts";
import { manners } from "../../src/escalations/verdict/manners.ts";
import { needs } from "../../src/escalations/handover/typed.ts";
import type { Policies, Policy } from "../../src/escalations/policy.ts";
import { type Request, holderOf, soughtOf, stillAsked } from "../../src/escalations/request.ts";
import { ticks } from "../../src/escalations/times.ts";
import { verdicts } from "../../src/escalations/verdict/verdicts.ts";
import { minutes } from "../../src/kernel/time.ts";
import { Situation, type Witness, offered } from "../support/given.ts";

/* Random stories: floors, policies, presses, and time that passes. */

/** Plain objects, as JSON gives them. */
const record = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record<T>(model, { noNullPrototype: true });

export const people = ["ana", "sam", "priya", "dana", "lee", "kim"];
const person = fc.constantFrom(...people);
const often = (likely: boolean) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(likely) },
    { weight: 1, arbitrary: fc.constant(!likely) },
  );

const colleague = (id: string): fc.Arbitrary<Colleague> =>
  record({
    person: fc.constant(id),
    supervises: fc.subarray(["Billing", "Deliveries"]),
    languages: fc.subarray(["en", "es", "pt"]),
    ...{
      onShift: often(true),
      inBreak: often(false),
      reachable: often(true),
      quiet: often(false),
      busy: often(false),
    },
  });
const step = record({
  notify: fc.oneof(
    fc.constantFrom("supervisors" as const, "everyone" as const),
    fc.subarray(people, { minLength: 1 }),
  ),
  timeout: fc.integer({ min: 5_000, max: 90_000 }),
});
const policy: fc.Arbitrary<Policy> = record({
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  repeat: fc.integer({ min: 0, max: 3 }),
  joinWithin: fc.integer({ min: 5_000, max: 600_000 }),
});
export const policies: fc.Arbitrary<Policies> = record({
  danger: policy,
  abuse: policy,
  help: policy,
  question: policy,
});

const plain = [
  "acknowledge",
  "passOn",
  "giveBack",
  "arrived",
  "here",
  "danger",
  "notDanger",
  "callForHelp",
  "endCall",
  "hold",
  "back",
  "callEnded",
  "dontNeed",
  "done",
] as const;
const weight = (press: (typeof plain)[number]) =>
  press === "acknowledge" || press === "passOn"
    ? 6
    : ["callEnded", "dontNeed", "endCall", "hold", "back"].includes(press)
      ? 1
      : 3;
const press: fc.Arbitrary<Press> = fc.oneof(
  ...plain.map((press) => ({
    weight: weight(press),
    arbitrary: fc.constant<Press>({ do: press }),
  })),
  {
    weight: 2,
    arbitrary: record({ behaviour: fc.constantFrom(...behaviours), after: fc.nat(1) }).map(
      (step): Press => ({ do: "boundary", step }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...verdicts), fc.constantFrom(undefined, ...offered, "Forged"))
      .map(([verdict, listed]): Press => ({
        do: "answer",
        verdict,
        listed: verdict === "offer" ? listed : undefined,
      })),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(...points, undefined)
      .map((point): Press => ({ do: "check", point })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom("GB", "ES", "ZZ", "XX")
      .map((country): Press => ({ do: "customerIn", country })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...manners).map((manner): Press => ({ do: "arrived", manner })),
  },
  { weight: 4, arbitrary: person.map((to): Press => ({ do: "giveTo", to })) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom("called" as const, "not-needed" as const)
      .map((help): Press => ({ do: "done", help })),
  },
);
const category = fc.constantFrom(...(Object.keys(categories) as Category[]));
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 12, arbitrary: press },
  { weight: 3, arbitrary: record({ do: fc.constant("escalate" as const), worded: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant<Command>({ do: "escalate", worded: false, another: true }) },
  { weight: 1, arbitrary: record({ do: fc.constant("describe" as const), worded: fc.boolean() }) },
  { weight: 4, arbitrary: record({ do: fc.constant("categorise" as const), category }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(undefined, ...needs), fc.option(category, { nil: undefined }))
      .map(([need, category]): Command => ({ do: "note", need, category })),
  },
  {
    weight: 2,
    arbitrary: record({
      do: fc.constant("record" as const),
      outcome: fc.constantFrom(...outcomes, ...dangerOutcomes),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Command>({ do: "found" }) },
  { weight: 1, arbitrary: fc.constant<Command>({ do: "planned" }) },
  { weight: 2, arbitrary: fc.constant<Command>({ do: "thank" }) },
  { weight: 1, arbitrary: fc.constantFrom(...ticks).map((tick): Command => ({ do: tick })) },
);

export type Action =
  /** A name, or who has that part then: most presses come from people in the request. */
  | { readonly say: Command; readonly by: string }
  | { readonly wait: number }
  /** Handrail is away for so long, and then carries out what fell due meanwhile. */
  | { readonly away: number }
  | { readonly lose: string }
  | { readonly floor: Colleague }
  | { readonly policies: Policies }
  /** What a case reference leads to from now on. */
  | { readonly earlier: Facts["earlier"] };
const change = person.chain(colleague).map((floor): Action => ({ floor }));
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 12,
    arbitrary: record({
      say: command,
      by: fc.constantFrom("ana", "holder", "asked", "sought", "helper", ...people),
    }),
  },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 90_000 }).map((wait): Action => ({ wait })) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0, max: minutes(40) }).map((wait): Action => ({ wait })),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0, max: minutes(90) }).map((away): Action => ({ away })),
  },
  { weight: 2, arbitrary: person.map((lose): Action => ({ lose })) },
  { weight: 2, arbitrary: change },
  { weight: 1, arbitrary: policies.map((policies): Action => ({ policies })) },
  {
    weight: 1,
    arbitrary: record({ contacts: fc.integer({ min: 0, max: 4 }), planned: fc.boolean() }).map(
      (earlier): Action => ({ earlier }),
    ),
  },
);
export const story = record({
  policies,
  colleagues: fc.tuple(...people.map(colleague)),
  languages: fc.subarray(["en", "es", "pt"], { maxLength: 1 }),
  actions: fc.array(action, { maxLength: 40, size: "max" }),
});
export type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

/**
 * Tells a story.
 * @param change off: the team's policy is never touched while it runs
 * @param look sees the situation after each action
 */
export function tell(
  { policies, colleagues, languages, actions }: Story,
  witness: Witness,
  change = true,
  look: (situation: Situation) => void = () => undefined,
): Situation {
  const situation = new Situation({ policies, colleagues, languages, witness });
  situation.escalates();
  for (const action of actions) {
    if ("wait" in action) situation.passes(action.wait / 1_000);
    else if ("away" in action) situation.isAway(action.away / 1_000);
    else if ("lose" in action)
      situation.when(undefined, { do: "unreachable", person: action.lose, code: "user_not_found" });
    else if ("floor" in action) situation.floor.set(action.floor.person, action.floor);
    else if ("earlier" in action) situation.earlier = action.earlier;
    else if ("policies" in action)
      situation.policies = change ? action.policies : situation.policies;
    else
      situation.when(
        (ticks as readonly string[]).includes(action.say.do)
          ? undefined
          : whoIs(action.by, situation),
        action.say,
      );
    look(situation);
  }
  deepStrictEqual(
    situation.journal.reduce<Request | undefined>(evolve, undefined),
    situation.state,
    "the journal tells the same story",
  );
  return situation;
}

function whoIs(by: string, { state }: Situation): string {
  if (by === "holder") return holderOf(state) ?? "sam";
  if (by === "asked") return stillAsked(state)[0] ?? "priya";
  if (by === "helper") return state.helpers.at(-1) ?? "kim";
  return by === "sought" ? (soughtOf(state)[0] ?? "dana") : by;
}
