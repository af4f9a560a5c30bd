import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";
import { endWithParents } from "./setup/parents.ts";
import type { Config } from "./config.ts";

/*
 * The process: configuration, signals, exit codes: 0 clean, 1 a fault, 2 wrong configuration. Everything that takes
 * its time is loaded behind the handlers, so that whoever ends us while we start is heard.
 */
// The second start finds what Node made of our files at the first. See docs/decisions/0054-compile-cache.md.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/handrail"));
const ending = new AbortController();
const { signal } = ending;
/** Once it serves: what was accepted is then to be kept. */
let serves = false;
let config: Config | undefined;
/** Reads the configuration again; absent until it can be. */
let readAgain: (() => void) | undefined;
let isReadingAgain = false;

const end = () => {
  ending.abort();
  // Whatever hangs, the process is gone within the ten seconds it promised; everything accepted is committed.
  setTimeout(() => process.exit(serves ? 1 : 0), 9_000).unref();
};
process.once("SIGTERM", end);
process.once("SIGINT", end);
process.on("SIGHUP", () => {
  // In a terminal a hang-up is the end; without one it is the operator's word to read the files
  // again. While we start it is kept until then: Node would end the process.
  if (process.stdout.isTTY) return end();
  isReadingAgain = true;
  readAgain?.();
});
endWithParents(process.env, end);

async function main(): Promise<void> {
  const { describeProblems, describeWarnings, loadConfigFromDisk } = await import("./config.ts");
  const loaded = loadConfigFromDisk(process.env);
  if ("problems" in loaded) {
    console.error(describeProblems(loaded.problems));
    process.exitCode = 2;
    return;
  }
  config = loaded.config;
  const { changedSettings } = await import("./setup/in-force.ts");
  const environmentOf = ({ organisations: _organisations, warnings: _warnings, ...rest }: Config) =>
    rest;
  const started = environmentOf(config);
  if (config.warnings.length > 0) console.error(describeWarnings(config.warnings));
  const { openLog } = await import("./runtime/log.ts");
  const log = openLog(
    config.logLevel,
    config.playground ? (sentence) => console.log(`  ${sentence}`) : undefined,
  );
  // Node would print the message and the line it came from, and either may quote what somebody typed. What died is said like any fault.
  process.on("uncaughtException", (err, origin) => {
    log.fatal({ err, origin }, "ended by a fault");
    process.exit(1);
  });
  const { startApp } = await import("./app.ts");
  signal.throwIfAborted();
  const organisation = config.organisations[0];
  if ("folder" in config.database) {
    const { dataFolder, movedSentence } = await import("./runtime/embedded/user.ts");
    const moved = movedSentence(config.database.folder);
    if (moved !== undefined) console.log(`  ${moved}\n`);
    config = { ...config, database: { folder: dataFolder(config.database.folder) } };
  }
  // Only when it is wanted: an installation without the playground's own packages runs all the same.
  const playground =
    config.playground && organisation !== undefined && "folder" in config.database
      ? await (
          await import("../playground/start.ts")
        ).startPlayground(organisation, config.database.folder, (sentence) => log.warn(sentence))
      : undefined;
  const app = await startApp(
    playground === undefined
      ? config
      : { ...config, slack: playground.slack, teams: playground.teams },
    log,
    {
      signal,
      ...(playground === undefined ? {} : { page: playground.handle }),
    },
  );
  serves = true;
  const stop = async () => {
    await playground?.stop();
    await app.stop();
    process.exit(0);
  };
  if (signal.aborted) return stop();
  signal.addEventListener("abort", () => void stop());
  await playground?.connect(app);
  greet(app.url, playground !== undefined);
  flushCompileCache();

  readAgain = () => {
    const again = loadConfigFromDisk(process.env);
    if ("problems" in again)
      return console.error(describeProblems(again.problems, "Nothing was changed"));
    if (again.config.warnings.length > 0) console.error(describeWarnings(again.config.warnings));
    // What is in force for each organisation is said by who applies it.
    app.reload(again.config.organisations).then(
      () => undefined,
      async (err: unknown) => {
        const { Misfit } = await import("./runtime/database/misfit.ts");
        const so = "An organisation's file was not applied";
        if (err instanceof Misfit) console.error(describeProblems([err], so));
        else log.error({ err }, "configuration could not be applied");
      },
    );
    const settings = changedSettings(started, environmentOf(again.config));
    if (settings.length > 0)
      log.warn({ settings }, "these settings have changed and count from the next start on");
  };
  if (isReadingAgain) readAgain();
}

function greet(url: string, playing: boolean): void {
  if (signal.aborted) return;
  console.log(
    playing
      ? `\n  Handrail is running: open ${url} and play.\n`
      : `\n  Handrail is listening on ${url}\n`,
  );
}

main().catch(async (error: unknown) => {
  // What fails once the end was asked for fails because of that. While it serves, `stop` has the last word.
  if (signal.aborted) return serves ? undefined : process.exit(0);
  const { failureOf } = await import("./setup/failure.ts");
  const { code, words } = failureOf(error, config);
  console.error(words);
  process.exit(code);
});
