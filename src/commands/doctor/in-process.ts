import type { Config } from "../../config/types.ts";
import { type Finding, note } from "../../platform/finding.ts";
import { msg } from "../../platform/text.ts";
import { checkPlatforms } from "./examine.ts";

/** In milliseconds. Who waits in a chat waits no longer than this. */
const longest = 1_500;
/** Looked at again after this. */
const lasts = 60_000;

/**
 * What the doctor can say from inside a process that runs: its configuration's warnings, and whether
 * the platforms take our tokens. `more` is what the process knows of itself.
 */
export function processFindings(
  config: Config,
  more: () => readonly Finding[],
): () => Promise<readonly Finding[]> {
  let asked: { readonly at: number; readonly found: Promise<Finding[]> } | undefined;
  return async () => {
    const now = performance.now();
    if (asked === undefined || now - asked.at > lasts)
      asked = { at: now, found: checkPlatforms(config).catch(() => [slow]) };
    const platforms = await Promise.race([asked.found, waited()]);
    return [
      ...more(),
      ...config.warnings.map(({ where, what, remedy }) => note(where, what, remedy)),
      ...platforms,
    ];
  };
}

const slow = note(
  msg("doctor.platforms"),
  msg("doctor.platforms.slow"),
  msg("doctor.platforms.slow.remedy"),
);

const waited = (): Promise<Finding[]> =>
  new Promise((resolve) => setTimeout(() => resolve([slow]), longest).unref());
