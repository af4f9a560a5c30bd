import pg from "pg";
import { takeLock } from "../../src/runtime/embedded/lock.ts";
import { FolderInUse, openEmbedded } from "../../src/runtime/embedded/open.ts";

/* A process of its own for the tests: it opens a folder, takes a lock, or commits in a loop until it is killed. */

const [work = "", path = "", first = "0"] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

async function commit(): Promise<never> {
  const { connection } = await openEmbedded({ folder: path, log: () => {} });
  const pool = new pg.Pool({ ...connection, max: 3 });
  await pool.query("create table if not exists kept (n int primary key)");
  say("committing");
  let next = Number(first);
  const loop = async (): Promise<never> => {
    for (;;) {
      const n = next++;
      await pool.query("insert into kept values ($1)", [n]);
      say(String(n)); // only what the database has confirmed
    }
  };
  return Promise.race([loop(), loop(), loop()]);
}

const works: Record<string, () => Promise<unknown>> = {
  commit,
  open: () => openEmbedded({ folder: path, log: () => {} }).then(() => say("open")),
  lock: async () => {
    say("ready");
    await new Promise((resolve) => process.stdin.once("data", resolve)); // all start at once
    await takeLock(path, () => {});
    say("taken");
  },
};

try {
  await works[work]?.();
} catch (error) {
  if (!(error instanceof FolderInUse)) throw error;
  say(`in use by ${error.pid}`);
  process.exit(1);
}
