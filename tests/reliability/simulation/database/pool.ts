import { EventEmitter } from "node:events";
import pg from "pg";
import type { Actor } from "../time.ts";
import { Line, refusal } from "./line.ts";
import type { Server } from "./server.ts";

interface Options {
  readonly max?: number;
  readonly types?: pg.CustomTypesConfig;
  readonly connectionTimeoutMillis?: number;
}

/** A new connection is accepted in this time. */
const connecting = 2;

/**
 * What src/runtime/database sees of a `pg.Pool`, with connections to the database of a simulated
 * day.
 */
class Pool extends EventEmitter {
  readonly #server: Server;
  readonly #actor: Actor;
  readonly #options: Options;
  readonly #idle: Line[] = [];
  readonly #waiting: ((line: Line) => void)[] = [];
  #count = 0;

  constructor(server: Server, actor: Actor, options: Options) {
    super();
    this.#server = server;
    this.#actor = actor;
    this.#options = options;
  }

  async connect(): Promise<Line> {
    const { max = 10, connectionTimeoutMillis = 0 } = this.#options;
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.broken === undefined) return idle;
      this.#count -= 1;
    }
    if (this.#count < max) return this.#open();
    return new Promise((resolve, reject) => {
      this.#waiting.push(resolve);
      if (connectionTimeoutMillis === 0) return;
      this.#server.time.reaches(this.#actor, connectionTimeoutMillis, () => {
        const place = this.#waiting.indexOf(resolve);
        if (place < 0) return;
        this.#waiting.splice(place, 1);
        reject(refusal("ETIMEDOUT"));
      });
    });
  }

  async query(text: string, values?: readonly unknown[]): Promise<pg.QueryResult> {
    const line = await this.connect();
    try {
      return await line.query(text, values);
    } finally {
      line.release(line.broken !== undefined);
    }
  }

  async end(): Promise<void> {
    for (const line of this.#idle.splice(0)) line.break("08003");
  }

  async #open(): Promise<Line> {
    this.#count += 1;
    await new Promise<void>((resolve) =>
      this.#server.time.reaches(this.#actor, connecting, resolve),
    );
    if (!this.#server.isUp) {
      this.#count -= 1;
      throw refusal("ECONNREFUSED");
    }
    const line = new Line(this.#server, this.#actor, this.#options.types, (freed) =>
      this.#back(freed),
    );
    this.#server.lines.add(line);
    this.emit("connect", line);
    return line;
  }

  #back(line: Line): void {
    const next = this.#waiting.shift();
    if (line.broken === undefined) {
      if (next === undefined) this.#idle.push(line);
      else next(line);
      return;
    }
    this.#count -= 1;
    // Whoever waits gets a new one; where that is refused, their own time runs out.
    if (next !== undefined) this.#open().then(next, () => undefined);
  }
}

/** Runs `work` while every pool that is opened leads to this database. */
export function withPools<T>(server: Server, actor: Actor, work: () => T): T {
  const real = pg.Pool;
  class Simulated extends Pool {
    constructor(options: Options) {
      super(server, actor, options);
    }
  }
  Object.assign(pg, { Pool: Simulated });
  try {
    return work();
  } finally {
    Object.assign(pg, { Pool: real });
  }
}
