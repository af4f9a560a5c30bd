import type { Time } from "../time.ts";
import { type Holder, Refusal, type Slot } from "./table.ts";
import type { Outputs } from "./messages.ts";
import type { OwnRow, RequestRow, Shelf } from "./rows.ts";

/** `lock_timeout` (src/runtime/database/database.ts). */
const longestWait = 2_000;

export interface Change {
  readonly table: "breaks" | "debriefs" | "check_ins" | "rounds";
  readonly before: OwnRow | undefined;
  readonly after: OwnRow;
}

/** One transaction, as the server sees it. After a fault it refuses everything until it is rolled back. */
export class Session implements Holder {
  readonly organisation: string;
  readonly shelf: Shelf;
  readonly held = new Set<Slot>();
  waitsFor: Slot | undefined;
  failed: string | undefined;
  over = false;
  /** What it leaves behind when it commits: for the laws. */
  wrote: Outputs | undefined;
  saved: RequestRow | undefined;
  /** Rows of the other features, as they were and as they are now. */
  readonly changes: Change[] = [];
  /** Timers that it took, by key. */
  readonly took: string[] = [];
  readonly #time: Time;
  #refuseWait: ((code: string) => void) | undefined;

  constructor(organisation: string, shelf: Shelf, time: Time) {
    this.organisation = organisation;
    this.shelf = shelf;
    this.#time = time;
  }

  /** `handrail.now()`: to the millisecond, as our parsers read it. */
  now(): number {
    return Math.floor(this.#time.now);
  }

  refuse(code: string): never {
    throw new Refusal(code);
  }

  waiting(refuse: (code: string) => void): () => void {
    this.#refuseWait = refuse;
    let waits = true;
    this.#time.in(longestWait, () => waits && refuse("55P03"));
    return () => {
      waits = false;
      this.#refuseWait = undefined;
    };
  }

  commit(): void {
    this.over = true;
    const held = [...this.held];
    this.held.clear();
    for (const slot of held) slot.commit();
  }

  rollback(code = "57P01"): void {
    if (this.over) return;
    this.over = true;
    this.failed = code;
    this.#refuseWait?.(code);
    const held = [...this.held];
    this.held.clear();
    for (const slot of held) slot.abandon();
  }
}
