import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ownFlags, residentMegabytes } from "../../../tools/bench/processes.ts";
import { run } from "../../stories/crash-child.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
/** As `npm start` runs it: without its flags, what is measured of its memory is of a process that nobody runs. */
const command = [...ownFlags(root), `${root}src/main.ts`];

/** A process of Handrail as operators have it, with nothing else in its environment. */
export const startHandrail = (env: Readonly<Record<string, string>>) => run(command, env);

/** The most memory that a process has had resident so far, in megabytes (10⁶ bytes); what it has now where the system does not say. */
export function peakMegabytes(pid: number): number {
  const status = `/proc/${pid}/status`;
  const kilobytes = existsSync(status)
    ? /^VmHWM:\s+(\d+)/m.exec(readFileSync(status, "utf8"))?.[1]
    : undefined;
  return Math.round(
    kilobytes === undefined ? residentMegabytes([pid]) : (Number(kilobytes) * 1_024) / 1_000_000,
  );
}
