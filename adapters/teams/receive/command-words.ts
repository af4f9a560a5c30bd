import { listAt } from "./lists.ts";
import { type Body, textAt } from "../../../src/platform/json.ts";

/** The words people may say; anything else is a question for help. */
export const words = [
  "escalate",
  "break",
  "debrief",
  "checkin",
  "promise",
  "shift",
  "handrail",
] as const;
const known: ReadonlySet<string> = new Set(words);

export interface Said {
  readonly word: string;
  readonly text: string;
  readonly understood: boolean;
}

/**
 * The word of a message and what follows it. A leading slash is fine, so are capitals and an
 * exclamation mark.
 */
export function wordOf(activity: Body): Said {
  const typed = typedIn(activity);
  const found = /^\/? *(\p{L}+)[!.,:;?…]*(?=\s|$)/u.exec(typed);
  const word = found?.[1]?.toLowerCase() ?? "";
  // Text that is not understood is not passed on. Every such text gets the same answer.
  if (found === null || !known.has(word)) return { word: "handrail", text: "", understood: false };
  return { word, text: typed.slice(found[0].length).trim(), understood: true };
}

/**
 * What was typed, with plain spaces, without Teams' mark-up and without the mention of the bot. That
 * mention is found by id: a colleague may have the same name (docs/platforms.md T10, T11).
 */
function typedIn(activity: Body): string {
  let text = textAt(activity, "text") ?? "";
  const self = textAt(activity, "recipient", "id");
  for (const entity of listAt(activity, "entities")) {
    const written = textAt(entity, "text");
    const isOwn =
      entity["type"] === "mention" &&
      self !== undefined &&
      textAt(entity, "mentioned", "id") === self;
    if (isOwn && written !== undefined) text = text.replace(written, () => " ");
  }
  return decoded(text.replace(/<at(?:\s[^<>]{0,200})?>([^<>]{0,300})<\/at>/gi, "@$1"))
    .replace(/[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]/g, " ")
    .trim();
}

const entities: Readonly<Record<string, string>> = {
  nbsp: " ",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  amp: "&",
};

function decoded(text: string): string {
  return text.replace(/&(nbsp|lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name] ?? "");
}
