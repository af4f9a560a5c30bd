import { type Earlier, throughGate } from "../../src/trends/gate.ts";
import { type Question, questions, windowLasts, windowOf } from "../../src/trends/questions.ts";
import type { Answer, Roster } from "../../src/trends/source.ts";

const people = 8_000;
const teams = 160;
const windows = 14;
const answersWanted = 100_000;
const asked = Object.keys(questions) as Question[];

/** Chance that is the same in every run. */
let seed = 7;
const chance = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;

function rosterOf(window: number): Roster {
  return new Map(
    Array.from({ length: people }, (_, n) => [
      `person ${n + window * 10}`,
      [`team ${String((n + window * 10) % teams).padStart(3, "0")}`],
    ]),
  );
}

function answersOf(roster: Roster, start: number): Answer[] {
  const ids = [...roster.keys()];
  return Array.from({ length: answersWanted }, (_, n) => ({
    ...{
      person: ids[Math.floor(chance() * ids.length)] ?? "",
      question: asked[n % asked.length] ?? "energy",
    },
    ...{ at: start + Math.floor(chance() * windowLasts), counts: chance() < 0.6 },
  }));
}

/**
 * The gate alone over a large organisation: a year of windows, in which ten people come and go each time, so that
 * everything is there that a real one is held against. @returns milliseconds of processor time, of each window.
 */
export function measureTrends(): number[] {
  const earlier: Earlier[] = [];
  const times: number[] = [];
  for (let window = 0; window < windows; window++) {
    const start = windowOf(Date.UTC(2026, 0, 5, 12)) + window * windowLasts;
    const roster = rosterOf(window);
    const answers = answersOf(roster, start);
    const began = process.cpuUsage();
    const passed = throughGate({ start, answers, rosters: [roster] }, earlier);
    const { user, system } = process.cpuUsage(began);
    times.push((user + system) / 1_000);
    earlier.push({ roster, ...passed });
  }
  return times;
}
