import { describe, expect, it } from "vitest";
import { categories } from "../../src/escalations/categories.ts";
import type { Command } from "../../src/escalations/commands.ts";
import { evolve } from "../../src/escalations/evolve.ts";
import { ringingOf } from "../../src/escalations/request.ts";
import { ticks } from "../../src/escalations/times.ts";
import { Situation, policy, rings, types } from "../support/given.ts";

const because = (category: keyof typeof categories): Command => ({
  do: "categorise",
  category,
});

describe("E8, E9: a category moves the level", () => {
  it("each to its own", () => {
    for (const [category, level] of Object.entries(categories)) {
      const s = new Situation();
      s.escalates();
      expect(s.when("ana", because(category as keyof typeof categories))).toMatchObject({
        answer: "done",
      });
      expect(s.state).toMatchObject({ level, category, bare: false });
    }
  });

  it("a danger calls everyone", () => {
    const s = new Situation();
    s.escalates();
    expect(rings(s.when("ana", because("THR")).events)).toEqual(["asked sam,priya,dana"]);
  });

  it("keeps the place, and waits no longer than the new level would", () => {
    const slow = {
      help: policy([
        ["supervisors", 100],
        ["everyone", 40],
      ]),
      abuse: policy([
        ["supervisors", 100],
        ["everyone", 100],
      ]),
      question: policy([["supervisors", 30]]),
    };
    const s = new Situation({ policies: slow });
    s.escalates();
    const opened = s.now;
    s.passes(10);
    expect(types(s.when("ana", because("TEC")))).toEqual(["categorised", "levelled", "hastened"]);
    expect(ringingOf(s.state)?.dueAt).toBe(opened + 30_000);
    // And never longer than was promised.
    s.when("ana", because("ABU"));
    expect(ringingOf(s.state)?.dueAt).toBe(opened + 30_000);
  });

  it("already over by the new level: the next step now", () => {
    const s = new Situation({
      policies: {
        abuse: policy([
          ["supervisors", 100],
          ["everyone", 100],
        ]),
        question: policy([["supervisors", 30]]),
      },
    });
    s.escalates();
    s.passes(40);
    s.when("ana", because("LAN"));
    expect(ringingOf(s.state)?.dueAt).toBe(s.now);
  });

  it("who waits for the half of a shortened step waits for the half of it", () => {
    const s = new Situation({
      policies: { abuse: policy([["supervisors", 100]]), question: policy([["supervisors", 30]]) },
    });
    s.becomes("priya", { busy: true });
    s.escalates();
    s.when("ana", because("TEC"));
    expect(rings(s.passes(15))).toEqual(["widened priya"]);
  });

  it("while taken: the taker keeps it, with no more time than before, and less where the level is more urgent", () => {
    const policies = {
      help: policy([["supervisors", 45]], 1, 180),
      abuse: policy([["supervisors", 20]], 1, 60),
    };
    for (const category of ["ANG", "TEC"] as const) {
      const s = new Situation({ policies });
      s.escalates();
      s.when("sam", { do: "acknowledge" });
      s.when("ana", because(category));
      expect(s.state).toMatchObject({
        status: "acknowledged",
        holder: "sam",
        joinBy: s.now + 60_000,
      });
    }
    const s = new Situation({ policies });
    s.escalates();
    s.when("ana", because("ANG"));
    s.when("sam", { do: "acknowledge" });
    expect(s.state).toMatchObject({ joinBy: s.now + 180_000 });
    s.when("ana", because("ABU"));
    expect(s.state).toMatchObject({ joinBy: s.now + 60_000 });
  });

  it("in a danger it is noted, and calls nobody off", () => {
    const s = new Situation();
    s.escalates();
    s.when("ana", { do: "danger" });
    expect(types(s.when("ana", because("TEC")))).toEqual(["categorised"]);
    expect(s.state.level).toBe("danger");
  });

  it("the same again changes no level; after the end it is noted", () => {
    const s = new Situation();
    s.escalates();
    s.when("ana", because("ANG"));
    expect(types(s.when("ana", because("ANG")))).toEqual([]);
    expect(types(s.when("ana", because("CMP")))).toEqual(["categorised"]);
    s.when("ana", { do: "callEnded" });
    expect(types(s.when("ana", because("THR")))).toEqual(["categorised"]);
    expect(s.state).toMatchObject({ status: "resolved", level: "help", category: "THR" });
  });

  it("said by the agent and by whoever helped, by nobody else", () => {
    const s = new Situation();
    s.escalates();
    expect(s.when("sam", because("ANG"))).toMatchObject({ refused: "not-yours" });
    s.when("sam", { do: "acknowledge" });
    expect(s.when("sam", { do: "describe", worded: true })).toMatchObject({
      answer: "saved",
      events: [{ type: "described", by: "sam" }],
    });
  });
});

