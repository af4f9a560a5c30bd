import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import type pg from "pg";

/** One connection of the pool, and Kysely over it. */
export interface Connection<Tables> {
  readonly db: Kysely<Tables>;
  /** Sends a statement at once, behind all that was sent before. With values it is prepared once, and only run from then on. */
  send(text: string, values?: readonly unknown[]): Promise<pg.QueryResult>;
  /** Like `send`, and nothing may be sent behind it until `begin`. */
  end(text: string): Promise<pg.QueryResult>;
  begin(text: string): Promise<pg.QueryResult>;
}

/** Statements differ by their text, and few texts are made at run time; beyond this they are planned each time. */
const most = 200;
let connections = 0;
/** Behind a pooler two processes may share a server: a name must not mean another's statement. */
const own = randomBytes(4).toString("hex");

/**
 * Unlike Kysely's own driver this one waits for no answer before it sends the next statement: what is begun in the same
 * moment makes one round trip, and runs in the order in which it was begun. And it prepares: planning
 * the larger statements costs more than running them.
 * @param prepares whether a statement that was prepared is there the next time: not behind a pooler
 */
export async function connectionOver<Tables>(
  client: pg.PoolClient,
  prepares: boolean,
): Promise<Connection<Tables>> {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  const nameOf = prepares ? naming() : () => undefined;
  let ended = false;
  const send = (text: string, values: readonly unknown[] = []) => {
    // It would be carried out outside of its transaction.
    if (ended) throw new Error("a statement was sent behind the commit");
    const name = values.length === 0 ? undefined : nameOf(text);
    // One write for one moment's statements: each write wakes the database.
    stream.cork();
    process.nextTick(() => stream.uncork());
    return client.query({ ...(name === undefined ? {} : { name }), text, values: [...values] });
  };
  const db = new Kysely<Tables>({ dialect: dialectOver(send) });
  // Made ready here: a first statement that still waited for that could be overtaken by the second.
  await db.getExecutor().provideConnection(async () => undefined);
  return {
    db,
    send,
    begin(text) {
      ended = false;
      return send(text);
    },
    end(text) {
      const sent = send(text);
      ended = true;
      return sent;
    },
  };
}

/** Names unique in the process, so that a connection's statements are never taken for another's. */
function naming(): (text: string) => string | undefined {
  const prefix = `handrail_${own}_${++connections}_`;
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= most) return known;
    const name = `${prefix}${names.size}`;
    names.set(text, name);
    return name;
  };
}

function dialectOver(send: Connection<unknown>["send"]) {
  const connection: DatabaseConnection = {
    // Kysely names the row type here, and nothing can check it.
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
    async executeQuery<R>({ sql: text, parameters }: CompiledQuery) {
      const { rows, command, rowCount } = await send(text, parameters);
      const changed = ["INSERT", "UPDATE", "DELETE", "MERGE"].includes(command);
      return { rows: rows as R[], ...(changed ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) };
    },
    streamQuery: () => {
      throw new Error("nothing is streamed");
    },
  };
  const nothing = async () => undefined;
  const refused = async () => {
    throw new Error("transactions are begun and ended in database.ts");
  };
  const driver: Driver = {
    ...{
      init: nothing,
      destroy: nothing,
      releaseConnection: nothing,
      acquireConnection: async () => connection,
    },
    ...{ beginTransaction: refused, commitTransaction: refused, rollbackTransaction: refused },
  };
  return {
    createDriver: () => driver,
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

/**
 * A connection on which no answer comes (a host that vanished tells nobody) is cut: its queries fail, and the pool opens
 * another. Longer than any statement may take.
 */
export function cutWhenSilent(client: pg.PoolClient, ms: number): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.setTimeout(ms, () => stream.destroy(new Error("timeout: the database is silent")));
}
