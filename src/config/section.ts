import type { z } from "zod";
import type { Problem, Report } from "./problems.ts";
import type { Path, YamlFile } from "./yaml.ts";

/** One file while it is read: what is wrong goes to the report with the file's name and line. */
export interface Reading extends Report {
  /** Reads one section by its shape; `undefined` when anything in it is wrong. */
  section<T>(shape: z.ZodType<T>, value: unknown, at: Path): T | undefined;
  problem(at: Path, what: string, remedy: string): void;
  warn(at: Path, what: string, remedy: string): void;
}

export function readingOf(path: string, yaml: YamlFile): Reading {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const entry = (at: Path, what: string, remedy: string): Problem => ({
    where: `${path}:${yaml.lineOf(at)}`,
    what: `${nameOf(at)} ${what}`.trim(),
    remedy,
  });
  const problem = (at: Path, what: string, remedy: string) =>
    void problems.push(entry(at, what, remedy));
  return {
    problems,
    warnings,
    problem,
    warn: (at, what, remedy) => void warnings.push(entry(at, what, remedy)),
    section(shape, value, at) {
      const read = shape.safeParse(value);
      if (read.success) return read.data;
      for (const issue of read.error.issues) tell(issue, at, problem);
      return undefined;
    },
  };
}

function tell(issue: z.core.$ZodIssue, above: Path, problem: Reading["problem"]): void {
  const at = [...above, ...issue.path.filter((part) => typeof part !== "symbol")];
  switch (issue.code) {
    case "unrecognized_keys":
      // The message of a group is the list of its settings (shape.ts).
      for (const key of issue.keys)
        problem([...at, key], "is not a setting here", `Known here: ${issue.message}.`);
      return;
    case "invalid_type":
      if (issue.expected === "array")
        return problem(at, "is not a list", "Write it in brackets: [one, another].");
      return problem(
        at,
        "is not a group of settings",
        "Write name: value, one a line and indented, or in braces: { name: value }.",
      );
    case "custom":
      return problem(at, issue.message, String(issue.params?.["remedy"] ?? seeExample));
    default:
      return problem(at, issue.message, seeExample);
  }
}
const seeExample = "See handrail.example.yaml.";

/** `teams › Billing › steps › 2`: positions count from one, as people do. */
function nameOf(at: Path): string {
  return at
    .map((part) =>
      typeof part === "number"
        ? String(part + 1)
        : part.replace(/[\p{Cc}\p{Cf}]/gu, "?").slice(0, 80),
    )
    .join(" › ");
}
