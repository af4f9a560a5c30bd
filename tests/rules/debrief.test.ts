import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Command } from "../../src/debriefs/rules.ts";
import type { Debrief } from "../../src/debriefs/debrief.ts";
import { effects } from "../../src/debriefs/effects.ts";
import { Situation } from "./debriefs/given.ts";
import { now, supporter, whyNever, seeker } from "./debriefs/people.ts";

/** Ben is asked first, then Carla, then Dave: each listened more often lately. */
const three = () =>
  new Situation(
    supporter("ben"),
    supporter("carla", { month: 2 }),
    supporter("dave", { month: 4 }),
  );
const last = (situation: Situation) => situation.happened.at(-1);

describe("the search (D2)", () => {
  it("asks whoever costs least, for 90 seconds", () => {
    const given = three();
    given.looks();
    expect(last(given)).toEqual({ type: "offeredTo", at: now, person: "ben", until: now + 90_000 });
  });

  it("goes to the next at once after Not now, and after 90 s without a word", () => {
    const given = three();
    given.looks();
    given.when("ben", { do: "notNow" });
    expect(given.state).toMatchObject({ status: "offered", to: "carla" });
    given.passes(89);
    expect(given.state).toMatchObject({ to: "carla" });
    given.passes(1);
    expect(given.state).toMatchObject({ to: "dave", until: now + 120_000 });
  });

  it("ends after two minutes, whoever is being asked", () => {
    const given = three();
    given.looks();
    given.passes(120);
    expect(given.state).toMatchObject({ status: "unmatched", at: now + 120_000 });
  });

  it("says that nobody was found after two minutes and never before, whatever the reason", () => {
    const reasons: Record<string, (given: Situation) => void> = {
      "there is nobody": (given) => given.listening.clear(),
      "never-list": (given) => given.becomes("ben", { never: ["ana"] }),
      "not willing": (given) => given.becomes("ben", { willing: false }),
      busy: (given) => given.becomes("ben", { onCall: true }),
      refused: () => undefined,
      silent: () => undefined,
      unreachable: () => undefined,
    };
    const told = Object.entries(reasons).map(([reason, happens]) => {
      const given = new Situation(supporter("ben"));
      happens(given);
      given.looks();
      given.passes(1);
      if (reason === "refused") given.when("ben", { do: "notNow" });
      if (reason === "unreachable") given.when(undefined, { do: "unreachable", person: "ben" });
      given.passes(300);
      // What the seeker is told, and when.
      return given.happened.flatMap((event) =>
        effects(event, given.state as Debrief).some(
          (effect) => effect.do === "tell" && "person" in effect.to && effect.to.person === "ana",
        )
          ? [[event.type, event.at]]
          : [],
      );
    });
    for (const one of told)
      expect(one).toEqual([
        ["sought", now],
        ["unmatched", now + 120_000],
      ]);
  });

  it("waits where somebody is only busy", () => {
    const busy = new Situation(supporter("ben", { onCall: true }));
    busy.looks();
    expect(busy.state?.status).toBe("searching");
    busy.passes(30);
    busy.becomes("ben", { onCall: false });
    busy.passes(15);
    expect(busy.state).toMatchObject({ status: "offered", to: "ben" });
  });

  it("takes the part of an assignment over all who look; told to wait, it waits", () => {
    const given = three();
    given.assigned = { person: "dave" };
    given.looks();
    expect(given.state).toMatchObject({ to: "dave" });
    const waits = three();
    waits.assigned = {};
    waits.looks();
    expect(waits.state?.status).toBe("searching");
  });

  it("asks nobody whom the rules forbid, even when an assignment says so", () => {
    const given = new Situation(supporter("ben", { today: 2 }));
    given.assigned = { person: "ben" };
    given.looks();
    expect(given.state?.status).toBe("searching");
  });

  it("asks nobody twice in one search, even when an assignment says so", () => {
    const given = three();
    given.looks();
    given.assigned = { person: "ben" };
    given.when("ben", { do: "notNow" });
    expect(given.state?.status).toBe("searching");
  });

  it("does not always begin with the same one of those who cost the same", () => {
    const first = new Set<string>();
    for (let minute = 0; minute < 40; minute++) {
      const given = new Situation(...["ben", "carla", "dave"].map((name) => supporter(name)));
      given.now += minute * 60_000;
      given.looks();
      if (given.state?.status === "offered") first.add(given.state.to);
    }
    expect([...first].toSorted()).toEqual(["ben", "carla", "dave"]);
  });

  it("a second press while it runs changes nothing", () => {
    const given = three();
    given.looks();
    expect(given.when("ana", { do: "choose", kind: "supervisor" })).toEqual({
      events: [],
      answer: "finding",
    });
    expect(given.when("ana", { do: "ask" })).toEqual({ events: [], answer: "finding" });
  });

  it("tried again, it does not press those who could not", () => {
    const given = new Situation(supporter("ben"), supporter("carla", { month: 2 }));
    given.looks();
    given.when("ben", { do: "notNow" });
    given.passes(120);
    given.when("ana", { do: "choose", kind: "peer" });
    expect(given.state).toMatchObject({ status: "offered", to: "carla" });
    // Typed anew it is a new wish, and "not now" was then.
    given.when("ana", { do: "withdraw" });
    given.looks();
    expect(given.state).toMatchObject({ status: "offered", to: "ben" });
  });

  it("moves on at once when somebody cannot be reached", () => {
    const given = three();
    given.looks();
    given.when(undefined, { do: "unreachable", person: "ben" });
    expect(given.state).toMatchObject({ to: "carla" });
    expect(given.when(undefined, { do: "unreachable", person: "ben" }).refused).toBe("over");
  });
});

