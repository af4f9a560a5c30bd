import type { Json } from "../slack/types.ts";

/** What the connector answers; a refusal's body is `{ error: { code, message } }`. */
export interface Reply {
  readonly status: number;
  readonly body: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The connector's codes with their status and words (docs/platforms.md T25, T26;
 * learn…/bots/how-to/conversations/conversation-messages).
 */
const refusals = {
  BadArgument: [400, "The request has a bad argument."],
  BadSyntax: [400, "The request could not be understood."],
  BotNotRegistered: [401, "No registration found for this bot."],
  BotNotInConversationRoster: [403, "The bot is not part of the conversation roster."],
  ConversationBlockedByUser: [403, "User blocked the conversation with the bot."],
  MessageWritesBlocked: [403, "Message writes are blocked."],
  BotDisabledByAdmin: [403, "The tenant admin disabled this bot."],
  InvalidBotApiHost: [403, "Invalid bot api host. For GCC tenants, use the GCC host."],
  NotEnoughPermissions: [403, "The bot may not do this."],
  ConversationNotFound: [404, "Conversation not found."],
  ActivityNotFoundInConversation: [404, "The activity could not be found in the conversation."],
  MemberNotFoundInConversation: [404, "The member could not be found in the conversation."],
  PreconditionFailed: [412, "Precondition failed, please try again."],
  MessageSizeTooBig: [413, "Message size too large."],
  Throttled: [429, "Too many requests."],
  ServiceError: [500, "Unknown error."],
  BadGateway: [502, "Bad gateway."],
  ServiceUnavailable: [503, "Service unavailable."],
  GatewayTimeout: [504, "Gateway timeout."],
} as const;

export type Code = keyof typeof refusals;

export const refusal = (code: Code, message?: string): Reply => {
  const [status, words] = refusals[code];
  return { status, body: { error: { code, message: message ?? words } } };
};

/** A refusal by any code; one that Teams has not documented is a 403. */
export const refusalNamed = (code: string): Reply =>
  code in refusals
    ? refusal(code as Code)
    : { status: 403, body: { error: { code, message: "Refused." } } };

/** A refusal by status alone. */
export function refusalOf(status: number, retryAfter?: number): Reply {
  const code =
    (Object.keys(refusals) as Code[]).find((one) => refusals[one][0] === status) ?? "ServiceError";
  const wait: Record<string, string> =
    retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  return { ...refusal(code), status, headers: wait };
}
