import type { Desk, Line, Someone } from "./protocol.ts";

/*
 * What happened, told in the order of the one clock: what people did, and what rang.
 */
interface Ring {
  readonly at: number;
  readonly text: string;
  readonly role: Someone["role"];
  /** The people, each once: a person on both platforms has two accounts. */
  readonly names: readonly string[];
  readonly accounts: readonly string[];
}
/** In the order of the one clock. */
export interface Story {
  readonly happenings: readonly (Line | Ring)[];
  readonly heard: ReadonlySet<string>;
}
export const emptyStory: Story = { happenings: [], heard: new Set() };

/**
 * A notification in Teams that says only what came, because the message may hold typed words. It is
 * no news here.
 */
const wordless = new Set(["Handrail has an answer for you.", "Your Handrail page is here."]);
/** Rings of one text this close together are one thing that happened, in milliseconds. */
const together = 3_000;
const kept = 150;

/**
 * Something somebody did, in its place: what a skip set off became known before the skip itself was
 * over.
 */
export function deed(story: Story, at: number, text: string): Story {
  const before = story.happenings.filter((each) => each.at < at);
  const after = story.happenings.filter((each) => each.at >= at);
  return { ...story, happenings: [...before, { at, text }, ...after].slice(-kept) };
}

/** @param quiet what rings now is no part of the story, now or later */
export function hear(story: Story, desks: readonly Desk[], quiet = false): Story {
  const fresh = desks
    .flatMap(({ someone, rings }) =>
      rings.map((ring) => ({
        ...ring,
        role: someone.role,
        name: someone.name.split(" ")[0] ?? someone.name,
        account: someone.account,
        key: `${someone.account} ${ring.at} ${ring.text}`,
      })),
    )
    .filter(({ key, text }) => !wordless.has(text) && !story.heard.has(key))
    .toSorted((a, b) => a.at - b.at);
  if (fresh.length === 0) return story;
  const heard = new Set([...story.heard, ...fresh.map(({ key }) => key)]);
  if (quiet) return { ...story, heard };
  const happenings = [...story.happenings];
  for (const { at, text, role, name, account } of fresh) {
    const same = happenings.findLastIndex(
      (each) =>
        "names" in each &&
        each.text === text &&
        each.role === role &&
        at - each.at < together &&
        !each.accounts.includes(account),
    );
    const found = happenings[same];
    if (found !== undefined && "names" in found)
      happenings[same] = {
        ...found,
        names: [...new Set([...found.names, name])],
        accounts: [...found.accounts, account],
      };
    else happenings.push({ at, text, role, names: [name], accounts: [account] });
  }
  return { happenings: happenings.slice(-kept), heard };
}

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });

const inWords = (happening: Line | Ring): string => {
  if (!("names" in happening)) return happening.text;
  const who =
    happening.names.length > 3 ? `${happening.names.length} people` : list.format(happening.names);
  if (happening.role === "agent")
    return `${who} ${happening.names.length > 1 ? "read" : "reads"} “${happening.text}”`;
  return happening.names.length > 1
    ? `Phones ring for ${who}: “${happening.text}”`
    : `${who}’s phone rings: “${happening.text}”`;
};

export const linesOf = (story: Story): readonly Line[] =>
  story.happenings.map((each) => ({ at: each.at, text: inWords(each) }));

/** The timeline of a playground, from where an earlier run of it ended. */
export interface Timeline {
  deed(at: number, text: string): void;
  hear(desks: readonly Desk[], quiet: boolean): void;
  lines(): readonly Line[];
}

export function timelineFrom(kept: readonly Line[] = []): Timeline {
  let story: Story = { happenings: kept, heard: new Set() };
  return {
    deed: (at, text) => void (story = deed(story, at, text)),
    hear: (desks, quiet) => void (story = hear(story, desks, quiet)),
    lines: () => linesOf(story),
  };
}
