import type { ApiAnswers, ApiQuery } from "../../platform/api.ts";
import type { Tx } from "../database/database.ts";
import type { Shell } from "../shell.ts";

/** What a feature answers to programs whose key may ask. `undefined`: it is not there. */
export type ApiSources = {
  readonly [Name in keyof ApiAnswers]?: (
    tx: Tx,
    shell: Shell,
    query: ApiQuery<Name>,
  ) => Promise<ApiAnswers[Name] | undefined>;
};
