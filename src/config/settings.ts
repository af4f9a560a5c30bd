import { type Fault, type Problem, type Report, isUtf8, saveAsUtf8 } from "./problems.ts";

/** Reads a text file; `undefined` where there is none. */
export type ReadFile = (path: string) => string | undefined;

/**
 * The environment, read setting by setting; what is wrong collects in its report. An empty variable
 * is an absent one.
 */
export interface Settings extends Report {
  /** Trimmed; `undefined` when absent or empty. */
  text(name: string): string | undefined;
  readonly readFile: ReadFile;
  /** The same, or the content of the file that `NAME_FILE` names. */
  secret(name: string): string | undefined;
  /** Whether a setting or its `_FILE` was given at all, readable or not. */
  given(name: string): boolean;
  problem(where: string, what: string, remedy: string): void;
  fault(where: string, fault: Fault): void;
  warn(where: string, what: string, remedy: string): void;
}

export function readSettings(env: NodeJS.ProcessEnv, readFile: ReadFile): Settings {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const text = (name: string) => {
    // An object's own variables only: `env` may be any object, and `constructor` is no setting.
    const value = Object.hasOwn(env, name) ? env[name]?.trim() : undefined;
    return value === undefined || value === "" ? undefined : value;
  };
  const problem = (where: string, what: string, remedy: string) =>
    void problems.push({ where, what, remedy });
  return {
    problems,
    warnings,
    text,
    readFile,
    problem,
    given: (name) => text(name) !== undefined || text(`${name}_FILE`) !== undefined,
    fault: (where, fault) => problem(where, fault.what, fault.remedy),
    warn: (where, what, remedy) => void warnings.push({ where, what, remedy }),
    secret(name) {
      const file = `${name}_FILE`;
      const path = text(file);
      const value = text(name);
      if (path === undefined) return value;
      if (value !== undefined) {
        problem(file, `${name} is set as well`, `Keep one of ${name} and ${file}.`);
        return value;
      }
      const content = readFile(path)?.trim();
      if (content === undefined)
        problem(
          file,
          "the file it names cannot be read",
          "Check the path and who may read the file.",
        );
      else if (!isUtf8(content)) problem(file, "the file it names is not in UTF-8", saveAsUtf8);
      else if (content === "")
        problem(file, "the file it names is empty", `Put the value of ${name} into it.`);
      return content === "" || (content !== undefined && !isUtf8(content)) ? undefined : content;
    },
  };
}
