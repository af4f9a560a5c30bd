import { copyFileSync, existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { newestSnapshotAt, writeSnapshot } from "../../src/runtime/embedded/snapshots.ts";
import { eventually, freshFolder, open, poolOf, usedFolder } from "./embedded-help.ts";

vi.setConfig({ testTimeout: 90_000 });

test("a snapshot waits for an open transaction, and is restored by putting it into the folder", async () => {
  const folder = usedFolder();
  const embedded = await open({ folder });
  const pool = poolOf(embedded);
  await pool.query("create table things (name text)");
  await pool.query("insert into things values ('before')");
  const client = await pool.connect();
  await client.query("begin");
  await client.query("insert into things values ('committed later')");
  const made = embedded.snapshot();
  await client.query("commit");
  client.release();
  const snapshot = await made;
  await pool.query("insert into things values ('after the snapshot')");
  expect(statSync(snapshot).mode & 0o777).toBe(0o600);
  await pool.end();
  await embedded.stop();

  // What an operator does: stop, copy, start.
  copyFileSync(snapshot, join(folder, "restore.tar.gz"));
  const restored = await open({ folder });
  const again = poolOf(restored);
  const { rows } = await again.query<{ name: string }>("select name from things");
  expect(rows.map(({ name }) => name)).toEqual(["before", "committed later"]);
  expect(restored.logged).toContainEqual({
    event: "embedded.opened",
    facts: expect.objectContaining({ restored: true }),
  });
  await again.end();
  await restored.stop();
  expect(existsSync(join(folder, "restore.tar.gz"))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.startsWith("database.before-"))).toHaveLength(1);

  // On an empty machine, and a file that is no snapshot.
  const empty = freshFolder();
  writeFileSync(join(empty, "restore.tar.gz"), "not a snapshot");
  await expect(open({ folder: empty })).rejects.toMatchObject({
    name: "CannotOpen",
    reason: "snapshot",
  });
  expect(readdirSync(empty)).toEqual(["restore.tar.gz"]);
  copyFileSync(snapshot, join(empty, "restore.tar.gz"));
  const moved = await open({ folder: empty });
  const elsewhere = poolOf(moved);
  expect((await elsewhere.query("select 1 from things")).rowCount).toBe(2);
  await elsewhere.end();
  await moved.stop();
});

test("snapshots are made at their rhythm", async () => {
  const folder = usedFolder();
  const embedded = await open({ folder, snapshotEvery: 50 });
  await eventually(async () =>
    expect(readdirSync(join(folder, "snapshots")).length).toBeGreaterThan(1),
  );
  await embedded.stop();
  expect(embedded.logged).toContainEqual({ event: "embedded.snapshot", facts: undefined });
});

test("the newest four are kept, and half-written ones are cleared away", async () => {
  const folder = join(freshFolder(), "snapshots");
  for (let day = 1; day <= 6; day++) {
    if (day === 6) writeFileSync(join(folder, "2026-11-05T01-00-00.000Z.tar.gz.partial"), "half");
    await writeSnapshot(folder, new Blob([String(day)]), new Date(Date.UTC(2026, 10, day, 6)));
  }
  expect(readdirSync(folder).sort()).toEqual(
    [3, 4, 5, 6].map((day) => `2026-11-0${day}T06-00-00.000Z.tar.gz`),
  );
  expect(await newestSnapshotAt(folder)).toBe(Date.UTC(2026, 10, 6, 6));
});
