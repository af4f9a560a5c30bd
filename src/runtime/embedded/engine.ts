import type { PGlite } from "@electric-sql/pglite";
import { query, readyState, sqlStateOf } from "./wire.ts";

/** The engine answered in a way it never should; nothing it says afterwards can be trusted, only a restart helps. */
export class EngineBroken extends Error {
  override readonly name = "EngineBroken";
}

/** A statement of our own was refused. Carries the SQLSTATE, never the statement's text. */
export class StatementFailed extends Error {
  override readonly name = "StatementFailed";
  readonly code: string;
  constructor(code: string) {
    super(`the embedded database refused a statement with SQLSTATE ${code}`);
    this.code = code;
  }
}

/** PGlite behind one narrow door: bytes in, bytes out, and a number that tells the main thread what is running. */
export class Engine {
  readonly #db: PGlite;
  readonly #running: Int32Array;
  #count = 0;

  /** `running[0]` is 0 while idle and changes with every batch: the watchdog in the main thread watches it. */
  constructor(db: PGlite, running: Int32Array) {
    this.#db = db;
    this.#running = running;
  }

  /**
   * Runs messages; the thread stands still meanwhile. Returns the state of the ReadyForQuery that ended the answer.
   * @throws EngineBroken when the engine threw, or left a complete batch without its ReadyForQuery.
   */
  async run(
    bytes: Buffer,
    expectReady: boolean,
    write: (answer: Buffer) => void,
  ): Promise<"I" | "T" | "E" | undefined> {
    let tail: Buffer = Buffer.alloc(0);
    this.#count = (this.#count % 0x7fff_fff0) + 1;
    Atomics.store(this.#running, 0, this.#count);
    try {
      const onRawData = (data: Uint8Array) => {
        const copy = Buffer.from(data); // the engine reuses its memory
        tail = Buffer.concat([tail, copy.subarray(-6)]).subarray(-6);
        write(copy);
      };
      await this.#db.runExclusive(() =>
        this.#db.execProtocolRawStream(new Uint8Array(bytes), { onRawData }),
      );
    } catch (error) {
      throw new EngineBroken("the embedded database failed while running a query", {
        cause: error,
      });
    } finally {
      Atomics.store(this.#running, 0, 0);
    }
    const state = readyState(tail);
    if (expectReady && !state)
      throw new EngineBroken("the embedded database did not finish a query");
    return state;
  }

  /** Runs one statement of our own; call it with the turn held. @throws StatementFailed */
  async sql(statement: string): Promise<void> {
    const answer: Buffer[] = [];
    await this.run(query(statement), true, (bytes) => answer.push(bytes));
    const code = sqlStateOf(Buffer.concat(answer));
    if (code) throw new StatementFailed(code);
  }
}
