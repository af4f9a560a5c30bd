/*
 * Tables as PostgreSQL keeps them, as far as the house can tell (READ COMMITTED): what a transaction writes is its own
 * until it commits, a row that somebody holds is waited for, and whoever waited sees what became of it.
 */

/** What a session of the database can meet. `code` is PostgreSQL's own. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Whoever holds rows: a transaction. */
export interface Holder {
  readonly held: Set<Slot>;
  /** The row it waits for. */
  waitsFor: Slot | undefined;
  /** Called when the wait begins; the returned function ends it with a refusal after too long. */
  waiting(refuse: (code: string) => void): () => void;
}

interface Waiter {
  readonly holder: Holder;
  readonly go: () => void;
  readonly refuse: (code: string) => void;
}

export interface Slot {
  commit(): void;
  abandon(): void;
  owner: Holder | undefined;
  /** First come, first served. */
  readonly waiters: Waiter[];
}

/** What a table knows of itself without looking at its rows. */
interface Changes {
  /** How many of its rows somebody has written and not committed. */
  written: number;
  /** Higher with every change that is committed. */
  version: number;
}

class RowSlot<Row> implements Slot {
  readonly #changes: Changes;
  committed: Row | undefined;
  pending: Row | undefined;
  written = false;
  owner: Holder | undefined;
  readonly waiters: Waiter[] = [];

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  write(row: Row | undefined): void {
    if (!this.written) this.#changes.written += 1;
    this.pending = row;
    this.written = true;
  }

  commit(): void {
    if (this.written) {
      this.committed = this.pending;
      this.#changes.version += 1;
    }
    this.abandon();
  }

  abandon(): void {
    if (this.written) this.#changes.written -= 1;
    this.pending = undefined;
    this.written = false;
    this.owner = undefined;
    this.waiters.shift()?.go();
  }
}

export class Table<Row> {
  readonly #slots = new Map<string, RowSlot<Row>>();
  readonly #changes: Changes = { written: 0, version: 0 };
  /** Every committed row, as of a version. */
  #all: { readonly version: number; readonly rows: readonly (readonly [key: string, row: Row])[] } =
    { version: -1, rows: [] };

  /** Another one than before, once something was committed. */
  get version(): number {
    return this.#changes.version;
  }

  /** As `holder` sees it: its own writes, and what is committed. */
  get(holder: Holder | undefined, key: string): Row | undefined {
    const slot = this.#slots.get(key);
    return slot === undefined ? undefined : seen(slot, holder);
  }

  /** Every row that `holder` sees, by key. */
  rows(holder: Holder | undefined): readonly (readonly [key: string, row: Row])[] {
    // Where nobody has written, everybody sees the same; and most of a day nobody has.
    const same = holder === undefined || this.#changes.written === 0;
    if (same && this.#all.version === this.version) return this.#all.rows;
    const rows: (readonly [string, Row])[] = [];
    for (const [key, slot] of this.#slots) {
      const row = seen(slot, holder);
      if (row !== undefined) rows.push([key, row]);
    }
    if (same) this.#all = { version: this.version, rows };
    return rows;
  }

  /** Holds the row, or the place where it would be, and then reads what it is now. */
  async lock(holder: Holder, key: string): Promise<Row | undefined> {
    const slot = this.#slot(key);
    while (slot.owner !== undefined && slot.owner !== holder) await waitFor(slot, holder);
    slot.owner = holder;
    holder.held.add(slot);
    return this.get(holder, key);
  }

  /** False where somebody else has it. */
  tryLock(holder: Holder, key: string): boolean {
    const slot = this.#slot(key);
    if (slot.owner !== undefined && slot.owner !== holder) return false;
    slot.owner = holder;
    holder.held.add(slot);
    return true;
  }

  /** Only under `lock`. */
  set(holder: Holder, key: string, row: Row | undefined): void {
    const slot = this.#slot(key);
    if (slot.owner !== holder) throw new Error(`written without a lock: ${key}`);
    slot.write(row);
  }

  /** What is there from the beginning. */
  plant(key: string, row: Row): void {
    this.#slot(key).committed = row;
    this.#changes.version += 1;
  }

  #slot(key: string): RowSlot<Row> {
    let slot = this.#slots.get(key);
    if (slot === undefined) {
      slot = new RowSlot(this.#changes);
      this.#slots.set(key, slot);
    }
    return slot;
  }
}

function seen<Row>(slot: RowSlot<Row>, holder: Holder | undefined): Row | undefined {
  return slot.owner === holder && slot.written ? slot.pending : slot.committed;
}

function waitFor(slot: Slot, holder: Holder): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      stop();
      holder.waitsFor = undefined;
    };
    const waiter: Waiter = {
      holder,
      go: () => (end(), resolve()),
      refuse: (code) => {
        end();
        const place = slot.waiters.indexOf(waiter);
        if (place >= 0) slot.waiters.splice(place, 1);
        reject(new Refusal(code));
      },
    };
    holder.waitsFor = slot;
    slot.waiters.push(waiter);
    const stop = holder.waiting(waiter.refuse);
    if (waitsInACircle(holder)) waiter.refuse("40P01");
  });
}

function waitsInACircle(holder: Holder): boolean {
  const met = new Set<Holder>();
  for (let next = holder.waitsFor?.owner; next !== undefined; next = next.waitsFor?.owner) {
    if (next === holder) return true;
    if (met.has(next)) return false;
    met.add(next);
  }
  return false;
}