describe("E11: frozen", () => {
  it("a running request keeps the policy it started with; the next one has the new", () => {
    const s = new Situation();
    s.escalates();
    s.policies = {
      ...s.policies,
      help: policy([[["dana"], 5]], 0, 5),
      abuse: policy([[["dana"], 5]], 0, 5),
    };
    expect(rings(s.passes(20))).toEqual(["asked sam,priya,dana"]);
    s.when("sam", { do: "acknowledge" });
    expect(s.state).toMatchObject({ joinBy: s.now + 60_000 });
    s.when("ana", { do: "callEnded" });
    expect(rings(s.escalates().events)).toEqual(["asked dana"]);
  });
});

describe("refused, and nothing changed", () => {
  const presses = [
    "acknowledge",
    "passOn",
    "giveBack",
    "arrived",
    "here",
    "danger",
    "notDanger",
    "callForHelp",
    "callEnded",
    "dontNeed",
    "done",
  ] as const;
  const everything: Command[] = [
    ...presses.map((press) => ({ do: press })),
    { do: "giveTo", to: "priya" },
    ...ticks.map((tick) => ({ do: tick })),
  ];

  it("everything but asking, when there is no request; asking, without a team", () => {
    for (const command of [
      ...everything,
      because("ABU"),
      { do: "record", outcome: "sorted" } as const,
    ]) {
      expect(new Situation().when("ana", command), command.do).toMatchObject({
        refused: "unknown",
      });
    }
    expect(new Situation().when(undefined, { do: "escalate", worded: false })).toMatchObject({
      refused: "no-team",
    });
  });

  it.each(["callEnded", "dontNeed"] as const)("every press and tick after the end (%s)", (end) => {
    const s = new Situation();
    s.escalates();
    s.when("sam", { do: "acknowledge" });
    s.when("ana", { do: end });
    for (const by of ["ana", "sam"]) {
      // The agent's Danger is never refused: see danger.test.ts.
      for (const command of everything.filter(
        ({ do: it }) => it !== "shrink" && !(it === "danger" && by === "ana"),
      ))
        expect(s.when(by, command), command.do).toMatchObject({ refused: "closed" });
    }
  });

  it("a press by nobody", () => {
    const s = new Situation();
    s.escalates();
    for (const press of presses)
      expect(s.when(undefined, { do: press }), press).toMatchObject({ refused: "unknown" });
  });

  it("an event that comes before any request is a bug, and says so", () => {
    expect(() => evolve(undefined, { type: "shrunk", at: 0 })).toThrow(
      "shrunk before a request was opened",
    );
  });
});

describe("E11: a level may ask people of its own", () => {
  const own = {
    help: policy([[["sam"], 45]], 0),
    abuse: policy([[["dana"], 20]], 0),
    question: policy([[["priya"], 5]], 0),
  };

  it("bare asks the people of Help, at the speed of Abuse", () => {
    const s = new Situation({ policies: own });
    expect(rings(s.escalates().events)).toEqual(["asked sam"]);
    expect(ringingOf(s.state)?.dueAt).toBe(s.now + 20_000);
  });

  it("its first step comes when those who are asked have had their time, and nobody is passed over", () => {
    const s = new Situation({ policies: own });
    s.escalates();
    expect(types(s.when("ana", because("TEC")))).toEqual([
      "categorised",
      "levelled",
      "restarted",
      "hastened",
    ]);
    expect(rings(s.passes(5))).toEqual(["asked priya"]);
    expect(types({ events: s.passes(5) })).toEqual(["exhausted"]);
  });

  it("also where somebody has it and gives it back", () => {
    const s = new Situation({ policies: own });
    s.escalates();
    s.when("sam", { do: "acknowledge" });
    s.when("ana", because("ABU"));
    expect(rings(s.when("sam", { do: "giveBack" }).events)).toEqual(["asked dana"]);
  });

  it("the same people at other times keep their place", () => {
    const s = new Situation({
      policies: { help: policy([["supervisors", 45]], 1), abuse: policy([["supervisors", 20]], 1) },
    });
    s.escalates();
    expect(types(s.when("ana", because("ANG")))).not.toContain("restarted");
  });
});
