import { describe, expect, it } from "vitest";
import type { OrganisationFile } from "../../../src/config.ts";
import { houseOf } from "../../support/never/house.ts";
import { leaks, leaksInText } from "../../support/never/never.ts";
import type { Seen, Submitted, Told, Typed } from "../../support/never/record.ts";
import { naming } from "../../support/never/sentences.ts";
import { kindOf } from "../../support/never/who-is-named.ts";

/* The walk over every story (tests/support/never): one leak of each kind, and what it says; and beside each the same that is none. */

const someone = (name: string, full: string) => ({
  email: `${name}@acme.test`,
  name: full,
  remote: false,
  languages: [],
  accounts: { slack: `U0${name.toUpperCase()}` },
});
const file = {
  ...{
    id: "acme",
    name: "Acme",
    timeZone: "Europe/London",
    locale: "en",
    workspaces: { slack: [], teams: [] },
    path: "",
    hash: "",
    version: 0,
  },
  people: [
    someone("ana", "Ana Silva"),
    someone("ben", "Ben Okafor"),
    someone("carla", "Carla Moreno"),
    someone("sam", "Sam Reyes"),
  ],
  teams: [
    {
      name: "Billing",
      agents: ["ana@acme.test", "ben@acme.test"],
      supervisors: ["sam@acme.test"],
      breaks: {},
    },
  ],
  wellbeing: { leads: [], contacts: ["sam@acme.test"] },
} as unknown as OrganisationFile;

const saw = (
  reader: string,
  where: Seen["where"],
  lines: readonly string[],
  more: Partial<Seen> = {},
): Seen => ({
  ...{ reader: `${reader}@acme.test`, where, lines, filled: [], raw: JSON.stringify(lines) },
  ...more,
});
const told = (seen: readonly Seen[], more: Partial<Told> = {}): string[] =>
  leaks({ files: [file], seen, typed: [], submitted: [], log: [], ...more });
const typed = (field: string, text: string): Typed => ({ by: "ana@acme.test", field, text });
const answered: Submitted = {
  by: "ana@acme.test",
  form: "checkins.answer",
  values: { energy: "1", note: "zebra" },
};

describe("why somebody took a break", () => {
  const away = "Ana, away, back about 14:20.";
  it("is no part of what a supervisor reads", () =>
    expect(told([saw("sam", "message", ["Now: Billing", away])])).toEqual([]));
  it.each([
    ["in the sentence itself", [`Ana, away, back about 14:20, after abuse.`]],
    ["beside it", ["Now: Billing", away, "After: Abuse: hate or slurs"]],
    ["as a word of its own", [away, "Her third this week."]],
  ])("%s is found", (_, lines) => expect(told([saw("sam", "message", lines)])).not.toEqual([]));
  it("and a colleague does not read that there is one", () =>
    expect(told([saw("ben", "home", [away])])).toEqual([
      `ben@acme.test, home: reads of somebody's break: ${away}`,
      `ben@acme.test, home: not in what others see of ana@acme.test: ${away}`,
    ]));
});

describe("who talks with whom", () => {
  const both = [
    saw("ana", "message", ["Carla can talk with you now."]),
    saw("carla", "message", ["You and Ana"]),
  ];
  it("is told to the two", () => expect(told(both)).toEqual([]));
  it("and found with a third", () =>
    expect(told([...both, saw("sam", "home", ["You and Carla are talking."])])).toHaveLength(1));
  it("and where only one of them was told: a name before the yes", () =>
    expect(told([saw("ben", "message", ["You are talking with Ana."])])).toHaveLength(1));
  it("and in a new sentence, which nobody decided about", () =>
    expect(told([saw("sam", "message", ["Ana talked with Carla."])])).toHaveLength(1));
});

