import { type Finding, good, note, wrong } from "./finding.ts";
import { msg } from "./text.ts";

/** Slack refuses what is older than five minutes, and so do we (docs/platforms.md S2). */
const tooFar = 240_000;
const noticeable = 30_000;

/** Compares this machine's clock with the `Date` header of an answer. */
export function clockBeside(about: string, date: string | null, now: number): Finding[] {
  const theirs = Date.parse(date ?? "");
  if (Number.isNaN(theirs)) return [];
  const apart = Math.abs(now - theirs);
  // The header has no milliseconds, and the answer took its time.
  if (apart < noticeable) return [good(about, msg("doctor.clock.good"))];
  const says = msg("doctor.clock.apart", { seconds: Math.round(apart / 1_000) });
  const remedy = msg("doctor.clock.remedy");
  return [apart < tooFar ? note(about, says, remedy) : wrong(about, says, remedy)];
}
