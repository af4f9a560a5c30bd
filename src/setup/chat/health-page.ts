import type { Finding } from "../../platform/finding.ts";
import type { Page, PageRow } from "../../platform/page.ts";
import { msg } from "../../platform/text.ts";
import { isAdminOf } from "../../people/support.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { LivePage } from "../../runtime/web/pages.ts";
import { findingsNow } from "./check.ts";

/** In milliseconds: the doctor asks the platforms once a minute at most. */
const lookEvery = 10_000;

/** *Health*: what the doctor finds, kept current. */
export const healthPage: LivePage<readonly Finding[]> = {
  live: true,
  every: lookEvery,
  may: isAdminOf,
  read: async (tx: Tx, shell: Shell) => (await findingsNow(tx, shell)) ?? [],
  draw: (findings) => health(findings),
};

function health(findings: readonly Finding[]): Page {
  const of = (level: Finding["level"]): PageRow[] =>
    findings
      .filter((finding) => finding.level === level)
      .map(({ about, says, remedy }) => ({
        tone: level === "wrong" ? "danger" : level === "good" ? "good" : "calm",
        line: msg("doctor.line", { about, says }),
        ...(remedy === undefined ? {} : { detail: remedy }),
      }));
  const wrong = of("wrong");
  return {
    title: msg("web.health"),
    lines: [
      wrong.length === 0
        ? msg("setup.check.good", { count: findings.length })
        : msg("setup.check.wrong", { count: wrong.length }),
    ],
    waiting: wrong.length,
    parts: [
      list("setup.check.headWrong", wrong),
      list("setup.check.headNote", of("note")),
      list("setup.check.headGood", of("good")),
    ].filter(({ rows }) => rows.length > 0),
  };
}

const list = (
  heading: "setup.check.headWrong" | "setup.check.headNote" | "setup.check.headGood",
  rows: readonly PageRow[],
) => ({ kind: "list" as const, heading: msg(heading), empty: msg("common.nothing"), rows });
