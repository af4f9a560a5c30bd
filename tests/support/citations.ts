/* What documents and comments cite. Pure functions, so that each can be shown a text that is wrong. */

/** The files of tests, by their path from `tests/`, and their text. */
export type Tests = ReadonlyMap<string, string>;

/**
 * `docs/PRIVACY.md`: each item of a list ends with the tests that keep it, in italics, such as
 * _stories/breaks: "a part of its title"_. One that no test can keep says so there.
 * @returns what is wrong, item by item
 */
export function brokenSentences(document: string, tests: Tests): string[] {
  let named = "";
  // An item may go on in indented lines.
  const items = document.replaceAll(/\n {2}(?=\S)/g, " ").split("\n");
  return items.flatMap((line) => {
    if (!line.startsWith("- ")) return [];
    const sentence = line.slice(2, 60);
    const cited = / _([^_]+(?:_[^_ ]+)*)_$/.exec(line)?.[1];
    if (cited === undefined) return [`${sentence}: no test is named`];
    if (/\bno test\b|known weakness/i.test(cited)) return [];
    const problems: string[] = [];
    let found = false;
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

/** `docs/RELIABILITY.md`. @returns each test file that it names in backticks and that is not there */
export function brokenFiles(document: string, tests: Tests): string[] {
  return [...document.matchAll(/`([^`\s]*\.ts)`/g)]
    .flatMap(([, name = ""]) => namesOf(name))
    .filter((name) => ![...tests.keys()].some((path) => isNamed(path, name)))
    .map((name) => `there is no ${name}`);
}

/** `a/{b,c}.ts` is two names. */
function namesOf(name: string): string[] {
  const [, before = "", choice, after = ""] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(name) ?? [];
  return choice === undefined ? [name] : choice.split(",").map((one) => `${before}${one}${after}`);
}

function isNamed(path: string, name: string): boolean {
  const wanted = name.replace(/^tests\//, "").split("*");
  if (wanted.length === 2)
    return path.startsWith(wanted[0] ?? "") && path.endsWith(wanted[1] ?? "");
  return path === wanted[0] || path.endsWith(`/${wanted[0]}`);
}

/** The sections of `docs/features.md` or `docs/platforms.md`, by row: `E1` and its text. */
export function rowsOf(page: string): Map<string, string> {
  const sections = page.split(/^### /m).slice(1);
  return new Map(sections.map((text) => [text.split(/\s/, 1)[0] ?? "", text]));
}

/** `docs/features.md`. @returns rows that name no story and are not unbuilt; stories that are not there */
export function brokenStories(page: string, tests: Tests): string[] {
  return [...rowsOf(page)].flatMap(([row, text]) => {
    const stories = [...text.matchAll(/^- Story: ((?:.|\n(?!- |\n))*)/gm)].map(([, said = ""]) =>
      said.replaceAll(/\s+/g, " "),
    );
    if (stories.length === 0)
      return /^- Not built yet\b/m.test(text)
        ? []
        : [`${row}: neither a story nor "Not built yet"`];
    return stories.flatMap((said) => missingIn(said, tests).map((problem) => `${row}: ${problem}`));
  });
}

/** `file` "beginning of a title", "another": those that are not there. */
const missingIn = (said: string, tests: Tests): string[] =>
  [...said.matchAll(/`([a-z-]+)`((?:,? "[^"]+")+)/g)].flatMap(([, file = "", titles = ""]) => {
    const story = tests.get(`stories/${file}.test.ts`);
    if (story === undefined) return [`there is no story ${file}`];
    return [...titles.matchAll(/"([^"]+)"/g)]
      .filter(([, title = ""]) => !story.includes(title))
      .map(([, title]) => `${file} has no "${title}"`);
  });

const practices = 23;

/**
 * The list of practices in `docs/features.md`. @returns practices that are missing, that name neither
 * a story nor that they are not built, or a story that is not there
 */
export function brokenPractices(page: string, tests: Tests): string[] {
  const section = /^## Practices\n([^]*?)(?=^## |$(?![^]))/m.exec(page)?.[1] ?? "";
  const listed = new Map(
    [...section.matchAll(/^(\d+)\. ((?:.|\n(?!\d+\. |\n))*)/gm)].map(([, number, said = ""]) => [
      Number(number),
      said.replaceAll(/\s+/g, " "),
    ]),
  );
  return Array.from({ length: practices }, (_, index) => index + 1).flatMap((number) => {
    const said = listed.get(number);
    if (said === undefined) return [`${number}: it is not there`];
    if (!/`[a-z-]+` "|not built yet/.test(said)) return [`${number}: no story serves it`];
    return missingIn(said, tests).map((problem) => `${number}: ${problem}`);
  });
}

/** What a citation may lead to. */
export interface Cited {
  /** Rows of `docs/features.md` and of `docs/platforms.md`. */
  readonly features: ReadonlySet<string>;
  readonly platforms: ReadonlySet<string>;
  /** Every file of the repository, by its path. */
  readonly files: readonly string[];
}

/** Documents that the team plans with: they are in no copy of the repository. */
const planning =
  /\b(?:PRODUCT|DOMAIN|PLATFORMS|CONTRACT|DESIGN|MODELS|STYLE|DECISIONS)\b(?!_)|(?<!docs\/)\bRELIABILITY\b(?!\.md\b)/g;
/** What a text cites of them. */
export const planned = (text: string): string[] =>
  [...text.matchAll(planning)].map(([name]) => `cites ${name}`);
const row = "[A-Z]\\d{1,2}a?";
const rowsCited = new RegExp(
  `docs/(features|platforms)\\.md((?:(?:,|;| and| to)? ${row}\\b)+)`,
  "g",
);
const bareRow = /(?<![\w`"'./#-])[STEBCDAKPIJ]\d{1,2}a?(?![\w`"'/=-])/g;

/** One file's citations. @returns those that lead nowhere: a planning document, a row or a page that is not there */
export function brokenCitations(path: string, source: string, to: Cited): string[] {
  const isPage = path.endsWith(".md");
  // A citation may go on in the next line of a comment.
  const text = (isPage ? source : commentsOf(source)).replaceAll(
    /\s*\n\s*(?:\*|\/\/|#|--)?\s*/g,
    " ",
  );
  const rows = [...text.matchAll(rowsCited)];
  const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  const without = text.replaceAll(rowsCited, "");
  return [
    ...planned(source),
    ...rows.flatMap(([, page = "", names = ""]) =>
      (names.match(new RegExp(row, "g")) ?? [])
        .filter((name) => !to[page as "features" | "platforms"].has(name))
        .map((name) => `docs/${page}.md has no row ${name}`),
    ),
    ...(isPage ? [] : (without.match(bareRow) ?? []).map((name) => `${name} without its page`)),
    ...[...without.matchAll(/\b(?:docs\/[\w./-]+|[A-Z]{4,})\.md\b/g)]
      .filter(([page]) => !to.files.includes(page) && !to.files.includes(`${folder}/${page}`))
      .map(([page]) => `there is no ${page}`),
    ...[...text.matchAll(/\bdecisions\/(\d{4})/g)]
      .filter(
        ([, number]) => !to.files.some((file) => file.startsWith(`docs/decisions/${number}-`)),
      )
      .map(([, number]) => `there is no decision ${number}`),
  ].map((problem) => `${path}: ${problem}`);
}

/** The comments of a source: a line's end after `//`, and what stands between the marks of a block. */
function commentsOf(source: string): string {
  return (source.match(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$|^\s*#.*$|--\s.*$/gm) ?? []).join("\n");
}
