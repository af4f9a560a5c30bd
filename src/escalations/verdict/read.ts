import type { Tx } from "../../runtime/database/database.ts";
import type { Locked, Shell } from "../../runtime/feature.ts";
import type { Command } from "../commands.ts";
import type { Request } from "../request.ts";
import { type Read, type Shown, type StoreFacts, knownAtOnce } from "../store.ts";
import { standingOffer } from "./standing.ts";
import { openOffer, readOffer } from "./store.ts";

/** An offer that stands: the agent's card shows it, so each redrawing needs it. */
export function readMore(
  tx: Tx,
  _shell: Shell,
  { state: request }: Locked<Request, Command>,
  before: Read,
): Promise<Read> | undefined {
  if (request === undefined || standingOffer(request) === undefined) return undefined;
  return readOffer(tx, request.id).then((offer) => ({ ...before, offer }));
}

/** What is known at once, and the offer that stands, opened. */
export function facts(
  shell: Shell,
  locked: Locked<Request, Command>,
  read: Read,
): StoreFacts | Promise<StoreFacts> {
  const { state: request } = locked;
  const found = knownAtOnce(shell, locked, read);
  return request === undefined || read.offer === undefined || read.offer === null
    ? found
    : openOffer(shell, request.id, read.offer).then((offer) => ({ ...found, offer }));
}

/** After a command: of its own offer if it was taken, else of the one that stood before. */
export function shown(request: Request, { waiting, offer, made }: StoreFacts): Shown {
  const given = standingOffer(request);
  const isNew = given !== undefined && made?.at === given.at && made.by === given.by;
  return { request, waiting, offer: isNew ? { text: made.text } : offer };
}
