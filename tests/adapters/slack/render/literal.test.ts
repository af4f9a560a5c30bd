import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionOf, blockId, frameOf } from "../../../../adapters/slack/render/carried-data.ts";
import { asTyped, clean, cutEscaped, isQuiet } from "../../../../adapters/slack/render/escape.ts";
import { cut } from "../../../../src/platform/cut.ts";
import { noticeModal, render } from "../../../../adapters/slack/render/render.ts";
import { literal, msg } from "../../../../src/platform/text.ts";
import type { Card } from "../../../../src/platform/view.ts";
import { patience, runs as asked } from "../../../support/runs.ts";
import { validateMessage, validateView } from "../our-blocks.ts";
import { boards, cards, forms, hostile, livingThings, notices, readers } from "./hostile.ts";
import { reader } from "../world.ts";

/* User text is always literal: no live mention, link or mark-up can come out of it. */

const words = (text: string) => msg("fact.clock", { time: literal(text) });
const cutAsText = (text: string) => cutEscaped(text, 4_000);
const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
const frame = { feature: "escalations", view: "page", occasion: "0.1" };
const page: Card = {
  kind: "card",
  tone: "calm",
  summary: words("x"),
  title: words("x"),
  facts: [],
  lines: [],
  buttons: [],
};

describe("whatever people type", () => {
  const runs = { numRuns: asked(500) };
  const occasions = hostile.map((occasion) => ({ frame: { ...frame, occasion }, again: true }));

  it(
    "a notice stays within Slack's limits and nothing in it comes alive",
    () => {
      fc.assert(
        fc.property(notices, readers, occasions, (view, who, occasion) => {
          const message = render<"notice">(view, who, occasion);
          validateMessage(message);
          expect(livingThings(message)).toEqual([]);
          validateView(noticeModal(view, who));
        }),
        runs,
      );
    },
    patience(500),
  );
  it(
    "nor in a card",
    () => {
      fc.assert(
        fc.property(cards, readers, occasions, (view, who, occasion) => {
          const message = render<"card">(view, who, occasion);
          validateMessage(message);
          expect(livingThings(message)).toEqual([]);
        }),
        runs,
      );
    },
    patience(500),
  );
  it(
    "nor in a form",
    () => {
      fc.assert(
        fc.property(forms, readers, (view, who) => {
          const modal = render<"form">(view, who);
          validateView(modal);
          expect(livingThings(modal)).toEqual([]);
        }),
        runs,
      );
    },
    patience(500),
  );
  it(
    "nor on a board",
    () => {
      fc.assert(
        fc.property(boards, readers, occasions, (view, who, occasion) => {
          const home = render<"board">(view, who, occasion);
          validateView(home);
          expect(livingThings(home)).toEqual([]);
        }),
        runs,
      );
    },
    patience(500),
  );
  it("and an occasion comes back as it left, or not at all", () => {
    fc.assert(
      fc.property(hostile, (occasion) => {
        const id = blockId({ ...frame, occasion }, 1);
        expect(frameOf(id)).toEqual(
          id === undefined ? undefined : { ...frame, occasion: occasion.toWellFormed() },
        );
      }),
      runs,
    );
  });
});

describe("words that once became an emoji", () => {
  it.each([":fire:11https://evil.example/x", "12:11:", ":100:", "at 10:11:12", ":a:b:c:"])(
    "%s",
    (text) => {
      const lines = [literal(text)];
      const [label, value] = [words(text), literal(text)];
      const drawn = [
        render<"notice">({ kind: "notice", tone: "calm", lines, buttons: [] }, reader),
        render<"card">({ ...page, summary: label, facts: [{ label, value }], lines }, reader),
      ];
      expect(livingThings(drawn)).toEqual([]);
    },
  );
});

describe("the sign of life itself sees", () => {
  it.each([
    "<!here>",
    "a <@U1>",
    "*b*",
    "_i_",
    "~s~",
    "`c`",
    ":fire:",
    ":100:",
    "@here",
    "#general",
    "https://x",
    "evil.example",
    "a & b",
    "a\u202Eb",
  ])("%s", (text) => {
    expect(livingThings({ text })).not.toEqual([]);
    expect(livingThings({ type: "mrkdwn", text: `*Label*\n${text}`, verbatim: true })).not.toEqual(
      [],
    );
  });
  it("mrkdwn that links by itself, emoji, and an address that is not https", () => {
    expect(livingThings({ type: "mrkdwn", text: "x" })).toEqual(["not verbatim"]);
    expect(livingThings({ ...plain("x"), emoji: true })).toEqual(["emoji are on"]);
    expect(livingThings({ type: "button", url: "http://a.example" })).toHaveLength(1);
  });
});

describe("small hands", () => {
  it.each([
    ["Ana Silva", true],
    ["since 09:00, B 12 (remote)", true],
    ["0:40", true],
    ["9:00 to 10:30", true],
    ["10:11:12", false],
    ["Zoë O'Neill – 50 %", true],
    ["*a*", false],
    [":a:", false],
    ["a.b", false],
    ["//a", false],
    ["a@b", false],
    ["a\nb", false],
    ["&", false],
  ])("%s may stand in mrkdwn: %s", (text, quiet) => expect(isQuiet(text)).toBe(quiet));

  it("cut never halves a character or an escape", () => {
    expect(cut("abc", 3)).toBe("abc");
    expect(cut("ab😀d", 4)).toBe("ab…");
    expect(cutEscaped("ab&lt;d", 5)).toBe("ab…");
    expect(cutEscaped("ab&lt;defg", 8)).toBe("ab&lt;d…");
  });

  it("clean keeps what people can see", () => {
    expect(clean("a\u0000b\u202Ec\r\nd\te 👩‍👩‍👧 \uD83D")).toBe("abc\nd\te 👩‍👩‍👧 \uFFFD");
  });

  it("hostile text of 50 KB takes no time", () => {
    const texts = ["<", "<@", "*:@.", " ", " \n", "a.", "<a|", "&", ":", "\u2060"].map((piece) =>
      piece.repeat(50_000 / piece.length),
    );
    for (const text of texts) {
      for (const work of [
        asTyped,
        clean,
        isQuiet,
        cutAsText,
        () => render<"card">({ ...page, title: words(text), lines: [literal(text)] }, reader),
      ]) {
        const took = () => {
          const started = performance.now();
          work(text);
          return performance.now() - started;
        };
        // The best of three: a busy machine may hold any one of them up.
        expect(Math.min(took(), took(), took()), JSON.stringify(text.slice(0, 4))).toBeLessThan(
          100,
        );
      }
    }
  });

  it("a number on an action is ours and comes off", () => {
    expect([actionOf("a.b#12"), actionOf("a.b"), actionOf("a#1.b")]).toEqual([
      "a.b",
      "a.b",
      "a#1.b",
    ]);
  });
});
