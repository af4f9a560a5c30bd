import { startApp } from "./app.ts";
import { describeProblems, describeWarnings, loadConfigFromDisk } from "./config.ts";
import { CannotOpen, FolderInUse } from "./runtime/embedded/open.ts";
import { openLog } from "./runtime/log.ts";
import { Misfit } from "./runtime/database/misfit.ts";

/** Who started us: read before anything takes its time, because a parent that dies while we start is to be missed too. */
const parent = process.ppid;

/** Exit codes (CONTRACT): 0 clean, 1 a fault, 2 wrong configuration. */
async function main(): Promise<void> {
  const loaded = loadConfigFromDisk(process.env);
  if ("problems" in loaded) {
    console.error(describeProblems(loaded.problems));
    process.exitCode = 2;
    return;
  }
  const { config } = loaded;
  if (config.warnings.length > 0) console.error(describeWarnings(config.warnings));
  const log = openLog(config.logLevel);
  const organisation = config.organisations[0];
  // Only when it is wanted: an installation without the playground's own packages runs all the same.
  const playground =
    config.playground && organisation !== undefined && "folder" in config.database
      ? await (
          await import("../playground/start.ts")
        ).startPlayground(organisation, config.database.folder, (sentence) => log.warn(sentence))
      : undefined;
  const app = await startApp(
    playground === undefined ? config : { ...config, slack: playground.slack, teams: playground.teams },
    log,
    playground === undefined ? {} : { page: playground.handle },
  );
  await playground?.connect(app.url, app.db);
  greet(app.url, playground !== undefined, "folder" in config.database);

  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      await playground?.stop();
      await app.stop();
      process.exit(0);
    })();
    // Whatever hangs, the process is gone within the ten seconds it promised; everything accepted is committed.
    setTimeout(() => process.exit(1), 9_000).unref();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  endWithParent(stop);
  process.on("SIGHUP", () => {
    // In a terminal a hang-up is the end; without one it is the operator's word to read the files again.
    if (process.stdout.isTTY) return stop();
    const again = loadConfigFromDisk(process.env);
    if ("problems" in again) return console.error(describeProblems(again.problems, "Nothing was changed"));
    if (again.config.warnings.length > 0) console.error(describeWarnings(again.config.warnings));
    app.reload(again.config.organisations).then(
      () => log.info({ organisations: again.config.organisations.length }, "configuration read again"),
      (err: unknown) => {
        if (err instanceof Misfit) console.error(describeProblems([err], "Nothing was changed"));
        else log.error({ err }, "configuration could not be applied");
      },
    );
  });
}

function greet(url: string, playing: boolean, embedded: boolean): void {
  console.log(playing ? `\n  Handrail is running: open ${url} and play.\n` : `\n  Handrail is listening on ${url}\n`);
  if (embedded) console.log("  The embedded database survives a crash, not a power cut: for real use set DATABASE_URL.\n");
}

/** npm killed from outside would leave us an orphan holding the folder. */
function endWithParent(stop: () => void): void {
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 1_000).unref();
}

main().catch((error: unknown) => {
  if (error instanceof Misfit) {
    console.error(describeProblems([error]));
    process.exit(2);
  }
  const known = error instanceof FolderInUse || error instanceof CannotOpen;
  console.error(known ? error.message : error);
  process.exit(1);
});
