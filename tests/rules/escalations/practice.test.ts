import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { behaviours } from "../../../src/escalations/boundary/ladder.ts";
import { type Category, categories } from "../../../src/escalations/categories.ts";
import { evolve } from "../../../src/escalations/evolve.ts";
import {
  type Command,
  type PracticeFacts,
  decide,
  effects,
  overAt,
  timers,
} from "../../../src/escalations/practice/rules.ts";
import { type Request, isLive } from "../../../src/escalations/request.ts";
import { pretendSupervisor } from "../../../src/kernel/pretend.ts";
import { seconds } from "../../../src/kernel/time.ts";
import { dana, priya, sam, usualPolicies } from "../../support/given.ts";

const start = 1_794_474_000_007;
/** As if real people were there: nobody of them may be asked. */
const facts: PracticeFacts = {
  busy: undefined,
  colleagues: [sam, priya, dana],
  requesterLanguages: [],
  team: { name: "Billing", policies: usualPolicies },
};
const ids = { subject: undefined, via: "anas-account", newId: "practice-1", seed: 1 } as const;

/** Runs the timers that are due on the way, as the runtime does. */
class Played {
  state: Request | undefined;
  now = start;
  readonly told: string[] = [];

  does(command: Command, by: string | undefined): string {
    const decided = decide(this.state, command, { ...ids, at: this.now, by }, facts);
    if ("refused" in decided) return decided.refused;
    for (const event of decided.events) {
      this.state = evolve(this.state, event);
      for (const effect of effects(event, this.state))
        if (effect.do === "tell") this.told.push(JSON.stringify(effect.to));
    }
    return "done";
  }

  passes(time: number): void {
    const end = this.now + seconds(time);
    for (;;) {
      const due = (this.state === undefined ? [] : timers(this.state))
        .flatMap((timer) => (timer.do === "later" && timer.command !== "shrink" ? [timer] : []))
        .toSorted((a, b) => a.at - b.at)[0];
      if (due === undefined || due.at > end) break;
      this.now = Math.max(this.now, due.at);
      const answer = this.does({ do: due.command } as Command, undefined);
      if (answer !== "done") throw new Error(`${due.command}: ${answer}`);
    }
    this.now = end;
  }

  get live(): Request {
    if (this.state === undefined) throw new Error("nothing is practised");
    return this.state;
  }
}

const press: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom<Command>(
    { do: "hold" },
    { do: "back" },
    { do: "here" },
    { do: "endCall" },
    { do: "callEnded" },
    { do: "danger" },
    { do: "acknowledge" },
    { do: "giveTo", to: "sam" },
  ),
  fc
    .constantFrom(...(Object.keys(categories) as Category[]))
    .map((category): Command => ({ do: "categorise", category })),
  fc
    .tuple(fc.constantFrom(...behaviours), fc.nat(3))
    .map(([behaviour, after]): Command => ({ do: "boundary", step: { behaviour, after } })),
);
const story = fc.array(
  fc.oneof(
    fc.integer({ min: 1, max: 200 }),
    fc.tuple(fc.constantFrom("ana", "ana", "ana", "sam"), press),
  ),
  { maxLength: 30 },
);

describe("E15: a practice", () => {
  it("whatever is pressed and whenever: nobody real is asked, no danger is pretended, and it ends in time", () => {
    fc.assert(
      fc.property(story, (steps) => {
        const played = new Played();
        expect(played.does({ do: "practise" }, "ana")).toBe("done");
        for (const step of steps) {
          if (typeof step === "number") played.passes(step);
          else if (step[0] === "sam") expect(played.does(step[1], "sam")).toBe("not-yours");
          else played.does(step[1], "ana");
          const { practice, level, pages, helpers, openedAt } = played.live;
          expect(practice).toBe(true);
          expect(level).not.toBe("danger");
          expect(
            [...Object.keys(pages), ...helpers].filter((id) => id !== pretendSupervisor),
          ).toEqual([]);
          if (isLive(played.live)) expect(played.now).toBeLessThan(openedAt + seconds(600));
        }
        played.passes(600);
        expect(isLive(played.live)).toBe(false);
        expect(new Set(played.told)).toEqual(new Set([JSON.stringify({ account: ids.via })]));
      }),
    );
  });

  it("is taken after 6 s, joined after 18 s and answered after 38 s, and over after ten minutes", () => {
    const played = new Played();
    played.does({ do: "practise" }, "ana");
    const seen = [5, 1, 12, 20].map((time) => {
      played.passes(time);
      return [played.live.status, played.live.verdict?.verdict];
    });
    expect(seen).toEqual([
      ["open", undefined],
      ["acknowledged", undefined],
      ["joined", undefined],
      ["joined", "approve"],
    ]);
    played.passes(600 - 38);
    expect(played.live).toMatchObject({ status: "resolved", how: "practised" });
  });

  it("after an outage no late tick plays on: it ends", () => {
    const played = new Played();
    played.does({ do: "practise" }, "ana");
    played.now = overAt(played.live) + seconds(3600);
    expect(played.does({ do: "step" }, undefined)).toBe("done");
    expect(played.live.status).toBe("open");
    expect(played.does({ do: "over" }, undefined)).toBe("done");
    expect(played.live).toMatchObject({ status: "resolved", how: "practised" });
  });

  it("gives way to a request in earnest at any moment", () => {
    const played = new Played();
    played.does({ do: "practise" }, "ana");
    played.passes(20);
    expect(played.does({ do: "giveWay" }, undefined)).toBe("done");
    expect(played.live).toMatchObject({ status: "resolved", how: "in-earnest" });
    expect(played.does({ do: "giveWay" }, undefined)).toBe("closed");
  });
});
