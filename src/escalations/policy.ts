import type { PersonId } from "../kernel/ids.ts";
import { type Millis, minutes, seconds } from "../kernel/time.ts";

/** What people read: Danger · Abuse · Help · Question, never a number (PRODUCT E8; levels 1–4 of DOMAIN 6.1). */
export type Level = "danger" | "abuse" | "help" | "question";
export const levels: readonly Level[] = ["danger", "abuse", "help", "question"];

/** Whom a step asks: this team's supervisors, every supervisor of the organisation, or people by name. */
export type Notify = "supervisors" | "everyone" | readonly PersonId[];

export interface Step {
  readonly notify: Notify;
  readonly timeout: Millis;
}

/** An escalation policy for one level. `repeat` counts rounds after the first; then the request is exhausted. */
export interface Policy {
  readonly steps: readonly Step[];
  readonly repeat: number;
  /** Taken but not with the agent by then: the acknowledgement lapses. */
  readonly joinWithin: Millis;
}

export type Policies = Readonly<Record<Level, Policy>>;

/** Join times by level (CONTRACT: 30 s, 60 s, 3 min, 10 min). */
const defaultJoinWithin: Readonly<Record<Level, Millis>> = {
  danger: seconds(30),
  abuse: seconds(60),
  help: minutes(3),
  question: minutes(10),
};

/** The default policy (DOMAIN 6.1: widen to everyone at 0, 20, 45 s; a question stays with the team). */
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
