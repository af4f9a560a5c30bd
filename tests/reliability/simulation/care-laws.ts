import { type Break, awayUntil } from "../../../src/breaks/state.ts";
import { grace } from "../../../src/breaks/times.ts";
import type { CheckIns } from "../../../src/checkins/state.ts";
import { minutes } from "../../../src/kernel/time.ts";
import type { Commit, Server } from "./database/server.ts";
import type { Change } from "./database/watched.ts";
import { Talks } from "./talks.ts";

type Own<Table> = Extract<Change, { readonly table: Table }>;

/**
 * A transaction that had read before another committed may still commit after it: as long as a
 * lock is waited for.
 */
const meanwhile = 2_500;
/** What asks something of somebody: never of a person in a break . */
const asks: Readonly<Record<string, readonly string[]>> = {
  escalations: ["page"],
  breaks: ["cover"],
  debriefs: ["offer"],
  checkins: ["prompt", "invitation", "start"],
};

/**
 * What breaks, check-ins and what follows from one feature in another must keep, after every
 * commit.
 */
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
  check(commit: Commit): void {
    this.#follows(commit);
    this.#asksNobodyAway(commit);
    for (const change of commit.changes) {
      if (change.table === "breaks" && counts(change)) this.#break(change);
      if (change.table === "check_ins" && counts(change)) this.#checkIn(change);
      if (change.table === "debriefs") counts(change);
    }
    this.#talks.check(commit);
  }

  /** What must be true when a day has come to rest. @returns what is not */
  atRest(): string[] {
    const { now } = this.#server.time;
    return [
      ...[...this.#pending.keys()].map(
        (key) => `${key} follows from something, and was never rung`,
      ),
      ...[...this.#server.organisations].flatMap((one) =>
        this.#server.tables.rows(one, "check_ins").flatMap(({ person, state }) => {
          const { next } = state as unknown as { next?: { until: number } };
          return next !== undefined && next.until < now - minutes(1)
            ? [`${person} was to be asked, and the day went by`]
            : [];
        }),
      ),
      ...[...this.#server.organisations].flatMap((one) =>
        this.#server.tables.rows(one, "breaks").flatMap(({ person, state }) => {
          const until = awayUntil(state as unknown as Break);
          return until !== undefined && until < now - minutes(20)
            ? [`the break of ${person} never ends`]
            : [];
        }),
      ),
      ...this.#talks.atRest(),
    ];
  }

  /**
   * What one subject's event wrote for another is carried out later, or replaced by the same once
   * more.
   */
  #follows({ organisation, changes }: Commit): void {
    const moved = new Set(
      changes.flatMap(({ table, after }) =>
        table === "journal" && after !== undefined ? [`${after.feature} ${after.subject}`] : [],
      ),
    );
    for (const { table, key, before, after } of changes) {
      if (table !== "timers") continue;
      const name = `${organisation} ${key}`;
      if (after === undefined) {
        if (this.#pending.delete(name)) this.#count("follows rung");
      } else if (before === undefined && moved.size > 0) {
        if (moved.has(`${after.feature} ${after.subject}`)) continue;
        this.#pending.set(name, this.#server.time.now);
        this.#count("follows");
      }
    }
  }

  #asksNobodyAway({ organisation, changes }: Commit): void {
    // Who called for help in a danger, or has taken a request, is asked how it stands, also in a
    // break: nothing new is asked.
    const own = ["reminded", "nudged"];
    if (changes.some((c) => c.table === "journal" && own.includes(String(c.after?.event["type"]))))
      return;
    for (const { table, before, after } of changes) {
      // A new message, and no copy of one that was found on a screen.
      if (table !== "messages" || before !== undefined || after === undefined) continue;
      if (after.occasion.includes("~") || asks[after.feature]?.includes(after.view) !== true)
        continue;
      const { tables, time } = this.#server;
      const person = tables.get(organisation, "accounts", after.account_id)?.person ?? "";
      const state = tables.get(organisation, "breaks", person)?.state as unknown as
        | Break
        | undefined;
      const until = state === undefined ? undefined : awayUntil(state);
      const since = this.#awaySince.get(`${organisation} ${person}`) ?? time.now;
      if (until !== undefined && until > time.now && since < time.now - meanwhile)
        throw new Error(`${person} is in a break, and is asked by ${after.feature} ${after.view}`);
    }
  }

  /** A break ends once, and the floor knows who is away. */
  #break({ organisation, key: person, before: row, after: now }: Own<"breaks">): void {
    const before = row?.state as unknown as Break | undefined;
    const after = (now?.state ?? { status: "none" }) as unknown as Break;
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
    const known = this.#server.tables.get(organisation, "presence", person)?.away_until ?? null;
    if (known !== (until === undefined ? null : after.status === "away" ? until + grace : until))
      throw new Error(`${person} is away until ${until}, and others read ${known}`);
    const key = `${organisation} ${person}`;
    if (until === undefined) this.#awaySince.delete(key);
    else if (!this.#awaySince.has(key)) this.#awaySince.set(key, this.#server.time.now);
  }

  /** Asked once a day at most, and never within a break (above) or a request that is open. */
  #checkIn({ organisation, key: person, before: row, after: now }: Own<"check_ins">): void {
    if (now === undefined) return;
    const before = row?.state as unknown as CheckIns | undefined;
    const after = now.state as unknown as CheckIns;
    // Stopped, and then chosen anew: a new beginning, also on the same day.
    if (after.status === "off")
      for (const day of this.#prompted)
        if (day.startsWith(`${person} `)) this.#prompted.delete(day);
    if (after.posts === (before?.posts ?? 0)) return;
    const { tables, time } = this.#server;
    for (const request of tables.rows(organisation, "requests")) {
      const { lastAt } = request.state as { lastAt?: number };
      const isOpen = ["open", "acknowledged", "joined", "exhausted"].includes(request.status);
      if (
        isOpen &&
        (request.requester === person || request.holder === person) &&
        (lastAt ?? time.now) < time.now - meanwhile
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

/** Each change of a row has a version of its own, without a gap. */
function counts({ table, key, before, after }: Own<"breaks" | "check_ins" | "debriefs">): boolean {
  if (after !== undefined && after.version !== (before?.version ?? 0) + 1)
    throw new Error(`version ${after.version} of ${table} ${key} after ${before?.version}`);
  return true;
}
