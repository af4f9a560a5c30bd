import { EventEmitter } from "node:events";
import type pg from "pg";
import type { Actor } from "../time.ts";
import type { Server } from "./server.ts";
import type { Said, Session, Statement } from "./sessions.ts";

/** `lock_timeout` (src/runtime/database), in the time of the simulation. */
const longestWait = 2_000;

interface Sent extends Statement {
  readonly resolve: (result: pg.QueryResult) => void;
  readonly reject: (error: Error) => void;
}

/**
 * What a cut or refused connection says. It has a name of its own: outages are part of a day, and
 * no fault.
 */
export const refusal = (code: string): Error =>
  Object.assign(new Error(`the connection ended: ${code}`), { name: "Refusal", code });

const isCommit = ({ text }: Statement): boolean => /\bcommit\s*;?\s*$/i.test(text);

/**
 * One connection of an instance, as a pool hands it out (`pg.PoolClient`). What is sent in one
 * moment arrives in one batch, and so do its answers, unless the batch is let through one
 * statement at a time.
 */
export class Line extends EventEmitter {
  readonly actor: Actor;
  readonly connection = { stream: new Wire() };
  /** How many transactions ended here. */
  transactions = 0;
  /** Why nothing can be sent any more. */
  broken: string | undefined;
  readonly #server: Server;
  readonly #types: pg.CustomTypesConfig | undefined;
  readonly #way: number;
  #session: Session | undefined;
  #sent: Sent[] = [];
  #batches: Sent[][] = [];
  #running: Sent[] | undefined;
  /** Values of the transaction that is open. */
  #values: unknown[] = [];
  readonly release: (isBroken?: boolean) => void;

  constructor(
    server: Server,
    actor: Actor,
    types: pg.CustomTypesConfig | undefined,
    release: (line: Line) => void,
  ) {
    super();
    this.#server = server;
    this.actor = actor;
    this.#types = types;
    this.#way = server.chance.happens(0.05)
      ? server.chance.between(5, 40)
      : server.chance.between(1, 12) / 10;
    this.release = (isBroken = false) => {
      if (isBroken) this.break("08003");
      const session = this.#session;
      if (session !== undefined && this.broken === undefined) {
        if (session.isInTransaction) this.break("08003");
        else this.#server.sessions.give(session);
      }
      this.#session = undefined;
      release(this);
    };
  }

  get isInTransaction(): boolean {
    return this.#session?.isInTransaction === true;
  }

