import { type Server, type Socket, createServer } from "node:net";
import type { Engine } from "./engine.ts";
import type { Turns } from "./turns.ts";
import { inTurn } from "./upkeep.ts";
import { type Incoming, Incomings, fatal, forget, rollback } from "./wire.ts";

/** The application name of the connection that migrates (database.ts), and how long it may take. */
const migrating = "handrail migration";
const migrationLimit = 120_000;
/** PostgreSQL's type of a NoticeResponse. */
const notice = "N".charCodeAt(0);

export interface ServerOptions {
  readonly engine: Engine;
  readonly turns: Turns;
  /** Milliseconds that one connection may keep the database to itself: a transaction, or a pipeline left unfinished. */
  readonly transactionLimit: number;
  readonly maxConnections: number;
  readonly log: (event: string, facts?: object) => void;
  /** The engine cannot be trusted any more. */
  readonly broken: (error: unknown) => void;
}

/** The server's side of the socket: each client gets the engine for a turn at a time. */
export class EmbeddedServer {
  readonly #options: ServerOptions;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#server = createServer((socket) => this.#welcome(socket));
  }

  async listen(path: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(path, resolve);
    });
  }

  /** Takes no more clients and ends those there are; open transactions are rolled back in their turn. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const connection of this.#connections)
      connection.end("57P01", "the embedded database is stopping");
    await closed;
  }

  #welcome(socket: Socket): void {
    if (this.#connections.size >= this.#options.maxConnections) {
      socket.on("error", () => {});
      socket.end(fatal("53300", "too many connections to the embedded database"));
      return;
    }
    const connection = new Connection(socket, this.#options);
    this.#connections.add(connection);
    socket.once("close", () => this.#connections.delete(connection));
  }
}

/** One client. It takes the turn with its first message and gives it back when the engine is idle again. */
class Connection {
  readonly #socket: Socket;
  readonly #options: ServerOptions;
  readonly #incomings = new Incomings();
  /** Milliseconds of a transaction. */
  #longest: number;
  #limit: NodeJS.Timeout | undefined;
  #pumping = false;
  #closed = false;
  #answering = false;

  constructor(socket: Socket, options: ServerOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#longest = options.transactionLimit;
    socket.on("data", (bytes: Buffer) => {
      this.#incomings.add(bytes);
      this.#pump().catch(options.broken);
    });
    socket.on("error", () => {}); // `close` follows, and is all that matters
    socket.on("close", () => {
      this.#closed = true;
      this.#pump().catch(options.broken);
    });
  }

  end(sqlState: string, text: string): void {
    this.#socket.end(fatal(sqlState, text));
    this.#socket.destroySoon();
    this.#closed = true;
  }

  #hangUp(): void {
    this.#socket.destroy();
    this.#closed = true;
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    for (let next = this.#next(); next; next = this.#next()) {
      if (next.is === "end") this.#hangUp();
      else if (next.is === "encryption") this.#socket.write("N");
      else await this.#take(next);
    }
    this.#pumping = false;
    this.#sendAnswers();
    if (this.#closed && this.#limit) await this.#abandon();
    if (this.#closed && this.#incomings.prepared.size > 0) await this.#forget();
  }

  async #take(next: Incoming & { bytes: Buffer }): Promise<void> {
    // Nobody else is there yet, and a slow machine may need its time for all of them.
    if (next.is === "startup" && next.bytes.includes(migrating))
      this.#longest = Math.max(this.#longest, migrationLimit);
    await this.#run(next.bytes, next.is === "batch" && next.closed);
  }

  #next() {
    return this.#closed ? undefined : this.#incomings.next();
  }

  async #run(bytes: Buffer, closed: boolean): Promise<void> {
    await this.#takeTurn();
    if (this.#closed) return;
    const state = await this.#options.engine.run(bytes, closed, (answer) => this.#answer(answer));
    if (state === "I") this.#giveTurnBack();
  }

  /** Answers to what came in one piece go back in one piece: each wakes the client. */
  #answer(bytes: Buffer): void {
    if (bytes[0] === notice) {
      // For now, not for when the statement ends: this thread stands still until then.
      this.#sendAnswers();
      this.#socket.write(bytes);
      return;
    }
    if (!this.#answering) this.#socket.cork();
    this.#answering = true;
    this.#socket.write(bytes);
  }

  /** Before anybody else has the engine: the thread stands still while it runs. */
  #sendAnswers(): void {
    if (this.#answering) this.#socket.uncork();
    this.#answering = false;
  }

  async #takeTurn(): Promise<void> {
    if (this.#limit) return;
    await this.#options.turns.take();
    this.#limit = setTimeout(() => {
      this.#options.log("embedded.transaction_ended", { limit: this.#longest });
      this.end("25P03", `transaction ended: it was open longer than ${this.#longest} ms`);
      this.#pump().catch(this.#options.broken);
    }, this.#longest);
  }

  #giveTurnBack(): void {
    this.#sendAnswers();
    clearTimeout(this.#limit);
    this.#limit = undefined;
    this.#options.turns.release();
  }

  /** The session lives on without this client: what it prepared would stay in it for ever. */
  async #forget(): Promise<void> {
    const names = [...this.#incomings.prepared];
    this.#incomings.prepared.clear();
    await inTurn(this.#options.turns, () =>
      this.#options.engine.run(forget(names), true, () => {}),
    );
  }

  async #abandon(): Promise<void> {
    await this.#options.engine.run(rollback, true, () => {});
    this.#giveTurnBack();
  }
}