describe("the answer", () => {
  it("a yes brings them together, once", () => {
    const given = three();
    given.looks();
    given.when("ben", { do: "yes" });
    expect(given.state).toMatchObject({ status: "accepted", partner: "ben" });
    expect(given.when("ben", { do: "yes" })).toEqual({ events: [], answer: "done" });
  });

  it("a yes in the very instant of its end is too late; the next one is asked", () => {
    const given = three();
    given.looks();
    given.now += 90_000;
    expect(given.when("ben", { do: "yes" }).answer).toBe("thanks");
    expect(given.state).toMatchObject({ status: "offered", to: "carla" });
  });

  it("after it lapsed it is refused in words that tell nothing", () => {
    const given = three();
    given.looks();
    given.passes(91);
    expect(given.when("ben", { do: "yes" }).refused).toBe("answered");
    expect(given.when("ben", { do: "notNow" }).refused).toBe("answered");
    expect(given.state).toMatchObject({ to: "carla" });
  });

  it.each([
    ["went into a break", { inBreak: true }],
    ["took a call", { onCall: true }],
    ["wrote Ana on their list", { never: ["ana"] }],
    ["reached the day's cap elsewhere", { today: 2 }],
    ["had a hard call", { coolUntil: now + 1_000_000 }],
  ])("a yes of somebody who %s meanwhile is let go, and the next one is asked", (_, change) => {
    const given = three();
    given.looks();
    given.becomes("ben", change);
    expect(given.when("ben", { do: "yes" }).answer).toBe("thanks");
    expect(given.state).toMatchObject({ status: "offered", to: "carla" });
  });

  it("is theirs alone", () => {
    const given = three();
    given.looks();
    for (const command of ["yes", "notNow", "leave", "finish", "stop"] as const)
      expect(given.when("carla", { do: command }).refused).toBe("over");
    expect(given.when("ben", { do: "withdraw" }).refused).toBe("not-yours");
    expect(given.when("ben", { do: "choose", kind: "peer" }).refused).toBe("not-yours");
    expect(given.when("ben", { do: "after", said: "fine" }).refused).toBe("answered");
  });
});

