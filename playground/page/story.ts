import type { Someone, State } from "../protocol.ts";

/** One thing that happened, in plain words. */
export interface Line {
  readonly at: number;
  readonly text: string;
}
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

export const firstName = (name: string): string => name.split(" ")[0] ?? name;

/**
 * A notification in Teams that says only what came, because the message may hold typed words. It is
 * no news here.
 */
const wordless = new Set(["Handrail has an answer for you.", "Your Handrail page is here."]);
/** Rings of one text this close together are one thing that happened, in milliseconds. */
const together = 3_000;
const kept = 60;

/**
 * Something somebody did, in its place: what a skip set off became known before the skip itself was
 * over.
 */
export function deed(story: Story, at: number, text: string): Story {
  const before = story.happenings.filter((each) => each.at < at);
  const after = story.happenings.filter((each) => each.at >= at);
  return { ...story, happenings: [...before, { at, text }, ...after].slice(-kept) };
}

export function hear(story: Story, state: State): Story {
  const fresh = state.desks
    .flatMap(({ someone, rings }) =>
      rings.map((ring) => ({
        ...ring,
        role: someone.role,
        name: firstName(someone.name),
        account: someone.account,
        key: `${someone.account} ${ring.at} ${ring.text}`,
      })),
    )
    .filter(({ key, text }) => !wordless.has(text) && !story.heard.has(key))
    .toSorted((a, b) => a.at - b.at);
  if (fresh.length === 0) return story;
  const heard = new Set([...story.heard, ...fresh.map(({ key }) => key)]);
  if (state.quiet === true) return { ...story, heard };
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
