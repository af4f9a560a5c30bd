/** A card, or a private answer, that has buttons of a request. */
export interface Live {
  /** A person's account. */
  readonly account: string;
  readonly chat: string;
  readonly request: string;
  /** `verb` of each button. */
  readonly presses: readonly string[];
  readonly words: string;
}

/**
 * Nobody reads two live cards of a request, or one that is over as if it were not.
 * @param closed the requests that are over
 * @returns what is wrong
 */
export function notOneLive(shown: readonly Live[], closed: ReadonlySet<string>): string[] {
  const over = shown.filter(({ request }) => closed.has(request));
  const live = shown.filter(({ request }) => !closed.has(request));
  return [
    ...several(live, ({ account, request }) => `${account} ${request}`).map(
      ({ account, presses }) => `${account} has another live card: [${presses.join("] [")}]`,
    ),
    ...several(over, ({ account, chat, request }) => `${account} ${chat} ${request}`).map(
      ({ account, presses }) =>
        `${account} has another card of what is over: [${presses.join("] [")}]`,
    ),
    ...over
      .filter(({ presses, words }) => presses.some(isDanger) || words.includes("Asking"))
      .map(({ account, words }) => `${account} reads of what is over as if it were not: ${words}`),
  ];
}

const isDanger = (verb: string): boolean => verb === "danger" || verb === "notDanger";

/** All but the first of each group. */
const several = (all: readonly Live[], key: (one: Live) => string): Live[] =>
  [...Map.groupBy(all, key).values()].flatMap((group) => group.slice(1));