describe("whoever is not in it", () => {
  it.each(["withdraw", "decline", "yes", "notNow", "leave", "finish", "stop"] as const)(
    "reads the same at %s whether there is one or none",
    (command) => {
      const running = three();
      running.looks();
      const none = three();
      expect([
        running.when("dana", { do: command }).refused,
        none.when("dana", { do: command }).refused,
      ]).toEqual(["over", "over"]);
    },
  );
});

describe("the offer (D1)", () => {
  it("is made once, and once before the shift ends; then it fades", () => {
    const given = three();
    given.againAt = now + 3 * 3_600_000;
    given.when(undefined, { do: "offer" });
    given.passes(24 * 3_600);
    expect(given.types()).toEqual(["opened", "offeredAgain", "ended"]);
    expect(given.state).toEqual({ status: "idle", person: "ana", lastAt: now + 12 * 3_600_000 });
  });

  it("declined, it is final: nothing rings again, and nothing is kept", () => {
    const given = three();
    given.againAt = now + 3_600_000;
    given.when(undefined, { do: "offer" });
    expect(given.when("ana", { do: "decline" }).answer).toBe("declined");
    given.passes(24 * 3_600);
    expect(given.types()).toEqual(["opened", "ended"]);
    expect(Object.keys(given.state ?? {}).toSorted()).toEqual(["lastAt", "person", "status"]);
    expect(given.when("ana", { do: "choose", kind: "peer" }).refused).toBe("over");
  });

  it("is not made on top of what is going on, nor to somebody who is gone", () => {
    const given = three();
    given.looks();
    expect(given.when(undefined, { do: "offer" }).refused).toBe("over");
    const gone = three();
    gone.present = false;
    expect(gone.when(undefined, { do: "offer" }).refused).toBe("over");
  });
});

describe("afterwards (D6)", () => {
  it("both may end it; nobody else, and the supporter is asked how they are, once", () => {
    const given = three();
    given.looks();
    given.when("ben", { do: "yes" });
    expect(given.when("ben", { do: "after", said: "fine" }).refused).toBe("too-early");
    expect(given.when("carla", { do: "finish" }).refused).toBe("over");
    given.when("ana", { do: "finish" });
    expect(given.when("ana", { do: "after", said: "fine" }).refused).toBe("not-yours");
    expect(given.when("ben", { do: "after", said: "me-too" }).events).toEqual([
      { type: "cared", at: now, partner: "ben", after: "me-too" },
    ]);
    expect(given.when("ben", { do: "after", said: "fine" }).refused).toBe("answered");
  });

  it("old buttons begin nothing while the supporter is still being asked", () => {
    const given = three();
    given.looks();
    given.when("ben", { do: "yes" });
    expect(given.when("ana", { do: "choose", kind: "peer" })).toEqual({
      events: [],
      answer: "with",
    });
    given.when("ana", { do: "finish" });
    expect(given.when("ana", { do: "choose", kind: "peer" }).refused).toBe("over");
    expect(given.state?.status).toBe("done");
  });

  it("nobody said that it is over: it is after 45 minutes, and forgotten after twelve hours", () => {
    const given = three();
    given.looks();
    given.when("ben", { do: "yes" });
    given.passes(45 * 60);
    expect(given.state).toMatchObject({ status: "done", how: "quiet" });
    given.passes(12 * 3_600);
    expect(given.state?.status).toBe("idle");
  });

  it("a supporter who leaves is not asked again, and two minutes begin anew", () => {
    const given = three();
    given.looks();
    given.when("ben", { do: "yes" });
    given.passes(60);
    given.when("ben", { do: "leave" });
    expect(given.state).toMatchObject({
      status: "offered",
      to: "carla",
      resumed: true,
      giveUpAt: now + 180_000,
    });
    given.passes(120);
    given.when("ana", { do: "choose", kind: "peer" });
    expect(
      given.happened.filter((event) => event.type === "offeredTo" && event.person === "ben"),
    ).toHaveLength(1);
  });
});

