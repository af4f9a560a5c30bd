/** Folders that the architecture page must name, and those whose insides it must name too. */
const shown = ["src", "adapters", "playground", "tools", "migrations"];
const shownInside = ["src", "adapters"];

/**
 * Where the page's tree and the real one differ. The page's first ```tree block has a line `path/  words` for every
 * folder of `shown`, every folder in one of `shownInside` and every file of `src` itself; it may name more, and all it
 * names exists.
 */
export function treeProblems(page: string, files: readonly string[]): string[] {
  const block = /^```tree\n([\s\S]*?)^```/m.exec(page)?.[1];
  if (block === undefined) return ["there is no ```tree block"];
  const lines = block.split("\n").filter((line) => line.trim() !== "");
  const listed = new Set(lines.map((line) => line.trim().split(/\s+/)[0] ?? ""));
  const real = new Set(files.flatMap((file) => [file, ...foldersOf(file)]));
  const wanted = [...real].filter((path) => {
    const [top = "", second, third] = path.split("/");
    if (!shown.includes(top)) return false;
    return (
      second === "" ||
      (third === "" && shownInside.includes(top)) ||
      (top === "src" && third === undefined)
    );
  });
  return [
    ...lines
      .filter((line) => !/^\S+\s{2,}\S/.test(line.trim()))
      .map((line) => `no words for ${line.trim()}`),
    ...[...listed]
      .filter((path) => !real.has(path))
      .map((path) => `${path} is in the tree but not in the house`),
    ...wanted
      .filter((path) => !listed.has(path))
      .map((path) => `${path} is in the house but not in the tree`),
  ];
}

/** `src/kernel/ids.ts` → `src/`, `src/kernel/`. */
function foldersOf(file: string): string[] {
  const parts = file.split("/").slice(0, -1);
  return parts.map((_, index) => `${parts.slice(0, index + 1).join("/")}/`);
}
