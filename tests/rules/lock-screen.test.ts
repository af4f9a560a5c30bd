import { expect, it } from "vitest";
import { features } from "../../src/features.ts";
import { msg } from "../../src/platform/text.ts";
import type { Shell } from "../../src/runtime/feature.ts";

/* What a lock screen shows of a check-in is the same for all of them (docs/features.md K1). */

const none = { people: new Map(), teams: new Map(), accountsOf: new Map() };
const shell = { organisation: { ...none, timeZone: "UTC" } } as unknown as Shell;
const slot = { at: 1, day: "2026-11-27", zone: "UTC", until: 2 };
const viewer = { person: "ana", account: "a", posted: true, now: 1, occasion: "c1" };
const summaryOf = (view: string, state: object) => {
  const whole = { person: "ana", posts: 1, lastAt: 0, cron: "0 15 * * 5", ...state };
  const card = features
    .get("checkins")
    ?.views.show?.(view, { state: whole, history: [], today: "" }, viewer, shell);
  return card !== undefined && "summary" in card ? card.summary : undefined;
};

it("an invitation and a question after a hard call say the same, and neither says what of", () => {
  expect(summaryOf("invitation", { status: "invited", first: slot })).toEqual(
    msg("checkin.summary"),
  );
  const care = { question: { is: "asked", occasion: "c1", until: 2, call: "2026-11-27" } };
  expect(summaryOf("question", { status: "on", care })).toEqual(msg("checkin.summary"));
  const offer = { is: "offered", occasion: "c1", at: 1, until: 2, call: "2026-11-27" };
  expect(summaryOf("offer", { status: "none", care: { offer } })).toEqual(msg("checkin.summary"));
});
