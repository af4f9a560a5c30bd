import { statfsSync } from "node:fs";

/*
 * For one program on a small machine. Durability is PostgreSQL's own: fsync stays on. What is off
 * costs a process or memory for things that Handrail never asks for.
 */
const usual = {
  max_connections: "60",
  shared_buffers: "32MB",
  io_method: "sync",
  jit: "off",
  max_parallel_workers_per_gather: "0",
  max_logical_replication_workers: "0",
  max_wal_senders: "0",
  wal_level: "minimal",
  max_wal_size: "256MB",
  huge_pages: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  // Neither statements nor rows come into its log: they may quote what somebody typed.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
};

/** For shared memory beyond the first piece. */
const enough = 16 * 1024 * 1024;

/** The server's settings, as `-c name=value`. */
export function settings(more: Readonly<Record<string, string>>): string[] {
  const memory = isShmTiny() ? { dynamic_shared_memory_type: "mmap" } : {};
  return Object.entries({ ...usual, ...memory, ...more }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
}

/** Containers often have little of it, or none. */
function isShmTiny(): boolean {
  if (process.platform !== "linux") return false;
  try {
    const { bavail, bsize } = statfsSync("/dev/shm");
    return bavail * bsize < enough;
  } catch {
    return true;
  }
}
