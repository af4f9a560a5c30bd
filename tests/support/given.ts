import { deepStrictEqual } from "node:assert/strict";
import type { Given } from "../../src/kernel/decision.ts";
import type { PersonId } from "../../src/kernel/ids.ts";
import { type Instant, seconds } from "../../src/kernel/time.ts";
import type { Colleague } from "../../src/escalations/rules/asking.ts";
import type { Answer, Command, Facts, Refusal } from "../../src/escalations/commands.ts";
import { timers } from "../../src/escalations/effects.ts";
import type { Event } from "../../src/escalations/events.ts";
import { evolve } from "../../src/escalations/evolve.ts";
import type { Policies, Policy, Step } from "../../src/escalations/policy.ts";
import type { Request } from "../../src/escalations/request.ts";
import { decide } from "../../src/escalations/rules.ts";
import type { Tick } from "../../src/escalations/times.ts";

/*
 * Given a floor and a policy, when somebody presses or time passes, then events. No database: the clock is a number, and
 * timers are kept exactly as the runtime keeps them (one a command, the newest wish wins, deleted when rung).
 */

/** What the team may offer. */
export const offered = ["Refund up to 50", "Free delivery"];

/** What one command led to. */
export interface Happened {
  readonly events: readonly Event[];
  readonly answer?: Answer | undefined;
  readonly refused?: Refusal;
}

/** Sees every decision as it is made: the models check their laws here. */
export type Witness = (
  before: Request | undefined,
  command: Command,
  happened: Happened,
  given: Given,
  facts: Facts,
) => void;

export interface Setting {
  readonly policies?: Partial<Policies>;
  readonly colleagues?: readonly Colleague[];
  readonly languages?: readonly string[];
  readonly witness?: Witness;
}

/** Everybody a story of the rules needs. Sam and Priya run Billing, Dana Deliveries; Lee is named by a policy only. */
export const sam: Colleague = present("sam", { supervises: ["Billing"] });
export const priya: Colleague = present("priya", { supervises: ["Billing"] });
export const dana: Colleague = present("dana", { supervises: ["Deliveries"] });
export const lee: Colleague = present("lee", {});

export function present(person: PersonId, more: Partial<Colleague>): Colleague {
  return {
    person,
    supervises: [],
    languages: [],
    onShift: true,
    inBreak: false,
    reachable: true,
    quiet: false,
    busy: false,
    ...more,
  };
}

/** A policy in seconds: `policy([["supervisors", 20], ["everyone", 30]], 1)`. */
export function policy(
  steps: readonly (readonly [Step["notify"], number])[],
  repeat = 1,
  joinWithin = 60,
): Policy {
  return {
    steps: steps.map(([notify, timeout]) => ({ notify, timeout: seconds(timeout) })),
    repeat,
    joinWithin: seconds(joinWithin),
  };
}

const usual = policy([
  ["supervisors", 20],
  ["everyone", 30],
]);
export const usualPolicies: Policies = {
  danger: policy([["everyone", 15]], 1, 30),
  abuse: usual,
  help: usual,
  question: policy([["supervisors", 120]], 1, 600),
};

/** 12 November 2026, 09:00 UTC, plus a number that divides by nothing: odd milliseconds find rounding faults. */
const start: Instant = 1_794_474_000_007;

export class Situation {
  readonly floor: Map<PersonId, Colleague>;
  /** Everything that ever happened, as the journal has it. */
  readonly journal: Event[] = [];
  /** As the table of timers has them. */
  readonly timers = new Map<Tick, Instant>();
  now = start;
  /** The team's policies today: a running request must not care. */
  policies: Policies;
  /** When the requester opened another live request. */
  lastOpenedAt: Instant | undefined;
  #state: Request | undefined;
  /** What is known of the case that a reference names. */
  earlier: Facts["earlier"];
  readonly #languages: readonly string[];
  readonly #witness: Witness;

  constructor({
    policies = {},
    colleagues = [sam, priya, dana],
    languages = [],
    witness = () => undefined,
  }: Setting = {}) {
    // A bare request asks the people of Help at the times of Abuse: where only these are given, both are meant.
    const { abuse } = policies;
    this.policies = {
      ...usualPolicies,
      ...(abuse === undefined ? {} : { help: abuse }),
      ...policies,
    };
    this.floor = new Map(colleagues.map((colleague) => [colleague.person, colleague]));
    this.#languages = languages;
    this.#witness = witness;
  }

