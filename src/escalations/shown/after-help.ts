import type { ReadAfterHelp } from "../../people/requests.ts";
import { together } from "../../runtime/database/together.ts";
import type { Store } from "../../runtime/feature.ts";
import type { Event } from "../events.ts";
import { type Request, isLive } from "../request.ts";
import type { Command } from "../rules.ts";
import type { Shown, StoreFacts } from "../shown.ts";
import type { Read } from "../store.ts";
import { facts, readMore, shown as shownOf } from "../words/read.ts";
import { readShown } from "./store.ts";

type Own = Required<Store<Request, Command, Event, StoreFacts, Shown, Read>>;

/** Nothing can be said of the help before the end, and a card that has shrunk shows nothing. */
const hasButtons = (request: Request): boolean => !isLive(request) && !request.shrunk;

/**
 * Reading for cards, and beside it what the agent did about the help after the end
 * (docs/features.md A4). Another feature keeps that, and a live request costs nothing.
 */
export function readingWith(
  readAfterHelp: ReadAfterHelp,
): Pick<Own, "readMore" | "facts" | "show"> {
  return {
    readMore(tx, shell, locked, before) {
      const more = readMore(tx, shell, locked, before);
      const { state: request } = locked;
      if (request === undefined || !hasButtons(request)) return more;
      return together(more ?? Promise.resolve(before), readAfterHelp(tx, request.id)).then(
        ([read, afterHelp]) => ({ ...read, afterHelp }),
      );
    },
    facts(shell, locked, read) {
      const found = facts(shell, locked, read);
      const { afterHelp } = read;
      return afterHelp === undefined
        ? found
        : Promise.resolve(found).then((known) => ({ ...known, afterHelp }));
    },
    async show(tx, shell, id) {
      const drawn = await readShown(tx, shell, id);
      return drawn === undefined || !hasButtons(drawn.request)
        ? drawn
        : { ...drawn, afterHelp: await readAfterHelp(tx, id) };
    },
  };
}

/** What cards are drawn from after a command. */
export const shown = (request: Request, known: StoreFacts): Shown => ({
  ...shownOf(request, known),
  afterHelp: known.afterHelp,
});
