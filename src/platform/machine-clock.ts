import { type Finding, good, note, wrong } from "./finding.ts";

/** Slack refuses what is older than five minutes, and so do we (docs/platforms.md S2). */
const tooFar = 240_000;
const noticeable = 30_000;

/** Compares this machine's clock with the `Date` header of an answer. */
export function clockBeside(about: string, date: string | null, now: number): Finding[] {
  const theirs = Date.parse(date ?? "");
  if (Number.isNaN(theirs)) return [];
  const apart = Math.abs(now - theirs);
  // The header has no milliseconds, and the answer took its time.
  if (apart < noticeable) return [good(about, "this machine's clock agrees with it")];
  const says = `this machine's clock is ${Math.round(apart / 1_000)} s apart from it`;
  const remedy = "Switch on time synchronisation (NTP) on this machine.";
  return [apart < tooFar ? note(about, says, remedy) : wrong(about, says, remedy)];
}
