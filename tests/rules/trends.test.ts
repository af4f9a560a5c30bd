import { describe, expect, it } from "vitest";
import type { Given } from "../../src/kernel/decision.ts";
import { answersFrom } from "../../src/trends/answers.ts";
import { windowLasts, windowOf } from "../../src/trends/questions.ts";
import { type Facts, decide, effects, timers } from "../../src/trends/rules.ts";
import { type Trends, evolve } from "../../src/trends/state.ts";
import type { Answer, Roster } from "../../src/trends/source.ts";

const window = windowOf(Date.UTC(2026, 5, 1));
const given = (at: number, by?: string): Given => ({
  at,
  by,
  via: undefined,
  newId: "new",
  seed: 1,
});
const six: Roster = new Map(Array.from({ length: 6 }, (_, n) => [`p${n}`, ["A"]]));
const running: Trends = { lastAt: window, window, past: [], looks: 0 };
const answers = (counts: boolean, at = window + 1): Answer[] =>
  [...six.keys()].map((person) => ({ person, question: "energy", at, counts }));
const facts = (over?: Facts["over"]): Facts => ({
  leads: ["lee"],
  rosters: new Map([[window, six]]),
  ...(over === undefined ? {} : { over }),
});

describe("K5, K7: a window begins, passes, is looked at", () => {
  it("the first tick begins the window that runs, and nothing is due before its end", () => {
    const decision = decide(undefined, { do: "turn" }, given(window + 5), facts());
    expect(decision).toEqual({ events: [{ type: "began", at: window + 5, window }] });
    expect(decide(running, { do: "turn" }, given(window + windowLasts - 1), facts())).toEqual({
      refused: "not-due",
    });
    expect(timers(running)).toEqual([{ do: "later", command: "turn", at: window + windowLasts }]);
  });

  it("when it is over its numbers are made once, leads hear of it, and the next begins", () => {
    const at = window + windowLasts;
    const decision = decide(
      running,
      { do: "turn" },
      given(at),
      facts({ start: window, answers: answers(true), rosters: [six] }),
    );
    const events = "events" in decision ? decision.events : [];
    expect(events.map(({ type }) => type)).toEqual(["passed", "began"]);
    const after = events.reduce<Trends | undefined>(evolve, running);
    expect(after?.window).toBe(at);
    expect(after?.past[0]?.picture.map(({ from, to }) => [from, to])).toEqual([
      [50, 100],
      [50, 100],
    ]);
    expect(
      events.flatMap((event) => effects(event, events.reduce<Trends>(evolve, running))),
    ).toEqual([
      {
        do: "tell",
        to: { person: "lee" },
        view: "picture",
        occasion: `w${window}`,
        priority: "later",
      },
    ]);
  });

  it("a window that shows nothing tells nobody", () => {
    const decision = decide(
      running,
      { do: "turn" },
      given(window + windowLasts),
      facts({ start: window, answers: answers(true).slice(0, 4), rosters: [six] }),
    );
    expect(
      ("events" in decision ? decision.events : []).flatMap((event) => effects(event, running)),
    ).toEqual([]);
  });

  it("after downtime it goes on with the window that runs then; what had no list of people has no numbers", () => {
    const at = window + 3 * windowLasts + 7;
    const decision = decide(running, { do: "turn" }, given(at), facts());
    expect(decision).toEqual({ events: [{ type: "began", at, window: window + 3 * windowLasts }] });
  });

  it("a lead's look is counted, anybody else's is not", () => {
    expect(decide(running, { do: "look", from: 0 }, given(window + 1, "lee"), facts())).toEqual({
      events: [{ type: "looked", at: window + 1, by: "lee" }],
      answer: { from: 0 },
    });
    expect(decide(running, { do: "look", from: 0 }, given(window + 1, "p1"), facts())).toEqual({
      events: [],
      answer: { from: 0 },
    });
  });

  it("only a lead says what is being done", () => {
    expect(decide(running, { do: "say" }, given(window + 1, "p1"), facts())).toEqual({
      refused: "not-a-lead",
    });
    expect(decide(running, { do: "say" }, given(window + 1, "lee"), facts())).toEqual({
      events: [{ type: "said", at: window + 1, by: "lee" }],
      answer: "said",
    });
  });

  const waiting: Trends = { ...running, waiting: { reminded: 0 } };
  const over: Facts["over"] = { start: window, answers: answers(true), rosters: [six] };

  it("a picture waits for a word, a word opens the round, and one that shows nothing waits for none", () => {
    const turn = decide(running, { do: "turn" }, given(window + windowLasts), facts(over));
    const after = ("events" in turn ? turn.events : []).reduce<Trends | undefined>(evolve, running);
    expect(after?.waiting).toEqual({ reminded: 0 });
    if (after === undefined) throw new Error("no trend");
    expect(
      evolve(after, { type: "said", at: window + windowLasts + 1, by: "lee" }).waiting,
    ).toBeUndefined();
    const empty = decide(
      running,
      { do: "turn" },
      given(window + windowLasts),
      facts({ ...over, answers: [] }),
    );
    const quiet = ("events" in empty ? empty.events : []).reduce<Trends | undefined>(
      evolve,
      running,
    );
    expect(quiet?.past).toHaveLength(1);
    expect(quiet?.waiting).toBeUndefined();
  });

  it("a round that nobody opened makes no picture, and the next waits still; where there is no lead nobody waits", () => {
    const closed = decide(waiting, { do: "turn" }, given(window + windowLasts), facts(over));
    expect(closed).toMatchObject({ events: [{ type: "began" }] });
    expect(
      ("events" in closed ? closed.events : []).reduce<Trends | undefined>(evolve, waiting)
        ?.waiting,
    ).toEqual({ reminded: 0 });
    const alone = decide(waiting, { do: "turn" }, given(window + windowLasts), {
      ...facts(over),
      leads: [],
    });
    expect(alone).toMatchObject({ events: [{ type: "passed" }, { type: "began" }] });
  });

  it("leads are reminded after one week and after three; after downtime once; and never when it was said", () => {
    const week = windowLasts / 4;
    const at = (state: Trends) =>
      timers(state).flatMap((effect) =>
        "command" in effect && effect.command === "remind" ? [effect.at - window] : [],
      );
    expect(at(running)).toEqual([]);
    expect(at(waiting)).toEqual([week]);
    expect(decide(waiting, { do: "remind" }, given(window + week - 1), facts())).toEqual({
      refused: "not-due",
    });
    expect(decide(running, { do: "remind" }, given(window + week), facts())).toEqual({
      refused: "not-due",
    });
    expect(decide(waiting, { do: "remind" }, given(window + week), facts())).toMatchObject({
      events: [{ type: "reminded", leads: ["lee"] }],
    });
    const once = evolve(waiting, { type: "reminded", at: window + week, leads: ["lee"] });
    expect(at(once)).toEqual([3 * week]);
    expect(effects({ type: "reminded", at: window + week, leads: ["lee"] }, once)).toMatchObject([
      { view: "reminder", to: { person: "lee" } },
    ]);
    expect(
      at(evolve(waiting, { type: "reminded", at: window + 3 * week, leads: ["lee"] })),
    ).toEqual([]);
  });

  it("while answers are being opened the turn stays due and nothing is shown", () => {
    const at = window + windowLasts;
    const decision = decide(running, { do: "turn" }, given(at), { ...facts(), more: true });
    expect(decision).toEqual({ events: [{ type: "gathered", at }] });
    expect(timers(evolve(running, { type: "gathered", at }))).toEqual([
      { do: "later", command: "turn", at },
    ]);
  });

  it("answers that no key opened are remembered until the next window is closed", () => {
    const at = window + windowLasts;
    const close = (unopened: number) =>
      decide(running, { do: "turn" }, given(at), { ...facts(over), unopened });
    const after = (unopened: number, before: Trends) => {
      const decision = close(unopened);
      return ("events" in decision ? decision.events : []).reduce<Trends | undefined>(
        evolve,
        before,
      );
    };
    expect(after(3, running)?.unopened).toEqual({ at, answers: 3 });
    expect(after(0, { ...running, unopened: { at, answers: 3 } })?.unopened).toBeUndefined();
  });

  it("a year of windows is remembered, and no more", () => {
    let trends: Trends | undefined = running;
    for (let n = 0; n < 20; n++)
      trends = evolve(trends, {
        type: "passed",
        at: window,
        leads: [],
        passed: { start: window + n, teams: [], picture: [], answered: [] },
      });
    expect(trends?.past.map(({ start }) => start - window)).toEqual(
      Array.from({ length: 13 }, (_, n) => n + 7),
    );
  });
});

