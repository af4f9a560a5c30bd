import { parentPort, workerData } from "node:worker_threads";
import { openDatabase } from "./database.ts";
import { Engine } from "./engine.ts";
import { layout } from "./layout.ts";
import { NotRestored, restoreIfAsked } from "./restore.ts";
import { EmbeddedServer } from "./server.ts";
import { writeSnapshot } from "./snapshots.ts";
import { Turns } from "./turns.ts";
import { inTurn, startUpkeep } from "./upkeep.ts";
import type { FromWorker, Request, WorkerSettings } from "./worker-messages.ts";

/* The worker thread: PGlite, its socket and its upkeep. The main thread starts it, watches it and may end it. */

if (!parentPort) throw new Error("worker.ts is started by supervisor.ts");
const main = parentPort;
const settings = workerData as WorkerSettings;
const say = (message: FromWorker): void => main.postMessage(message);
const log = (event: string, facts?: object): void => say({ is: "log", event, facts });

/** Ends this thread; the main thread starts another, which recovers from PostgreSQL's own log. */
function broken(error: unknown): void {
  log("embedded.engine_broken", { error: error instanceof Error ? error.name : "unknown" });
  process.exit(1);
}

const codeOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === "string" ? code : String(name);
};

async function open(): Promise<void> {
  const restored = settings.mayRestore && (await restoreIfAsked(settings.folder, new Date()));
  const db = await openDatabase(settings.folder);
  const engine = new Engine(db, new Int32Array(settings.running));
  const turns = new Turns();
  const server = new EmbeddedServer({ ...settings, engine, turns, log, broken });
  await server.listen(settings.socket);
  startUpkeep({ engine, turns, log, broken });

  const answers: Record<Request["ask"], () => Promise<string>> = {
    // Read in a turn, so nothing changes meanwhile; compressed and written after it, so nobody waits for that.
    snapshot: async () => {
      const tar = await inTurn(turns, async () => {
        await engine.sql("checkpoint");
        return db.dumpDataDir("none");
      });
      return writeSnapshot(layout(settings.folder).snapshots, tar, new Date());
    },
    stop: async () => {
      await server.close();
      await turns.take(); // for good: nothing may run after this
      await engine.sql("checkpoint");
      await db.close();
      return "";
    },
  };
  main.on("message", ({ id, ask }: Request) => {
    answers[ask]().then(
      (value) => say({ is: "done", id, value }),
      (error: unknown) => say({ is: "failed", id, code: codeOf(error) }),
    );
  });
  say({ is: "ready", restored });
}

open().catch((error: unknown) => {
  say({ is: "unusable", reason: error instanceof NotRestored ? "snapshot" : "database" });
  process.exit(1);
});
