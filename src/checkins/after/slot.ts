import type { Instant } from "../../kernel/time.ts";

/** One scheduled local day of one person: when it is asked, and until when it may still be. */
export interface Slot {
  /** `2026-11-27`, in `zone`. */
  readonly day: string;
  readonly zone: string;
  readonly at: Instant;
  readonly until: Instant;
}
