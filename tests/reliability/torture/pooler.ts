import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../support/postgres.ts";
import { place } from "../../support/place.ts";

/* A real PgBouncer in front of a PostgreSQL, in transaction mode. */

export interface Pooler {
  readonly port: number;
  stop(): Promise<void>;
}

/** Debian's package installs it here, which is not on everybody's path. */
const programs = ["pgbouncer", "/usr/sbin/pgbouncer"];

/** @returns the program, where it is installed */
export async function pgbouncer(): Promise<string | undefined> {
  for (const program of programs) {
    const there = await promisify(execFile)(program, ["--version"]).then(
      () => true,
      () => false,
    );
    if (there) return program;
  }
  return undefined;
}

export async function poolerTo(
  program: string,
  target: number,
  mode: "transaction" | "statement",
): Promise<Pooler> {
  const folder = mkdtempSync(path.join(place, "hr-pool-"));
  chmodSync(folder, 0o777);
  const port = await freePort();
  const settings = [
    "[databases]",
    `* = host=127.0.0.1 port=${target}`,
    "[pgbouncer]",
    "listen_addr = 127.0.0.1",
    `listen_port = ${port}`,
    "unix_socket_dir =",
    "auth_type = plain",
    `auth_file = ${folder}/users.txt`,
    `pool_mode = ${mode}`,
    "default_pool_size = 3",
  ];
  writeFileSync(path.join(folder, "pgbouncer.ini"), `${settings.join("\n")}\n`);
  const users = Array.from({ length: 9 }, (_, n) => `"login_${n + 1}" "secret"`);
  writeFileSync(path.join(folder, "users.txt"), `${users.join("\n")}\n`);
  const asRoot = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  const child: ChildProcess = spawn(program, [...asRoot, path.join(folder, "pgbouncer.ini")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on("data", (line: Buffer) => {
      if (line.includes("listening on")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`pgbouncer ended: ${code}`)));
  });
  return {
    port,
    async stop() {
      child.kill("SIGINT");
      if (child.exitCode === null) await once(child, "exit");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
