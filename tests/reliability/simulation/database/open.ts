import pg from "pg";
import { openDatabase } from "../../../../src/runtime/database/database.ts";
import { openLog } from "../../../../src/runtime/log.ts";
import { postgresServer } from "../../../support/postgres.ts";
import type { Chance } from "../chance.ts";
import { type Member, membersOf, organisations } from "../organisations.ts";
import type { Time } from "../time.ts";
import { Server } from "./server.ts";
import { Sessions } from "./sessions.ts";
import { type Logged, Tables, changesOn, organisationTables, watch } from "./watched.ts";

/** Where a migrated and watched database is found, for simulations to make a copy of. */
export interface Template {
  /** The folder of the server's Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly login: string;
}

/** A PostgreSQL of its own with that database. */
export async function makeTemplate(): Promise<Template & { stop(): Promise<void> }> {
  const server = await postgresServer();
  const { url, name, login } = await server.database();
  const owner = openDatabase({ url }, openLog("silent"));
  await owner.migrate();
  await owner.close();
  for (const setting of [
    "autovacuum = off",
    "full_page_writes = off",
    "synchronous_commit = off",
    // What waits is made to stand still (sessions.ts). It must not happen during such a search.
    "deadlock_timeout = '1h'",
    "jit = off",
    "update_process_title = off",
    "track_activities = off",
    "track_counts = off",
    "max_parallel_workers_per_gather = 0",
    "checkpoint_timeout = '1h'",
    "max_wal_size = '8GB'",
  ])
    await server.asAdmin(`alter system set ${setting}`);
  await server.asAdmin("select pg_reload_conf()");
  const template = { host: server.socket, port: server.port, database: name, login };
  const admin = await connect(template, name, "postgres", "admin");
  await watch(admin, "handrail.now");
  await admin.end();
  return { ...template, stop: () => server.stop() };
}

/**
 * For a script. `SIMULATION_TEMPLATE` says where the database is that it copies; without it, it
 * starts a server. To be called before the process's clocks are replaced.
 */
export async function openSimulated(): Promise<{
  readonly database: Simulated;
  stop(): Promise<void>;
}> {
  const given = process.env["SIMULATION_TEMPLATE"];
  const own = given === undefined ? await makeTemplate() : undefined;
  const database = await Simulated.open(own ?? (JSON.parse(given ?? "") as Template));
  return {
    database,
    async stop() {
      await database.stop();
      await own?.stop();
    },
  };
}

async function connect(
  { host, port }: Pick<Template, "host" | "port">,
  database: string,
  user: string,
  password: string,
): Promise<pg.Client> {
  const options = { host, port, database, user, password, pipeline: true };
  const client = new pg.Client(options);
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** One database, for one day after another. */
export class Simulated {
  readonly #admin: pg.Client;
  /**
   * Asks who waits for a lock. It is connected to another database: what it reads must not delay
   * when PostgreSQL removes old rows of ours, because that changes the order of the others.
   */
  readonly #watcher: pg.Client;
  readonly #changes: () => Logged[];
  readonly #sessions: Sessions;
  readonly #tables: Tables;
  readonly #reset: string;

  private constructor(
    { admin, watcher }: { readonly admin: pg.Client; readonly watcher: pg.Client },
    sessions: Sessions,
    tables: Tables,
    reset: string,
  ) {
    this.#admin = admin;
    this.#watcher = watcher;
    this.#changes = changesOn(admin);
    this.#sessions = sessions;
    this.#tables = tables;
    this.#reset = reset;
  }

  async stop(): Promise<void> {
    await this.#sessions.stop();
    await this.#admin.end();
    await this.#watcher.end();
  }

  /** A copy of the template. */
  static async open(template: Template): Promise<Simulated> {
    const { database, login } = template;
    const name = `day_${process.pid}`;
    const watcher = await connect(template, "postgres", "postgres", "admin");
    await watcher.query(`create database ${name} template ${database} owner ${login}`);
    const admin = await connect(template, name, "postgres", "admin");
    const sessions = new Sessions(() => connect(template, name, login, "secret"), watcher);
    const all = await organisationTables(admin);
    const reset = `truncate ${all.map((table) => `handrail.${table}`).join(", ")} cascade`;
    return new Simulated({ admin, watcher }, sessions, await Tables.of(admin), reset);
  }

  /** A new day, with the people of its seed. */
  async begin(time: Time, chance: Chance): Promise<{ server: Server; members: readonly Member[] }> {
    await this.#sessions.reset();
    this.#tables.clear();
    const { members, rows } = membersOf(chance);
    const planted = Object.entries(rows).map(([table, some]) => {
      const names = Object.keys(some[0] ?? {}).join(", ");
      const json = pg.escapeLiteral(JSON.stringify(some));
      return `insert into handrail.${table} (${names})
        select ${names} from jsonb_populate_recordset(null::handrail.${table}, ${json})`;
    });
    const statements = [this.#reset, "select setval('watch.time', 1)", ...planted];
    await this.#admin.query(statements.join("; "));
    this.#tables.apply(this.#changes());
    const parts = { sessions: this.#sessions, tables: this.#tables, organisations };
    return { server: new Server(time, chance, parts), members };
  }
}
