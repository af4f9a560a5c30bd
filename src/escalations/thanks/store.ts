import type { ReadHelp } from "../../people/requests.ts";
import { type Request, isLive } from "../request.ts";
import { shrinkAfter } from "../times.ts";
import { helperOf } from "./helper.ts";

/** The help of a request, for features that ask the agent about it. */
export const readHelp: ReadHelp = async (tx, id) => {
  const row = await tx
    .selectFrom("requests")
    .select("state")
    .where("request", "=", id)
    .executeTakeFirst();
  const request = row?.state as unknown as Request | undefined;
  // A practice counts nowhere.
  if (request === undefined || request.practice === true) return undefined;
  const { requester, openedAt: askedAt } = request;
  if (isLive(request))
    return { requester, askedAt, helper: undefined, endedAt: undefined, until: undefined };
  const endedAt = request.closedAt;
  const until = request.shrunk ? endedAt : endedAt + shrinkAfter;
  return { requester, askedAt, helper: helperOf(request), endedAt, until };
};
