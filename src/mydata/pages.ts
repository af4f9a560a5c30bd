/*
 * A copy of somebody's data as texts of JSON that a dialog can hold. Most people's is one. A longer
 * one is several. Each parses by itself and has the same shape: lists are divided among them, entry
 * by entry, and nothing is left out.
 */

/** Where a value stands: the keys that lead to it, and whether it is an entry of the list there. */
interface Leaf {
  readonly path: readonly string[];
  readonly listed: boolean;
  readonly value: unknown;
}
/** `opened`, a feature, what it calls its own. */
const deepest = 3;

/** @param most of what a page weighs as a text in another JSON, which is how it travels */
export function pagesOf(whole: object, most: number): string[] {
  const one = print(whole);
  if (weightOf(one) <= most) return [one];
  const pages: Leaf[][] = [];
  let size = Infinity;
  for (const leaf of leavesOf(whole, [])) {
    const more = sizeOf(leaf);
    if (size + more > most) {
      pages.push([]);
      size = frame;
    }
    pages.at(-1)?.push(leaf);
    size += more;
  }
  return pages.map((leaves, index) =>
    print({ page: index + 1, of: pages.length, ...together(leaves) }),
  );
}

const print = (value: unknown): string => JSON.stringify(value, undefined, 1);
const weightOf = (text: string): number => JSON.stringify(text).length;
/** Braces, and which page it is. */
const frame = 100;

/**
 * At most: its lines are indented as deep as it stands, and its keys are written out as if it stood
 * there alone.
 */
function sizeOf({ path, value }: Leaf): number {
  const text = print(value);
  const depth = path.length + 2;
  const keys = path.reduce((sum, key) => sum + weightOf(print(key)) + 2 * depth + 10, 0);
  return weightOf(text) + text.split("\n").length * depth + keys + 2 * depth + 4;
}

function leavesOf(value: unknown, path: readonly string[]): Leaf[] {
  if (Array.isArray(value) && value.length > 0)
    return value.map((entry: unknown) => ({ path, listed: true, value: entry }));
  if (path.length === deepest || !isObject(value)) return [{ path, listed: false, value }];
  const entries = Object.entries(value);
  return entries.length === 0
    ? [{ path, listed: false, value }]
    : entries.flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

/** The shape again, with these in it alone. */
function together(leaves: readonly Leaf[]): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const { path, listed, value } of leaves) {
    let at = root;
    for (const key of path.slice(0, -1)) {
      const inner = at[key];
      at = isObject(inner) ? inner : (at[key] = {});
    }
    const last = path.at(-1) ?? "";
    const list = at[last];
    if (listed && Array.isArray(list)) list.push(value);
    else at[last] = listed ? [value] : value;
  }
  return root;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
