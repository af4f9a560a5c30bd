import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { atMost, round } from "../figures.ts";
import { goals } from "../goals.ts";
import type { Plan, Result } from "../main.ts";
import { makeOrganisation } from "../organisation.ts";
import { processorSeconds, residentMegabytes } from "../processes.ts";
import { openSite } from "../site.ts";

const name = "workspaces";
/** What an organisation of two teams consists of, in the order in which rows refer to each other. */
const tables = [
  "organisations",
  "workspaces",
  "people",
  "accounts",
  "teams",
  "memberships",
  "timers",
];

/**
 * Many organisations with a workspace each in one process, and nobody who does anything: what they
 * cost in a minute, beside the same process with one.
 */
export async function workspaces(server: string, { quick }: Plan): Promise<Result> {
  const plan = quick ? { others: 50, watched: 15_000 } : { others: 1_000, watched: 60_000 };
  const organisation = makeOrganisation(2);
  const site = await openSite();
  try {
    const idle = async (says: string) => {
      const handrail = await site.handrail(server, name, organisation);
      const owner = await handrail.owner();
      site.say(`${server}: ${says}, nothing to do`);
      // The first looks after a start are no idleness.
      await wait(plan.watched);
      const [transactions, processor] = [
        await transactionsOf(owner),
        processorSeconds(handrail.pids()),
      ];
      await wait(plan.watched);
      const minutes = plan.watched / 60_000;
      const cost = {
        transactions: ((await transactionsOf(owner)) - transactions) / minutes,
        processor: (processorSeconds(handrail.pids()) - processor) / minutes,
        resident: residentMegabytes([handrail.process.pid]),
      };
      return { handrail, owner, cost };
    };
    const one = await idle("1 workspace");
    await one.handrail.stop();
    await plant(one.owner, plan.others);
    await one.owner.end();
    const many = await idle(`${plan.others + 1} workspaces`);
    await many.owner.end();
    const all = plan.others + 1;
    return {
      lines: [
        {
          what: `transactions a minute, of 1 and of ${all} idle workspaces`,
          figure: `${round(one.cost.transactions)}, ${round(many.cost.transactions)}`,
        },
        atMost(
          "  more for each workspace",
          (many.cost.transactions - one.cost.transactions) / plan.others,
          goals.workspace,
          "",
        ),
        {
          what: "  processor time a minute",
          figure: `${round(one.cost.processor)} s, ${round(many.cost.processor)} s`,
        },
        {
          what: "  resident, Handrail's process",
          figure: `${round(one.cost.resident)} MB, ${round(many.cost.resident)} MB`,
        },
      ],
      report: { one: one.cost, many: many.cost },
    };
  } finally {
    await site.stop();
  }
}

/** Copies of the organisation, each with a workspace of its own. */
async function plant(owner: pg.Client, count: number): Promise<void> {
  for (const table of tables)
    await owner.query(`
      insert into handrail.${table}
      select (jsonb_populate_record(r, jsonb_build_object('organisation_id', 'other_' || n)
        || case when to_jsonb(r) ? 'workspace'
          then jsonb_build_object('workspace', 'T0OTHER' || n) else '{}' end)).*
      from handrail.${table} r, generate_series(1, ${count}) n where r.organisation_id = '${name}'`);
  await owner.query("vacuum (analyze)");
}

/** What ended in its database so far; reported within seconds. */
async function transactionsOf(owner: pg.Client): Promise<number> {
  await owner.query("select pg_stat_clear_snapshot()");
  const { rows } = await owner.query<{ ended: string }>(
    `select xact_commit + xact_rollback as ended from pg_stat_database
     where datname = current_database()`,
  );
  return Number(rows[0]?.ended);
}
