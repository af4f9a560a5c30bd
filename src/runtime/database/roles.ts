import type pg from "pg";
import { Misfit } from "./misfit.ts";

/** The database or its login cannot be used as it is: wrong configuration, with its remedy. Nothing was changed. */
export class UnfitDatabase extends Misfit {
  override readonly name: string = "UnfitDatabase";
  constructor(problem: string, remedy: string) {
    super("DATABASE_URL", problem, remedy);
  }
}

const runningRoles = ["handrail_app", "handrail_sweep"] as const;

/** What an operator runs once, as an administrator, where the login may not do it itself. */
async function rolesSql(client: pg.ClientBase, login: string): Promise<string> {
  const { rows } = await client.query("select rolname from pg_roles where rolname = any($1)", [
    runningRoles,
  ]);
  const there = new Set(rows.map((row) => (row as { rolname: string }).rolname));
  const missing = runningRoles
    .filter((role) => !there.has(role))
    .map((role) => `create role ${role} nologin;`);
  return [...missing, `grant ${runningRoles.join(", ")} to ${quoted(login)};`].join("\n");
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

interface Login {
  login: string;
  superuser: boolean;
  bypasses: boolean;
  creates_roles: boolean;
  version: number;
}

/**
 * The two roles in which everything runs, and this login's right to step into them. Roles belong to the cluster, so a
 * parallel start may make them at the same moment.
 * @throws {UnfitDatabase} row-level security does not bind the login or a role, or a role cannot be made
 */
export async function prepareRoles(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<Login>(
    `select current_user as login, rolsuper as superuser, rolbypassrls as bypasses, rolcreaterole or rolsuper as creates_roles,
      current_setting('server_version_num')::int as version from pg_roles where rolname = current_user`,
  );
  const me = rows[0];
  if (me === undefined) throw new Error("the login has no role");
  refuseUnfit(me);
  for (const role of runningRoles) {
    const exists = await client.query(
      "select rolsuper or rolbypassrls as unbound from pg_roles where rolname = $1",
      [role],
    );
    const found = exists.rows[0] as { unbound: boolean } | undefined;
    if (found?.unbound === true)
      throw new UnfitDatabase(
        `The role ${role} is a superuser or bypasses row-level security.`,
        `alter role ${role} nosuperuser nobypassrls;`,
      );
    if (found === undefined) await makeRole(client, role, me);
    if (!(await maySet(client, role, me.version))) await grantRole(client, role, me);
  }
}

function refuseUnfit({ version, superuser, bypasses, login }: Login): void {
  if (version < 150_000)
    throw new UnfitDatabase(
      "Handrail needs PostgreSQL 15 or newer.",
      "Use a newer server in DATABASE_URL.",
    );
  if (!superuser && !bypasses) return;
  throw new UnfitDatabase(
    `The login ${quoted(login)} is a superuser or bypasses row-level security, which keeps organisations apart.`,
    `Make one that is neither, and use it in DATABASE_URL:\ncreate role handrail login createrole password '…';\ncreate database handrail owner handrail;`,
  );
}

async function makeRole(client: pg.ClientBase, role: string, me: Login): Promise<void> {
  if (!me.creates_roles)
    throw new UnfitDatabase(
      `The role ${role} is missing, and ${quoted(me.login)} may not make it.`,
      `As an administrator, once:\n${await rolesSql(client, me.login)}`,
    );
  await client.query(
    `do $$ begin create role ${role} nologin; exception when duplicate_object or unique_violation then null; end $$`,
  );
}

/** PostgreSQL 16 tells membership from the right to step into a role; 15 knows only the first. */
async function maySet(client: pg.ClientBase, role: string, version: number): Promise<boolean> {
  const { rows } = await client.query("select pg_has_role(current_user, $1, $2) as may", [
    role,
    version >= 160_000 ? "SET" : "MEMBER",
  ]);
  return (rows[0] as { may: boolean }).may;
}

async function grantRole(client: pg.ClientBase, role: string, me: Login): Promise<void> {
  await client.query("savepoint granting");
  try {
    await client.query(`grant ${role} to ${quoted(me.login)}`);
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
    await client.query("rollback to savepoint granting");
    throw new UnfitDatabase(
      `${quoted(me.login)} may not act as ${role}.`,
      `As an administrator, once:\n${await rolesSql(client, me.login)}`,
    );
  }
}
