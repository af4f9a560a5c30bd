import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from "yaml";

import { isUtf8, saveAsUtf8 } from "./problems.ts";

/** Where in a file something is: keys and positions from the top. */
export type Path = readonly (string | number)[];

interface YamlFault {
  readonly line: number;
  readonly what: string;
  readonly remedy: string;
}

export interface YamlFile {
  /** Plain data; `null` for an empty file. */
  readonly value: unknown;
  /** The line of a path, or of the nearest thing above it that is there. */
  lineOf(path: Path): number;
  readonly faults: readonly YamlFault[];
}

/** Ten thousand people, each with a name, an address and accounts, are one and a half. In characters. */
const largest = 4_000_000;
/** Real files are 7 deep; the limit keeps every later walk off the end of the stack. */
const deepest = 32;
const mostAliases = 100;

/**
 * Reads YAML 1.2 as data and nothing else: no tags, no second document, no alias bombs, no key that
 * could reach a prototype. Never throws.
 */
export function readYaml(text: string): YamlFile {
  if (text.length > largest)
    return failed(
      "is larger than 4 MB",
      "Divide it: HANDRAIL_CONFIG may be a folder with one file an organisation.",
    );
  // Only its beginning: further on YAML says the line itself.
  if (!isUtf8(text.slice(0, 4))) return failed("is not in UTF-8", saveAsUtf8);
  const lines = new LineCounter();
  const lineAt = (offset: number | undefined) =>
    offset === undefined ? 1 : Math.max(1, lines.linePos(offset).line);
  // `uniqueKeys` compares every pair: 60,000 keys take a minute and a half. The walk below looks
  // for them in one pass.
  const options = {
    version: "1.2",
    schema: "core",
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  } as const;
  const document = parseDocument(text, options);
  const walk = new Walk(lineAt);
  for (const { pos, message } of [...document.errors, ...document.warnings]) {
    walk.fault(
      lineAt(pos[0]),
      message.split("\n")[0] ?? message,
      "Mend the YAML: indent with spaces, close brackets and quotes, put texts with : or # in quotes.",
    );
  }
  if (walk.faults.length === 0) walk.visit(document.contents, []);
  return {
    value: walk.faults.length === 0 ? toData(document, walk) : undefined,
    lineOf: (path) => walk.lineOf(path),
    faults: walk.faults,
  };
}

function failed(what: string, remedy: string): YamlFile {
  return { value: undefined, lineOf: () => 1, faults: [{ line: 1, what, remedy }] };
}

function toData(document: Document, walk: Walk): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases });
  } catch {
    // Aliases of aliases that would grow without end, or one whose anchor comes later.
    walk.fault(
      walk.firstAlias ?? 1,
      "an alias (*name) cannot be resolved, or grows too large",
      "Write the settings out instead of repeating them by alias.",
    );
    return undefined;
  }
}

/**
 * One pass over the document: the line of every path, and everything that plain data may not hold.
 */
class Walk {
  readonly faults: YamlFault[] = [];
  firstAlias: number | undefined;
  readonly #lines = new Map<string, number>();
  readonly #lineAt: (offset: number | undefined) => number;
  #aliases = 0;

  constructor(lineAt: (offset: number | undefined) => number) {
    this.#lineAt = lineAt;
  }

  fault(line: number, what: string, remedy: string): void {
    // A parser that lost its way says the same many times over.
    if (
      !this.faults.some((fault) => fault.line === line && fault.what === what) &&
      this.faults.length < 20
    )
      this.faults.push({ line, what, remedy });
  }

  lineOf(path: Path): number {
    for (let length = path.length; length > 0; length--) {
      const line = this.#lines.get(JSON.stringify(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return 1;
  }

  visit(node: Node | null, path: Path): void {
    if (node === null) return;
    const line = this.#lineAt(node.range?.[0]);
    const at = JSON.stringify(path);
    // A key's line is where a person looks for its value.
    if (!this.#lines.has(at)) this.#lines.set(at, line);
    if (path.length > deepest)
      return this.fault(line, "is nested too deeply", "Look for a bracket or an indent too many.");
    if (isAlias(node)) return this.#visitAlias(line);
    if (node.tag !== undefined) this.fault(line, "a tag (!name) is not allowed", "Remove the tag.");
    if (isSeq(node))
      node.items.forEach((item, position) => this.visit(item as Node | null, [...path, position]));
    if (isMap(node)) this.#visitMap(node.items, path);
  }

  #visitAlias(line: number): void {
    this.firstAlias ??= line;
    this.#aliases += 1;
    if (this.#aliases > mostAliases)
      this.fault(
        this.firstAlias,
        `there are more than ${mostAliases} aliases (*name)`,
        "Write the settings out.",
      );
  }

  #visitMap(items: readonly { key: unknown; value: unknown }[], path: Path): void {
    const seen = new Set<string>();
    for (const { key, value } of items) {
      const line = this.#lineAt((key as Node | null)?.range?.[0]);
      if (!isScalar(key) || typeof key.value !== "string") {
        this.fault(line, "a name before the colon is not text", 'Put it in quotes: "24":');
        continue;
      }
      if (key.tag !== undefined)
        this.fault(line, "a tag (!name) is not allowed", "Remove the tag.");
      if (key.value === "__proto__") this.fault(line, "__proto__ cannot be a name", "Remove it.");
      if (seen.has(key.value))
        this.fault(line, `"${key.value.slice(0, 60)}" is here twice`, "Keep one of the two.");
      seen.add(key.value);
      const below = [...path, key.value];
      this.#lines.set(JSON.stringify(below), line);
      this.visit(value as Node | null, below);
    }
  }
}
