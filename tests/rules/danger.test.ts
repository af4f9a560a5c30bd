import { describe, expect, it } from "vitest";
import { ringingOf, rolesOf } from "../../src/escalations/request.ts";
import { Situation, dana, lee, policy, priya, rings, sam, types } from "../support/given.ts";

const lost = (person: string) => ({ do: "unreachable", person, code: "user_not_found" }) as const;

/** Ana pressed Danger. */
function danger(setting: ConstructorParameters<typeof Situation>[0] = {}): Situation {
  const s = new Situation(setting);
  s.escalates();
  s.when("ana", { do: "danger" });
  return s;
}

describe("E8: danger calls everyone", () => {
  it("at once, from whatever step, every supervisor and whom its own policy names", () => {
    const s = new Situation({
      policies: { danger: policy([[["lee"], 15]]) },
      colleagues: [sam, priya, dana, lee],
    });
    s.escalates();
    s.passes(25);
    const pressed = s.when("ana", { do: "danger" });
    expect([pressed.answer, types(pressed)]).toEqual(["asked", ["levelled", "restarted", "asked"]]);
    expect(rings(pressed.events)).toEqual(["asked sam,priya,dana,lee"]);
    expect(s.when("ana", { do: "danger" })).toMatchObject({ answer: "done", events: [] });
  });

  it("said by the agent or by whoever was in it, by nobody else", () => {
    const s = new Situation();
    s.escalates();
    expect(s.when("priya", { do: "danger" })).toMatchObject({ refused: "not-yours" });
    s.when("sam", { do: "acknowledge" });
    const pressed = s.when("sam", { do: "danger" });
    // Whoever pressed it sees it; everybody else is rung.
    expect(rings(pressed.events)).toEqual(["asked priya,dana"]);
    expect(rolesOf(s.state)).toMatchObject({ partner: "sam", alone: false });
  });

  it("while taken: the taker stays, is rung, and has no more time than a danger gives", () => {
    const s = new Situation();
    s.escalates();
    s.when("sam", { do: "acknowledge" });
    s.passes(5);
    expect(rings(s.when("ana", { do: "danger" }).events)).toEqual([
      "asked priya,dana",
      "nudged sam",
    ]);
    expect(s.state).toMatchObject({
      status: "acknowledged",
      holder: "sam",
      joinBy: s.now + 30_000,
    });
  });

  it("while somebody is with the agent: they stay", () => {
    const s = new Situation();
    s.escalates();
    s.when("sam", { do: "acknowledge" });
    s.when("sam", { do: "arrived" });
    expect(rings(s.when("ana", { do: "danger" }).events)).toEqual([
      "asked priya,dana",
      "nudged sam",
    ]);
    expect(s.state).toMatchObject({ status: "joined", danger: { partner: "sam" } });
  });

  it("on what is over, by the agent: a new request that calls everyone; by nobody else", () => {
    const s = new Situation();
    s.escalates();
    const first = s.state.id;
    s.when("sam", { do: "acknowledge" });
    s.when("ana", { do: "callEnded" });
    expect(s.when("sam", { do: "danger" })).toMatchObject({ refused: "closed" });
    const pressed = s.when("ana", { do: "danger" });
    expect(rings(pressed.events)).toEqual(["asked sam,priya,dana"]);
    expect(s.state).toMatchObject({
      status: "open",
      level: "danger",
      requester: "ana",
      worded: false,
    });
    expect(s.state.id).not.toBe(first);
  });

  it("on what is over, twice within ten seconds: once", () => {
    const s = new Situation();
    s.escalates();
    s.when("ana", { do: "callEnded" });
    // The answer that was pressed is of the old request; the one it opened is known to the floor only.
    s.lastOpenedAt = s.now - 9_999;
    expect(s.when("ana", { do: "danger" })).toMatchObject({ answer: "same", events: [] });
    s.lastOpenedAt = s.now - 10_000;
    expect(rings(s.when("ana", { do: "danger" }).events)).toEqual(["asked sam,priya,dana"]);
  });

  it("after No answer: open again", () => {
    const s = new Situation();
    s.escalates();
    s.passes(100);
    expect(rings(s.when("ana", { do: "danger" }).events)).toEqual(["asked sam,priya,dana"]);
    expect(s.state).toMatchObject({ status: "open", level: "danger" });
  });

  it("with nobody there: says so, looks again, and finds who comes on shift", () => {
    const s = new Situation({ colleagues: [{ ...sam, onShift: false }] });
    s.escalates();
    s.when("ana", { do: "danger" });
    expect(s.state).toMatchObject({ status: "open", news: "nobody" });
    s.becomes("sam", { onShift: true });
    expect(rings(s.passes(15))).toEqual(["asked sam"]);
  });

  it("never exhausts: said once, then at most once a minute, for ever", () => {
    const s = danger();
    expect(types({ events: s.passes(15) })).toEqual(["asked"]);
    expect(types({ events: s.passes(15) })).toEqual(["keptTrying", "asked"]);
    expect(types({ events: s.passes(59.999) })).toEqual([]);
    expect(s.passes(3_600).filter((event) => event.type === "asked")).toHaveLength(60);
    expect(s.journal.filter((event) => event.type === "keptTrying")).toHaveLength(1);
    expect(s.state.status).toBe("open");
  });

  it("called again: everyone once more, now", () => {
    const s = danger();
    s.passes(12);
    expect(rings(s.escalates().events)).toEqual(["asked sam,priya,dana"]);
  });
});

