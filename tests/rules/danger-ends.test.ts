import { describe, expect, it } from "vitest";
import { rolesOf } from "../../src/escalations/request.ts";
import { Situation, priya, rings, sam, types } from "../support/given.ts";

/** Ana pressed Danger. */
function danger(setting: ConstructorParameters<typeof Situation>[0] = {}): Situation {
  const s = new Situation(setting);
  s.escalates();
  s.when("ana", { do: "danger" });
  return s;
}

describe("E8: a danger that lasts", () => {
  it("the partner is asked, not the caller; the caller, where nobody of ours is on the line", () => {
    const s = danger();
    s.when("priya", { do: "callForHelp" });
    s.when("ana", { do: "here" });
    expect(rings(s.passes(1_800))).toEqual(["reminded priya"]);
    s.when("sam", { do: "arrived" });
    expect(rings(s.passes(1_800))).toEqual(["reminded sam"]);
  });
});

describe("E8: who leaves a danger", () => {
  it("passes on: nobody is rung again while others are asked; the last one, and the agent hears it", () => {
    const s = danger({ colleagues: [sam, priya] });
    expect(types(s.when("sam", { do: "passOn" }))).toEqual(["passedOn"]);
    expect(rolesOf(s.state)).toMatchObject({ alone: true });
    expect(rings(s.when("priya", { do: "passOn" }).events)).toEqual(["asked sam"]);
  });

  it("the only one passes on: Nobody yet, said at once, and asked again with the next look", () => {
    const s = danger({ colleagues: [sam] });
    const passed = s.when("sam", { do: "passOn" });
    expect([types(passed).includes("keptTrying"), rings(passed.events)]).toEqual([
      true,
      ["asked "],
    ]);
    expect(rings(s.passes(15))).toEqual(["asked sam"]);
  });

  it("given back: everyone again, quickly, without whoever gave it back, and both roles are free", () => {
    const s = danger();
    s.passes(300);
    s.when("sam", { do: "acknowledge" });
    s.when("sam", { do: "callForHelp" });
    const back = s.when("sam", { do: "giveBack" });
    expect([types(back), rings(back.events)]).toEqual([
      ["gaveBack", "restarted", "asked"],
      ["asked priya,dana"],
    ]);
    expect(rolesOf(s.state)).toEqual({ alone: false });
    expect(rings(s.passes(15))).toEqual(["asked sam,priya,dana"]);
  });

  it("lapses after 30 s: asked again with the others; whoever calls for help goes on calling", () => {
    const s = danger();
    s.when("sam", { do: "acknowledge" });
    s.when("priya", { do: "callForHelp" });
    expect(rings(s.passes(30))).toEqual(["nudged sam", "asked sam,dana"]);
    expect(s.state).toMatchObject({ status: "open", danger: { alone: false, caller: "priya" } });
  });

  it("the partner does not come and the agent calls again: another may take the line", () => {
    const s = danger();
    s.passes(12);
    s.when("sam", { do: "acknowledge" });
    expect(rings(s.escalates().events)).toEqual(["calledAgain sam", "asked priya,dana"]);
    s.when("dana", { do: "acknowledge" });
    expect(s.state).toMatchObject({ holder: "dana", danger: { partner: "dana" } });
  });
});

describe("E8: not danger", () => {
  it("by the agent or whoever has it; not by who left, nor by a stranger", () => {
    const s = danger();
    s.when("sam", { do: "acknowledge" });
    s.when("sam", { do: "giveBack" });
    for (const by of ["sam", "priya"])
      expect(s.when(by, { do: "notDanger" })).toMatchObject({ refused: "not-yours" });
    s.when("ana", { do: "notDanger" });
    expect(s.state).toMatchObject({ level: "help", status: "open" });
    expect(s.state).not.toHaveProperty("danger");
    expect(s.when("ana", { do: "notDanger" })).toMatchObject({ answer: "done", events: [] });
  });

  it("while taken: the others are left in peace", () => {
    const s = danger();
    s.when("sam", { do: "acknowledge" });
    expect(types(s.when("sam", { do: "notDanger" }))).toEqual(["levelled", "quietened"]);
    expect(rings(s.passes(20))).toEqual(["nudged sam"]);
  });

  it("while taken and called for: nobody else was asked, and nobody is called off", () => {
    const s = danger();
    s.when("sam", { do: "acknowledge" });
    s.when("priya", { do: "callForHelp" });
    expect(types(s.when("sam", { do: "notDanger" }))).toEqual(["levelled"]);
  });

  it("while the agent waits for a second person: whoever was called to take it may still take it", () => {
    const s = danger();
    s.passes(12);
    s.when("sam", { do: "acknowledge" });
    s.escalates();
    expect(types(s.when("ana", { do: "notDanger" }))).toEqual(["levelled"]);
    expect(s.when("dana", { do: "acknowledge" })).toMatchObject({ answer: "taken" });
  });

  it("back to what the category says, unless that is danger itself", () => {
    for (const [category, level] of [
      ["ABU", "abuse"],
      ["TEC", "question"],
      ["RSK", "help"],
    ] as const) {
      const s = danger();
      s.when("ana", { do: "categorise", category });
      s.when("ana", { do: "notDanger" });
      expect(s.state.level).toBe(level);
    }
  });

  it("after long asking in vain: an honest No answer with the next step", () => {
    const s = danger();
    s.passes(300);
    s.when("ana", { do: "notDanger" });
    expect(types({ events: s.passes(60) }).at(-1)).toBe("exhausted");
  });

  it("after an hour with somebody: not closed that very second", () => {
    const s = danger({ colleagues: [sam] });
    s.when("sam", { do: "acknowledge" });
    s.when("sam", { do: "arrived" });
    s.passes(3_601);
    s.when("ana", { do: "notDanger" });
    s.passes(1_799);
    expect(s.state.status).toBe("joined");
    s.passes(1);
    expect(s.state).toMatchObject({ status: "resolved", how: "not-recorded" });
  });
});
