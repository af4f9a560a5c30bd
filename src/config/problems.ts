/**
 * Something wrong in the configuration: where, what, and what to do about it. Never holds the value
 * of a secret.
 */
export interface Problem {
  /** `handrail.yaml:12`, or a variable's name. */
  readonly where: string;
  readonly what: string;
  readonly remedy: string;
}

/** What a reader of one setting answers instead of a value. */
export class Fault {
  readonly what: string;
  readonly remedy: string;
  constructor(what: string, remedy: string) {
    this.what = what;
    this.remedy = remedy;
  }
}

/** Collects problems, so that all of them are told at once. */
export interface Report {
  readonly problems: Problem[];
  readonly warnings: Problem[];
}

/** A terminal's worth: thousands of lines (a wrong file altogether) would hide the first one. */
const shown = 100;

/**
 * One message that names every problem and its remedy, for a person at a terminal. `so` is what
 * comes of them.
 */
export function describeProblems(
  problems: readonly Problem[],
  so = "Handrail cannot start",
): string {
  const count = problems.length === 1 ? "one problem" : `${problems.length} problems`;
  return `${so}: ${count} in the configuration.\n\n${list(problems)}`;
}

/** The same for what does not stop the start. Empty when there is nothing to say. */
export function describeWarnings(warnings: readonly Problem[]): string {
  return warnings.length === 0 ? "" : `Worth knowing about the configuration:\n\n${list(warnings)}`;
}

function list(problems: readonly Problem[]): string {
  const lines = problems
    .slice(0, shown)
    .map(({ where, what, remedy }) => `  ${where}: ${what}\n${indent(remedy)}\n`);
  if (problems.length > shown) lines.push(`  … and ${problems.length - shown} more.\n`);
  return lines.join("\n");
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line, at) => (at === 0 ? `    → ${line}` : `      ${line}`))
    .join("\n");
}

/** What somebody wrote, short and on one line, so that they find it again. Not for secrets. */
export function quote(written: unknown): string {
  if (Array.isArray(written)) return "a list";
  if (typeof written === "object" && written !== null) return "a group of settings";
  // Control and direction characters could redraw the terminal that shows this message.
  const text = String(written).replace(/[\p{Cc}\p{Cf}]/gu, "?");
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return typeof written === "string" ? `"${short}"` : short;
}

/**
 * Whether a file that was read as UTF-8 was written as such. UTF-16 has a zero in every second byte;
 * whatever else is not UTF-8 leaves the sign of replacement.
 */
export const isUtf8 = (text: string): boolean => !/[\0\uFFFD]/.test(text);

export const saveAsUtf8 =
  "Save it as UTF-8: > in Windows PowerShell writes UTF-16; Set-Content -Encoding ascii does not.";
