/*
 * The little of PostgreSQL's wire protocol (version 3) that the embedded server reads and writes itself; everything
 * else passes through to the engine. https://www.postgresql.org/docs/18/protocol-message-formats.html
 */

/** What a client sent: a start-up packet, an end, or the messages of one turn, up to where it awaits an answer. */
export type Incoming =
  | { readonly is: "startup"; readonly bytes: Buffer }
  /** SSL or GSS encryption wanted: answered with `N`, no. */
  | { readonly is: "encryption" }
  /** Cancel request, terminate, or not the protocol at all. */
  | { readonly is: "end" }
  /** `closed`: ends with Query, FunctionCall or Sync, so ReadyForQuery must follow; otherwise Flush, with more to come. */
  | { readonly is: "batch"; readonly bytes: Buffer; readonly closed: boolean };

const code = (letter: string): number => letter.charCodeAt(0);
const closing = new Set([code("Q"), code("F"), code("S")]);
const startupVersion = 196_608;
const encryptionRequests = new Set([80_877_103, 80_877_104]);

/** Cuts a client's bytes into what the server acts on. */
export class Incomings {
  /** Names of the statements that this client prepared: the session is shared, and outlives the client. */
  readonly prepared = new Set<string>();
  #pending: Buffer = Buffer.alloc(0);
  #started = false;

  add(bytes: Buffer): void {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
  }

  /** The next complete thing, or undefined while it is still arriving. */
  next(): Incoming | undefined {
    return this.#started ? this.#batch() : this.#opening();
  }

  #take(length: number): Buffer {
    const taken = this.#pending.subarray(0, length);
    this.#pending = this.#pending.subarray(length);
    return taken;
  }

  #opening(): Incoming | undefined {
    if (this.#pending.length < 8) return undefined;
    const length = this.#pending.readInt32BE(0);
    const kind = this.#pending.readInt32BE(4);
    if (kind === startupVersion && length >= 8) {
      if (this.#pending.length < length) return undefined;
      this.#started = true;
      return { is: "startup", bytes: this.#take(length) };
    }
    if (!encryptionRequests.has(kind)) return { is: "end" };
    this.#take(8);
    return { is: "encryption" };
  }

  #batch(): Incoming | undefined {
    let end = 0;
    while (this.#pending.length - end >= 5) {
      const type = this.#pending[end];
      const length = this.#pending.readInt32BE(end + 1);
      if (type === undefined || length < 4) return { is: "end" };
      if (type === code("X"))
        return end === 0 ? { is: "end" } : { is: "batch", bytes: this.#take(end), closed: false };
      end += 1 + length;
      if (this.#pending.length < end) return undefined;
      if (type === code("P")) this.#prepares(this.#pending.subarray(end - length + 4, end));
      if (closing.has(type)) return { is: "batch", bytes: this.#take(end), closed: true };
      if (type === code("H")) return { is: "batch", bytes: this.#take(end), closed: false };
    }
    return undefined;
  }

  /** A Parse message begins with its statement's name; the unnamed one goes with the next. */
  #prepares(body: Buffer): void {
    const name = body.toString("utf8", 0, body.indexOf(0));
    if (name !== "") this.prepared.add(name);
  }
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, "latin1");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** One simple query. */
export const query = (sql: string): Buffer => message("Q", Buffer.from(`${sql}\0`));

/**
 * Undoes whatever a vanished client left open. Twice, around a Sync: after an error in a pipeline everything up to a
 * Sync is skipped, the first rollback too, and a Sync alone would commit an implicit transaction.
 */
export const rollback: Buffer = Buffer.concat([
  query("rollback"),
  message("S", Buffer.alloc(0)),
  query("rollback"),
]);

/** Forgets prepared statements; one that is not there is no error. */
export const forget = (names: Iterable<string>): Buffer =>
  Buffer.concat([
    ...[...names].map((name) => message("C", Buffer.from(`S${name}\0`))),
    message("S", Buffer.alloc(0)),
  ]);

/** An error that ends the connection, for example SQLSTATE 25P03. */
export const fatal = (sqlState: string, text: string): Buffer =>
  message("E", Buffer.from(`SFATAL\0VFATAL\0C${sqlState}\0M${text}\0\0`));

/** Whether these answer bytes end in ReadyForQuery, and in which state: I idle, T in a transaction, E in a failed one. */
export function readyState(tail: Buffer): "I" | "T" | "E" | undefined {
  if (
    tail.length < 6 ||
    tail.readUInt8(tail.length - 6) !== code("Z") ||
    tail.readInt32BE(tail.length - 5) !== 5
  )
    return undefined;
  const state = String.fromCharCode(tail.readUInt8(tail.length - 1));
  return state === "I" || state === "T" || state === "E" ? state : undefined;
}

/** The SQLSTATE of the first error in a complete answer. */
export function sqlStateOf(answer: Buffer): string | undefined {
  for (let at = 0; at + 5 <= answer.length; at += 1 + answer.readInt32BE(at + 1)) {
    if (answer[at] !== code("E")) continue;
    const fields = answer.toString("utf8", at + 5, at + 1 + answer.readInt32BE(at + 1)).split("\0");
    return fields.find((field) => field.startsWith("C"))?.slice(1);
  }
  return undefined;
}