describe("a check-in answer", () => {
  it("stands in the form that asks", () =>
    expect(
      told([saw("ana", "dialog", ["1 – empty", "rarely"], { form: "checkins.answer" })]),
    ).toEqual([]));
  it.each(["1 – empty", "didn't need it", "1 – nada"])("%s is found elsewhere", (line) =>
    expect(told([saw("ana", "message", [line])])).toHaveLength(1),
  );
  it("as a bar stands in a dialog, and is found elsewhere", () => {
    expect(told([saw("ana", "dialog", ["7 Dec: 2 ■■□□□"])])).toEqual([]);
    expect(told([saw("ana", "message", ["7 Dec: 2 ■■□□□"])])).toHaveLength(1);
  });
  it("and where no eye sees it", () =>
    expect(
      told([saw("ana", "message", ["Saved."], { raw: String.raw`{"value":"{\"energy\":1}"}` })]),
    ).toHaveLength(1));
  it("and what it led to, with anybody but whoever gave it, and in a message", () => {
    const offer =
      "That was a rough week. Would you like a break, a person to talk to, or an idea? You choose.";
    expect(told([saw("ana", "dialog", [offer])], { submitted: [answered] })).toEqual([]);
    expect(told([saw("sam", "dialog", [offer])], { submitted: [answered] })).toHaveLength(1);
    expect(told([saw("ana", "message", [offer])], { submitted: [answered] })).toHaveLength(1);
  });
  it("and in somebody else's copy of their data", () => {
    const copy = {
      opened: {
        checkins: { answers: [{ day: "2026-11-22", answers: { energy: 1, note: "zebra" } }] },
      },
    };
    const dialog = (reader: string) =>
      saw(reader, "dialog", [], { form: "mydata.back", filled: [JSON.stringify(copy)] });
    expect(told([dialog("ana")], { submitted: [answered] })).toEqual([]);
    expect(told([dialog("ben")], { submitted: [answered] })).toEqual([
      "ben@acme.test's copy: answers that they did not give",
    ]);
  });
});

it("what is said of somebody in their own dialog is found elsewhere", () => {
  for (const line of ["Never with: Ben.", "Today: Ben."]) {
    expect(told([saw("ana", "dialog", [line])])).toEqual([]);
    expect(told([saw("ana", "home", [line])])).toHaveLength(2);
  }
});

describe("what *What others see of me* does not list", () => {
  const page = "Ana needs help now";
  const found = (reader: string, where: Seen["where"], line: string, of: string) =>
    `${reader}@acme.test, ${where}: not in what others see of ${of}@acme.test: ${line}`;
  it("is not what it lists: a call for help, on a card and a lock screen of who runs a team", () =>
    expect(told([saw("sam", "message", [page]), saw("sam", "lock screen", [page])])).toEqual([]));
  it("is found where somebody reads it who has no such role", () =>
    expect(told([saw("ben", "message", [page])])).toEqual([found("ben", "message", page, "ana")]));
  it("is found in another place", () =>
    expect(told([saw("sam", "home", [page])])).toEqual([found("sam", "home", page, "ana")]));
  it("is found where it cannot be true of the one who is named", () =>
    expect(told([saw("ana", "message", ["Ben has it."])])).toEqual([
      found("ana", "message", "Ben has it.", "ben"),
    ]));
});

describe("a score", () => {
  it("of a group of five is a number for everybody", () =>
    expect(
      told([saw("sam", "message", ["Everyone: battery 50–100 % of 5 or more; weight –; help –."])]),
    ).toEqual([]));
  it("of fewer is found", () =>
    expect(
      told([saw("sam", "message", ["Billing: battery 50–100 % of 4 or more; weight –; help –."])]),
    ).toHaveLength(1));
  it("of a person is found", () =>
    expect(told([saw("sam", "message", ["Ana: battery 20 %."])])).toHaveLength(1));
});

describe("another's name", () => {
  it("in a copy of one's data is found, but for one's own talks", () => {
    const dialog = (opened: object) =>
      saw("ana", "dialog", [], { form: "mydata.back", filled: [JSON.stringify({ opened })] });
    expect(
      told([
        dialog({
          debriefs: { talked: [{ with: "Carla Moreno" }] },
          rounds: { with: ["Ben Okafor"] },
        }),
      ]),
    ).toEqual([]);
    expect(told([dialog({ breaks: { coveredBy: "Sam Reyes" } })])).toEqual([
      "ana@acme.test's copy: names sam@acme.test",
    ]);
  });
  it("in an address or an account there is found, and one's own is none", () => {
    const dialog = (rows: object) =>
      saw("ana", "dialog", [], {
        form: "mydata.back",
        filled: [JSON.stringify({ opened: {}, rows })],
      });
    expect(told([dialog({ people: [{ email: "ana@acme.test" }] })])).toEqual([]);
    expect(told([dialog({ requests: [{ by: "U0SAM" }] })])).toHaveLength(1);
  });
  it("with somebody who is in no file is found", () =>
    expect(told([saw("ana", "message", ["Sam has it."], { reader: "U0STAN" })])).toHaveLength(1));
});

