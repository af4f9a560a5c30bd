import { sql } from "kysely";
import { type Database, openDatabase } from "../../../src/runtime/database/database.ts";
import { openLog } from "../../../src/runtime/log.ts";
import { Chance } from "../simulation/chance.ts";
import { openServer } from "./database.ts";

/** What came of many organisations on a few lines. */
export interface SharedLines {
  readonly requests: number;
  /** Rows of another organisation that anybody saw, wrote or deleted, and requests without one that saw any. */
  readonly leaks: number;
  /** Requests that did not end as they were meant to. */
  readonly failed: number;
  /** Rows that each organisation has, and should have, where these differ. */
  readonly wrong: number;
}

/**
 * Requests of many organisations, interleaved at random on four connections: most end well, some break off in the
 * middle, some find a statement refused, and some run without an organisation. Each looks whose rows it sees, before and after.
 */
export async function sharedLines(count: number, organisations: number): Promise<SharedLines> {
  const server = await openServer();
  const db = openDatabase({ url: server.url }, openLog("silent"), { connections: 4 });
  try {
    await db.migrate();
    const ids = Array.from({ length: organisations }, (_, n) => `org${n}`);
    const list = ids.map((id) => `('${id}')`).join(", ");
    await server.query(`
      insert into handrail.organisations (organisation_id, name, time_zone, file_hash, file_version, applied_at) select id, id, 'UTC', '', 0, now() from (values ${list}) o(id);
      insert into handrail.teams (organisation_id, team, settings) select id, id, '{}' from (values ${list}) o(id)`);
    const chance = new Chance(count);
    const kept = new Map<string, number>();
    let [leaks, failed, next] = [0, 0, 0];
    const one = async (n: number): Promise<void> => {
      const id = chance.pick(ids);
      const ends = chance.pick(["well", "well", "well", "broken", "refused", "nobody"] as const);
      const result = await (ends === "nobody" ? asNobody(db) : inOne(db, id, { n, ends }));
      leaks += result.leaks;
      failed += result.as === ends ? 0 : 1;
      if (result.as === "well") kept.set(id, (kept.get(id) ?? 0) + 1);
    };
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        while (next < count) await one(next++);
      }),
    );
    const rows = await server.query<{ id: string; n: number }>(
      "select organisation_id as id, count(*)::int as n from handrail.inbox group by 1",
    );
    const there = new Map(rows.map(({ id, n }) => [id, n]));
    return {
      requests: count,
      leaks,
      failed,
      wrong: ids.filter((id) => (there.get(id) ?? 0) !== (kept.get(id) ?? 0)).length,
    };
  } finally {
    await db.close();
    await server.stop();
  }
}

interface Ended {
  readonly leaks: number;
  readonly as: string;
}

async function inOne(
  db: Database,
  id: string,
  { n, ends }: { readonly n: number; readonly ends: string },
): Promise<Ended> {
  let leaks = 0;
  const work = db.inOrganisation(id, async (tx) => {
    const looks = async () => {
      const teams = await tx.selectFrom("teams").select("organisation_id").execute();
      const inbox = await tx.selectFrom("inbox").select("organisation_id").distinct().execute();
      if (teams.length !== 1) leaks += 1;
      leaks += [...teams, ...inbox].filter((row) => row.organisation_id !== id).length;
    };
    await looks();
    await sql`insert into handrail.inbox (organisation_id, delivery, received_at) values (handrail.organisation(), ${`d${n}`}, now())`.execute(
      tx,
    );
    if (ends === "broken") throw new Error("broken");
    if (ends === "refused")
      await sql`insert into handrail.teams (organisation_id, team, settings) values ('somebody-else', 'x', '{}')`.execute(
        tx,
      );
    const { rows } = await sql<{
      id: string;
    }>`update handrail.teams set listed = listed returning organisation_id as id`.execute(tx);
    leaks += rows.filter((row) => row.id !== id).length;
    await looks();
    return "well";
  });
  const as = await work.catch((error: { message: string; code?: string }) =>
    error.code === "42501" ? "refused" : error.message,
  );
  return { leaks, as };
}

/** On a line that had somebody's organisation a moment ago: nothing is to be seen. */
async function asNobody(db: Database): Promise<Ended> {
  const [, teams = [], inbox = []] = await db.sweep(
    "set local role handrail_app; select organisation_id from handrail.teams; select organisation_id from handrail.inbox",
  );
  return { leaks: teams.length + inbox.length, as: "nobody" };
}
