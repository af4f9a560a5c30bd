import { posix } from "node:path";
import { parseSync } from "oxc-parser";

/** One import of one file, static, dynamic or in a type. */
export interface Import {
  /** The file that imports. */
  readonly from: string;
  /** As written: `../kernel/ids.ts`, `kysely`, `node:fs`. */
  readonly specifier: string;
  /** The file of ours it leads to; undefined for packages and Node's own modules. */
  readonly file: string | undefined;
  /** The package it leads to (`@slack/bolt`, `node:fs`); undefined for our own files. */
  readonly package: string | undefined;
}

/** Files that were read before, by their text: thirty rules look at the same house with one file more each. */
const read = new Map<string, { readonly source: string; readonly imports: readonly Import[] }>();

/** Every import of a file, as the language sees it: words in strings and comments are none. */
export function importsOf(path: string, source: string): readonly Import[] {
  const before = read.get(path);
  if (before?.source === source) return before.imports;
  const imports = readImports(path, source);
  read.set(path, { source, imports });
  return imports;
}

function readImports(path: string, source: string): readonly Import[] {
  const parsed = parseSync(path, source);
  if (parsed.errors.length > 0)
    throw new Error(`${path} does not parse: ${parsed.errors[0]?.message}`);
  const specifiers = new Set<string>();
  for (const found of parsed.module.staticImports) specifiers.add(found.moduleRequest.value);
  for (const found of parsed.module.staticExports.flatMap((statement) => statement.entries)) {
    if (found.moduleRequest !== null) specifiers.add(found.moduleRequest.value);
  }
  for (const found of parsed.module.dynamicImports) {
    const written = /^["'`]([^"'`$]+)["'`]$/.exec(
      source.slice(found.moduleRequest.start, found.moduleRequest.end),
    );
    if (written?.[1] !== undefined) specifiers.add(written[1]);
  }
  walk(parsed.program, (node) => {
    if (node["type"] === "TSImportType")
      specifiers.add(String((node["source"] as { value?: unknown } | undefined)?.value));
  });
  return [...specifiers].map((specifier) => ({
    from: path,
    specifier,
    ...leadsTo(path, specifier),
  }));
}

function leadsTo(path: string, specifier: string): Pick<Import, "file" | "package"> {
  if (specifier.startsWith("."))
    return {
      file: posix.normalize(posix.join(posix.dirname(path), specifier)),
      package: undefined,
    };
  const parts = specifier.split("/");
  return {
    file: undefined,
    package: specifier.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0],
  };
}

/** Calls `visit` for every node of a syntax tree. */
function walk(node: unknown, visit: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(node)) for (const child of node) walk(child, visit);
  else if (typeof node === "object" && node !== null) {
    visit(node as Record<string, unknown>);
    for (const child of Object.values(node)) walk(child, visit);
  }
}

/** Circles of imports, each as its files in order, the first one repeated at the end. */
export function cyclesOf(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, file } of imports)
    if (file !== undefined) next.set(from, [...(next.get(from) ?? []), file]);
  const cycles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const start = path.indexOf(file);
    if (start >= 0) cycles.push([...path.slice(start), file]);
    if (start >= 0 || done.has(file)) return;
    path.push(file);
    for (const target of next.get(file) ?? []) visit(target);
    path.pop();
    done.add(file);
  };
  for (const file of next.keys()) visit(file);
  return cycles;
}
