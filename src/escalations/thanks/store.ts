import type { ReadHelp } from "../../people/requests.ts";
import { isLive } from "../request.ts";
import { readRequest } from "../store.ts";
import { shrinkAfter } from "../times.ts";
import { helperOf } from "./helper.ts";

/** The help of a request, for features that ask the agent about it. */
export const readHelp: ReadHelp = async (tx, id) => {
  const request = await readRequest(tx, id);
  // A practice counts nowhere.
  if (request === undefined || request.practice === true) return undefined;
  const { requester, openedAt: askedAt } = request;
  if (isLive(request))
    return { requester, askedAt, helper: undefined, endedAt: undefined, until: undefined };
  const endedAt = request.closedAt;
  const until = request.shrunk ? endedAt : endedAt + shrinkAfter;
  return { requester, askedAt, helper: helperOf(request), endedAt, until };
};
