import type { Debrief } from "../../../src/debriefs/debrief.ts";
import type { Meeting } from "../../../src/debriefs/meetings.ts";
import type { Commit, Server } from "./database/server.ts";

/**
 * Who listens to whom: one at a time, one pair one meeting, and in a round everybody meets in one
 * group.
 */
export class Talks {
  readonly #server: Server;
  readonly #count: (what: string) => void;
  /** Meetings that a yes began and nobody took back, by their ids. */
  readonly #agreed = new Map<string, string>();
  #roundPairs = 0;

  constructor(server: Server, count: (what: string) => void) {
    this.#server = server;
    this.#count = count;
  }

  /** @throws when the transaction that has just been committed broke a law. */
  check({ organisation, changes }: Commit): void {
    for (const { table, before, after } of changes) {
      if (table === "debriefs")
        this.#debrief(
          organisation,
          before?.state as unknown as Debrief | undefined,
          after?.state as unknown as Debrief | undefined,
        );
      if (table === "debrief_rounds" && after !== undefined) {
        if (after.version !== (before?.version ?? 0) + 1)
          throw new Error(`version ${after.version} of the rounds after ${before?.version}`);
        this.#round(after.groups);
      }
    }
  }

  /** @returns what is not as it should be */
  atRest(): string[] {
    const meetings = this.#server.organisations.flatMap((one) =>
      this.#server.tables
        .rows(one, "debrief_meetings")
        .map(({ meeting, pair }) => [meeting, JSON.parse(pair) as Meeting] as const),
    );
    const talks = meetings.filter(([, { round }]) => round !== true);
    return [
      ...talks.flatMap(([id]) =>
        this.#agreed.has(id) ? [] : [`meeting ${id} was agreed by nobody`],
      ),
      ...(talks.length === this.#agreed.size
        ? []
        : [`${this.#agreed.size} talks were agreed, and ${talks.length} are kept`]),
      ...(meetings.length - talks.length === this.#roundPairs
        ? []
        : [`${this.#roundPairs} pairs were drawn, and another number is kept`]),
    ];
  }

  #debrief(organisation: string, before: Debrief | undefined, after: Debrief | undefined): void {
    if (after === undefined) return;
    const { tables } = this.#server;
    if (
      before?.status !== "searching" &&
      before?.status !== "offered" &&
      (after.status === "searching" || after.status === "offered")
    )
      this.#count("searches");
    if (
      before?.status === "accepted" &&
      (after.status === "searching" || after.status === "offered" || after.status === "unmatched")
    )
      this.#agreed.delete(before.meeting);
    if (after.status === "accepted" && before?.status !== "accepted") {
      this.#count("talks");
      if (before?.status !== "offered" || before.to !== after.partner)
        throw new Error(`${after.partner} listens without having been asked`);
      if (this.#agreed.has(after.meeting))
        throw new Error(`meeting ${after.meeting} was agreed twice`);
      this.#agreed.set(after.meeting, `${after.person} ${after.partner}`);
      const kept = tables.get(organisation, "debrief_meetings", after.meeting);
      if (kept === undefined)
        throw new Error(`${after.person} talks with ${after.partner}, and no meeting is kept`);
    }
    const listens = new Map<string, string>();
    for (const { person, state } of tables.rows(organisation, "debriefs")) {
      const debrief = state as unknown as Debrief;
      const other =
        debrief.status === "offered"
          ? debrief.to
          : debrief.status === "accepted"
            ? debrief.partner
            : undefined;
      if (other === undefined) continue;
      if (listens.has(other))
        throw new Error(`${other} is asked to listen to ${person} and to ${listens.get(other)}`);
      if (other === person) throw new Error(`${person} listens to themselves`);
      listens.set(other, person);
    }
  }

  #round(sealed: string | null): void {
    if (sealed === null) return;
    const groups = JSON.parse(sealed) as string[][];
    const everybody = groups.flat();
    if (new Set(everybody).size !== everybody.length)
      throw new Error(`somebody meets two groups in one round: ${sealed}`);
    if (groups.some((group) => group.length < 2 || group.length > 3))
      throw new Error(`no group of two or three: ${sealed}`);
    this.#count("rounds");
    this.#roundPairs += groups.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  }
}
