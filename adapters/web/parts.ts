import type { Core } from "../../src/platform/adapter.ts";
import type { Web } from "../../src/platform/web.ts";

/** What pages and data are made with. */
export interface WebParts {
  readonly core: Core;
  readonly web: Web;
  /** Where browsers reach us, without a slash at its end. */
  readonly address: () => string;
  readonly log: Log;
}
interface Log {
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
}
