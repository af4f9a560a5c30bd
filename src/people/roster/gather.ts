import type { PersonId } from "../../kernel/ids.ts";
import { type Spans, merged, minuteOf } from "../../kernel/spans.ts";
import { type Instant, hours } from "../../kernel/time.ts";

/** A shift as somebody gave it: of whom, by e-mail or name, and where it stands. */
export interface GivenShift {
  readonly who: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Of its file, or its place in a list: what a mistake is named by. */
  readonly line: number;
}

/** A mistake in a roster. Neither text holds what was written: both may stand in a log. */
export interface RosterProblem {
  readonly line: number;
  readonly what: string;
  readonly remedy: string;
  /** Applied all the same, as it says. */
  readonly applied?: true;
}

/** Who can be meant. */
export interface Names {
  /** In lower case. */
  readonly byEmail: ReadonlyMap<string, PersonId>;
  /** In lower case; `null`: several people have this name. */
  readonly byName: ReadonlyMap<string, PersonId | null>;
}

/** Whose shifts are when: minutes since the epoch, sorted and apart. */
export type Shifts = ReadonlyMap<PersonId, Spans>;

/** Nobody works longer at a stretch: such an end has a slip in its date. */
const longest = hours(24);

export function namesOf(
  people: Iterable<{ id: PersonId; name: string; email?: string; listed: boolean }>,
): Names {
  const byEmail = new Map<string, PersonId>();
  const byName = new Map<string, PersonId | null>();
  for (const { id, name, email, listed } of people) {
    if (!listed) continue;
    if (email !== undefined) byEmail.set(email.toLowerCase(), id);
    const key = name.trim().toLowerCase();
    byName.set(key, byName.has(key) ? null : id);
  }
  return { byEmail, byName };
}

/**
 * The shifts of each person. What is wrong with one leaves that one out and is named; the others
 * count. Shifts of one person that overlap are one.
 */
export class Gathering {
  readonly problems: RosterProblem[] = [];
  /** How many were given, right or wrong. */
  given = 0;
  wrong = 0;
  readonly #names: Names;
  readonly #spans = new Map<PersonId, number[]>();
  readonly #lines = new Map<PersonId, number[]>();

  constructor(names: Names) {
    this.#names = names;
  }

  /** A shift that is left out. */
  refuse(line: number, what: string, remedy: string): void {
    this.given += 1;
    this.wrong += 1;
    this.#tell({ line, what, remedy });
  }

  note(line: number, what: string, remedy: string): void {
    this.#tell({ line, what, remedy, applied: true });
  }

  add({ who, from, to, line }: GivenShift): void {
    const person = this.#find(who, line);
    if (person === undefined) return;
    if (to <= from)
      return this.refuse(
        line,
        "the shift ends before it begins",
        "A night shift ends on the next day: give its end that date.",
      );
    if (to - from > longest)
      return this.refuse(
        line,
        `the shift is ${Math.round((to - from) / hours(1))} hours long`,
        "24 hours is the most: check the date of its end, or divide it.",
      );
    this.given += 1;
    const own = this.#spans.get(person) ?? [];
    own.push(minuteOf(from), Math.ceil(to / 60_000));
    this.#spans.set(person, own);
    const lines = this.#lines.get(person) ?? [];
    lines.push(line);
    this.#lines.set(person, lines);
  }

  #find(who: string, line: number): PersonId | undefined {
    const key = who.trim().toLowerCase();
    const found = this.#names.byEmail.get(key) ?? this.#names.byName.get(key);
    if (found === null)
      this.refuse(line, "several people have this name", "Write the e-mail address instead.");
    else if (found === undefined)
      this.refuse(
        line,
        key === "" ? "nobody is named" : "nobody of the organisation's file is meant",
        "Use the e-mail address that stands in handrail.yaml, or add the person there.",
      );
    return found ?? undefined;
  }

  /** Everything that was added, by person. */
  finish(): Shifts {
    const found = new Map<PersonId, Spans>();
    for (const [person, spans] of this.#spans) {
      const line = firstOverlap(spans, this.#lines.get(person) ?? []);
      if (line !== undefined)
        this.note(
          line,
          "the shift overlaps another of the same person",
          "They count as one shift. Remove one, or mend its times.",
        );
      found.set(person, Int32Array.from(merged(spans)));
    }
    this.#lines.clear();
    return found;
  }

  #tell(problem: RosterProblem): void {
    // A wrong column makes every line wrong: the first hundreds say it.
    if (this.problems.length < mostTold) this.problems.push(problem);
  }
}
const mostTold = 500;

/** The line of the first shift that begins before an earlier one has ended. */
function firstOverlap(spans: readonly number[], lines: readonly number[]): number | undefined {
  const order = lines
    .map((_, at) => at)
    .toSorted((a, b) => (spans[a * 2] ?? 0) - (spans[b * 2] ?? 0));
  let end = -Infinity;
  for (const at of order) {
    if ((spans[at * 2] ?? 0) < end) return lines[at];
    end = Math.max(end, spans[at * 2 + 1] ?? 0);
  }
  return undefined;
}
