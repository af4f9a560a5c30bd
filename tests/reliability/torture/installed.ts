import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "../../support/postgres.ts";
import { type Server, access } from "./database.ts";

/*
 * A PostgreSQL that the machine has, whole: npm's has no `pg_dump` and no `pg_restore`, and a dump is made by tools that are
 * not older than the server. Restoring into a newer one is what they are for.
 */

const roots = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr/local", "/usr"];

/** The folder of its programs, of the newest there is; `undefined`: the machine has none that is whole. */
export function installedPostgres(): string | undefined {
  if (process.getuid?.() === 0 && !hasUser("postgres")) return undefined;
  const folders = roots.flatMap((root) => {
    // Not older than Handrail takes, not newer than npm's, into which it is restored.
    const versions = existsSync(root)
      ? readdirSync(root).filter((name) => /^(?:pgsql-|postgresql@)?1[5-8]$/.test(name))
      : [];
    return versions
      .toSorted((a, b) => Number(/\d+/.exec(b)?.[0]) - Number(/\d+/.exec(a)?.[0]))
      .map((name) => path.join(root, name, "bin"));
  });
  return folders.find((folder) =>
    ["initdb", "postgres", "pg_dump", "pg_restore"].every((tool) =>
      existsSync(path.join(folder, tool)),
    ),
  );
}

const hasUser = (name: string) => spawnSync("id", ["-u", name]).status === 0;

/** @param programs where `installedPostgres` found them */
export async function openInstalled(programs: string): Promise<Server> {
  const folder = mkdtempSync(path.join(tmpdir(), "handrail-torture-pg-"));
  chmodSync(folder, 0o755);
  // Nobody's PostgreSQL runs as root: there its files belong to `postgres`, as they do to npm's.
  const id = (which: string) =>
    Number(execFileSync("id", [which, "postgres"], { encoding: "utf8" }));
  const who = process.getuid?.() === 0 ? { uid: id("-u"), gid: id("-g") } : {};
  if (who.uid !== undefined && who.gid !== undefined) chownSync(folder, who.uid, who.gid);
  const data = path.join(folder, "data");
  const env = { PATH: programs, LC_ALL: "C" };
  const settings = { ...who, env, cwd: folder };
  await promisify(execFile)(
    path.join(programs, "initdb"),
    ["-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale"],
    settings,
  );
  const port = await freePort();
  const { query, url, adminUrl, makesItsOwner } = access(port);
  let running: ChildProcess;
  const starts = async () => {
    const flags = [
      "-D",
      data,
      "-p",
      String(port),
      "-c",
      "unix_socket_directories=",
      "-c",
      "listen_addresses=127.0.0.1",
    ];
    running = spawn(path.join(programs, "postgres"), flags, { ...settings, stdio: "ignore" });
    const isUp = () =>
      query("select 1", "postgres").then(
        () => true,
        () => false,
      );
    for (let tries = 0; !(await isUp()); tries++) {
      if (tries > 200) throw new Error("the PostgreSQL of this machine does not start");
      await sleep(50);
    }
  };
  const ends = async (signal: NodeJS.Signals) => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, "exit");
    running.kill(signal);
    await gone;
  };
  await starts();
  await makesItsOwner();
  return {
    ...{ url, adminUrl, query, starts },
    dies: () => ends("SIGQUIT"),
    async stop() {
      await ends("SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
