/* Which tests the documents name, as pure functions, so that each can be shown a document that is wrong. */

/** The files of tests, by their path from `tests/`, and their text. */
export type Tests = ReadonlyMap<string, string>;

/**
 * PRIVACY.md: each sentence of a list ends with the tests that keep it, in italics: _stories/breaks: "a part of its title"_, where
 * _the same_ is the file named last. One that no test can keep says so there.
 * @returns what is wrong, line by line
 */
export function brokenSentences(document: string, tests: Tests): string[] {
  let named = "";
  return document.split("\n").flatMap((line) => {
    if (!line.startsWith("- ")) return [];
    const sentence = line.slice(2, 60);
    const cited = / _([^_]+(?:_[^_ ]+)*)_$/.exec(line)?.[1];
    if (cited === undefined) return [`${sentence}: no test is named`];
    if (/\bno test\b|known weakness/i.test(cited)) return [];
    const problems: string[] = [];
    let found = cited.startsWith("the same");
    for (const [, file, title, code] of cited.matchAll(
      /\b([a-z]+(?:\/[a-z-]+)+)\b|"([^"]+)"|: ([A-Z]\d+)\b/g,
    )) {
      if (file !== undefined) {
        named = `${file}.test.ts`;
        found = true;
        if (!tests.has(named)) problems.push(`${sentence}: there is no ${named}`);
      } else if (!(tests.get(named) ?? "").includes(title ?? `"${code}`))
        problems.push(`${sentence}: ${named} has no "${title ?? code}"`);
    }
    return found ? problems : [`${sentence}: no test is named`];
  });
}

/** RELIABILITY.md: the rows of the bar's table, each with its number and the files that keep it. @returns what is wrong, and what is missing of 1 to 40 */
export function brokenRows(document: string, tests: Tests): string[] {
  const rows = [...document.matchAll(/^\| (\d+) [^|]*\| ([^|]*)\|/gm)].map(
    ([, number, kept = ""]) => ({ number: Number(number), kept }),
  );
  const missing = Array.from({ length: 40 }, (_, n) => n + 1).filter(
    (number) => !rows.some((row) => row.number === number),
  );
  return [
    ...missing.map((number) => `${number}: not in the table`),
    ...rows.flatMap(({ number, kept }) =>
      [...kept.matchAll(/`([^`]*\.ts|interleaving)`/g)]
        .flatMap(([, name = ""]) => namesOf(name))
        .filter((name) => ![...tests.keys()].some((path) => isNamed(path, name)))
        .map((name) => `${number}: there is no ${name}`),
    ),
  ];
}

/** `a/{b,c}.ts` is two names. */
function namesOf(name: string): string[] {
  const [, before = "", choice, after = ""] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(name) ?? [];
  return choice === undefined ? [name] : choice.split(",").map((one) => `${before}${one}${after}`);
}

function isNamed(path: string, name: string): boolean {
  const wanted = name.replace(/^tests\//, "").split("*");
  if (name === "interleaving") return path.startsWith("interleaving/");
  if (wanted.length === 2)
    return path.startsWith(wanted[0] ?? "") && path.endsWith(wanted[1] ?? "");
  return path === wanted[0] || path.endsWith(`/${wanted[0]}`);
}
