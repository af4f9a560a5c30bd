import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import type { Tx } from "../../../src/runtime/database/database.ts";
import type { Actor } from "../time.ts";
import type { Server } from "./server.ts";
import { Shelf } from "./rows.ts";
import { Session } from "./session.ts";
import { carryOut } from "./statements.ts";
import { Refusal } from "./table.ts";

/** For looks across organisations, which find what they want by themselves. */
const none = new Shelf();
const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();

/** One line of an instance to the database, for one transaction. What is sent arrives in its order, and so do the answers. */
export class Connection {
  readonly session: Session;
  readonly actor: Actor;
  committing = false;
  readonly #server: Server;
  readonly #way: number;
  #before: Promise<unknown> = Promise.resolve();

  constructor(server: Server, actor: Actor, organisation: string) {
    this.#server = server;
    this.actor = actor;
    this.session = new Session(
      organisation,
      organisation === "" ? none : server.shelf(organisation),
      server.time,
    );
    this.#way = server.chance.happens(0.05)
      ? server.chance.between(5, 40)
      : server.chance.between(1, 12) / 10;
    server.connections.add(this);
  }

  statement(text: string, values: readonly unknown[]): Promise<readonly object[]> {
    return this.#send(() => carryOut(this.session, text, values));
  }

  /** Any work that one statement does. */
  work<T>(work: (session: Session) => T | Promise<T>): Promise<T> {
    return this.#send(() => work(this.session));
  }

  commit(): Promise<boolean> {
    this.committing = true;
    return this.#send(() => {
      // Here, and not when it was sent: it travels with the last statements, and what they wrote is known only now.
      this.#server.onCommitting(this);
      const { mishaps, chance } = this.#server;
      const byChance = chance.happens(mishaps.lostCommit)
        ? chance.happens(0.5)
          ? "before"
          : "after"
        : undefined;
      const lost = this.#server.fateOf(this) ?? byChance;
      if (this.session.over) throw new Refusal(this.session.failed ?? "ECONNRESET");
      this.committing = false;
      const whole = this.session.failed === undefined;
      if (!whole || lost === "before") this.session.rollback();
      else {
        this.session.commit();
        this.#server.onCommit(this.session, this.actor);
      }
      if (lost !== undefined) throw new Refusal("ECONNRESET");
      return whole;
    }, true);
  }

  close(): void {
    this.session.rollback();
    this.#server.connections.delete(this);
  }

  #send<T>(work: () => T | Promise<T>, isCommit = false): Promise<T> {
    const { time, chance, mishaps } = this.#server;
    return new Promise((resolve, reject) => {
      const arrives = async () => {
        if (!this.#server.isUp) throw new Refusal("ECONNREFUSED");
        if (this.session.over) throw new Refusal(this.session.failed ?? "ECONNRESET");
        if (this.session.failed !== undefined && !isCommit) throw new Refusal("25P02");
        if (!isCommit && chance.happens(mishaps.cut)) {
          this.session.rollback("ECONNRESET");
          throw new Refusal("ECONNRESET");
        }
        try {
          return await work();
        } catch (error) {
          if (!(error instanceof Refusal)) this.#server.onFault(error as Error);
          this.session.failed ??= (error as Refusal).code ?? "XX000";
          throw error;
        }
      };
      time.in(this.#way, () => {
        const done = this.#before.then(arrives);
        this.#before = done.catch(() => undefined);
        done.then(
          (value) => time.reaches(this.actor, this.#way, () => resolve(value)),
          (error: unknown) => time.reaches(this.actor, this.#way, () => reject(error)),
        );
      });
    });
  }

  /** Kysely over this line, as src/runtime/database/statements.ts makes it over a real one. */
  async tx(): Promise<Tx> {
    const nothing = async () => undefined;
    const connection: DatabaseConnection = {
      // Kysely names the row type here, and nothing can check it.
      // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
      executeQuery: async <R>({ sql, parameters }: CompiledQuery) => {
        const rows = (await this.statement(sql, parameters)) as R[];
        return { rows, numAffectedRows: BigInt(rows.length) };
      },
      streamQuery: () => {
        throw new Error("nothing is streamed");
      },
    };
    const driver: Driver = {
      ...{
        init: nothing,
        destroy: nothing,
        releaseConnection: nothing,
        acquireConnection: async () => connection,
      },
      ...{ beginTransaction: nothing, commitTransaction: nothing, rollbackTransaction: nothing },
    };
    const dialect = {
      createDriver: () => driver,
      createAdapter: () => adapter,
      createIntrospector: (db: Kysely<never>) => new PostgresIntrospector(db),
      createQueryCompiler: () => compiler,
    };
    const db = new Kysely({ dialect });
    // Made ready here: a first statement that still waited for that could be overtaken by the second.
    await db.getExecutor().provideConnection(async () => undefined);
    return db.withSchema("handrail") as unknown as Tx;
  }
}
