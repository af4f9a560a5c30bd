import { describe, expect, test } from "vitest";
import { addressOf, chosenIn } from "../../../playground/page/chosen.ts";
import { commands, matching, onEnter } from "../../../playground/page/desk/commands.ts";
import { fieldName, valuesOf } from "../../../playground/page/slack/form-values.ts";
import { isSafeUrl, parseMrkdwn } from "../../../playground/page/slack/mrkdwn.ts";
import type { Block } from "../../../playground/page/slack/types.ts";
import { deed, emptyStory, hear, linesOf } from "../../../playground/timeline.ts";
import type { Desk } from "../../../playground/protocol.ts";
import { features } from "../../../src/features.ts";
import { ana, priya, priyaOnTeams, sam, sayWhy } from "../../support/fixtures/playground/desks.ts";

const lines = (source: string) =>
  parseMrkdwn(source).flatMap((piece) => (piece.kind === "pre" ? [] : piece.lines.flat()));

describe("mrkdwn", () => {
  test("marks words between breaks, nested too", () => {
    expect(lines("*now* or _then_ and *_both_*")).toEqual([
      { kind: "text", text: "now", bold: true },
      { kind: "text", text: " or " },
      { kind: "text", text: "then", italic: true },
      { kind: "text", text: " and " },
      { kind: "text", text: "both", bold: true, italic: true },
    ]);
  });

  test.each([
    "2*3*4",
    "snake_case_name",
    "* not bold *",
    "\u2060*\u2060bold\u2060*\u2060",
    "a * b",
  ])("leaves %j as it is", (source) => {
    expect(lines(source)).toEqual([{ kind: "text", text: source }]);
  });

  test("decodes Slack's three escapes once", () => {
    expect(lines("&lt;b&gt; &amp;lt;")).toEqual([{ kind: "text", text: "<b> &lt;" }]);
  });

  test("knows mentions, links, broadcasts and code", () => {
    expect(lines("<@U0SAM> <!here> <https://a.test/?x=1&amp;y=2|go> `<b>`")).toEqual([
      { kind: "mention", account: "U0SAM" },
      { kind: "text", text: " " },
      { kind: "broadcast", name: "here" },
      { kind: "text", text: " " },
      { kind: "link", url: "https://a.test/?x=1&y=2", text: "go" },
      { kind: "text", text: " " },
      { kind: "code", text: "<b>" },
    ]);
  });

  test("keeps a script address as words", () => {
    expect(lines("<javascript:alert(1)|press>")).toEqual([{ kind: "text", text: "press" }]);
    expect(
      ["javascript:x", " https://a.test", "data:text/html,x", "//a.test"].filter(isSafeUrl),
    ).toEqual([]);
  });

  test("tells quotes, fences and lines apart", () => {
    expect(parseMrkdwn("one\n&gt; two\n```*three*```").map((piece) => piece.kind)).toEqual([
      "lines",
      "quote",
      "pre",
    ]);
    expect(parseMrkdwn("``` open")).toEqual([
      { kind: "lines", lines: [[{ kind: "text", text: "``` open" }]] },
    ]);
  });
});

describe("a form's values", () => {
  const blocks = sayWhy.blocks as unknown as readonly Block[];

  test("are Slack's own, by block and action", () => {
    const typed: Record<string, string> = {
      [fieldName("category", "value")]: "abuse",
      [fieldName("words", "value")]: "He shouts",
    };
    expect(valuesOf(blocks, (name) => typed[name] ?? null)).toEqual({
      category: {
        value: {
          type: "radio_buttons",
          selected_option: {
            value: "abuse",
            text: { type: "plain_text", text: "Abuse or insults", emoji: false },
          },
        },
      },
      words: { value: { type: "plain_text_input", value: "He shouts" } },
      case: { value: { type: "plain_text_input", value: null } },
    });
  });

  test("never hold an option that is not offered", () => {
    expect(valuesOf(blocks, () => "made up")["category"]).toEqual({
      value: { type: "radio_buttons", selected_option: null },
    });
  });
});

