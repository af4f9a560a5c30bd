import type { Line, RequestNow, Situation, Someone } from "../../protocol.ts";
import { isLive } from "../headline.ts";
import { firstName } from "../names.ts";
import type { Cast } from "./cast.ts";

/** A story to try: what to press, one thing after the other. */
export interface Tale {
  readonly id: string;
  readonly title: string;
  /** Who is on the screen: on the left and on the right. */
  readonly people: (cast: Cast) => readonly [Someone, Someone];
  /** What has to be out of the way first; nothing is said of it where it is. */
  readonly before?: Step;
  readonly steps: readonly Step[];
  /** What was shown, in one line. */
  readonly shown: (cast: Cast) => string;
}

export interface Step {
  /** What to press next, in one line. `*stars*` mark what stands on a button. */
  readonly says: (seen: Seen) => string;
  /** It was pressed. */
  readonly done: (seen: Seen) => boolean;
  /** In whose chat: nothing where it is pressed on the page itself. */
  readonly who?: (seen: Seen) => Someone | undefined;
}

/** What the page knows since the story began. */
export interface Seen {
  readonly cast: Cast;
  readonly everyone: readonly Someone[];
  readonly now: Situation;
  /** What happened since then. */
  readonly lines: readonly Line[];
  readonly began: number;
}

export const nameOf = ({ name }: Someone): string => firstName(name);

/** The agent's call that was made since the story began. */
export const callOf = (
  { now, began }: Seen,
  { name }: Someone,
): (RequestNow & { readonly live: boolean }) | undefined => {
  const found = now.requests.find(({ who, pressedAt }) => who === name && pressedAt >= began);
  return found && { ...found, live: isLive(found) };
};

/** Somebody has no call for help open, from an earlier story. */
export const noCallOf = (who: (cast: Cast) => Someone): Step => ({
  who: ({ cast }) => who(cast),
  says: ({ cast }) =>
    `${nameOf(who(cast))}’s last call is still open. First press *Call ended* in ${nameOf(who(cast))}’s chat.`,
  done: ({ now, cast }) =>
    !now.requests.some((request) => request.who === who(cast).name && isLive(request)),
});
export const noCall = noCallOf(({ agent }) => agent);

/** Somebody pressed a button whose words hold this. */
export const pressed = ({ lines }: Seen, { name }: Someone, words: string): boolean =>
  lines.some(({ text }) => text.startsWith(`${firstName(name)} presses “`) && text.includes(words));

/** Somebody sent the form that has this title. */
export const sent = ({ lines }: Seen, { name }: Someone, title: string): boolean =>
  lines.some(({ text }) => text === `${firstName(name)} sends “${title}”.`);

export const typed = ({ lines }: Seen, { name }: Someone, word: string): boolean =>
  lines.some(({ text }) => text.startsWith(`${firstName(name)} types `) && text.includes(word));

/** How to type a word as somebody. */
export const typing = (someone: Someone, word: string): string =>
  someone.platform === "slack" ? `/${word}` : word;
