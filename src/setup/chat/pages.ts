import type { Finding } from "../../platform/finding.ts";
import type { Page, PageRow } from "../../platform/page.ts";
import { literal, msg, people } from "../../platform/text.ts";
import { isAdminOf } from "../../people/support.ts";
import type { Organisation } from "../../runtime/directory/directory.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { LivePage, OnePage } from "../../runtime/web/pages.ts";
import { findingsNow } from "./check.ts";
import { rawOf } from "./raw.ts";
import type { Settings } from "./rules.ts";
import { readSettings } from "./store.ts";
import { keysLink } from "../keys/link.ts";
import { buttonsOf, factsOf, standing } from "./card.ts";
import { versionLine } from "./versions.ts";

/** *Set-up*: what is in force, for admins; changed with the same forms as in chat. */
export const setUpPage: OnePage = {
  may: isAdminOf,
  async make(tx, { organisation }) {
    const settings = await readSettings(tx);
    return settings && setUp(settings, organisation);
  },
};

function setUp(settings: Settings, organisation: Organisation): Page {
  const raw = rawOf(settings.document);
  const names = Object.keys(raw.teams ?? {});
  const { buttons, behindMore = [] } = buttonsOf(settings, names.length);
  return {
    title: msg("web.setUp"),
    lines: standing(settings),
    parts: [
      {
        kind: "list",
        heading: literalName(organisation),
        empty: msg("setup.noTeams"),
        rows: factsOf(raw).map(({ label, value }): PageRow => ({
          tone: "calm",
          line: label,
          detail: value,
        })),
        buttons: [...buttons, ...behindMore].filter(({ action }) => action !== "setup.check"),
      },
      {
        kind: "table",
        heading: msg("web.teamsInForce"),
        empty: msg("setup.noTeams"),
        columns: [msg("web.team"), msg("web.supervisors"), msg("web.agents")],
        rows: names.map((name) => [
          literal(name),
          msg("web.names", { people: people(inTeam(organisation, "supervises", name)) }),
          msg("web.names", { people: people(inTeam(organisation, "agentOf", name)) }),
        ]),
      },
      {
        kind: "list",
        heading: msg("setup.versions"),
        empty: msg("setup.noVersions"),
        rows: (settings.recent ?? []).map((version): PageRow => ({
          tone: "calm",
          line: versionLine(version),
        })),
      },
      keysLink,
    ],
  };
}

const literalName = (organisation: Organisation) =>
  msg("setup.title", { name: literal(organisation.name) });

const inTeam = ({ people: all }: Organisation, role: "supervises" | "agentOf", team: string) =>
  [...all.values()].filter((one) => one.listed && one[role].includes(team)).map(({ id }) => id);

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