describe("the composer", () => {
  test("offers what a command could become", () => {
    expect(matching("/", "/").length).toBeGreaterThan(2);
    expect(matching("/es", "/").map(({ word }) => word)).toEqual(["/escalate"]);
    expect(matching("/escalate he shouts", "/").map(({ word }) => word)).toEqual(["/escalate"]);
    expect(matching("help", "/")).toEqual([]);
  });

  test("offers every word that a feature listens to, and no other", () => {
    const words = [...features.values()].flatMap((feature) =>
      Object.keys(feature.doors?.words ?? {}),
    );
    expect(commands.map(({ word }) => word).toSorted()).toEqual([...words, "handrail"].toSorted());
  });

  test("sends a whole command, completes the only one, refuses what is none", () => {
    expect(onEnter(" /escalate he shouts ", "/")).toEqual({ send: "/escalate he shouts" });
    expect(onEnter("/esc", "/")).toEqual({ complete: "/escalate " });
    expect(onEnter("/unknown", "/")).toEqual({ send: "/unknown" });
    expect(onEnter("help", "/")).toHaveProperty("refuse");
  });

  test("in Teams words are words: offered from the first letter on, and anything is sent", () => {
    expect(matching("", "")).toEqual([]);
    expect(matching("es", "").map(({ word }) => word)).toEqual(["escalate"]);
    expect(onEnter(" hello there ", "")).toEqual({ send: "hello there" });
    expect(onEnter("esc", "")).toEqual({ send: "esc" });
  });
});

describe("the story", () => {
  const desk = (someone: Desk["someone"], ...rings: Desk["rings"]): Desk => ({
    someone,
    messages: [],
    rings,
  });
  const state = (...desks: Desk[]) => desks;
  const told = (...states: (readonly Desk[])[]) =>
    linesOf(states.reduce((story, desks) => hear(story, desks), emptyStory)).map(
      ({ text }) => text,
    );

  test("joins the rings of one moment, and says each once", () => {
    const both = state(
      desk(sam, { at: 1_000, text: "Ana needs help." }),
      desk(priya, { at: 1_200, text: "Ana needs help." }),
    );
    expect(told(both, both)).toEqual(["Phones ring for Sam and Priya: “Ana needs help.”"]);
  });

  test("names somebody once whose phone rings for both platforms", () => {
    const first = { at: 1_000, text: "Ana needs help." };
    expect(told(state(desk(sam, first), desk(priya, first), desk(priyaOnTeams, first)))).toEqual([
      "Phones ring for Sam and Priya: “Ana needs help.”",
    ]);
  });

  test("leaves out a ring that says only whose it is", () => {
    expect(
      told(
        state(
          desk(
            priyaOnTeams,
            { at: 1_000, text: "Handrail has an answer for you." },
            { at: 1_001, text: "Sam is coming." },
          ),
        ),
      ),
    ).toEqual(["Priya’s phone rings: “Sam is coming.”"]);
  });

  test("tells a second ring of the same words as a second time", () => {
    const first = { at: 1_000, text: "Ana needs help." };
    expect(
      told(
        state(desk(sam, first)),
        state(desk(sam, first, { at: 1_500, text: "Ana needs help." })),
      ),
    ).toHaveLength(2);
    expect(
      told(state(desk(sam, first), desk(priya, { at: 21_000, text: "Ana needs help." }))),
    ).toHaveLength(2);
  });

  test("begins when somebody does something: what came by itself before is no part of it, then or later", () => {
    const invited = { at: 1_000, text: "Would you like a check-in?" };
    const before = hear(emptyStory, state(desk(ana, invited)), true);
    expect(linesOf(before)).toEqual([]);
    const after = hear(before, state(desk(ana, invited, { at: 2_000, text: "Sam is coming." })));
    expect(linesOf(after)).toEqual([{ at: 2_000, text: "Ana reads “Sam is coming.”" }]);
  });

  test("keeps what was done and what rang in the order it became known", () => {
    const after = hear(
      deed(emptyStory, 9_999, "Ana types /escalate."),
      state(desk(ana, { at: 1, text: "Sam is coming." })),
    );
    expect(linesOf(after).map(({ text }) => text)).toEqual([
      "Ana types /escalate.",
      "Ana reads “Sam is coming.”",
    ]);
  });
});

describe("whom one looks at stands in the address", () => {
  test.each([
    [{ people: ["U0ANA", "U0SAM"], active: 0 }, "/?be=U0ANA,U0SAM"],
    [
      { people: ["U0ANA", "5c1f0f5e-0ac0-4e00-8a3e-be0000000002"], active: 1 },
      "/?be=U0ANA,5c1f0f5e-0ac0-4e00-8a3e-be0000000002&front=1",
    ],
    [{ people: [undefined, "U0SAM"], active: 0 }, "/?be=,U0SAM"],
  ])("%j", (chosen, address) => {
    expect(addressOf(chosen)).toBe(address);
    expect(chosenIn(address.slice(1))).toEqual(chosen);
  });

  test("who chose nobody has a plain address; what is none of ours is not read", () => {
    expect(addressOf({ people: [undefined], active: 0 })).toBe("/");
    expect(chosenIn("")).toEqual({ people: [undefined], active: 0 });
    expect(chosenIn("?be=a,b,c,d&front=7")).toEqual({ people: ["a", "b"], active: 0 });
  });
});
