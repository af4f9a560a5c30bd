import type { IncomingMessage, ServerResponse } from "node:http";
import type { OrganisationFile } from "./config.ts";
import type { Database } from "./runtime/database/database.ts";
import type { CoreParts } from "./runtime/parts.ts";
import type { Pace, SelfTest } from "./setup/selftest/self-test.ts";

/** Handrail, running. */
export interface App {
  readonly url: string;
  /** Where `/metrics` is; absent where there is none. */
  readonly metricsUrl: string | undefined;
  readonly db: Database;
  readonly parts: Pick<CoreParts, "db" | "directory" | "vault">;
  readonly selfTest: SelfTest;
  /**
   * Applies changed organisation files, and says of each which version is in force.
   * @throws what stopped one of them, after the others were applied
   */
  reload(organisations: readonly OrganisationFile[]): Promise<void>;
  /** Settles when the people of the files were looked up, and their rosters read. */
  readonly introduced: Promise<void>;
  stop(): Promise<void>;
}

export interface Extras {
  /** The playground's pages. */
  readonly page?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** Aborts an unfinished start, which leaves nothing open. `stop` ends a running app. */
  readonly signal?: AbortSignal;
  /** For tests of crashes: see `Transactor.passing`. */
  readonly passing?: (point: string) => void;
  /** For tests: how often the self-test runs, and how long the process was awake. */
  readonly selfTest?: { readonly pace?: Pace; readonly awake?: () => number } | undefined;
}
