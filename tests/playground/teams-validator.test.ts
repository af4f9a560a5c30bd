import { expect, test } from "vitest";
import { cardProblems, controlsOf, inputsOf } from "../../playground/teams.ts";
import { card, execute, submit } from "./teams-bot.ts";

const text = (words: string) => ({ type: "TextBlock", text: words });
const many = (count: number) => Array.from({ length: count }, (_, n) => submit(`Button ${n}`));
const deep = (levels: number): object =>
  levels === 0 ? text("x") : { type: "Container", items: [deep(levels - 1)] };
const refresh = (people: number) => ({
  action: execute("view", ""),
  userIds: Array.from({ length: people }, (_, n) => `29:${n}`),
});

const everything = card({
  body: [
    text("a"),
    { type: "RichTextBlock", inlines: ["b", { type: "TextRun", text: "c" }] },
    { type: "FactSet", facts: [{ title: "Team", value: "Billing" }] },
    {
      type: "ColumnSet",
      columns: [
        { type: "Column", items: [text("d")] },
        { width: "auto", items: [{ type: "Image", url: "https://a.test/i.png" }] },
      ],
    },
    {
      type: "Table",
      columns: [{ width: 1 }],
      rows: [{ type: "TableRow", cells: [{ type: "TableCell", items: [text("e")] }] }],
    },
    {
      type: "Container",
      items: [
        { type: "Input.ChoiceSet", id: "pick", choices: [] },
        { type: "ActionSet", actions: many(6) },
      ],
      selectAction: submit(""),
    },
    { type: "Input.Text", id: "line", inlineAction: submit("Go") },
    { type: "Hologram", fallback: "drop" },
  ],
  actions: [
    ...many(5),
    {
      type: "Action.ShowCard",
      title: "More",
      card: { type: "AdaptiveCard", body: [text("f")], actions: many(6) },
    },
  ],
  refresh: refresh(60),
});

test("a card of every kind that Teams draws is taken; six actions in each row, sixty people to refresh for", () => {
  expect(cardProblems(everything)).toEqual([]);
});

test.each<readonly [string, unknown, RegExp]>([
  ["no card", { type: "Container" }, /no AdaptiveCard/],
  ["no version", { type: "AdaptiveCard", body: [] }, /no version/],
  ["a newer schema", { ...everything, version: "1.6" }, /newer than 1\.5/],
  ["another major version", { ...everything, version: "2.0" }, /newer than 1\.5/],
  ["seven actions", card({ actions: many(7) }), /7 actions/],
  [
    "seven in an ActionSet",
    card({ body: [{ type: "Container", items: [{ type: "ActionSet", actions: many(7) }] }] }),
    /7 actions/,
  ],
  [
    "seven behind a ShowCard",
    card({ actions: [{ type: "Action.ShowCard", title: "More", card: { actions: many(7) } }] }),
    /7 actions/,
  ],
  [
    "Action.Execute without a verb",
    card({ actions: [{ type: "Action.Execute", title: "x" }] }),
    /needs verb/,
  ],
  [
    "an empty verb in a text run's action",
    card({
      body: [
        {
          type: "RichTextBlock",
          inlines: [{ type: "TextRun", text: "x", selectAction: execute("", "x") }],
        },
      ],
    }),
    /needs verb/,
  ],
  ["a button without a title", card({ actions: [{ type: "Action.Submit" }] }), /needs a title/],
  ["an unknown element", card({ body: [{ type: "Hologram" }] }), /no element Hologram/],
  [
    "a name of JavaScript's for an element",
    card({ body: [{ type: "constructor" }] }),
    /no element constructor/,
  ],
  [
    "an unknown element in a table",
    card({ body: [{ type: "Table", rows: [{ cells: [{ items: [{ type: "Chart.Pie" }] }] }] }] }),
    /no element Chart\.Pie/,
  ],
  [
    "Action.Http",
    card({ actions: [{ type: "Action.Http", title: "x" }] }),
    /no action Action\.Http/,
  ],
  ["text without text", card({ body: [{ type: "TextBlock" }] }), /needs text/],
  ["an input without an id", card({ body: [{ type: "Input.Text" }] }), /needs id/],
  [
    "choices that are missing",
    card({ body: [{ type: "Input.ChoiceSet", id: "a" }] }),
    /no choices/,
  ],
  [
    "two inputs of one id",
    card({
      body: [
        { type: "Input.Text", id: "a" },
        { type: "Input.Date", id: "a" },
      ],
    }),
    /two inputs/,
  ],
  ["sixty-one people to refresh for", card({ refresh: refresh(61) }), /61 people/],
  ["a refresh by Action.Submit", card({ refresh: { action: submit("x") } }), /refresh needs/],
  ["too deep a nest", card({ body: [deep(33)] }), /too deep/],
])("%s is refused", (_, content, sentence) => {
  expect(cardProblems(content).join("\n")).toMatch(sentence);
});

test("controls are listed in reading order with their titles, data and the inputs they send", () => {
  const controls = controlsOf(everything);
  expect(controls.map((one) => one.title)).toEqual([
    ...["", "Button 0", "Button 1", "Button 2", "Button 3", "Button 4", "Button 5", "Go"],
    ...["Button 0", "Button 1", "Button 2", "Button 3", "Button 4", "More"],
    ...["Button 0", "Button 1", "Button 2", "Button 3", "Button 4", "Button 5"],
  ]);
  expect(controls[0]?.inputs.map((one) => one.id)).toEqual(["pick", "line"]);
  expect(inputsOf(everything)).toMatchObject([
    { id: "pick", type: "Input.ChoiceSet" },
    { id: "line" },
  ]);
  expect(controlsOf("no card")).toEqual([]);
});
