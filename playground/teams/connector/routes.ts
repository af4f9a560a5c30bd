import type { Reply } from "../errors.ts";
import { create } from "./conversations.ts";
import { all, one, page } from "./members.ts";
import { post, remove, update } from "./messages.ts";
import type { Answerer, Asked } from "./request.ts";

/** An operation of the connector, under the Bot Framework's own name. */
export interface Operation {
  readonly name: string;
  readonly answer: Answerer;
  readonly conversationId?: string;
  readonly activityId?: string;
  readonly memberId?: string;
}

const ROUTES: readonly (readonly [method: string, path: RegExp, name: string, answer: Answerer])[] =
  [
    ["POST", /^conversations$/, "createConversation", create],
    ["POST", /^conversations\/(?<conversationId>[^/]+)\/activities$/, "sendToConversation", post],
    [
      "POST",
      /^conversations\/(?<conversationId>[^/]+)\/activities\/(?<activityId>[^/]+)$/,
      "replyToActivity",
      post,
    ],
    [
      "PUT",
      /^conversations\/(?<conversationId>[^/]+)\/activities\/(?<activityId>[^/]+)$/,
      "updateActivity",
      update,
    ],
    [
      "DELETE",
      /^conversations\/(?<conversationId>[^/]+)\/activities\/(?<activityId>[^/]+)$/,
      "deleteActivity",
      remove,
    ],
    ["GET", /^conversations\/(?<conversationId>[^/]+)\/pagedmembers$/, "getPagedMembers", page],
    [
      "GET",
      /^conversations\/(?<conversationId>[^/]+)\/members\/(?<memberId>[^/]+)$/,
      "getMember",
      one,
    ],
    ["GET", /^conversations\/(?<conversationId>[^/]+)\/members$/, "getMembers", all],
  ];

/**
 * The connector's operation at a path below any service URL; nothing for a path that is none of its
 * own.
 */
export function operationAt(method: string, pathname: string): Operation | undefined {
  const path = /\/v3\/(.*)$/.exec(pathname)?.[1];
  if (path === undefined) return undefined;
  for (const [verb, pattern, name, answer] of ROUTES) {
    const groups = verb === method ? pattern.exec(path)?.groups : undefined;
    if (groups !== undefined || (verb === method && pattern.test(path)))
      return { name, answer, ...decoded(groups ?? {}) };
  }
  return undefined;
}

export const perform = (
  operation: Operation,
  asked: Omit<Asked, "conversationId" | "activityId" | "memberId">,
): Reply => {
  const { conversationId, activityId, memberId } = operation;
  return operation.answer({ ...asked, conversationId, activityId, memberId });
};

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([key, value]) => [key, decodeURIComponent(value)]),
  );
}
