import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The project's folder. */
const root = join(import.meta.dirname, "..", "..");

/** Never part of the house: what .gitignore names, and what an operator may have put beside it. */
const foreign = /^(?:\.git|\.env.*|node_modules|data|coverage|handrail\.yaml|.*\.log)$/;

/** Every file of the house below some folders, by path from the project's folder, with `/` on every system. */
export function filesBelow(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => !foreign.test(entry.name))
      .flatMap((entry) => {
        const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
        return entry.isDirectory() ? filesBelow(path) : [path];
      }),
  );
}

/** The text of files, by path. */
export function sourcesOf(paths: readonly string[]): Map<string, string> {
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}
