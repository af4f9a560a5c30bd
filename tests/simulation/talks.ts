import type { Debrief } from "../../src/debriefs/debrief.ts";
import type { Meeting } from "../../src/debriefs/meetings.ts";
import type { Server } from "./memory/server.ts";
import type { Session } from "./memory/session.ts";

/** Who listens to whom: one at a time, one pair one meeting, and in a round everybody meets in one group. */
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
  check(session: Session): void {
    for (const { table, before, after } of session.changes) {
      if (table === "debriefs")
        this.#debrief(
          session,
          before?.state as unknown as Debrief | undefined,
          after.state as unknown as Debrief,
        );
      if (table === "rounds") this.#round(session);
    }
  }

  /** @returns what is not as it should be */
  atRest(): string[] {
    const meetings = [...this.#server.shelves.values()].flatMap((shelf) =>
      [...shelf.meetings.rows(undefined)].map(
        ([id, { pair }]) => [id, JSON.parse(pair) as Meeting] as const,
      ),
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

  #debrief({ shelf }: Session, before: Debrief | undefined, after: Debrief): void {
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
      const kept = shelf.meetings.get(undefined, after.meeting);
      if (kept === undefined)
        throw new Error(`${after.person} talks with ${after.partner}, and no meeting is kept`);
    }
    const listens = new Map<string, string>();
    for (const [person, { state }] of shelf.debriefs.rows(undefined)) {
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

  #round({ shelf }: Session): void {
    const sealed = shelf.rounds.get(undefined, "one")?.groups;
    if (sealed === null || sealed === undefined) return;
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
