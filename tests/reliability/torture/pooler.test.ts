import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../../src/runtime/database/database.ts";
import { type PostgresServer, postgresServer } from "../../support/postgres.ts";
import { pgbouncer, poolerTo } from "./pooler.ts";

/* A transaction pooler lends each transaction another server, and keeps no setting of a session. */

const program = await pgbouncer();
const log = pino({ level: "silent" });
let server: PostgresServer;
beforeAll(async () => {
  server = await postgresServer();
});
afterAll(() => server.stop());

describe.skipIf(program === undefined)("behind PgBouncer in transaction mode", () => {
  test("tables, commands and looks work on all servers, and nothing prepared is another's", async () => {
    const { url } = await server.database();
    const pooler = await poolerTo(program ?? "", server.port, "transaction");
    const through = url.replace(`:${server.port}/`, `:${pooler.port}/`);
    const db = openDatabase({ url: through }, log, { connections: 8 });
    // A second process: its statements have other names and other texts.
    const beside = openDatabase({ url: through }, log, { connections: 8 });
    try {
      await db.migrate();
      await db.prove();
      const rounds = Array.from({ length: 200 }, async (_, n) => {
        const which = n % 2 === 0 ? db : beside;
        const [row] = await which.once("acme", "select $1::text as said", [`n${n}`]);
        const [seen = []] = await which.sweep("select $1::int as n", [n]);
        const inside = await which.inOrganisation("acme", (tx) =>
          tx.selectFrom("workspaces").select("workspace").where("platform", "=", "slack").execute(),
        );
        return [row?.["said"], seen[0]?.["n"], inside.length];
      });
      expect(await Promise.all(rounds)).toEqual(
        Array.from({ length: 200 }, (_, n) => [`n${n}`, n, 0]),
      );
    } finally {
      await db.close();
      await beside.close();
      await pooler.stop();
    }
  });

  test("in statement mode the start refuses within seconds, and names the remedy", async () => {
    const { url } = await server.database();
    const pooler = await poolerTo(program ?? "", server.port, "statement");
    const db = openDatabase({ url: url.replace(`:${server.port}/`, `:${pooler.port}/`) }, log);
    const began = performance.now();
    try {
      await expect(db.migrate()).rejects.toMatchObject({
        name: "UnfitDatabase",
        message: expect.stringContaining("pooler"),
      });
      expect(performance.now() - began).toBeLessThan(5_000);
    } finally {
      await db.close();
      await pooler.stop();
    }
  });
});
