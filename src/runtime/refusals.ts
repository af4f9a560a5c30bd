import type { Platform } from "../kernel/ids.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { oncePer } from "./once-per.ts";

/** Counts a refusal, and says it once a minute at most for each reason. Codes and names only. */
export type Refuse = (
  platform: Platform,
  reason: string,
  more?: Readonly<Record<string, unknown>>,
) => void;

/** What somebody was refused at a door, or a platform refused us, is not silent. */
export function refusals(metrics: Metrics, log: Pick<Log, "warn">): Refuse {
  const once = oncePer(60_000);
  return (platform, reason, more = {}) => {
    metrics.refused(platform, reason);
    once(`${platform} ${reason}`, (times) =>
      log.warn({ platform, reason, times, ...more }, sayings[reason] ?? "refused"),
    );
  };
}

/** What an operator does about it, where that is not plain. */
const sayings: Readonly<Record<string, string>> = {
  signature: "requests refused: is SLACK_SIGNING_SECRET this app's?",
  clock:
    "requests refused: they are signed, and too old or too new; is this machine's clock right?",
  registration:
    "somebody in Teams was refused: their tenant has another app registration, or none; is the app of its own registration installed there?",
  workspace_unknown: "somebody of a workspace that no file names was refused",
  outside: "somebody of another company was refused",
  guest: "a guest was refused",
  by_rule: "a press or a word was refused by a rule, and its person was told why",
  unknown: "somebody whom no file names was refused",
  unlisted: "somebody whom the file no longer names was refused",
  lookup_stopped: "people are not looked for any further: the platform refuses it",
  lookup_unanswered: "the platform did not answer for some people: they are looked for again",
  account_not_looked_up: "somebody was asked to try again: the platform did not say who they are",
};
