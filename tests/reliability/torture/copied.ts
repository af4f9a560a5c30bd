import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { openDatabase } from "../../../src/runtime/database/database.ts";
import { openLog } from "../../../src/runtime/log.ts";
import { read } from "../../../src/runtime/directory/reading.ts";
import type { Server } from "./database.ts";

/* What a database needs before it is restored, and what is asked of it afterwards. */

const page = readFileSync(
  fileURLToPath(new URL("../../../docs/operating.md", import.meta.url)),
  "utf8",
);

/** The lines that docs/operating.md gives an administrator, from there: so they are right. */
export function rolesToMake(): string {
  const lines = /`(create role handrail_app[^`]*)`/.exec(page)?.[1];
  if (lines === undefined)
    throw new Error("docs/operating.md says nothing of roles to make before a restore");
  return lines.replaceAll("\n", " ");
}

/** @returns the status of an agent's newest request and the account of who has it; nothing when there is none */
export async function statusOf(database: Server, agent: string): Promise<string[]> {
  const rows = await database.query<{ status: string; holder: string | null }>(`
    select r.status, (select h.account from handrail.accounts h where h.organisation_id = r.organisation_id and h.person = r.holder) as holder
    from handrail.requests r join handrail.accounts a on a.organisation_id = r.organisation_id and a.person = r.requester
    where a.account = '${agent}' order by r.opened_at desc limit 1`);
  return rows.flatMap(({ status, holder }) => [status, holder ?? ""]);
}

/** As a running instance reads it: once, and once more from there. */
export async function directoryAtRest({ url }: Server): Promise<boolean> {
  const db = openDatabase({ url }, openLog("silent"));
  try {
    const known = await db.inOrganisation("acme", (tx) => read(tx, "acme"));
    return (
      known.organisation.accounts.size > 40 &&
      (await db.inOrganisation("acme", (tx) => read(tx, "acme", known))) === known
    );
  } finally {
    await db.close();
  }
}

/** How many rows the role of requests sees without being told whose. */
export async function withoutOrganisation({ url }: Server): Promise<number> {
  const client = new pg.Client({ connectionString: url, options: "-c role=handrail_app" });
  await client.connect();
  try {
    const { rows } = await client.query(
      "select ((select count(*) from handrail.people) + (select count(*) from handrail.requests))::int as n",
    );
    return (rows as { n: number }[])[0]?.n ?? Number.NaN;
  } finally {
    await client.end();
  }
}

export const versionOf = async (database: Server) =>
  (await database.query<{ server_version: string }>("show server_version"))[0]?.server_version;