describe("what counts towards a share", () => {
  const of = (given: Parameters<typeof answersFrom>[0]["answers"]) =>
    Object.fromEntries(
      answersFrom({ person: "p", day: "2026-06-05", answers: given }).map(
        ({ question, counts }) => [question, counts],
      ),
    );

  it("4 and 5; help among those who wanted it; a plain yes", () => {
    expect([3, 4, 5].map((energy) => of({ energy })["energy"])).toEqual([false, true, true]);
    expect([3, 4, 5].map((strain) => of({ strain })["strain"])).toEqual([false, true, true]);
    expect(
      ["always", "mostly", "sometimes", "rarely", "not-needed"].map((help) => of({ help })["help"]),
    ).toEqual([true, true, false, false, undefined]);
    expect(["yes", "partly", "no"].map((said) => of({ turn: { question: 2, said } }))).toEqual([
      { breaks: true },
      { breaks: false },
      { breaks: false },
    ]);
    expect(of({ turn: { question: 6, said: "yes" } })).toEqual({});
  });

  it("a day lies in the window of its date", () => {
    const monday = new Date(window).toISOString().slice(0, 10);
    const before = new Date(window - 24 * 3_600_000).toISOString().slice(0, 10);
    const at = (day: string) =>
      answersFrom({ person: "p", day, answers: { energy: 1 } })[0]?.at ?? 0;
    expect(windowOf(at(monday))).toBe(window);
    expect(windowOf(at(before))).toBe(window - windowLasts);
  });
});