  get state(): Request {
    if (this.#state === undefined) throw new Error("nothing was opened yet");
    return this.#state;
  }

  get isOpened(): boolean {
    return this.#state !== undefined;
  }

  get facts(): Facts {
    const last = this.lastOpenedAt === undefined ? {} : { lastOpenedAt: this.lastOpenedAt };
    return {
      colleagues: [...this.floor.values()],
      requesterLanguages: this.#languages,
      offers: offered,
      countries: ["GB", "ES", "US"],
      team: { name: "Billing", policies: this.policies },
      earlier: this.earlier,
      ...last,
    };
  }

  /** Somebody changes: goes home, takes a break, takes a call. */
  becomes(person: PersonId, change: Partial<Colleague>): void {
    const colleague = this.floor.get(person);
    if (colleague !== undefined) this.floor.set(person, { ...colleague, ...change });
  }

  /** Ana asks for help. */
  escalates(words = false): Happened {
    return this.when("ana", { do: "escalate", worded: words });
  }

  /** One command. Everything that holds of every decision is checked here, whatever the test is about. */
  when(by: PersonId | undefined, command: Command): Happened {
    const given: Given = {
      at: this.now,
      by,
      via: by === undefined ? undefined : `account-of-${by}`,
      newId: `request-${this.journal.length}`,
      seed: 0,
    };
    const { facts } = this;
    const before = this.#state;
    const found = JSON.stringify(before);
    const decision = decide(before, command, given, facts);
    deepStrictEqual(
      decide(before, command, given, facts),
      decision,
      "the same question has one answer",
    );
    deepStrictEqual(JSON.stringify(before), found, "deciding changes nothing");
    const happened: Happened =
      "refused" in decision ? { events: [], refused: decision.refused } : decision;
    for (const event of happened.events) this.#state = evolve(this.#state, event);
    if (happened.events.length > 0) {
      deepStrictEqual(
        JSON.parse(JSON.stringify(this.#state)),
        this.#state,
        "stored as JSON, it reads back the same",
      );
      this.journal.push(...happened.events);
      for (const effect of timers(this.state))
        if (effect.do === "later") this.timers.set(effect.command as Tick, effect.at);
    }
    this.#witness(before, command, happened, given, facts);
    return happened;
  }

  /** The clock's command right now, whether it is due or not. */
  tick(tick: Tick): Happened {
    return this.when(undefined, { do: tick });
  }

  /** The next timer, at its very time. @returns undefined when there is none. */
  ringNext(): { readonly tick: Tick; readonly happened: Happened } | undefined {
    const next = [...this.timers].toSorted(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))[0];
    if (next === undefined) return undefined;
    const [tick, due] = next;
    this.timers.delete(tick);
    this.now = Math.max(this.now, due);
    return { tick, happened: this.tick(tick) };
  }

  /** Nobody looks for so long; then what fell due meanwhile is rung, late. @returns all that happened when it was. */
  isAway(secondsLong: number): Event[] {
    this.now += seconds(secondsLong);
    return this.passes(0);
  }

  /** Time passes and rings what falls due. @returns all that happened meanwhile. */
  passes(secondsLong: number): Event[] {
    const until = this.now + seconds(secondsLong);
    const events: Event[] = [];
    while ([...this.timers.values()].some((due) => due <= until))
      events.push(...(this.ringNext()?.happened.events ?? []));
    this.now = until;
    return events;
  }
}

/** Only the types, for an assertion one can read. */
export const types = ({ events }: { readonly events: readonly Event[] }): string[] =>
  events.map((event) => event.type);

/** Whom these events ring, by what: `["asked sam,priya", "nudged sam"]`. */
export function rings(events: readonly Event[]): string[] {
  return events.flatMap((event) => {
    if (event.type === "asked" || event.type === "widened" || event.type === "found")
      return [`${event.type} ${event.people.join()}`];
    if (event.type === "handedTo") return [`handedTo ${event.to}`];
    if (event.type === "nudged") return [`nudged ${event.person}`];
    if (event.type === "calledAgain" || event.type === "reminded")
      return event.person === undefined ? [] : [`${event.type} ${event.person}`];
    return [];
  });
}
