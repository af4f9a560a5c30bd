import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";

/*
 * The part of Helm's templates that this chart uses, put in place of Helm: values, `include`, `if`,
 * `range` over settings, and six functions. Anything else is an error here. Helm itself is on no
 * machine that tests this.
 */

type Values = { readonly [name: string]: unknown };
const release = "handrail";

const lookUp = (values: Values, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], values);

/** As Helm sees it: nothing that is empty is true. */
const isTrue = (value: unknown): boolean =>
  typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value);

/** One `{{ … }}`: a value, then functions behind `|`. */
function evaluate(text: string, values: Values, named: Readonly<Record<string, string>>): string {
  const [first = "", ...pipes] = text.split("|").map((part) => part.trim());
  const [head = "", argument = ""] = first.split(/\s+/);
  const valueOf = (path: string): unknown => {
    if (path === ".Release.Name") return release;
    if (path in named) return named[path];
    const found = path.startsWith(".Values.") ? lookUp(values, path.slice(8)) : undefined;
    if (found === undefined) throw new Error(`no value: ${path}`);
    return found;
  };
  let value: unknown =
    head === "include"
      ? named[argument.replaceAll('"', "")]
      : valueOf(head === "toYaml" ? argument : head);
  if (head === "toYaml") value = stringify(value).trimEnd();
  for (const pipe of pipes) {
    const [name, by] = pipe.split(/\s+/);
    if (name === "quote") value = JSON.stringify(String(value));
    else if (name === "sha256sum") value = createHash("sha256").update(String(value)).digest("hex");
    else if (name === "nindent")
      value = `\n${String(value)
        .trimEnd()
        .replaceAll(/^(?=.)/gm, " ".repeat(Number(by)))}`;
    else throw new Error(`no such function here: ${pipe}`);
  }
  return String(value);
}

function render(text: string, values: Values, named: Readonly<Record<string, string>>): string {
  // A block with no block in it.
  const block = /\{\{- (if|range) ([^}]+)\}\}((?:(?!\{\{- (?:if|range) )[\s\S])*?)\{\{- end \}\}/;
  let flat = text;
  while (block.test(flat)) flat = flat.replace(block, inPlace);
  return flat.replaceAll(/\s*\{\{- ([^}]+?) \}\}|\{\{ ([^}]+?) \}\}/g, (_, trimmed, kept) =>
    evaluate(String(trimmed ?? kept), values, named),
  );

  function inPlace(_: string, kind: string, about: string, inner: string): string {
    if (kind === "if")
      return isTrue(lookUp(values, about.trim().replace(".Values.", ""))) ? inner : "";
    const [, key = "", one = "", path = ""] =
      /^(\$\w+), (\$\w+) := \.Values\.(\S+)/.exec(about.trim()) ?? [];
    const entries = Object.entries(lookUp(values, path) as Record<string, unknown>);
    return entries
      .map(([name, value]) =>
        render(inner.trimEnd(), values, { ...named, [key]: name, [one]: String(value) }),
      )
      .join("");
  }
}

/** Every document of the chart, parsed. */
export function chart(folder: string, changes: Values = {}): Record<string, unknown>[] {
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  const values = { ...(parse(read("values.yaml")) as Values), ...changes };
  const labels = /define "([^"]+)" -\}\}\n([\s\S]*?)\{\{- end/.exec(read("templates/_names.tpl"));
  const named = { [labels?.[1] ?? ""]: render(labels?.[2] ?? "", values, {}) };
  return readdirSync(join(folder, "templates"))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => parse(render(read(`templates/${name}`), values, named)) as never)
    .filter((one) => one !== null);
}
