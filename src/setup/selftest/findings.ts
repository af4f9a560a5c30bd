import { minutes } from "../../kernel/time.ts";
import { type Finding, good, note, wrong } from "../../platform/finding.ts";
import { msg } from "../../platform/text.ts";
import { type Standing, isWell, standingOf, tooOld } from "./rules.ts";
import type { Told } from "./store.ts";

const about = msg("doctor.selfTest");
const remedy = msg("doctor.selfTest.remedy");

/** How this process stands, as the doctor says it. */
export function selfTestFinding(standing: Standing): Finding {
  const { is } = standing;
  if (is === "soon") return note(about, msg("doctor.selfTest.soon"));
  const count = Math.floor(standing.ago / minutes(1));
  switch (is) {
    case "good":
      return good(about, msg("doctor.selfTest.good", { count }));
    case "failed":
      return wrong(about, msg(`doctor.selfTest.failed.${standing.part}`, { count }), remedy);
    case "missing":
      return wrong(about, msg("doctor.selfTest.missing", { count }), remedy);
  }
}

/** The same of a process that wrote it down, as another process reads it. */
const standingFrom = ({ started, good: goodAgo, failures, failed }: Told): Standing =>
  standingOf(
    {
      begunAt: -started,
      goodAt: goodAgo === null ? undefined : -goodAgo,
      failures,
      failed: failed ?? undefined,
    },
    0,
  );

/**
 * What the doctor says beside the running processes. One that was killed has left its row: it is no
 * fault while another succeeds, and it fails no more.
 */
export function selfTestFindings(all: readonly Told[]): Finding[] {
  const standing = standingOfAll(all);
  return standing === undefined ? [] : [selfTestFinding(standing)];
}

/** Of all processes together: one that fails now, or else the best. */
export function standingOfAll(all: readonly Told[]): Standing | undefined {
  const alive = all.filter(({ started, tried }) => (tried ?? started) <= tooOld);
  const failing = alive.map(standingFrom).find(({ is }) => is === "failed");
  const [best] = all.map(standingFrom).toSorted((a, b) => Number(isWell(b)) - Number(isWell(a)));
  return failing ?? best;
}
