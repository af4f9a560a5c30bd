import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Where a process id means something: this host, this boot and, on Linux, this container. */
export function place(): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
    return [hostname(), boot, readlinkSync("/proc/self/ns/pid")].join(" ");
  } catch {
    return hostname();
  }
}

/** Whether this process of our machine runs. A zombie (Linux: state Z) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return statOf(pid)?.[0] !== "Z";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // it exists, and is somebody else's
  }
}

/**
 * The fields of /proc/<pid>/stat from the third one, the state; undefined where there is no such
 * file.
 */
function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field, a name in brackets, may hold anything.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}
