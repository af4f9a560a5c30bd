import { deepStrictEqual } from "node:assert/strict";
import type { Debrief, Event } from "../../../src/debriefs/debrief.ts";
import { timers } from "../../../src/debriefs/effects.ts";
import { evolve } from "../../../src/debriefs/evolve.ts";
import type { Supporter } from "../../../src/debriefs/people.ts";
import {
  type Answer,
  type Command,
  type Facts,
  type Refusal,
  type Tick,
  decide,
} from "../../../src/debriefs/rules.ts";
import { now as start, seeker } from "./people.ts";

export interface Happened {
  readonly events: readonly Event[];
  readonly answer?: Answer | undefined;
  readonly refused?: Refusal;
}

/** Given people who might listen to Ana, when somebody presses or time passes, then events. Timers as the runtime keeps them. */
export class Situation {
  readonly listening: Map<string, Supporter>;
  readonly happened: Event[] = [];
  readonly timers = new Map<Tick, number>();
  state: Debrief | undefined;
  now = start;
  againAt: number | undefined;
  assigned: Facts["assigned"];
  present = true;
  chat: Facts["chat"];
  #count = 0;

  constructor(...listening: readonly Supporter[]) {
    this.listening = new Map(listening.map((one) => [one.person, one]));
  }

  get facts(): Facts {
    const { person, supervises, agentOf, languages, never, favourites, sameCall, met } = seeker();
    return {
      ...{
        present: this.present,
        seeker: { person, supervises, agentOf, languages, never, favourites, sameCall, met },
      },
      supporters: [...this.listening.values()],
      ...(this.againAt === undefined ? {} : { againAt: this.againAt }),
      ...(this.assigned === undefined ? {} : { assigned: this.assigned }),
      ...(this.chat === undefined ? {} : { chat: this.chat }),
    };
  }

  becomes(person: string, change: Partial<Supporter>): void {
    const one = this.listening.get(person);
    if (one !== undefined) this.listening.set(person, { ...one, ...change });
  }

  /** One command; what holds of every decision is checked here. */
  when(by: string | undefined, command: Command): Happened {
    const given = {
      at: this.now,
      by,
      subject: "ana",
      via: undefined,
      newId: `id-${this.#count++}`,
      seed: 7,
    };
    const found = JSON.stringify(this.state);
    const decision = decide(this.state, command, given, this.facts);
    deepStrictEqual(
      decide(this.state, command, given, this.facts),
      decision,
      "the same question has one answer",
    );
    deepStrictEqual(JSON.stringify(this.state), found, "deciding changes nothing");
    if ("refused" in decision) return { events: [], refused: decision.refused };
    for (const event of decision.events) this.state = evolve(this.state, event);
    if (decision.events.length > 0 && this.state !== undefined) {
      deepStrictEqual(
        JSON.parse(JSON.stringify(this.state)),
        this.state,
        "stored as JSON, it reads back the same",
      );
      this.happened.push(...decision.events);
      for (const effect of timers(this.state))
        if (effect.do === "later") this.timers.set(effect.command as Tick, effect.at);
    }
    return decision;
  }

  /** Ana asks, and says with whom. */
  looks(kind: "peer" | "supervisor" | "outside" = "peer"): Happened {
    this.when("ana", { do: "ask" });
    return this.when("ana", { do: "choose", kind });
  }

  /** Time passes; what becomes due rings in order. */
  passes(seconds: number): void {
    const until = this.now + seconds * 1_000;
    for (let rings = 0; rings < 500; rings++) {
      const next = [...this.timers].toSorted(([, a], [, b]) => a - b)[0];
      if (next === undefined || next[1] > until) break;
      this.now = Math.max(this.now, next[1]);
      this.timers.delete(next[0]);
      this.when(undefined, { do: next[0] });
    }
    this.now = until;
  }

  types(): string[] {
    return this.happened.map(({ type }) => type);
  }
}
