import { describeProblems } from "../config.ts";
import { loadStoredFromDisk } from "../config/disk.ts";
import { openLog } from "../runtime/log.ts";
import { Misfit } from "../runtime/database/misfit.ts";
import { failureOf } from "../setup/failure.ts";
import { backUp, restore } from "./stored.ts";

/** Runs one of the two commands on the file that is named; exit codes as for a start. */
export async function runOnStored(command: "backup" | "restore", not: string): Promise<void> {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || file.startsWith("-") || more.length > 0) {
    console.error(`Usage: npm run ${command} -- FILE`);
    process.exitCode = 2;
    return;
  }
  const stored = loadStoredFromDisk(process.env);
  if ("problems" in stored) {
    console.error(describeProblems(stored.problems, not));
    process.exitCode = 2;
    return;
  }
  try {
    const work = command === "backup" ? backUp : restore;
    console.log(await work(stored, file, openLog("silent")));
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
