/** A user group by its handle or its id, or a channel by its id. */
export interface Members {
  readonly kind: "group" | "channel";
  readonly name: string;
}
/** Who is in one of them, with whatever else is in it: bots and guests are not left out. */
export interface MembersFound {
  /** The platform's own id of it. */
  readonly id: string;
  /** As people write it: `#billing`, `@billing-agents`. */
  readonly title: string;
  readonly accounts: readonly string[];
  /** Whether the platform tells us when somebody comes or goes (`Core.membersChanged`). */
  readonly isTold: boolean;
}
/**
 * `unknown`: the workspace has none of that name, or not any more. `forbidden`: we may not read it.
 * `large`: it has more people than we look up. `unanswered`: nobody knows; ask again later.
 */
export type MembersUnread = "unknown" | "forbidden" | "large" | "unanswered";