describe("a notification", () => {
  const rang = (line: string) => told([saw("sam", "lock screen", [line])]);
  it("is a sentence", () => expect(rang("Handrail has an answer for you.")).toEqual([]));
  it.each(["Handrail", "–", "Skipped.", "Something nobody wrote."])("and never %s", (line) =>
    expect(rang(line)).toEqual([`sam@acme.test: a notification that is no sentence: ${line}`]),
  );
});

describe("words that were typed", () => {
  it("of a request are in dialogs, of a check-in in its author's, and of what is being done everywhere", () => {
    const shown = (reader: string) => saw(reader, "dialog", ["the purple giraffe"]);
    expect(told([shown("sam")], { typed: [typed("/escalate", "the purple giraffe")] })).toEqual([]);
    const copy = saw("ana", "dialog", ["the purple giraffe"], { form: "mydata.back" });
    expect(told([copy], { typed: [typed("checkins.answer.note", "the purple giraffe")] })).toEqual(
      [],
    );
    expect(
      told([saw("ben", "home", ["the purple giraffe"])], {
        typed: [typed("trends.say.doing", "the purple giraffe")],
      }),
    ).toEqual([]);
  });
  it.each([
    ["a request's in a message", "/escalate", saw("sam", "message", ["giraffe"])],
    ["a check-in's in another's dialog", "checkins.answer.note", saw("sam", "dialog", ["giraffe"])],
    [
      "a check-in's, echoed to its author",
      "checkins.answer.note",
      saw("ana", "dialog", ["giraffe"], { form: "" }),
    ],
    [
      "a new field's with anybody but its author",
      "anything.new",
      saw("sam", "dialog", ["giraffe"]),
    ],
    ["on a lock screen", "/escalate", saw("sam", "lock screen", ["giraffe"])],
    [
      "where no eye sees it",
      "/escalate",
      saw("sam", "message", [], { raw: '{"value":"giraffe"}' }),
    ],
  ])("%s are found", (_, field, seen) =>
    expect(
      told([seen], { typed: [typed(field, "a giraffe")] }).filter((one) => one.includes("typed")),
    ).toHaveLength(1),
  );
  it("in the log are found, and a name, an address or an answer there", () => {
    const house = houseOf({ files: [file], seen: [], typed: [], submitted: [], log: [] });
    expect(leaksInText('{"feature":"checkins","id":"17"}', ["giraffe"], house)).toEqual([]);
    for (const line of ["a giraffe", "Ana Silva", "ana@acme.test", '{"energy":1}'])
      expect(leaksInText(line, ["giraffe"], house)).toHaveLength(1);
    expect(told([], { log: ["a giraffe"], typed: [typed("/escalate", "giraffe")] })).toHaveLength(
      1,
    );
  });
});

describe("how somebody is, in the note of a call and in figures", () => {
  const note = (lines: readonly string[], filled: readonly string[], form = "escalations.copied") =>
    told([saw("ana", "dialog", lines, { form, filled })]).filter((one) => one.includes("note"));
  it.each([
    [
      "a break",
      ["Your supervisor sees that you are away, and about when you are back. Not why."],
      [],
    ],
    ["a talk", [], ["Said: late\nWould it help to talk it through?"]],
    ["an answer's form", ["How full is your battery this week?"], []],
  ])("%s is found", (_, lines, filled) => expect(note(lines, filled).length).toBe(1));
  it.each(["escalations.note", "escalations.timeline", "causes.weeks"])(
    "an answer is found in %s, the record and the figures too",
    (form) => expect(note(["How are you right now?"], [], form)).toHaveLength(1),
  );
  it("what was pressed on the call is none", () =>
    expect(note(["Drafted from what was pressed."], ["Why: Angry or crying\nNeed: a yes"])).toEqual(
      [],
    ));
});

it("of every sentence that can name somebody it is written down what it tells (who-is-named.ts)", () => {
  expect(naming.length).toBeGreaterThan(60);
  expect(naming.filter((key) => kindOf(key) === undefined)).toEqual([]);
});
