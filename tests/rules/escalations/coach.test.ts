import { describe, expect, it } from "vitest";
import { type OwnOrder, cards, reasons } from "../../../src/kernel/coaching.ts";
import { categories } from "../../../src/escalations/categories.ts";
import { cardTiles, otherCalls, reasonTiles } from "../../../src/escalations/coach/buttons.ts";
import {
  type Call,
  type Card,
  cardFrom,
  cardLines,
  cardOf,
  isDanger,
} from "../../../src/escalations/coach/cards.ts";
import { phrases } from "../../../src/escalations/coach/phrases.ts";
import { catalogues } from "../../../src/locales/index.ts";
import { say } from "../../../src/platform/say.ts";
import type { Line } from "../../../src/platform/text.ts";

const calm: Call = { danger: false, abuse: false, card: undefined };
const order: OwnOrder = { cards, reason: undefined };
const codes = Object.keys(categories) as (keyof typeof categories)[];
const all: readonly Card[] = [...new Set<Card>([...cards, ...codes])];
const locales = ["en-GB", "es-ES"] as const;
const said = (line: Line, locale: string) =>
  say(line, { platform: "slack", locale, timeZone: "UTC", nameOf: (id) => id });
const text = (card: Card, channel = "phone", call = calm, checkFirst = false) =>
  [...cardLines(card, call), ...phrases(card, call, { channel, checkFirst })]
    .map((line) => said(line, "en-GB"))
    .join("\n");
const inOwnWords = /personal|about you\./i;

describe("C2: the cards", () => {
  it("every category and every reason has one, and a press finds it again", () => {
    for (const code of codes) expect(cardOf({ ...calm, card: code }, undefined, order)).toBe(code);
    for (const tile of [...reasonTiles(undefined, "r1"), ...cardTiles(otherCalls(order), "r1")])
      expect(all).toContain(cardFrom(tile.argument ?? ""));
    expect(reasonTiles(undefined, "r1").map(({ argument }) => argument)).toEqual(reasons);
    expect(cardFrom("noTime")).toBe("noTime");
    for (const forged of ["", "toString", "notime", "ANG.1", "OTH"])
      expect(cardFrom(forged)).toBeUndefined();
  });

  it("each has a title and three bullets of twelve words at most, in both languages", () => {
    for (const catalogue of Object.values(catalogues))
      for (const card of all) {
        expect(catalogue[`coach.${card}`].length).toBeLessThanOrEqual(40);
        for (const n of [1, 2, 3] as const)
          expect(
            catalogue[`coach.${card}.${n}`].split(" ").length,
            `${card}.${n}`,
          ).toBeLessThanOrEqual(12);
        expect(Object.keys(catalogue)).not.toContain(`coach.${card}.4`);
      }
  });

  it("listening comes first, but where the agent is to be safe first", () => {
    const safeFirst: readonly Card[] = ["ABU", "HAT", "SEX", "SER", "SAF"];
    const listening = {
      en: /\b(listen|let|hear)\b/i,
      es: /(esc[uú]ch|deja que)/i,
    } as const;
    for (const language of ["en", "es"] as const)
      for (const card of all.filter((one) => !safeFirst.includes(one)))
        expect(catalogues[language][`coach.${card}.1`], card).toMatch(listening[language]);
  });

  it("nothing is about the problem only where somebody is cross with it, and never in abuse", () => {
    const cross = all.filter((card) => inOwnWords.test(text(card)));
    expect(cross.toSorted()).toEqual([
      ...["ANG", "AUT", "CMP", "heard", "letDown", "noTime", "passedAround"],
    ]);
    for (const card of all)
      for (const call of [
        { ...calm, abuse: true },
        { ...calm, danger: true },
      ])
        expect(text(card, "phone", call)).not.toMatch(inOwnWords);
    expect(text("ABU")).toContain("not your fault");
  });

  it("in a danger only cards that keep people safe, whatever an old button asks for", () => {
    for (const card of all) {
      const shown = cardOf({ danger: true, abuse: false, card }, card, order);
      expect(isDanger(shown) || shown === "any").toBe(true);
      expect(text(shown, "phone", { ...calm, danger: true })).not.toMatch(/end (it|the call)/i);
    }
    expect(cardOf({ ...calm, danger: true, card: "RSK" }, "THR", order)).toBe("THR");
  });
});

describe("C7: the sentences", () => {
  it("an apology stands with questions and thanks, and never with abuse, a danger or a fraud", () => {
    const without = all.filter(
      (card) => !/sorry/i.test(text(card).split("\n").slice(4).join("\n")),
    );
    expect(without.toSorted()).toEqual(["ABU", "FRD", "HAT", "RSK", "SAF", "SER", "SEX", "THR"]);
    for (const card of all.filter((one) => !without.includes(one)))
      for (const part of ["What happened just before", "Sorry for the trouble", "Thank you"])
        expect(text(card), card).toContain(part);
    for (const card of all)
      expect(text(card, "phone", { ...calm, abuse: true })).not.toContain("chase this");
  });

  it("the second apology is locked where it is set, and in every matter of law", () => {
    for (const channel of ["phone", "chat", "email"]) {
      expect(text("ANG", channel)).toContain("We got that wrong");
      expect(text("ANG", channel, calm, true)).not.toContain("We got that wrong");
      expect(text("ANG", channel, calm, true)).toContain("check first");
      expect(text("ANG", channel, calm, true)).toMatch(/for the t|chase|write to us/);
      expect(text("LEG", channel)).toContain("check first");
    }
  });

  it("on chat and in an e-mail they are to write, in both languages", () => {
    const lead = { "en-GB": /^(Say|Write): /, "es-ES": /^(Di|Escribe): / };
    for (const locale of locales)
      for (const card of all)
        for (const channel of ["none", "phone", "chat", "email"]) {
          const [first, ...rest] = phrases(card, calm, { channel, checkFirst: false }).map((line) =>
            said(line, locale),
          );
          expect(first).toMatch(lead[locale]);
          const writes = ["chat", "email"].includes(channel);
          expect(/^(Write|Escribe)/.test(first ?? "")).toBe(writes);
          for (const line of [first, ...rest]) expect(line).not.toMatch(/undefined|[{}]/);
        }
  });
});
