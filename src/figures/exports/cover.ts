import { noon } from "../../kernel/weeks.ts";
import { localeIn } from "../../platform/locale.ts";
import { say } from "../../platform/say.ts";
import { type Line, literal, msg } from "../../platform/text.ts";
import type { TeamName } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Organisation } from "../../runtime/directory/directory.ts";
import type { Incidents } from "./incidents.ts";

interface Pack {
  readonly team: TeamName | undefined;
  readonly at: Instant;
  readonly incidents: Incidents;
}

/** The first page of a pack, in the organisation's language: what is in it, and what is not. */
export function coverPage(organisation: Organisation, { team, at, incidents }: Pack): string {
  const { locale, country, timeZone, name } = organisation;
  const reader = {
    ...({ platform: "slack", timeZone, nameOf: () => undefined } as const),
    locale: localeIn(locale, country),
  };
  const words = (line: Line) => escaped(say(line, reader));
  const whose = team === undefined ? msg("figures.all") : literal(team);
  const files: readonly (readonly [string, Line])[] = [
    ["figures.csv", msg("pack.figures")],
    ["figures.json", msg("pack.figuresAgain")],
    ["hard-calls.csv", msg("pack.calls", { count: incidents.rows.length - 1 })],
    ["policies.json", msg("pack.policies", { count: incidents.policies.length })],
  ];
  return `<!doctype html>
<html lang="${escaped(reader.locale)}">
<meta charset="utf-8">
<title>${words(msg("pack.title"))}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}dt{font-weight:600}</style>
<h1>${words(msg("pack.title"))}</h1>
<p>${words(msg("pack.of", { organisation: literal(name), team: whose, date: noon(dayOf(at, timeZone), timeZone) }))}</p>
<dl>
${files.map(([file, line]) => `<dt>${file}</dt><dd>${words(line)}</dd>`).join("\n")}
</dl>
<h2>${words(msg("pack.rules"))}</h2>
<ul>
${[msg("figures.rule"), msg("pack.never"), msg("pack.blocks"), msg("pack.empty"), ...(incidents.leftOut ? [msg("pack.leftOut")] : [])].map((line) => `<li>${words(line)}</li>`).join("\n")}
</ul>
</html>
`;
}

const dayOf = (at: Instant, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
