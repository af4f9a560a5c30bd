import { expect, it } from "vitest";
import type { Command } from "../../../src/promises/commands.ts";
import { evolve } from "../../../src/promises/evolve.ts";
import type { Promised, Proposal } from "../../../src/promises/promise.ts";
import { decide } from "../../../src/promises/rules.ts";
import { nobodyAround } from "./given.ts";

/* Whose a promise is, where whoever makes it names a colleague (docs/features.md A2). */

const dueAt = Date.parse("2026-12-01T15:00:00Z");
const now = dueAt - 3_600_000;
const proposal: Proposal = { when: { is: "clear", dueAt }, zone: "Europe/London", whose: "ben" };
const homes: string[] = [];
const draft = evolve(undefined, {
  ...{ type: "shownBack", at: now, homes, id: "p", by: "ana", team: "Billing", proposal },
} as const);

function keeps(promised: Promised, mayHold: boolean, command: Command = { do: "keep" }) {
  const decided = decide(
    promised,
    command,
    { ...nobodyAround.given, at: now, by: "ana" },
    { ...nobodyAround.facts, mayHold },
  );
  const events = "events" in decided ? decided.events : [];
  return { decided, after: events.reduce<Promised>(evolve, promised) };
}

it("until it is kept it is whoever makes it, who alone can keep it", () => {
  expect(draft.holder).toBe("ana");
  const decided = decide(
    draft,
    { do: "keep" },
    { ...nobodyAround.given, at: now, by: "ben" },
    { ...nobodyAround.facts, mayHold: true },
  );
  expect(decided).toEqual({ refused: "not-yours" });
});

it("kept, it is theirs, and they read it", () => {
  const { decided, after } = keeps(draft, true);
  expect(decided).toMatchObject({ answer: "given", events: [{ type: "kept" }, { type: "given" }] });
  expect(after).toMatchObject({
    ...{ status: "open", holder: "ben", maker: "ana" },
    cards: { ben: { part: "holder" } },
  });
});

it("gone from the team meanwhile: shown back as one's own, and kept with the next press", () => {
  const { decided, after } = keeps(draft, false);
  expect(decided).toMatchObject({ answer: "shownBack" });
  expect(after).toMatchObject({ status: "draft", proposal: { notTheirs: true } });
  expect(after).not.toHaveProperty("proposal.whose");
  expect(keeps(after, false).after).toMatchObject({ status: "open", holder: "ana" });
});
