import pg from "pg";
import { Unavailable } from "../../platform/errors.ts";
import { type Patience, Uncertain } from "../patience.ts";
import { together } from "./together.ts";

/** Sends the last statement of a transaction, behind which nothing is sent: `end` of a `Line`. */
interface Closing {
  end(text: string): Promise<Pick<pg.QueryResult, "command">>;
}

/** Of an `Uncertain`: it is certain that it was committed, and what went wrong behind it is ours. */
export const committed = "committed";

/** How one transaction ends: committed behind its work, or with its last statements, which saves a journey. */
export class Ending {
  readonly #line: Closing;
  readonly #patience: Patience | undefined;
  /** Undefined until the commit was sent with the last statements. It never rejects: it is what went wrong, if anything. */
  #sent: Promise<unknown> | undefined;
  #closed = false;

  constructor(line: Closing, patience: Patience | undefined) {
    this.#line = line;
    this.#patience = patience;
  }

  /**
   * Like `together`, for the last statements of all: whoever waits in between for an answer, to send more, uses that one. When one
   * fails before it is sent, so is no commit; when the database refuses one, it rolls back instead of committing.
   */
  readonly finish = <T extends readonly Promise<unknown>[]>(
    ...last: T
  ): ReturnType<typeof together<T>> => {
    let failed = false;
    for (const each of last) each.catch(() => (failed = true));
    // Behind all that is sent in this moment, and before any of it leaves: it is one write.
    process.nextTick(() => {
      // What had nothing to send is over already, and was ended behind it.
      if (!failed && !this.#closed && this.#patience?.mayCommit() !== false)
        this.#sent = this.#commit().catch((fault: unknown) => fault);
    });
    return together(...last);
  };

  /** What `work` came to, committed. @throws what it threw, rolled back; {Uncertain} when it may be committed */
  async of<T>(work: Promise<T>): Promise<T> {
    const [done] = await Promise.allSettled([work]);
    if (this.#sent === undefined) {
      this.#closed = true;
      if (done.status === "rejected") throw done.reason;
      if (this.#patience?.mayCommit() === false) throw new Unavailable("answered without it");
      await this.#commit();
      return done.value;
    }
    const fault = await this.#sent;
    if (fault instanceof Uncertain) throw fault;
    if (fault === undefined && done.status === "fulfilled") return done.value;
    // What went wrong here behind the commit did not undo it.
    if (fault === undefined && done.status === "rejected")
      throw new Uncertain(committed, { cause: done.reason });
    throw done.status === "rejected" ? done.reason : fault;
  }

  /** @throws {Uncertain} when the answer is lost: the commit may have happened. */
  async #commit(): Promise<void> {
    let done: Pick<pg.QueryResult, "command">;
    try {
      done = await this.#line.end("commit");
    } catch (error) {
      // Only what PostgreSQL itself refuses (a deferred constraint, a serialization failure) is known to be rolled back.
      if (!(error instanceof pg.DatabaseError) || !/^(23|40)/.test(error.code ?? ""))
        throw new Uncertain("commit", { cause: error });
      this.#patience?.nothingCommitted();
      throw error;
    }
    if (done.command === "COMMIT") return;
    this.#patience?.nothingCommitted();
    throw new Error("a failed statement was passed over, and its transaction rolled back");
  }
}
