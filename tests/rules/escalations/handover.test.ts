import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { handoverLines, readBack } from "../../../src/escalations/handover/draft.ts";
import { noteLines } from "../../../src/escalations/handover/note.ts";
import { noteFrom } from "../../../src/escalations/handover/form.ts";
import { type Typed, writtenIn } from "../../../src/escalations/handover/typed.ts";
import { decide } from "../../../src/escalations/rules.ts";
import { isLive } from "../../../src/escalations/request.ts";
import { say } from "../../../src/platform/say.ts";
import type { Line, Reader } from "../../../src/platform/text.ts";
import { Situation, types } from "../../support/given.ts";
import { story, tell } from "../stories.ts";

const reader = (timeZone: string, locale = "en"): Reader => ({
  platform: "slack",
  locale,
  timeZone,
  nameOf: (id) => id,
});
const read = (lines: readonly Line[], by = reader("UTC")): string[] =>
  lines.map((line) => say(line, by));

function asked(): Situation {
  const s = new Situation();
  s.escalates(true);
  return s;
}
const warn = (s: Situation) =>
  s.when("ana", {
    do: "boundary",
    step: { behaviour: "insults", after: s.state.boundary?.steps.length ?? 0 },
  });

describe("C6: the handover", () => {
  it("is five lines of what was pressed and typed, each once", () => {
    const s = asked();
    s.when("ana", { do: "categorise", category: "AUT" });
    warn(s);
    s.passes(61);
    warn(s);
    s.when("ana", { do: "hold" });
    s.passes(75);
    s.when("ana", { do: "back" });
    s.when("sam", { do: "answer", verdict: "approve" });
    s.when("ana", { do: "note", need: "takeOver" });
    const typed: Typed = {
      words: "one\ntwo",
      written: { said: "wants\nit back", done: "checked it", promised: "Friday." },
    };
    const done =
      "Done: Warning 1: Insults or shouting at you, 09:00 · Warning 2, 09:01 · On hold for 1 min 15 s · checked it";
    expect(read(handoverLines(s.state, typed))).toEqual([
      "Said: wants it back",
      "Why: Outside my authority",
      `${done} · sam answered: yes, approved`,
      "Promised: Friday.",
      "Need: someone to take over",
    ]);
    expect(read(handoverLines(s.state, typed, "sam"))[2]).toBe(done);
    expect(read(readBack(s.state, typed))).toEqual([
      "Read back: “ana, I have: wants it back; 2 warnings; promised: Friday.; you need someone to take over. Right?”",
    ]);
  });

  it("has no more than five lines, and none is empty, whatever happened", () => {
    fc.assert(
      fc.property(story, fc.string({ unit: "grapheme", maxLength: 700 }), (told, text) => {
        const s = tell(told, () => undefined);
        if (!s.isOpened) return;
        const words = text.trim() === "" ? undefined : text;
        const typed = { words, offer: words, written: writtenIn({ done: text, promised: text }) };
        for (const known of [{}, typed]) {
          const lines = read(handoverLines(s.state, known));
          expect(lines.length).toBeLessThanOrEqual(5);
          for (const line of lines) expect(line).not.toMatch(/\n|: $/);
          expect(readBack(s.state, known).length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("is the agent's while it runs; in a danger nobody writes", () => {
    const s = asked();
    s.when("sam", { do: "acknowledge" });
    for (const other of ["sam", "priya", "kim"])
      expect(s.when(other, { do: "note" })).toMatchObject({ refused: "not-yours" });
    expect(types(s.when("ana", { do: "note", need: "advise", category: "CMP" }))).toEqual([
      "noted",
      "categorised",
      "levelled",
    ]);
    s.when("ana", { do: "danger" });
    expect(s.when("ana", { do: "note" })).toMatchObject({ refused: "in-danger" });
  });

  it("journal and state hold codes alone", () => {
    const s = asked();
    s.when("ana", { do: "note", need: "advise" });
    expect(s.journal.at(-1)).toEqual({ type: "noted", at: s.now, by: "ana", need: "advise" });
    expect(s.state.noted).toEqual({ at: s.now, need: "advise" });
  });

  it("what is the same is saved already; what changed meanwhile is not written over", () => {
    const s = asked();
    const given = { at: s.now, by: "ana", via: "a", newId: "r", seed: 0 };
    const note = (isSame: boolean, isChanged: boolean) =>
      decide(s.state, { do: "note" }, given, { ...s.facts, note: { isSame, isChanged } });
    expect(note(true, true)).toEqual({ events: [], answer: "noted" });
    expect(note(false, true)).toEqual({ events: [], answer: "note-changed" });
    expect(note(false, false)).toMatchObject({ answer: "noted", events: [{ type: "noted" }] });
  });

  it("a forged reason or need is none, and what is too long is refused field by field", () => {
    expect(noteFrom({ said: " a ", why: "constructor", need: "money" }, "e")).toMatchObject({
      command: { do: "note", need: undefined, category: undefined, edition: "e" },
    });
    const tooLong = noteFrom({ said: "x".repeat(501), done: "y".repeat(501), promised: "z" });
    expect(Object.keys("errors" in tooLong ? tooLong.errors : {})).toEqual(["said", "done"]);
    expect(writtenIn({ said: "  ", done: " b ", other: "c" })).toEqual({ done: "b" });
  });
});

describe("A1: the note", () => {
  const ended = () => {
    const s = asked();
    s.when("sam", { do: "answer", verdict: "callBack" });
    s.passes(120);
    s.when("sam", { do: "arrived" });
    s.passes(60);
    s.when("sam", { do: "done" });
    s.when("sam", { do: "record", outcome: "call-back" });
    return s;
  };
  const lines = (s: Situation, typed: Typed = {}) => {
    if (isLive(s.state)) throw new Error("it runs");
    return noteLines(s.state, s.journal, typed);
  };

  it("says when, who came, and how it ended, in the reader's language and zone", () => {
    const s = ended();
    const typed = { caseReference: "RF-1", words: "late twice" };
    expect(read(lines(s, typed))).toEqual([
      "12 November 2026, 09:00 to 09:03. Billing, Help",
      "Case: RF-1",
      "Said: late twice",
      "sam answered at 09:00: a call-back",
      "sam came at 09:02",
      "Outcome: Call-back promised",
    ]);
    const tokyo = read(lines(s, typed), reader("Asia/Tokyo", "es"));
    expect(tokyo[0]).toBe("12 de noviembre de 2026, de 18:00 a 18:03. Billing, Ayuda");
    expect(tokyo[4]).toBe("sam llegó a las 18:02");
  });

  it("of a danger says why in plain words, and who called for help", () => {
    const s = asked();
    s.when("ana", { do: "categorise", category: "RSK" });
    s.when("sam", { do: "acknowledge" });
    s.when("priya", { do: "callForHelp" });
    s.when("sam", { do: "arrived" });
    s.when("sam", { do: "done" });
    expect(read(lines(s)).slice(1)).toEqual([
      "Why: May harm themselves",
      "priya called for help at 09:00",
      "sam came at 09:00",
    ]);
  });

  it("the agent and who had it may write it; who runs no team any more may not", () => {
    const s = ended();
    for (const other of ["priya", "dana", "kim"])
      expect(s.when(other, { do: "note" })).toMatchObject({ refused: "not-yours" });
    expect(s.when("ana", { do: "note" })).toMatchObject({ answer: "noted" });
    expect(s.when("sam", { do: "note" })).toMatchObject({ answer: "noted" });
    s.becomes("sam", { supervises: [] });
    expect(s.when("sam", { do: "note" })).toMatchObject({ refused: "not-yours" });
  });

  it("tells nobody and waits for nobody: no effect and no timer of its own", () => {
    const s = ended();
    const before = new Map(s.timers);
    s.when("ana", { do: "note", need: "advise" });
    expect(s.timers).toEqual(before);
  });

  it("is drafted of a thousand events too", () => {
    const s = ended();
    if (isLive(s.state)) throw new Error("it runs");
    const many = Array.from({ length: 1_000 }, () => s.journal).flat();
    expect(read(noteLines(s.state, many, {})).length).toBeGreaterThan(1_000);
  });
});
