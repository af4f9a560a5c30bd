import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/runtime/database/database.ts";
import { openLog } from "../../src/runtime/log.ts";
import { type PostgresServer, postgresServer } from "../support/postgres.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await postgresServer();
});
afterAll(() => server.stop());

const log = openLog("silent");
const migrate = async (url: string) => {
  const db = openDatabase({ url }, log, { connections: 2 });
  try {
    await db.migrate();
  } finally {
    await db.close();
  }
};
const refused = (url: string) =>
  migrate(url).then(
    () => undefined,
    (error: Error & { remedy?: string }) => ({
      name: error.name,
      what: error.message,
      remedy: error.remedy,
    }),
  );

describe("the login", () => {
  test("that owns the schema and may make roles makes everything, twice without harm, and in parallel", async () => {
    const { url, name } = await server.database();
    await Promise.all([migrate(url), migrate(url)]);
    await migrate(url);
    const { rows } = await server.asAdmin(
      "select count(*)::int as n from pg_policies where schemaname = 'handrail'",
      name,
    );
    expect((rows[0] as { n: number }).n).toBeGreaterThan(10);
  });

  test("of a database whose tables Citus has spread is refused, table by table", async () => {
    const { url, name, login } = await server.database();
    await migrate(url);
    // As Citus keeps it; the extension itself is not on this machine.
    await server.asAdmin(
      `create table pg_dist_partition (logicalrelid regclass);
       grant select on pg_dist_partition to "${login}";`,
      name,
    );
    expect(await refused(url)).toBeUndefined();
    await server.asAdmin(
      "insert into pg_dist_partition values ('handrail.requests'), ('handrail.messages')",
      name,
    );
    const problem = await refused(url);
    expect(problem?.what).toMatch(/^Citus has spread messages, requests over several servers/);
    expect(problem?.remedy).toContain("select undistribute_table('handrail.requests');");
  });

  test("without the right to make roles reads the SQL that an administrator runs once, and then works", async () => {
    const own = await postgresServer();
    try {
      const { url, login } = await own.database({ createRole: false });
      const problem = await refused(url);
      expect(problem?.name).toBe("UnfitDatabase");
      expect(problem?.remedy).toContain("create role handrail_app nologin;");
      const sql = problem?.remedy?.split("\n").slice(1).join("\n") ?? "";
      expect(sql).toContain(`to "${login}"`);
      await own.asAdmin(sql);
      await migrate(url);
    } finally {
      await own.stop();
    }
  });

  test("whose roles another login made reads the one line that is missing", async () => {
    const { url, login } = await server.database();
    await server.asAdmin(`revoke handrail_app, handrail_sweep from ${login}`);
    expect((await refused(url))?.remedy).toBe(
      `As an administrator, once:\ngrant handrail_app, handrail_sweep to "${login}";`,
    );
  });

  test("that is a superuser or bypasses row-level security is refused", async () => {
    const { name } = await server.database();
    await server.asAdmin("create role bypassing login password 'secret' bypassrls");
    await server.asAdmin(`grant all on database ${name} to bypassing`);
    for (const login of ["postgres:admin", "bypassing:secret"]) {
      const problem = await refused(`postgres://${login}@127.0.0.1:${server.port}/${name}`);
      expect(problem?.what).toContain("row-level security");
      expect(problem?.remedy).toContain("create role handrail login");
    }
  });

  test("that does not own the schema may run once the owner has migrated, and not before", async () => {
    const { url, name } = await server.database();
    await server.asAdmin("create role running login password 'secret'");
    const running = `postgres://running:secret@127.0.0.1:${server.port}/${name}`;
    expect((await refused(running))?.name).toBe("UnfitDatabase");
    await migrate(url);
    await server.asAdmin("grant handrail_app, handrail_sweep to running");
    await migrate(running);
    await server.asAdmin("delete from handrail.kysely_migration", name);
    expect((await refused(running))?.what).toContain("migration");
  });
});
