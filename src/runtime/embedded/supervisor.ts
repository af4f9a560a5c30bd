import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { FromWorker, Request, WorkerSettings } from "./worker-messages.ts";

/** The folder's files, or the snapshot to restore, do not open. The folder is as it was. */
export class CannotOpen extends Error {
  override readonly name = "CannotOpen";
  readonly reason: "snapshot" | "database";
  constructor(reason: "snapshot" | "database") {
    super(
      reason === "snapshot"
        ? "restore.tar.gz is not a snapshot that opens"
        : "the embedded database's files do not open",
    );
    this.reason = reason;
  }
}

export interface SupervisorOptions {
  readonly settings: Omit<WorkerSettings, "running" | "mayRestore">;
  /** Milliseconds after which a running query costs the worker its life: nothing else can interrupt one. */
  readonly queryLimit: number;
  readonly log: (event: string, facts?: object) => void;
}

interface Waiting {
  readonly resolve: (value: string) => void;
  readonly reject: (error: Error) => void;
}

/** Keeps one worker running: starts it, ends one that is stuck in a query, and starts another when one has died. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #watch: NodeJS.Timeout | undefined;
  #stopping = false;
  #restarts = 0;
  #asked = 0;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** Starts the first worker. Returns whether a snapshot was restored. @throws CannotOpen */
  start(): Promise<boolean> {
    return this.#spawn(true);
  }

  /** Has a snapshot made and returns its path; fails when the worker dies on it. */
  snapshot(): Promise<string> {
    return this.#ask("snapshot");
  }

  /** Ends the worker in good order; after `patience` milliseconds in any order. */
  async stop(patience: number): Promise<void> {
    this.#stopping = true;
    const order = this.#ask("stop").catch(() => this.#options.log("embedded.unclean_stop"));
    const given = new AbortController();
    await Promise.race([
      order,
      sleep(patience, undefined, { signal: given.signal }).catch(() => {}),
    ]);
    given.abort();
    await this.kill();
  }

  /** Ends the worker at once. What was not committed is lost; the files are as after a crash. */
  async kill(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#watch);
    await this.#worker?.terminate();
  }

  #ask(ask: Request["ask"]): Promise<string> {
    return new Promise((resolve, reject) => {
      const worker = this.#worker;
      if (!worker) return reject(new Error("the embedded database is restarting"));
      const id = ++this.#asked;
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ask } satisfies Request);
    });
  }

  async #spawn(mayRestore: boolean): Promise<boolean> {
    const { settings } = this.#options;
    rmSync(settings.socket, { force: true });
    const running = new SharedArrayBuffer(4);
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      workerData: { ...settings, mayRestore, running } satisfies WorkerSettings,
      env: {}, // it needs no secrets
      execArgv: [],
    });
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      let ready = false;
      let reason: "snapshot" | "database" = "database";
      worker.on("message", (message: FromWorker) => {
        if (message.is === "unusable") reason = message.reason;
        if (message.is === "ready") {
          ready = true;
          this.#watchQueries(worker, new Int32Array(running));
          resolve(message.restored);
        } else this.#hear(message);
      });
      worker.on("error", (error) =>
        this.#options.log("embedded.worker_error", {
          error: error instanceof Error ? error.name : "unknown",
        }),
      );
      worker.on("exit", () => {
        this.#forget();
        if (!ready) reject(new CannotOpen(reason));
        else if (!this.#stopping) void this.#revive();
      });
    });
  }

  #hear(message: FromWorker): void {
    if (message.is === "log") this.#options.log(message.event, message.facts);
    if (message.is === "done") this.#waiting.get(message.id)?.resolve(message.value);
    if (message.is === "failed")
      this.#waiting
        .get(message.id)
        ?.reject(new Error(`the embedded database failed: ${message.code}`));
    if (message.is === "done" || message.is === "failed") this.#waiting.delete(message.id);
  }

  #forget(): void {
    clearInterval(this.#watch);
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values())
      reject(new Error("the embedded database's worker ended"));
    this.#waiting.clear();
  }

  /** The worker stands still while a query runs, so only this thread can see that one does not end. */
  #watchQueries(worker: Worker, running: Int32Array): void {
    const { queryLimit, log } = this.#options;
    let seen = 0;
    let since = 0;
    this.#watch = setInterval(
      () => {
        const batch = Atomics.load(running, 0);
        const now = performance.now();
        if (batch === 0 || batch !== seen) {
          seen = batch;
          since = now;
        } else if (now - since > queryLimit) {
          clearInterval(this.#watch);
          log("embedded.query_ended", { limit: queryLimit });
          void worker.terminate();
        }
      },
      Math.min(1_000, queryLimit / 4),
    );
  }

  async #revive(): Promise<void> {
    for (let pause = 100; !this.#stopping; pause = Math.min(10_000, pause * 2)) {
      this.#restarts += 1;
      this.#options.log("embedded.restarting", { restarts: this.#restarts });
      try {
        await this.#spawn(false);
        this.#options.log("embedded.restarted", { restarts: this.#restarts });
        return;
      } catch {
        await sleep(pause);
      }
    }
  }
}
