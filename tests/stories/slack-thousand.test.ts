import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { openInstalling } from "../support/installing.ts";
import { tidy } from "../../src/runtime/tidy.ts";
import { features } from "../../src/features.ts";
import { openLog } from "../../src/runtime/log.ts";

test("a thousand", async () => {
  const world = await openInstalling({
    workspaces: { T0ONE: [{ account: "U0KIM", name: "Kim", email: "kim@a.test" }] },
  });
  await world.adds("T0ONE", "U0KIM");
  await world.settled();
  const measure = async (label: string) => {
    await sleep(3000);
    const count = async () =>
      Number(
        (
          await world.rows(
            "select xact_commit + xact_rollback as n from pg_stat_database where datname = current_database()",
          )
        )[0]?.["n"],
      );
    await world.rows("select pg_stat_clear_snapshot()");
    globalThis.gc?.();
    const a = await count();
    const cpu = process.cpuUsage();
    await sleep(60_000);
    await world.rows("select pg_stat_clear_snapshot()");
    const b = await count();
    const used = process.cpuUsage(cpu);
    globalThis.gc?.();
    console.error(
      label,
      "transactions in 60 s",
      b - a,
      "cpu ms",
      Math.round((used.user + used.system) / 1000),
      "heap MB",
      Math.round(process.memoryUsage().heapUsed / 1e6),
      "rss",
      Math.round(process.memoryUsage().rss / 1e6),
      "timers",
      process.getActiveResourcesInfo().filter((n) => n === "Timeout").length,
    );
  };
  await sleep(35_000);
  await measure("1 workspace");
  await world.rows(
    `insert into handrail.organisations (organisation_id, name, time_zone, file_hash, file_version, applied_at) select 'slack-t' || n, 'Company ' || n, 'UTC', '', 0, now() from generate_series(1, 1000) n`,
  );
  await world.rows(
    `insert into handrail.workspaces (organisation_id, platform, workspace) select 'slack-t' || n, 'slack', 'T' || n from generate_series(1, 1000) n`,
  );
  await world.rows(
    `insert into handrail.installs (organisation_id, platform, workspace, installed_at, version, sealed, scopes) select 'slack-t' || n, 'slack', 'T' || n, now(), 1, (select sealed from handrail.installs limit 1), '{}' from generate_series(1, 1000) n`,
  );
  await measure("1001 workspaces");
  const parts = world.app().parts;
  const started = performance.now();
  await tidy(parts.db, features, {
    directory: parts.directory,
    vault: parts.vault,
    log: openLog("silent"),
  });
  console.error("tidy ms", Math.round(performance.now() - started));
  await world.stop();
  expect(1).toBe(1);
}, 600_000);
