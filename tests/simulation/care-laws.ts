import { type Break, awayUntil } from "../../src/breaks/state.ts";
import { grace } from "../../src/breaks/times.ts";
import type { CheckIns } from "../../src/checkins/state.ts";
import { minutes } from "../../src/kernel/time.ts";
import { timerKey } from "./memory/rows.ts";
import type { Server } from "./memory/server.ts";
import type { Change, Session } from "./memory/session.ts";
import { Talks } from "./talks.ts";

/** A transaction that had read before another committed may still commit after it: as long as a lock is waited for. */
const meanwhile = 2_500;
/** What asks something of somebody: never of a person in a break (PRODUCT B6). */
const asks: Readonly<Record<string, readonly string[]>> = {
  ...{
    escalations: ["page"],
    breaks: ["cover"],
    debriefs: ["offer"],
    checkins: ["prompt", "invitation", "start"],
  },
};

/** What breaks, check-ins and what follows from one feature in another must keep, after every commit. */
export class CareLaws {
  readonly #server: Server;
  readonly #count: (what: string) => void;
  readonly #talks: Talks;
  /** Since when somebody is away, for all who could know. */
  readonly #awaySince = new Map<string, number>();
  readonly #endedBreaks = new Set<string>();
  /** Person and day, of each prompt. */
  readonly #prompted = new Set<string>();
  /** Timers of one subject that another one's event wrote, and nobody has rung. */
  readonly #pending = new Map<string, number>();

  constructor(server: Server, count: (what: string) => void) {
    this.#server = server;
    this.#count = count;
    this.#talks = new Talks(server, count);
  }

  /** @throws when the transaction that has just been committed broke a law. */
  check(session: Session): void {
    this.#follows(session);
    this.#asksNobodyAway(session);
    for (const change of session.changes) {
      const { table, before, after } = change;
      if (after.version !== (before?.version ?? 0) + 1)
        throw new Error(
          `version ${after.version} of ${table} ${after.person} after ${before?.version}`,
        );
      if (table === "breaks") this.#break(session, change);
      if (table === "check_ins") this.#checkIn(session, change);
    }
    this.#talks.check(session);
  }

  /** What must be true when a day has come to rest. @returns what is not */
  atRest(): string[] {
    const { now } = this.#server.time;
    return [
      ...[...this.#pending.keys()].map(
        (key) => `${key} follows from something, and was never rung`,
      ),
      ...[...this.#server.shelves.values()].flatMap((shelf) =>
        [...shelf.check_ins.rows(undefined)].flatMap(([person, { state }]) => {
          const { next } = state as unknown as { next?: { until: number } };
          return next !== undefined && next.until < now - minutes(1)
            ? [`${person} was to be asked, and the day went by`]
            : [];
        }),
      ),
      ...[...this.#server.shelves.values()].flatMap((shelf) =>
        [...shelf.breaks.rows(undefined)].flatMap(([person, { state }]) => {
          const until = awayUntil(state as unknown as Break);
          return until !== undefined && until < now - minutes(20)
            ? [`the break of ${person} never ends`]
            : [];
        }),
      ),
      ...this.#talks.atRest(),
    ];
  }

  /** What one subject's event wrote for another is rung later, or replaced by the same once more. */
  #follows({ organisation, wrote, took }: Session): void {
    for (const key of took)
      if (this.#pending.delete(`${organisation} ${key}`)) this.#count("follows rung");
    for (const timer of wrote?.timers ?? []) {
      if (timer.feature === wrote?.feature && timer.subject === wrote.subject) continue;
      this.#pending.set(`${organisation} ${timerKey(timer)}`, this.#server.time.now);
      this.#count("follows");
    }
  }

  #asksNobodyAway({ organisation, wrote, shelf }: Session): void {
    // Whoever called for help in a danger, or has taken a request, is asked how it stands, also in a break: that is their own, and no new one.
    if (
      wrote?.journal.some(
        ({ event }) => event["type"] === "reminded" || event["type"] === "nudged",
      ) === true
    )
      return;
    for (const { view, person } of wrote?.tells ?? []) {
      if (person === null || asks[wrote?.feature ?? ""]?.includes(view) !== true) continue;
      const { now } = this.#server.time;
      const state = shelf.breaks.get(undefined, person)?.state as unknown as Break | undefined;
      const until = state === undefined ? undefined : awayUntil(state);
      const since = this.#awaySince.get(`${organisation} ${person}`) ?? now;
      if (until !== undefined && until > now && since < now - meanwhile)
        throw new Error(`${person} is in a break, and is asked by ${wrote?.feature} ${view}`);
    }
  }

  /** A break ends once, and the floor knows who is away. */
  #break(
    { organisation, shelf }: Session,
    { before: row, after: { person, state } }: Change,
  ): void {
    const before = row?.state as unknown as Break | undefined;
    const after = state as unknown as Break;
    const was = before === undefined || before.status === "none" ? undefined : before.id;
    const is = after.status === "none" ? undefined : after.id;
    if (is !== undefined && this.#endedBreaks.has(`${person} ${is}`))
      throw new Error(`break ${is} of ${person} is over, and goes on`);
    if (was !== undefined && was !== is) {
      this.#endedBreaks.add(`${person} ${was}`);
      this.#count("breaks ended");
      if (before?.status === "away" && before.care) this.#count("breaks after a hard call");
    }
    if (was === undefined && is === undefined)
      throw new Error(`a break of ${person} ended that was none`);
    if (before?.status !== "away" && after.status === "away") this.#count("breaks begun");
    const until = awayUntil(after);
    const known = shelf.presence.get(undefined, person)?.away_until ?? null;
    if (known !== (until === undefined ? null : after.status === "away" ? until + grace : until))
      throw new Error(`${person} is away until ${until}, and others read ${known}`);
    const key = `${organisation} ${person}`;
    if (until === undefined) this.#awaySince.delete(key);
    else if (!this.#awaySince.has(key)) this.#awaySince.set(key, this.#server.time.now);
  }

  /** Asked once a day at most, and never within a break (above) or a request that is open. */
  #checkIn({ shelf }: Session, { before: row, after: { person, state } }: Change): void {
    const before = row?.state as unknown as CheckIns | undefined;
    const after = state as unknown as CheckIns;
    // Stopped, and then chosen anew: a new beginning, also on the same day.
    if (after.status === "off")
      for (const day of this.#prompted)
        if (day.startsWith(`${person} `)) this.#prompted.delete(day);
    if (after.posts === (before?.posts ?? 0)) return;
    const { now } = this.#server.time;
    for (const [, request] of shelf.requests.rows(undefined)) {
      const { lastAt } = request.state as { lastAt?: number };
      const isOpen = ["open", "acknowledged", "joined", "exhausted"].includes(request.status);
      if (
        isOpen &&
        (request.requester === person || request.holder === person) &&
        (lastAt ?? now) < now - meanwhile
      )
        throw new Error(`${person} is in request ${request.request}, and is asked how they are`);
    }
    const prompt = after.status === "on" ? after.prompt : undefined;
    const earlier = before?.status === "on" ? before.prompt : undefined;
    if (prompt === undefined || prompt.occasion === earlier?.occasion) return;
    const day = `${person} ${prompt.slot.day}`;
    if (this.#prompted.has(day)) throw new Error(`${person} is asked twice on ${prompt.slot.day}`);
    this.#prompted.add(day);
    this.#count("prompts");
  }
}