/* Whatever people press and whenever: the laws that no order of events breaks. */
describe("any story", () => {
  const everybody = ["ana", "ben", "carla", "dave", "eve"];
  const verbs = (
    ...names: readonly Exclude<Command["do"], "choose" | "after" | "wish" | "unreachable">[]
  ) => names.map((verb) => ({ do: verb }));
  const anas: Command[] = [
    { do: "choose", kind: "peer" },
    { do: "choose", kind: "peer" },
    { do: "choose", kind: "outside" },
    ...verbs("ask", "ask", "withdraw", "finish"),
  ];
  const theirs: Command[] = [
    ...verbs("yes", "yes", "notNow", "leave", "finish", "stop"),
    ...(["fine", "me-too"] as const).map((said) => ({ do: "after", said }) as const),
  ];
  const any: Command[] = [
    ...anas,
    ...theirs,
    ...verbs("decline", "offer"),
    { do: "wish" },
    { do: "unreachable", person: "ben" },
  ];
  const press = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ by: fc.constant("ana"), command: fc.constantFrom(...anas) }),
    },
    // Whoever is asked, or talks with her, at that moment.
    {
      weight: 3,
      arbitrary: fc.record({ by: fc.constant("them"), command: fc.constantFrom(...theirs) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ by: fc.constantFrom(...everybody), command: fc.constantFrom(...any) }),
    },
  );
  const change = fc.record({
    who: fc.constantFrom(...everybody),
    change: fc.constantFrom(
      { onCall: true },
      { onCall: false },
      { inBreak: true },
      { inBreak: false },
      { never: ["ana"] },
      { today: 2 },
      { today: 0 },
    ),
  });
  const step = fc.oneof(
    { weight: 6, arbitrary: press },
    { weight: 3, arbitrary: fc.record({ seconds: fc.nat({ max: 100 }) }) },
    change,
  );

  it("no forbidden pair, one asked at a time, no one pressed twice, and always somebody who looks again", () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 60 }), (steps) => {
        const given = new Situation(
          ...everybody.map((name, load) =>
            supporter(name, {
              month: load,
              agentOf: [load > 2 ? "Returns" : "Billing"],
              onCall: load !== 1,
            }),
          ),
        );
        for (const one of steps) {
          if ("seconds" in one) given.passes(one.seconds);
          else if ("who" in one) given.becomes(one.who, one.change);
          else {
            const before = given.happened.length;
            const them =
              given.state?.status === "offered"
                ? given.state.to
                : given.state !== undefined && "partner" in given.state
                  ? given.state.partner
                  : "ben";
            given.when(one.by === "them" ? them : one.by, one.command);
            for (const event of given.happened.slice(before)) {
              const who =
                event.type === "offeredTo"
                  ? event.person
                  : event.type === "accepted"
                    ? event.partner
                    : undefined;
              const found = who === undefined ? undefined : given.listening.get(who);
              const kind =
                given.state !== undefined && "kind" in given.state ? given.state.kind : "peer";
              if (found !== undefined) expect(whyNever(seeker({ kind }), found)).toBeUndefined();
            }
          }
          const { state } = given;
          if (state === undefined) continue;
          met.add(state.status);
          if (state.status !== "idle")
            expect([...given.timers.values()].some((due) => due > given.now - 1)).toBe(true);
          if ("tried" in state) expect(new Set(state.tried).size).toBe(state.tried.length);
          if (state.status === "offered") expect(state.tried.at(-1)).toBe(state.to);
          if (state.status === "searching" || state.status === "offered")
            expect(given.now).toBeLessThan(state.giveUpAt);
        }
      }),
      { numRuns: 400 },
    );
    expect([...met].toSorted()).toEqual([
      "accepted",
      "asked",
      "done",
      "idle",
      "offered",
      "searching",
      "unmatched",
    ]);
  });
});
