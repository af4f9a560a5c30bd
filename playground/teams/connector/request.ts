import type { Json } from "../../slack/types.ts";
import type { Reply } from "../errors.ts";
import type { Message } from "../types.ts";
import type { World } from "../world.ts";

/** One call to the connector, taken apart. */
export interface Asked {
  readonly world: World;
  readonly serviceUrl: string;
  readonly conversationId?: string;
  readonly activityId?: string;
  readonly memberId?: string;
  readonly query: URLSearchParams;
  readonly body: Json;
  /** A message is new or different. */
  readonly shown: (message: Message) => void;
}

export type Answerer = (asked: Asked) => Reply;
