import type { PersonId } from "../kernel/ids.ts";
import { type Millis, minutes, seconds } from "../kernel/time.ts";

/** People read Danger, Abuse, Help or Question, never a number (docs/features.md E8). */
export type Level = "danger" | "abuse" | "help" | "question";
export const levels: readonly Level[] = ["danger", "abuse", "help", "question"];

/** The people a step asks: this team's supervisors, all of the organisation, or people by name. */
export type Notify = "supervisors" | "everyone" | readonly PersonId[];

export interface Step {
  readonly notify: Notify;
  readonly timeout: Millis;
}

/** How one level asks. After the first round and `repeat` more the request is exhausted. */
export interface Policy {
  readonly steps: readonly Step[];
  readonly repeat: number;
  /** Taken but not with the agent by then: the acknowledgement lapses. */
  readonly joinWithin: Millis;
}

export type Policies = Readonly<Record<Level, Policy>>;

/** The person who took it has this long to be with the agent (docs/features.md E6). */
const defaultJoinWithin: Readonly<Record<Level, Millis>> = {
  danger: seconds(30),
  abuse: seconds(60),
  help: minutes(3),
  question: minutes(10),
};

/** Everyone is asked after 0, 20 or 45 s; a question stays with the team (docs/features.md E4). */
export const defaultPolicies: Policies = {
  danger: {
    steps: [{ notify: "everyone", timeout: seconds(15) }],
    repeat: 1,
    joinWithin: defaultJoinWithin.danger,
  },
  abuse: {
    steps: [
      { notify: "supervisors", timeout: seconds(20) },
      { notify: "everyone", timeout: seconds(40) },
    ],
    repeat: 1,
    joinWithin: defaultJoinWithin.abuse,
  },
  help: {
    steps: [
      { notify: "supervisors", timeout: seconds(45) },
      { notify: "everyone", timeout: seconds(60) },
    ],
    repeat: 1,
    joinWithin: defaultJoinWithin.help,
  },
  question: {
    steps: [{ notify: "supervisors", timeout: minutes(2) }],
    repeat: 1,
    joinWithin: defaultJoinWithin.question,
  },
};

/** The policy that decides this request's steps and times now. */
export const policyOf = ({ policies, level, bare }: PolicyChoice): Policy =>
  bare && level === "help" ? bareOf(policies) : policies[level];
export interface PolicyChoice {
  readonly policies: Policies;
  readonly level: Level;
  readonly bare: boolean;
}

const bares = new WeakMap<Policies, Policy>();

/**
 * The people of Help at the speed of Abuse, whatever the policy of Abuse says (docs/features.md
 * E8).
 */
function bareOf(policies: Policies): Policy {
  const { help, abuse } = policies;
  const known = bares.get(policies);
  if (known !== undefined) return known;
  const steps = help.steps.map((step, n) => ({
    ...step,
    timeout: Math.min(step.timeout, (abuse.steps[n] ?? abuse.steps.at(-1) ?? step).timeout),
  }));
  const bare = { ...abuse, steps };
  bares.set(policies, bare);
  return bare;
}
