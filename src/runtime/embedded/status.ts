import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { isAlive } from "./processes.ts";
import { layout } from "./layout.ts";

/** What postmaster.pid says. */
export interface Status {
  readonly pid: number;
  readonly state: "starting" | "ready" | "stopping" | "unknown";
}

/** Undefined when no server has the folder, or when a server vanished without a trace. */
export function readStatus(folder: string): Status | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(layout(folder).data, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
  const state = lines[7]?.trim();
  return {
    pid: Number(lines[0]),
    state: state === "ready" || state === "starting" || state === "stopping" ? state : "unknown",
  };
}

/** Whether somebody listens at a socket, or at a port of this machine. */
export function answers(at: string | number): Promise<boolean> {
  return new Promise((resolve) => {
    const line = typeof at === "string" ? connect(at) : connect(at, "127.0.0.1");
    const say = (does: boolean) => {
      line.destroy();
      resolve(does);
    };
    line.once("connect", () => say(true));
    line.once("error", () => say(false));
    line.setTimeout(2_000, () => say(false));
  });
}

/** Whether the server with this process id has gone. */
export const isGone = (folder: string, pid: number): boolean =>
  readStatus(folder)?.pid !== pid || !isAlive(pid);
