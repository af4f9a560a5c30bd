import type { Tx } from "../../runtime/database/database.ts";
import type { Locked, Note, Shell } from "../../runtime/feature.ts";
import type { Command } from "../commands.ts";
import { editionOf } from "../handover/store.ts";
import { type Typed, isSameText, writtenIn } from "../handover/typed.ts";
import { type Request, holderOf } from "../request.ts";
import { type Read, type Shown, type StoreFacts, knownAtOnce } from "../store.ts";
import { openTyped, readSealed, wordsAfter } from "../words/store.ts";
import { standingOffer } from "./standing.ts";
import { openOffer } from "./store.ts";

/**
 * What is sealed, where a card shows it or a form was drawn from it: one more round trip. A request
 * that nobody has needs none.
 */
export function readMore(
  tx: Tx,
  _shell: Shell,
  { state: request, command }: Locked<Request, Command>,
  before: Read,
): Promise<Read> | undefined {
  const isNote = command.do === "note";
  if (request === undefined || !(isNote || standingOffer(request) || isOnCard(request, command)))
    return undefined;
  return readSealed(tx, request.id, isNote).then((sealed) => ({
    ...before,
    more: { sealed },
  }));
}

/** Something was typed, and somebody has the request or takes it now: their card shows it. */
const isOnCard = (request: Request, { do: what }: Command): boolean =>
  hasTyped(request) &&
  (holderOf(request) !== undefined || ["acknowledge", "answer", "arrived"].includes(what));

export const hasTyped = ({ worded, noted, verdict }: Request): boolean =>
  worded || noted !== undefined || verdict?.verdict === "offer";

/** What is known at once, and what is sealed, opened. */
export async function facts(
  shell: Shell,
  locked: Locked<Request, Command>,
  read: Read,
): Promise<StoreFacts> {
  const { state: request, command, note } = locked;
  const found = knownAtOnce(shell, locked, read);
  if (request === undefined || read.more === undefined) return found;
  const { sealed } = read.more;
  const offer =
    standingOffer(request) !== undefined && typeof sealed?.offer === "string"
      ? await openOffer(shell, request.id, sealed.offer)
      : undefined;
  const typed = await openTyped(shell, request.id, sealed);
  if (command.do !== "note") return { ...found, offer, typed: after(typed, note) };
  const isSame = isSameText(typed.written, writtenIn(note ?? {}));
  const isChanged = command.edition !== editionOf(sealed);
  return { ...found, offer, typed: after(typed, note, true), note: { isSame, isChanged } };
}

/** With what came with the command: the card that follows shows it. */
function after(typed: Typed, note: Note | undefined, isNote = false): Typed {
  if (note === undefined) return typed;
  if (isNote) return { ...typed, written: writtenIn(note) };
  const words = note["words"]?.trim() ?? "";
  return words === "" ? typed : { ...typed, words: wordsAfter(typed.words, words) };
}

/** After a command: of its own offer if it was taken, else of the one that stood before. */
export function shown(request: Request, { waiting, offer, made, typed }: StoreFacts): Shown {
  const given = standingOffer(request);
  const isNew = given !== undefined && made?.at === given.at && made.by === given.by;
  return {
    request,
    waiting,
    offer: isNew ? { text: made.text } : offer,
    typed: isNew ? { ...typed, offer: made.text } : typed,
  };
}
