import type { Tx } from "../../runtime/database/database.ts";
import { together } from "../../runtime/database/together.ts";
import type { Locked, Note, Shell } from "../../runtime/feature.ts";
import type { Command } from "../commands.ts";
import { editionOf } from "../handover/store.ts";
import { type Typed, isSameText, writtenIn } from "../handover/typed.ts";
import { openPlan } from "../repeat/sealed/store.ts";
import { readPlan } from "../repeat/store.ts";
import { type Request, holderOf } from "../request.ts";
import type { Shown, StoreFacts } from "../shown.ts";
import { type Read, knownAtOnce } from "../store.ts";
import { openTyped, readSealed, wordsAfter } from "./store.ts";
import { standingOffer } from "../verdict/standing.ts";
import { openOffer } from "../verdict/store.ts";

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
  if (request === undefined) return undefined;
  const isNote = command.do === "note";
  const isTyped = isNote || standingOffer(request) !== undefined || isOnCard(request, command);
  if (!isTyped && request.repeat === undefined) return undefined;
  return together(
    isTyped ? readSealed(tx, request.id, isNote) : undefined,
    request.repeat === undefined ? undefined : readPlan(tx, request.id),
  ).then(([sealed, plan]) => ({
    ...before,
    plan,
    ...(isTyped ? { more: { sealed } } : {}),
  }));
}

/** Something was typed, and somebody has the request or takes it now: their card shows it. */
const isOnCard = (request: Request, { do: what }: Command): boolean =>
  hasTyped(request) &&
  (holderOf(request) !== undefined || ["acknowledge", "answer", "arrived"].includes(what));

/** Whether anything was typed with the request, by whomever. */
export const hasTyped = ({ worded, noted, verdict }: Request): boolean =>
  worded || noted !== undefined || verdict?.verdict === "offer";

/** What is known at once, and what is sealed, opened. */
export async function facts(
  shell: Shell,
  locked: Locked<Request, Command>,
  read: Read,
): Promise<StoreFacts> {
  const { state: request, command, note } = locked;
  const known = knownAtOnce(shell, locked, read);
  const agreed = read.case === undefined ? read.plan : read.case.plan;
  const found = agreed === undefined ? known : { ...known, plan: await openPlan(shell, agreed) };
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
  const joinUrl = note["join"] ?? typed.joinUrl;
  const linked = joinUrl === undefined || joinUrl === "" ? typed : { ...typed, joinUrl };
  return words === "" ? linked : { ...linked, words: wordsAfter(typed.words, words) };
}

/** After a command: of its own offer if it was taken, else of the one that stood before. */
export function shown(request: Request, { waiting, offer, made, typed, plan }: StoreFacts): Shown {
  const given = standingOffer(request);
  const isNew = given !== undefined && made?.at === given.at && made.by === given.by;
  return {
    request,
    waiting,
    offer: isNew ? { text: made.text } : offer,
    typed: isNew ? { ...typed, offer: made.text } : typed,
    plan,
  };
}
