import { spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { layout } from "./layout.ts";
import type { Programs } from "./programs.ts";
import { refusalOf } from "./refusals.ts";
import type { ServerUser } from "./user.ts";

/** A start that was killed leaves half of the files; after this long, in milliseconds, they go. */
const leftAfter = 600_000;

/**
 * Makes PostgreSQL's files, if they are not there yet. They get their name only when they are
 * complete. So one of two first starts at once wins, and a killed start leaves nothing in their
 * place.
 * @param password its superuser's, where the server is reached over loopback
 * @throws {Misfit} they cannot be made
 */
export async function makeFiles(
  folder: string,
  programs: Programs,
  user: ServerUser | undefined,
  options: { password?: string | undefined; signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const { data } = layout(folder);
  for (const name of readdirSync(folder).filter((each) => each.startsWith("making-"))) {
    const left = join(folder, name);
    if (Date.now() - statSync(left).mtimeMs > leftAfter) rmSync(left, { recursive: true });
  }
  if (existsSync(data)) return;
  const making = mkdtempSync(join(folder, "making-"));
  try {
    if (user !== undefined) chownSync(making, user.uid, user.gid);
    const files = join(making, "postgres");
    const args = [
      `--pgdata=${files}`,
      "--username=postgres",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-instructions",
      "--auth-local=trust",
    ];
    if (options.password === undefined) args.push("--auth-host=reject");
    else {
      const secret = join(making, "password");
      writeFileSync(secret, options.password, { mode: 0o600 });
      if (user !== undefined) chownSync(secret, user.uid, user.gid);
      args.push("--auth-host=scram-sha-256", `--pwfile=${secret}`);
    }
    await run(programs.initdb, args, user, options.signal);
    try {
      renameSync(files, data);
    } catch (error) {
      // Another process was faster.
      if (!existsSync(data)) throw error;
    }
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Runs one of PostgreSQL's programs to its end. @throws {Misfit} with what it said */
function run(
  program: string,
  args: readonly string[],
  user: ServerUser | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...user, env: serverEnv, cwd: "/", stdio: "pipe" });
    let said = "";
    const stop = () => child.kill("SIGINT");
    signal?.addEventListener("abort", stop);
    child.stderr.on("data", (bytes: Buffer) => (said += bytes.toString()));
    child.stdout.resume();
    child.once("error", (error) => reject(refusalOf(String((error as { code?: string }).code))));
    child.once("close", (code) => {
      signal?.removeEventListener("abort", stop);
      if (code === 0) resolve();
      else reject(signal?.aborted === true ? signal.reason : refusalOf(said));
    });
  });
}

/** Ours holds secrets: PostgreSQL's programs get none of it. In English, because it is read. */
export const serverEnv: Readonly<Record<string, string>> = {
  PATH: process.env["PATH"] ?? "/usr/bin:/bin",
  LC_ALL: "C",
  ...(process.platform === "win32" ? { SystemRoot: process.env["SystemRoot"] ?? "" } : {}),
};
