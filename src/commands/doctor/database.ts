import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { Config } from "../../config/types.ts";
import { type Finding, good, note, wrong } from "../../platform/finding.ts";
import { literal, msg } from "../../platform/text.ts";
import { newestAt } from "../../runtime/backup/regularly.ts";
import { openEmbedded } from "../../runtime/embedded/open.ts";
import { layout } from "../../runtime/embedded/layout.ts";
import { dataFolder } from "../../runtime/embedded/user.ts";
import { misfitOf } from "../../setup/failure.ts";

/** How to connect; absent where there is nothing to look at yet. */
export interface Store {
  readonly findings: readonly Finding[];
  readonly connection?: pg.ClientConfig;
  /** Of the embedded server. */
  readonly folder?: string;
  stop(): Promise<void>;
}

const nothing = (finding: Finding): Store => ({ findings: [finding], stop: async () => undefined });

/** Reaches the database as a start would, and changes nothing in it. */
export async function reachStore(config: Config): Promise<Store> {
  const known = { database: config.database, host: "", metrics: undefined };
  try {
    if ("url" in config.database) {
      const connection = {
        connectionString: config.database.url,
        connectionTimeoutMillis: 10_000,
      };
      await withClient(connection, (client) => client.query("select 1"));
      return {
        findings: [
          good("DATABASE_URL", msg("doctor.database.good")),
          note(
            msg("doctor.backups"),
            msg("doctor.backups.yours"),
            msg("doctor.backups.yours.remedy"),
          ),
        ],
        connection,
        stop: async () => undefined,
      };
    }
    const folder = dataFolder(config.database.folder);
    if (!existsSync(layout(folder).data))
      return nothing(
        note("HANDRAIL_DATA_DIR", msg("doctor.database.none", { folder: literal(folder) })),
      );
    const embedded = await openEmbedded({ folder, log: () => undefined });
    return {
      findings: [
        good("HANDRAIL_DATA_DIR", msg("doctor.database.own")),
        await ofBackups(layout(folder).backups),
      ],
      connection: embedded.connection,
      folder: embedded.folder,
      stop: () => embedded.stop(),
    };
  } catch (error) {
    const misfit = misfitOf(error, known);
    const about = "url" in config.database ? "DATABASE_URL" : "HANDRAIL_DATA_DIR";
    return nothing(
      misfit === undefined
        ? wrong(
            about,
            msg("doctor.database.away"),
            msg("doctor.database.away.remedy", { setting: about }),
          )
        : wrong(misfit.where, misfit.what, misfit.remedy),
    );
  }
}

/** They are made every six hours while Handrail runs. */
const tooOld = 24 * 3_600_000;

async function ofBackups(folder: string): Promise<Finding> {
  const newest = await newestAt(folder);
  const about = msg("doctor.backups");
  if (newest === undefined) return note(about, msg("doctor.backups.none"));
  const age = Date.now() - newest;
  const hours = Math.floor(age / 3_600_000);
  if (age < tooOld) return good(about, msg("doctor.backups.good", { hours }));
  return note(about, msg("doctor.backups.old", { hours }), msg("doctor.backups.old.remedy"));
}

interface Login {
  readonly login: string;
  readonly unbound: boolean;
  readonly version: number;
  readonly schema: boolean;
  readonly roles: number;
  readonly makes_roles: boolean;
}

/**
 * What a start would refuse about the server, the login and the tables.
 * @returns `usable`: the tables are those of this version
 */
export async function checkTables(
  connection: pg.ClientConfig,
): Promise<{ readonly findings: readonly Finding[]; readonly usable: boolean }> {
  return withClient(connection, async (client) => {
    const { rows } = await client.query<Login>(`
      select current_user as login, rolsuper or rolbypassrls as unbound,
        current_setting('server_version_num')::int as version,
        to_regnamespace('handrail') is not null as schema,
        (select count(*)::int from pg_roles
          where rolname in ('handrail_app', 'handrail_sweep')) as roles,
        rolcreaterole as makes_roles
      from pg_roles where rolname = current_user`);
    const [me] = rows;
    if (me === undefined) throw new Error("the login has no role");
    const about = msg("doctor.database");
    const findings: Finding[] = [];
    if (me.version < 150_000)
      findings.push(wrong(about, msg("doctor.database.old"), msg("doctor.database.old.remedy")));
    else
      findings.push(
        good(about, msg("doctor.database.version", { version: Math.floor(me.version / 10_000) })),
      );
    if (me.unbound)
      findings.push(
        wrong(
          about,
          msg("doctor.database.unbound", { login: literal(me.login) }),
          msg("doctor.database.unbound.remedy"),
        ),
      );
    if (me.roles < 2 && !me.makes_roles)
      findings.push(
        wrong(
          about,
          msg("doctor.database.roles", { login: literal(me.login) }),
          msg("doctor.database.roles.remedy", {
            statements: literal(
              "create role handrail_app nologin; create role handrail_sweep nologin; " +
                `grant handrail_app, handrail_sweep to "${me.login}";`,
            ),
          }),
        ),
      );
    if (findings.some(({ level }) => level === "wrong")) return { findings, usable: false };
    if (!me.schema)
      return {
        findings: [...findings, note(about, msg("doctor.database.empty"))],
        usable: false,
      };
    const tables = await ofMigrations(client);
    return { findings: [...findings, tables], usable: tables.level === "good" };
  });
}

async function ofMigrations(client: pg.ClientBase): Promise<Finding> {
  const folder = join(import.meta.dirname, "../../../migrations");
  const here = (await readdir(folder))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => name.slice(0, -3));
  const { rows } = await client.query<{ name: string }>(
    "select name from handrail.kysely_migration",
  );
  const there = new Set(rows.map(({ name }) => name));
  const about = msg("doctor.tables");
  const unknown = [...there].filter((name) => !here.includes(name));
  if (unknown.length > 0)
    return wrong(
      about,
      msg("doctor.tables.newer", { names: unknown.join(", ") }),
      msg("doctor.tables.newer.remedy"),
    );
  const waiting = here.filter((name) => !there.has(name)).length;
  return waiting === 0
    ? good(about, msg("doctor.tables.good"))
    : note(about, msg("doctor.tables.waiting", { count: waiting }));
}

async function withClient<T>(
  connection: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(connection);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
