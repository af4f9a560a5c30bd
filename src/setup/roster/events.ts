/* A calendar file by its parts, with the line of each: so one broken event leaves the others whole. */

export interface Part {
  readonly text: string;
  /** Of its first line in the file, from 1. */
  readonly line: number;
}

/** The parts of one name, such as VEVENT, without what is folded away between them. */
export function* partsOf(text: string, name: string): Generator<Part> {
  const lines = text.split(/\r\n|\n|\r/);
  let begin: number | undefined;
  for (const [at, line] of lines.entries()) {
    const is = line.trimEnd().toUpperCase();
    if (is === `BEGIN:${name}`) begin = at;
    else if (is === `END:${name}` && begin !== undefined) {
      yield { text: lines.slice(begin, at + 1).join("\r\n"), line: begin + 1 };
      begin = undefined;
    }
  }
}

/** The line in the file of the first property of this name; the part's own where it has none. */
export function lineOf({ text, line }: Part, property: string): number {
  const at = text.split("\r\n").findIndex((one) => one.toUpperCase().startsWith(property));
  return line + Math.max(at, 0);
}
