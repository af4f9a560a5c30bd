import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

/* A primary that was demoted behind the same address answers, and takes no writes. */

const world = stories();
/** What an operator's probe may wait, in milliseconds. */
const soon = { timeout: 5_000, interval: 100 };
const probe = async () => {
  const response = await fetch(`${world().app.url}/readyz`);
  return [response.status, (await response.text()).trim()];
};
const isDemoted = async (demoted: boolean) =>
  world().asOwner(`begin read write;
    do $$ begin execute format('alter database %I ${
      demoted ? "set default_transaction_read_only = on" : "reset default_transaction_read_only"
    }', current_database()); end $$; commit`);
const dropConnections = () =>
  world().asOwner(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'handrail'`);

test("a database that takes no writes: /readyz says so, commands are refused honestly, and connections to it are let go", async () => {
  const { ana, sam, app } = world();
  await expect.poll(probe, soon).toEqual([200, "ready"]);
  await isDemoted(true);
  await dropConnections();
  await expect.poll(probe, soon).toEqual([503, "the database takes no writes"]);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  await ana.types("/escalate");
  await ana.isTold("Nothing was sent. Call 5000.");

  // Connections from before stay as they are: only new ones reach the server that takes writes.
  await isDemoted(false);
  await expect.poll(probe, soon).toEqual([200, "ready"]);
  await ana.types("/escalate");
  await sam.hears("Ana needs help now. Billing, phone.");
});

test("a probe proves a write once a second at most, however often it is asked", async () => {
  await expect.poll(probe, soon).toEqual([200, "ready"]);
  const proofs = async () =>
    String((await world().asOwner("select proved_at from handrail.clock")).rows[0]?.["proved_at"]);
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  await probe();
  const before = await proofs();
  await Promise.all(Array.from({ length: 50 }, probe));
  expect(await proofs()).toBe(before);
});
