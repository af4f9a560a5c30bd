import { describe, expect, it } from "vitest";
import { effects } from "../../src/escalations/effects.ts";
import { features } from "../../src/features.ts";
import type { Shell } from "../../src/runtime/feature.ts";
import { Situation, dana, present, priya, rings, sam, types } from "../support/given.ts";

const unknown = { reachable: false };
/** What the last event leaves for the clock. */
const looks = (s: Situation) =>
  s.journal
    .slice(-1)
    .flatMap((event) => effects(event, s.state))
    .flatMap((effect) => (effect.do === "later" ? [effect] : []));

describe("E1, E12: nobody who is on shift could be reached", () => {
  it("is looked at once more three seconds later, and asked when somebody was found", () => {
    const s = new Situation({
      colleagues: [
        { ...sam, ...unknown },
        { ...priya, ...unknown },
      ],
    });
    s.escalates();
    expect(s.state).toMatchObject({ status: "exhausted", outOfReach: true });
    expect(looks(s)).toEqual([{ do: "later", command: "found", at: s.now + 3_000 }]);
    expect(types(s.when(undefined, { do: "found" }))).toEqual([]);
    s.becomes("sam", { reachable: true });
    expect(rings(s.when(undefined, { do: "found" }).events)).toEqual(["asked sam"]);
    expect(s.state).toMatchObject({ status: "open", news: "asked" });
  });

  it("not for a call of a quarter of an hour ago, nor where nobody was missing, nor where nobody is on shift", () => {
    const s = new Situation({ colleagues: [{ ...sam, ...unknown }] });
    s.escalates();
    s.now += 15 * 60_000 + 1;
    s.becomes("sam", { reachable: true });
    expect(types(s.when(undefined, { do: "found" }))).toEqual([]);

    const asked = new Situation({ colleagues: [sam] });
    asked.escalates();
    expect(types(asked.when(undefined, { do: "found" }))).toEqual([]);

    const nobody = new Situation({ colleagues: [{ ...sam, onShift: false }] });
    nobody.escalates();
    expect(nobody.state).not.toHaveProperty("outOfReach");
    expect(looks(nobody)).toEqual([]);
  });
});

describe("E12: somebody is found while others are asked", () => {
  const found = (s: Situation) => rings(s.when(undefined, { do: "found" }).events);

  it("is asked at once, in the step that runs, and again is nobody asked twice", () => {
    const s = new Situation({ colleagues: [sam, { ...priya, ...unknown }, dana] });
    s.escalates();
    s.now += 10_000;
    expect(found(s)).toEqual([]);
    s.becomes("priya", { reachable: true });
    expect(found(s)).toEqual(["found priya"]);
    expect(s.state).toMatchObject({ status: "open", ringing: { asked: ["sam", "priya"] } });
    expect(found(s)).toEqual([]);
    expect(s.when("priya", { do: "acknowledge" }).answer).toBe("taken");
  });

  it("not for a step that has not asked yet; those who wait for its middle still come then", () => {
    const s = new Situation({
      colleagues: [sam, { ...priya, busy: true }, { ...dana, ...unknown }],
    });
    s.escalates();
    s.becomes("dana", { reachable: true });
    expect(found(s)).toEqual([]);
    const other = new Situation({
      colleagues: [
        { ...sam, ...unknown },
        { ...priya, busy: true },
        present("kim", { supervises: ["Billing"] }),
      ],
    });
    other.escalates();
    other.becomes("sam", { reachable: true });
    expect(found(other)).toEqual(["found sam"]);
    expect(rings(other.passes(11))).toEqual(["widened priya"]);
  });

  it("whose page could not be delivered is asked again", () => {
    const s = new Situation({ colleagues: [sam, priya] });
    s.escalates();
    s.when(undefined, { do: "unreachable", person: "sam", code: "no_chat" });
    s.becomes("sam", { reachable: false });
    expect(found(s)).toEqual([]);
    s.becomes("sam", { reachable: true });
    expect(found(s)).toEqual(["found sam"]);
    expect(s.state.lost).toEqual([]);
  });

  it("after No answer has the time of a step, and nobody else is rung for it", () => {
    const s = new Situation({ colleagues: [sam, { ...dana, ...unknown }] });
    s.escalates();
    s.passes(240);
    expect(s.state.status).toBe("exhausted");
    s.becomes("dana", { reachable: true });
    expect(found(s)).toEqual(["asked dana"]);
    expect(s.state).toMatchObject({ status: "open", news: "asked" });
    expect(types({ events: s.passes(31) })).toEqual(["exhausted"]);
  });

  it("is left alone where somebody has it, and rung in a danger that lacks a caller", () => {
    const s = new Situation({ colleagues: [sam, { ...priya, ...unknown }, dana] });
    s.escalates();
    s.when("sam", { do: "acknowledge" });
    s.becomes("priya", { reachable: true });
    expect(found(s)).toEqual([]);
    s.becomes("priya", unknown);
    s.when("ana", { do: "danger" });
    s.becomes("priya", { reachable: true });
    expect(found(s)).toEqual(["found priya"]);
  });
});

describe("P4: a holder whom the file removes", () => {
  it("is on their way no longer: the others are asked at once", () => {
    const s = new Situation();
    s.escalates();
    s.when("sam", { do: "acknowledge" });
    expect(types(s.when(undefined, { do: "found" }))).toEqual([]);
    s.floor.delete("sam");
    expect(types(s.when(undefined, { do: "found" }))[0]).toBe("lapsed");
    expect(s.state.status).toBe("open");
  });

  it("who is with the agent already stays there", () => {
    const s = new Situation();
    s.escalates();
    s.when("sam", { do: "acknowledge" });
    s.when("sam", { do: "arrived" });
    s.floor.delete("sam");
    expect(types(s.when(undefined, { do: "found" }))).toEqual([]);
  });
});

describe("K1: what has become pointless is not told to whoever is found late", () => {
  const viewer = { person: "lee", account: "a", posted: false, now: 1_000_000_000 };
  const none = { people: new Map(), teams: new Map(), accountsOf: new Map() };
  const shell = { organisation: { ...none, timeZone: "UTC" } } as unknown as Shell;
  const drawn = (feature: string, view: string, shown: unknown, occasion: string) =>
    features.get(feature)?.views.show?.(view, shown, { ...viewer, occasion }, shell);

  it("an older picture of the trends, and a reminder of what was said since", () => {
    const past = [7, 8].map((start) => ({ start, picture: [{}], teams: [] }));
    const trends = { window: 9, past, looks: 0, lastAt: 0 };
    expect(drawn("trends", "picture", { trends }, "w7")).toBeUndefined();
    expect(drawn("trends", "reminder", { trends }, "r9.1")).toBeUndefined();
    const twice = { ...trends, waiting: { reminded: 2 } };
    expect(drawn("trends", "reminder", { trends: twice }, "r9.1")).toBeUndefined();
  });

  it("a thought for the start of a shift an hour later, and a claim that is decided", () => {
    const state = { status: "on", posts: 1, lastAt: viewer.now - 3_600_001, person: "lee" };
    expect(drawn("checkins", "start", { state, free: true }, "c1")).toBeUndefined();
    const claim = { person: "eve", status: "bound", claims: "lee", name: "Eve", lastAt: 0 };
    expect(drawn("accounts", "claim", claim, "claim")).toBeUndefined();
  });
});
