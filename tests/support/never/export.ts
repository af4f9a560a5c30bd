import type { House } from "./house.ts";
import type { Seen, Submitted } from "./record.ts";

/** `Copy my data`, put together again as somebody would who copies its parts. */
interface Copy {
  readonly opened?: {
    readonly checkins?: {
      readonly answers?: readonly { readonly answers: Readonly<Record<string, unknown>> }[];
    };
    readonly debriefs?: {
      readonly talked?: readonly { readonly with: string }[];
      readonly wishes?: unknown;
    };
    readonly rounds?: unknown;
    readonly escalations?: unknown;
  };
}

/** A copy of one's data holds answers that were given by nobody else, and no other name than those of one's own talks and wishes. */
export function leaksInExport(seen: Seen, submitted: readonly Submitted[], house: House): string[] {
  if (seen.form !== "mydata.back" || seen.filled.length === 0) return [];
  const text = seen.filled.join("");
  const copy = JSON.parse(text) as Copy;
  const own = submitted
    .filter(
      ({ by, form }) => by === seen.reader && /^checkins\.answer(?:Question|Easing)?$/.test(form),
    )
    .map(({ values }) => values);
  const strange = (copy.opened?.checkins?.answers ?? []).filter(
    ({ answers }) => !own.some((values) => isOf(answers, values)),
  );
  // Names of their own talks and wishes, and words that they wrote themselves, may stand in it.
  const { debriefs: _talks, rounds: _rounds, escalations: _words, ...opened } = copy.opened ?? {};
  const rest = JSON.stringify({ ...copy, opened });
  const named = house.namedIn(rest, seen.reader);
  const marked = [...house.marks]
    .filter(
      ([who, marks]) => who !== seen.reader && marks.some((mark) => rest.includes(`"${mark}"`)),
    )
    .map(([who]) => who);
  return [
    ...strange.map(() => `${seen.reader}'s copy: answers that they did not give`),
    ...[...new Set([...named, ...marked])].map((who) => `${seen.reader}'s copy: names ${who}`),
  ];
}

/** What is kept is what was entered. */
const isOf = (
  answers: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, string>>,
): boolean =>
  ["energy", "strain", "help"].every(
    (name) => String(answers[name] ?? "") === (values[name] ?? ""),
  ) && String(answers["note"] ?? "") === (values["note"] ?? "").trim();
