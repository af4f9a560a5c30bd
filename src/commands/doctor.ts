import { examine } from "./doctor/examine.ts";
import type { Told } from "../platform/finding.ts";
import { faultOf } from "../runtime/log.ts";

/*
 * `npm run doctor [-- --json]`: what is good, worth knowing, or wrong with this set-up. Exit codes:
 * 0 nothing is wrong, 1 something is, 2 it could not look.
 */
const signs: Readonly<Record<Told["level"], string>> = { good: "✓", note: "·", wrong: "✗" };

function describe(findings: readonly Told[]): string {
  const lines = findings.map(({ level, about, says, remedy }) => {
    const told = `  ${signs[level]} ${about}: ${says}`;
    return remedy === undefined
      ? told
      : `${told}\n      → ${remedy.replaceAll("\n", "\n        ")}`;
  });
  const many = findings.filter(({ level }) => level === "wrong").length;
  const end =
    many === 0
      ? "Nothing is wrong."
      : `${many === 1 ? "One thing is" : `${many} things are`} wrong.`;
  return `${lines.join("\n")}\n\n${end}`;
}

const options = process.argv.slice(2);
if (options.some((option) => option !== "--json")) {
  console.error("Usage: npm run doctor [-- --json]");
  process.exitCode = 2;
} else {
  try {
    const findings = await examine(process.env);
    const ok = findings.every(({ level }) => level !== "wrong");
    console.log(options.includes("--json") ? JSON.stringify({ ok, findings }) : describe(findings));
    process.exitCode = ok ? 0 : 1;
  } catch (error) {
    console.error(`The doctor could not look: ${JSON.stringify(faultOf(error))}`);
    process.exitCode = 2;
  }
}
