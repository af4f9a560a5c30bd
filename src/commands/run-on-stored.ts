import { describeProblems } from "../config.ts";
import { loadStoredFromDisk } from "../config/disk.ts";
import { type Log, openLog } from "../runtime/log.ts";
import { Misfit } from "../runtime/database/misfit.ts";
import { failureOf } from "../setup/failure.ts";
import { backUp, restore } from "./stored.ts";
import type { Stored } from "./with-database.ts";

/** Runs one of the two commands on the file that is named; exit codes as for a start. */
export async function runOnStored(command: "backup" | "restore", not: string): Promise<void> {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || file.startsWith("-") || more.length > 0) {
    console.error(`Usage: npm run ${command} -- FILE`);
    process.exitCode = 2;
    return;
  }
  const work = command === "backup" ? backUp : restore;
  await runStored(not, (stored, log) => work(stored, file, log));
}

/** Says what was done, or what is wrong and its remedy. @param not such as "Nothing was backed up" */
export async function runStored(
  not: string,
  work: (stored: Stored, log: Log) => Promise<string>,
): Promise<void> {
  const stored = loadStoredFromDisk(process.env);
  if ("problems" in stored) {
    console.error(describeProblems(stored.problems, not));
    process.exitCode = 2;
    return;
  }
  try {
    console.log(await work(stored, openLog("silent")));
  } catch (error) {
    const known = { database: stored.database, host: "", metrics: undefined };
    const { code, words } =
      error instanceof Misfit
        ? {
            code: 2,
            words: `${not}. ${error.where}: ${error.what}.\n    → ${error.remedy}\n`,
          }
        : failureOf(error, known);
    console.error(words);
    process.exitCode = code;
  }
}
