import type { OrganisationId } from "../../kernel/ids.ts";
import { block } from "../directory/accounts.ts";
import type { Claimed } from "./claims.ts";
import type { Database } from "../database/database.ts";
import type { AnyFeature } from "../feature.ts";
import type { CoreParts } from "../parts.ts";
import type { Seen } from "./send-queue.ts";
import type { Result } from "../command/result.ts";
import { transact } from "../transact.ts";
import { keepRefused } from "./undelivered.ts";
import type { Work } from "../work.ts";

/* What happens without a gesture: a timer is due, a route has ended. */

type Due = {
  readonly organisation: OrganisationId;
  readonly feature: string;
  readonly subject: string;
  readonly command: string;
};

/** A timer that is due, carried out like any command. @returns true when it was still wanted. */
export async function ringTimer(parts: CoreParts, due: Due): Promise<boolean> {
  const work = workOf(parts, due);
  return work !== undefined && send(parts, work, await transact(parts, work));
}

function workOf({ features }: CoreParts, due: Due): Work | undefined {
  const feature = features.get(due.feature);
  const command: unknown = feature?.doors?.ticks?.[due.command];
  // Not ours to carry out, and not ours to delete: a newer instance beside this one knows it.
  if (feature === undefined || command === undefined) return undefined;
  return {
    organisation: due.organisation,
    feature,
    command,
    source: { timer: due.command, subject: due.subject },
  };
}

/** A command that nobody gave and no timer: something outside has come to an end. */
export async function carryOut(parts: CoreParts, work: Work): Promise<boolean> {
  return send(parts, work, await transact(parts, work));
}

/** What the transaction leased. @returns whether it did anything */
function send({ sender }: CoreParts, { feature }: Work, result: Result): boolean {
  if (!("said" in result)) return false;
  if (result.said.subject !== undefined)
    sender.take(result.claimed, seenBy(feature, result.said.subject, result.shown));
  return true;
}

/** A timer that failed for a fault of its own looks again later. */
export const postponeTimer = (db: Database, due: Due, seconds: number): Promise<unknown> =>
  db.once(
    due.organisation,
    `update handrail.timers set due_at = handrail.now() + make_interval(secs => $4) where organisation_id = handrail.organisation()
      and feature = $1 and subject = $2::uuid and command = $3 and due_at <= handrail.now()`,
    [due.feature, due.subject, due.command, seconds],
  );

/**
 * A message that can never arrive. The feature hears of a page, unless another route of the same person is open. Both
 * routes may end at once: the person's accounts are locked, so that the second sees that the first is gone.
 */
export async function routeEnded(
  parts: CoreParts,
  organisation: OrganisationId,
  feature: AnyFeature,
  message: Claimed,
  person: string,
  fault: Fault,
): Promise<void> {
  const page = message.priority === 0;
  await askOthers(parts, organisation, feature, { ...message, page }, person, fault);
}

interface Fault {
  readonly code: string;
  readonly whose?: "workspace";
}
/** A message whose route ended. `page` is left out where it is one. */
type Ended = Pick<Claimed, "feature" | "subject" | "view" | "occasion" | "account_id"> & {
  readonly address?: string | null;
  readonly page?: boolean;
};

export async function askOthers(
  parts: CoreParts,
  organisation: OrganisationId,
  feature: AnyFeature,
  message: Ended,
  person: string,
  { code, whose }: Fault,
): Promise<void> {
  // A post to this person failed for this person's sake: only that says that the next one would fail too.
  const marks = whose === undefined && message.address === null;
  const others = await parts.db.inOrganisation(organisation, async (tx) => {
    const count = await block(tx, person, message, code, marks);
    if (marks && count === 0) await keepRefused(tx, person, message);
    return count;
  });
  parts.log.warn({ organisation, account: message.account_id, code, others }, "a route has ended");
  const command: unknown = feature.doors?.unreachable?.(person, code);
  if (others > 0 || message.page === false || command === undefined) return;
  const source = { system: `unreachable ${person}`, subject: message.subject };
  const work: Work = { organisation, feature, command, source };
  send(parts, work, await transact(parts, work));
}

/** What a transaction has seen serves the messages it leased; nothing seen: they look again. */
export const seenBy = (feature: AnyFeature, subject: string, shown: unknown): Seen | undefined =>
  shown === undefined ? undefined : { feature: feature.name, subject, shown };
