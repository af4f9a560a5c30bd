import type { Tx } from "../../runtime/database/database.ts";
import { together } from "../../runtime/database/together.ts";
import type { Locked, Shell } from "../../runtime/feature.ts";
import type { Command } from "../commands.ts";
import { openPlan } from "../repeat/sealed/store.ts";
import { readPlan } from "../repeat/store.ts";
import type { Request } from "../request.ts";
import { type Read, type Shown, type StoreFacts, knownAtOnce } from "../store.ts";
import type { Offered } from "../verdict/offers.ts";
import { standingOffer } from "../verdict/standing.ts";
import { openOffer, readOffer } from "../verdict/store.ts";

/* What is sealed beside a request and stands on its cards: each redrawing needs it. */

/** An offer that stands, and the plan of a case that came back. */
export function readMore(
  tx: Tx,
  _shell: Shell,
  { state: request }: Locked<Request, Command>,
  before: Read,
): Promise<Read> | undefined {
  if (request === undefined) return undefined;
  const hasOffer = standingOffer(request) !== undefined;
  if (!hasOffer && request.repeat === undefined) return undefined;
  return together(
    hasOffer ? readOffer(tx, request.id) : undefined,
    request.repeat === undefined ? undefined : readPlan(tx, request.id),
  ).then(([offer, plan]) => ({ ...before, offer, plan }));
}

/** What is known at once, and what is sealed, opened. */
export function facts(
  shell: Shell,
  locked: Locked<Request, Command>,
  read: Read,
): StoreFacts | Promise<StoreFacts> {
  const { state: request } = locked;
  const found = knownAtOnce(shell, locked, read);
  const sealed = read.case === undefined ? read.plan : read.case.plan;
  if (request === undefined || ((read.offer ?? null) === null && sealed === undefined))
    return found;
  return opened(shell, request, read.offer ?? null, sealed).then((texts) => ({
    ...found,
    ...texts,
  }));
}

async function opened(
  shell: Shell,
  { id }: Request,
  offer: string | null,
  plan: Read["plan"],
): Promise<Pick<StoreFacts, "offer" | "plan">> {
  const text: Offered = offer === null ? undefined : await openOffer(shell, id, offer);
  return { offer: text, plan: plan && (await openPlan(shell, plan)) };
}

/** After a command: of its own offer if it was taken, else of the one that stood before. */
export function shown(request: Request, { waiting, offer, made, plan }: StoreFacts): Shown {
  const given = standingOffer(request);
  const isNew = given !== undefined && made?.at === given.at && made.by === given.by;
  return { request, waiting, offer: isNew ? { text: made.text } : offer, plan };
}