  /** A commit was sent, and has not been carried out. */
  get isCommitting(): boolean {
    return [...this.#batches.flat(), ...this.#sent, ...(this.#running ?? [])].some(isCommit);
  }

  /** Whether the open transaction, or what is on its way, names this value. */
  mentions(value: unknown): boolean {
    return this.#values.includes(value);
  }

  query(
    config: string | { readonly text: string; readonly values?: readonly unknown[] },
    values: readonly unknown[] = [],
  ): Promise<pg.QueryResult> {
    const own = typeof config === "string" ? { text: config, values } : config;
    return new Promise((resolve, reject) => {
      if (this.broken !== undefined) return reject(refusal(this.broken));
      this.#sent.push({
        text: own.text,
        values: own.values ?? values,
        types: this.#types,
        resolve,
        reject,
      });
      // In this moment more may follow: they travel together.
      if (this.#sent.length > 1) return;
      this.#server.time.in(this.#way, () => {
        this.#batches.push(this.#sent.splice(0));
        return this.#next();
      });
    });
  }

  /** Nothing more arrives, and what was not committed is rolled back. */
  break(code: string): void {
    if (this.broken !== undefined) return;
    this.broken = code;
    this.#server.lines.delete(this);
    const session = this.#session;
    this.#session = undefined;
    for (const sent of [...this.#batches.splice(0).flat(), ...this.#sent.splice(0)])
      this.#rejects(sent, code);
    // What waits for a lock is answered when it was ended.
    if (session === undefined) return;
    this.#server.time.in(0, async () => {
      await this.#server.sessions.rollback(session);
      this.#server.sessions.give(session);
      await this.#server.sessions.rest();
    });
  }

  async #next(): Promise<void> {
    const server = this.#server;
    if (this.#running !== undefined) return;
    const now = this.#take();
    if (now.length === 0) return;
    this.#running = now;
    for (const { values } of now) this.#values.push(...values);
    const lost = this.#fate(now);
    if (this.broken !== undefined) {
      this.#running = undefined;
      for (const sent of now) this.#rejects(sent, this.broken);
      return;
    }
    const session = (this.#session ??= await server.sessions.take());
    let answers: readonly Said[] = [];
    const work = session
      .send(now, Math.floor(server.time.now * 1_000))
      .then((said) => void (answers = said));
    server.sessions.start(session, work, () => this.#ends(session, now, answers, lost));
    await server.sessions.rest();
    if (this.#running === now) server.time.in(longestWait, () => this.#timesOut(session, now));
  }

  /** What is let through next: a batch, or its first statement. */
  #take(): Sent[] {
    const batch = this.#batches.shift() ?? [];
    // A transaction of one statement has nothing to let others between; and `begin` alone changes
    // nothing.
    const alone = !this.isInTransaction && batch.some(isCommit);
    const least = this.isInTransaction ? 1 : 2;
    if (alone || batch.length <= least || !this.#server.chance.happens(this.#server.apart))
      return batch;
    this.#batches.unshift(batch.slice(least));
    return batch.slice(0, least);
  }

  /**
   * What happens on the way, before anything is carried out.
   * @returns whether the answers get lost
   */
  #fate(now: readonly Sent[]): boolean {
    const { chance, mishaps, isUp } = this.#server;
    if (!isUp) this.break("ECONNREFUSED");
    if (now.some((sent) => !isCommit(sent) && chance.happens(mishaps.cut)))
      this.break("ECONNRESET");
    if (!now.some(isCommit) || this.broken !== undefined) return false;
    this.#server.onCommitting(this);
    const byChance = chance.happens(mishaps.lostCommit)
      ? chance.pick(["before", "after"] as const)
      : undefined;
    const lost = this.#server.fateOf(this) ?? byChance;
    if (lost === "before") this.break("ECONNRESET");
    return lost === "after";
  }

  async #timesOut(session: Session, batch: readonly Sent[]): Promise<void> {
    if (this.#running !== batch || session.flight?.done === true) return;
    await this.#server.sessions.cancel(session);
    await session.flight?.settled;
    await this.#server.sessions.rest();
  }

  #ends(session: Session, batch: readonly Sent[], answers: readonly Said[], lost: boolean): void {
    const { server, actor } = { server: this.#server, actor: this.actor };
    this.#running = undefined;
    if (!session.isInTransaction) {
      this.transactions += 1;
      this.#values = [];
    }
    const changes = session.takeChanges();
    if (changes.length > 0) {
      const applied = server.tables.apply(changes);
      server.onCommit({ actor, organisation: applied[0]?.organisation ?? "", changes: applied });
    }
    if (lost) this.break("ECONNRESET");
    if (this.broken !== undefined) {
      for (const sent of batch) this.#rejects(sent, this.broken);
      return;
    }
    for (const said of answers) if ("error" in said) this.#judge(said.error);
    // Each by itself: who dies of the first never hears the second.
    for (const [n, sent] of batch.entries())
      server.time.reaches(actor, this.#way, () => {
        const said = answers[n];
        if (said !== undefined && "result" in said) sent.resolve(said.result);
        else sent.reject(said?.error ?? refusal("08006"));
      });
    if (this.#batches.length > 0)
      server.time.in(server.chance.between(1, 8) / 10, () => this.#next());
  }

  /** A statement that was cancelled had waited too long for a lock. */
  #judge(error: Error & { code?: string }): void {
    if (error.code === "57014") error.code = "55P03";
  }

  #rejects(sent: Sent, code: string): void {
    this.#server.time.reaches(this.actor, this.#way, () => sent.reject(refusal(code)));
  }
}

/** What src/runtime/database does with a connection's socket. Nothing leaves by it. */
class Wire {
  cork(): void {}
  uncork(): void {}
  setTimeout(): void {}
  destroy(): void {}
}
