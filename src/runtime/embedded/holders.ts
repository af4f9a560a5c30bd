import { execFileSync, spawn } from "node:child_process";
import { closeSync, constants, existsSync, openSync } from "node:fs";
import { layout } from "./layout.ts";
import type { ServerUser } from "./user.ts";

/*
 * Who ends the server. Each Handrail process on a folder has the pipe `run/holders` open for
 * writing. A shell, the keeper, reads from it. When the last holder is gone, even by kill -9, the
 * read ends, and the keeper asks the server to stop. So the server outlives the process that
 * started it while another uses it, and never the last one. Nothing is ever written to the pipe.
 */

/** Waits for the last holder's end, then stops the server that its postmaster.pid still names. */
const keeper = `
while read -r line <&3; do :; done
for try in 1 2 3 4 5; do
  if read -r pid <"$data/postmaster.pid"; then
    if [ "$pid" = "$server" ]; then kill -INT "$server"; fi
    exit 0
  fi
  kill -0 "$server" || exit 0
  sleep 1
done`;

/**
 * A shell's script: $1 the pipe, $2 the server's data folder, $3 its process id or "me". With "me"
 * the shell becomes the server itself, from $4 and what follows. The keeper is no child of the
 * server. PostgreSQL would take the end of an unknown child for a crash.
 */
const script = `exec 3<"$1"; data=$2; server=$3
[ "$server" = me ] && server=$$
( ( ${keeper}
) >/dev/null 2>&1 & )
exec 3<&-
if [ "$3" = me ]; then shift 3; exec "$@"; fi`;

/**
 * @returns the command that starts a server together with its keeper. Somebody must hold the pipe
 * already.
 */
export function withKeeper(folder: string, command: readonly string[]): string[] {
  const { holders, data } = layout(folder);
  return ["-c", script, "handrail-keeper", holders, data, "me", ...command];
}

/** Makes the pipe, if it is missing. */
export function makePipe(folder: string, user: ServerUser | undefined): void {
  const { holders } = layout(folder);
  if (existsSync(holders)) return;
  try {
    execFileSync("mkfifo", ["-m", "600", holders], { ...user, stdio: "ignore" });
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(holders)) throw error;
  }
}

/** Holds the pipe before anybody reads from it: never blocks. For the time of a start. */
export const holdEarly = (folder: string): number =>
  openSync(layout(folder).holders, constants.O_RDWR | constants.O_NONBLOCK);

/**
 * Holds the pipe.
 * @returns its file descriptor; undefined when no keeper reads from it
 */
export function hold(folder: string): number | undefined {
  try {
    return openSync(layout(folder).holders, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENXIO" || code === "ENOENT") return undefined;
    throw error;
  }
}

/** Gives a running server whose keeper is gone a new keeper, and holds it. */
export async function adopt(
  folder: string,
  server: number,
  user: ServerUser | undefined,
): Promise<number> {
  makePipe(folder, user);
  const early = holdEarly(folder);
  try {
    const { holders, data } = layout(folder);
    const args = ["-c", script, "handrail-keeper", holders, data, String(server)];
    const shell = spawn("/bin/sh", args, { ...user, detached: true, stdio: "ignore" });
    await new Promise((resolve, reject) => {
      shell.once("exit", resolve);
      shell.once("error", reject);
    });
    const held = hold(folder);
    if (held === undefined) throw new Error("the server's keeper does not listen");
    return held;
  } finally {
    closeSync(early);
  }
}
