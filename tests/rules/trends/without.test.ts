import { describe, expect, test } from "vitest";
import { gateWith } from "../../../src/trends/gate.ts";
import { type Safeguards, safeguards } from "../../../src/trends/safeguards.ts";
import { type Crowd, type Setting, attack } from "./attacker.ts";

const crowd = (
  size: number,
  teams: Crowd["teams"],
  days: readonly number[] = teams.map((_, window) => window * 28),
): Crowd => ({
  size,
  teams,
  days,
});
const windows = (...crowds: Crowd[]): Setting => ({
  crowds,
  question: "energy",
  looks: (crowds[0]?.teams ?? []).map((_, window) => ({ day: window * 28, lists: [window] })),
});

/** People who move together, as everybody knows who answers. */
const moving = windows(
  { ...crowd(1, [["C"], undefined, ["A"]]), answering: 1 },
  { ...crowd(9, [["C"], ["A"], undefined]), answering: 9 },
  { ...crowd(7, [undefined, ["A"], ["C"]]), answering: 7 },
);

/**
 * Each rule taken out, and an organisation in which somebody then gets in. The proof alone keeps
 * out most of them. Their rules are tried without it: there each keeps its attacker out, and so
 * none is superfluous.
 */
const without: Record<
  keyof Safeguards,
  { out: Partial<Safeguards>; setting: Setting; most?: number }
> = {
  // Asked again a day later, without those who answer on the first day.
  fixedWindow: {
    out: { fixedWindow: () => true },
    setting: {
      crowds: [crowd(6, [["A"]], [5]), crowd(1, [["A"]], [0])],
      question: "energy",
      looks: [
        { day: 0, lists: [0] },
        { day: 1, lists: [0] },
      ],
    },
  },
  // Asked again after somebody moved.
  frozenRoster: {
    out: { frozenRoster: (rosters) => rosters.at(-1) ?? new Map() },
    setting: {
      crowds: [
        { ...crowd(6, [["A"], ["A"]], [3]), answering: 6 },
        { ...crowd(1, [["A"], ["B"]], [3]), answering: 1 },
        { ...crowd(7, [["B"], ["B"]], [3]), answering: 7 },
      ],
      question: "energy",
      looks: [
        { day: 0, lists: [0] },
        { day: 0, lists: [0, 1] },
      ],
    },
  },
  // Everybody but one of a team is in another one as well: the one team less the other.
  oneFilter: {
    out: { oneFilter: (teams) => teams },
    setting: windows(
      { ...crowd(6, [["A", "B"]]), answering: 6 },
      { ...crowd(1, [["A"]]), answering: 1 },
      { ...crowd(5, [["C"]]), answering: 5 },
    ),
  },
  // One person who answers five times.
  onePerPerson: {
    out: { onePerPerson: (answers) => answers },
    setting: windows(crowd(1, [["A"]], [1, 2, 3, 4, 5]), crowd(5, [["B"]])),
  },
  enoughPeople: { out: { enoughPeople: () => true }, setting: windows(crowd(4, [["A"]])) },
  enoughForTheme: {
    out: { enoughForTheme: () => true },
    setting: { ...windows(crowd(3, [["A"]])), question: "breaks" },
    most: 9,
  },
  // A team of five is hidden alone: the whole less the other team is that team.
  hiddenTogether: {
    out: { hiddenTogether: () => true },
    setting: windows(
      { ...crowd(10, [["A"]]), answering: 10 },
      { ...crowd(5, [["B"]]), answering: 5 },
    ),
  },
  // Two small teams beside a big one.
  remainder: {
    out: { remainder: () => true },
    setting: windows(crowd(8, [["A"]]), crowd(1, [["B"]]), crowd(1, [["C"]])),
  },
  rounded: {
    out: { rounded: (people) => ({ step: 1, people }) },
    setting: windows(crowd(6, [["A"]])),
  },
  // Some come, some go, some move: no rule but the proof sees what three windows tell together.
  proven: { out: { proven: () => true }, setting: moving },
};

describe("K5: an attacker who can ask everything gets in as soon as one rule is missing", () => {
  test.each(Object.entries(without))("without %s", (name, { out, setting, most = 4 }) => {
    expect(attack(gateWith(safeguards), setting, most)).toBeUndefined();
    let found = attack(gateWith({ ...safeguards, ...out }), setting, most);
    if (found === undefined) {
      const unproven = { ...safeguards, proven: () => true };
      expect(attack(gateWith(unproven), setting, most)).toBeUndefined();
      found = attack(gateWith({ ...unproven, ...out }), setting, most);
    }
    expect(found, `${name} can be taken out and nobody gets in`).toBeDefined();
    if (process.env["SHOW_ATTACKS"] !== undefined)
      console.log(`${name}: ${found?.who} knows that ${found?.knows}`);
  });
});
