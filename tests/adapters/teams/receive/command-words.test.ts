import { describe, expect, it } from "vitest";
import { wordOf } from "../../../../adapters/teams/receive/command-words.ts";

const bot = "28:bot";
const own = {
  type: "mention",
  text: "<at>Handrail</at>",
  mentioned: { id: bot, name: "Handrail" },
};
const alice = {
  type: "mention",
  text: "<at>Alice</at>",
  mentioned: { id: "29:alice", name: "Alice" },
};
/** A colleague who is called like the bot. */
const namesake = {
  type: "mention",
  text: "<at>Handrail</at>",
  mentioned: { id: "29:namesake", name: "Handrail" },
};

describe("the word of a message", () => {
  it.each([
    ["escalate", "escalate", ""],
    ["/escalate", "escalate", ""],
    ["ESCALATE", "escalate", ""],
    ["  Escalate  ", "escalate", ""],
    ["escalate!!!", "escalate", ""],
    ["escalate: he shouts", "escalate", "he shouts"],
    ["escalate help", "escalate", "help"],
    ["escalate\u00a0", "escalate", ""],
    ["\u00a0escalate\u00a0he\u00a0shouts", "escalate", "he shouts"],
    ["escalate&nbsp;he &lt;b&gt;shouts&lt;/b&gt; &amp;amp;", "escalate", "he <b>shouts</b> &amp;"],
    ["escalate\nhe shouts\nat me", "escalate", "he shouts\nat me"],
    ["\u200bescalate", "escalate", ""],
    ["/ escalate", "escalate", ""],
    ["break 10", "break", "10"],
    ["/break", "break", ""],
    ["debrief", "debrief", ""],
    ["Checkin.", "checkin", ""],
    ["promise call Mrs. Jones at 5", "promise", "call Mrs. Jones at 5"],
    ["shift on", "shift", "on"],
    ["shift OFF", "shift", "OFF"],
    ["handrail my data", "handrail", "my data"],
    ["help", "handrail", ""],
    ["hi", "handrail", ""],
    ["", "handrail", ""],
    ["   ", "handrail", ""],
    ["???", "handrail", ""],
    ["escalated", "handrail", ""],
    ["escalate.now", "handrail", ""],
    ["please escalate", "handrail", ""],
    ["constructor", "handrail", ""],
    ["__proto__", "handrail", ""],
    ["//escalate", "handrail", ""],
    ["👋", "handrail", ""],
  ])("%j is %s %j", (text, word, rest) =>
    expect(wordOf({ text })).toMatchObject({ word, text: rest }),
  );

  it.each([
    ["<at>Handrail</at> escalate", [own], "escalate", ""],
    ["<at>Handrail</at>\u00a0escalate\u00a0", [own], "escalate", ""],
    ["<at>Handrail</at>escalate", [own], "escalate", ""],
    ["escalate <at>Handrail</at>", [own], "escalate", ""],
    ["<at>Handrail</at>", [own], "handrail", ""],
    ["<at>Handrail</at> escalate <at>Alice</at>", [own, alice], "escalate", "@Alice"],
    ["<at>Alice</at> <at>Handrail</at> escalate", [alice, own], "handrail", ""],
    ["<at>Handrail</at> escalate <at>Handrail</at>", [own, namesake], "escalate", "@Handrail"],
    ["<at>Handrail</at> <at>Handrail</at> escalate", [own, own], "escalate", ""],
    [
      '<at id="0">Handrail</at> escalate',
      [{ ...own, text: '<at id="0">Handrail</at>' }],
      "escalate",
      "",
    ],
    ["<at>Hand$&rail</at> escalate", [{ ...own, text: "<at>Hand$&rail</at>" }], "escalate", ""],
    ["<at>Alice</at> escalate", [alice], "handrail", ""],
  ])("%j", (text, entities, word, rest) =>
    expect(wordOf({ text, entities, recipient: { id: bot } })).toMatchObject({ word, text: rest }),
  );

  it.each([
    [{}],
    [{ text: 1 }],
    [{ text: "escalate", entities: "x" }],
    [
      {
        text: "escalate",
        entities: [null, 1, { type: "mention" }, { type: "mention", mentioned: 1, text: 2 }],
      },
    ],
  ])("%j breaks nothing", (activity) =>
    expect(wordOf({ recipient: { id: bot }, ...activity }).word).toMatch(/^(escalate|handrail)$/),
  );

  it("50 KB of anything take no time", () => {
    for (const piece of [
      "<at>",
      "<at ",
      "</at>",
      "&",
      "&amp",
      "\u00a0",
      "a",
      "/",
      "!",
      "<at>a</at>",
    ]) {
      const text = piece.repeat(50_000 / piece.length);
      const took = () => {
        const started = performance.now();
        wordOf({
          text,
          entities: Array.from({ length: 1_000 }, () => ({ ...own, text: piece })),
          recipient: { id: bot },
        });
        return performance.now() - started;
      };
      // The best of some: whoever else wants the processor is no concern of this.
      expect(Math.min(...Array.from({ length: 5 }, took)), piece).toBeLessThan(100);
    }
  });
});
