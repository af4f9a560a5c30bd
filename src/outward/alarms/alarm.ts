import type { OutsideKind } from "../../runtime/unanswered.ts";

/** What is wrong: kept with the row until it is over. */
export interface Trouble {
  readonly kind: OutsideKind | "platform" | "self-test";
  readonly since: number;
  readonly team?: string;
  readonly platform?: string;
}

/** What a second channel is told: codes, times and one sentence, no typed word and no name. */
export interface Alarm extends Omit<Trouble, "since"> {
  /** The same from its beginning to its end. */
  readonly key: string;
  /** ISO 8601. */
  readonly since: string;
  readonly isOver: boolean;
  /** In the organisation's language and time zone. */
  readonly sentence: string;
  /** The name of what sends it, with the organisation's. */
  readonly from: string;
}