describe("E8: partner and caller", () => {
  it("the first is the partner, the second calls for help, and then nobody else is asked", () => {
    const s = danger();
    s.when("sam", { do: "acknowledge" });
    expect(rolesOf(s.state)).toMatchObject({ partner: "sam", alone: false });
    expect(s.when("priya", { do: "acknowledge" })).toMatchObject({ refused: "taken" });
    s.when("priya", { do: "callForHelp" });
    expect(s.state).toMatchObject({ holder: "sam", danger: { partner: "sam", caller: "priya" } });
    expect(s.when("priya", { do: "callForHelp" })).toMatchObject({ answer: "yours", events: [] });
    expect(s.when("dana", { do: "callForHelp" })).toMatchObject({ refused: "taken" });
    s.when("sam", { do: "arrived" });
    expect(rings(s.passes(600))).toEqual([]);
  });

  it("not by the agent, a stranger, or without a danger", () => {
    const s = danger();
    expect(s.when("ana", { do: "callForHelp" })).toMatchObject({ refused: "not-asked" });
    expect(s.when("ben", { do: "callForHelp" })).toMatchObject({ refused: "not-asked" });
    const calm = new Situation();
    calm.escalates();
    expect(calm.when("sam", { do: "callForHelp" })).toMatchObject({ refused: "not-open" });
  });

  it("the partner may call as well, and says so", () => {
    const s = danger();
    s.when("sam", { do: "acknowledge" });
    s.when("sam", { do: "callForHelp" });
    expect(rolesOf(s.state)).toEqual({ alone: false, partner: "sam", caller: "sam" });
    expect(ringingOf(s.state)).toBeUndefined();
  });

  it("called for help before anybody took it: the caller is left in peace, the others are asked for the line", () => {
    const s = danger();
    s.when("priya", { do: "callForHelp" });
    expect(rings(s.passes(15))).toEqual(["asked sam,dana"]);
  });

  it("nobody calls for help: asked for the policy's rounds, then the partner is rung, because now it is they", () => {
    const s = danger();
    s.when("sam", { do: "acknowledge" });
    s.when("sam", { do: "arrived" });
    expect(rings(s.passes(15))).toEqual(["asked priya,dana"]);
    expect(rings(s.passes(15))).toEqual(["nudged sam"]);
    expect(s.state).toMatchObject({ danger: { alone: true, partner: "sam", caller: "sam" } });
  });

  it("a supervisor alone is told before they take it, and is both", () => {
    const s = danger({ colleagues: [sam] });
    expect(rolesOf(s.state)).toEqual({ alone: true });
    s.when("sam", { do: "acknowledge" });
    expect(rolesOf(s.state)).toEqual({ alone: true, partner: "sam", caller: "sam" });
  });

  it("alone on the page, but another takes it from home: there are two", () => {
    const s = danger({ colleagues: [sam, { ...dana, onShift: false }] });
    s.when("dana", { do: "acknowledge" });
    expect(rolesOf(s.state)).toEqual({ alone: false, partner: "dana" });
  });

  it("the others cannot be reached: the partner is rung at once, because they are alone", () => {
    const s = danger();
    s.when("sam", { do: "acknowledge" });
    s.when(undefined, lost("priya"));
    expect(rings(s.when(undefined, lost("dana")).events)).toEqual(["nudged sam"]);
    expect(rolesOf(s.state)).toEqual({ alone: true, partner: "sam", caller: "sam" });
  });

  it("Someone's here, but nobody of ours: a caller is asked for until there is one", () => {
    const s = danger();
    s.when("ana", { do: "here" });
    expect(s.state.status).toBe("joined");
    expect(s.passes(600).filter((event) => event.type === "asked").length).toBeGreaterThan(8);
    s.when("sam", { do: "callForHelp" });
    expect(rings(s.passes(600))).toEqual([]);
  });

  it("a danger with somebody there is never closed by the clock; whoever is in it is asked every half hour", () => {
    const s = danger({ colleagues: [sam] });
    s.when("sam", { do: "acknowledge" });
    s.when("sam", { do: "arrived" });
    expect(s.tick("remind")).toMatchObject({ refused: "too-early" });
    expect(rings(s.passes(3_600))).toEqual(["reminded sam", "reminded sam"]);
    expect(s.tick("close")).toMatchObject({ refused: "not-open" });
  });
});
