import type { Page, PageList, PagePart, PageRow } from "../../platform/page.ts";
import { type Line, type Value, literal, msg, people } from "../../platform/text.ts";
import type { Button } from "../../platform/view.ts";
import { isAdminOf } from "../../people/support.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { OnePage } from "../../runtime/web/pages.ts";
import { fileOf, settingsSubject } from "../documents.ts";
import { keysLink } from "../keys/link.ts";
import { button, testButton } from "./buttons.ts";
import { factsOf, isAsking, standing, teamIs } from "./card.ts";
import { byAddress } from "./hand.ts";
import { type Raw, rawOf } from "./raw.ts";
import type { Settings } from "./rules.ts";
import { readSettings } from "./store.ts";
import { teamButtons, teamLines } from "./teams.ts";
import { tryFields, weekLines } from "./try.ts";
import { backButton, versionLine } from "./versions.ts";

/*
 * *Set-up* in the browser, for admins: what is in force, changed with the forms and commands of the
 * chat. Where a file is given it shows what the file says, and has no button that changes it. Its
 * links are relative: the same page stands in a browser and in a chat platform's tab.
 */
export const setUpPage: OnePage = {
  may: isAdminOf,
  async make(tx, shell, _viewer, query) {
    const settings = await readSettings(tx);
    if (settings === undefined) return undefined;
    return query["team"] === undefined
      ? setUp(settings, shell)
      : teamPage(settings, shell, query["team"]);
  },
};

/** What the parts of the page are drawn from. */
interface Drawn {
  readonly settings: Settings;
  readonly raw: Raw;
  readonly shell: Shell;
  readonly names: readonly string[];
  /** People by their addresses, as a reader sees them. */
  readonly named: (addresses: readonly string[] | undefined) => Value | undefined;
  /** Buttons that change something: none where a file is given. */
  readonly changing: (...buttons: Button[]) => Button[];
}

function setUp(settings: Settings, shell: Shell): Page {
  const raw = rawOf(settings.document);
  const known = byAddress(shell.organisation);
  const drawn: Drawn = {
    settings,
    raw,
    shell,
    names: Object.keys(raw.teams ?? {}),
    named: (addresses = []) =>
      addresses.length === 0
        ? undefined
        : people(addresses.flatMap((address) => known.get(address) ?? [])),
    changing: (...buttons) => (settings.origin === "file" ? [] : buttons),
  };
  return {
    title: msg("web.setUp"),
    lines: standing(settings),
    parts: [
      company(drawn),
      teams(drawn),
      ...(drawn.names.length === 0 ? [] : [care(drawn)]),
      roles(drawn),
      ...(drawn.names.length === 0 ? [] : reach(drawn)),
      versions(drawn),
      keysLink,
    ],
  };
}

function company({ raw, changing }: Drawn): PageList {
  const [company, phone] = factsOf(raw);
  const { locale } = raw.organisation;
  const spanish = typeof locale === "string" && locale.startsWith("es");
  return list(msg("setup.form.company"), {
    rows: [
      row(msg("setup.label.company"), company?.value),
      row(msg("setup.form.language"), msg(spanish ? "setup.form.spanish" : "setup.form.english")),
      row(msg("setup.label.phone"), phone?.value),
    ],
    buttons: [
      ...changing(button("company", "button.setupCompany"), button("code", "button.setupJoin")),
      { ...button("health", "web.health"), url: "health" },
    ],
  });
}

function teams({ raw, names, changing }: Drawn): PageList {
  const add = button("team", "button.setupAddTeam");
  return list(msg("web.teamsInForce"), {
    rows: Object.entries(raw.teams ?? {}).map(([name, team]) => ({
      ...row(literal(name), teamIs(team)),
      link: { page: "set-up", query: { team: name } },
    })),
    buttons: changing(names.length === 0 ? { ...add, style: "main" } : add),
  });
}

function care({ raw, named, changing }: Drawn): PageList {
  const { contacts, leads, employee_assistance: line } = raw.wellbeing ?? {};
  return list(msg("setup.form.care"), {
    rows: [
      row(
        msg("setup.form.checkins"),
        msg(isAsking(raw) ? "setup.form.weekly" : "setup.form.never"),
      ),
      row(msg("setup.form.contacts"), peopleIn(named(contacts))),
      row(msg("setup.form.leads"), peopleIn(named(leads))),
      row(msg("setup.form.assistance"), line === undefined ? undefined : literal(line)),
    ],
    buttons: changing(button("care", "button.setupCare")),
  });
}

function roles({ raw, named, changing }: Drawn): PageList {
  return list(msg("setup.form.roles"), {
    rows: (["admins", "heads", "editors"] as const).map((name) =>
      row(msg(`setup.form.${name}`), peopleIn(named(raw.roles?.[name]))),
    ),
    buttons: changing(button("roles", "button.setupRoles")),
  });
}

/** The dry run: at a time of today, and for each half hour of the week. */
function reach({ settings, shell }: Drawn): PagePart[] {
  const file = fileOf({ text: settings.document, madeAt: settings.lastAt });
  if (file === undefined) return [];
  return [
    {
      kind: "form",
      heading: msg("setup.try"),
      lines: [msg("setup.tryIntro")],
      form: "setup.reach",
      submit: msg("setup.tryGo"),
      fields: tryFields(file, shell.now),
    },
    list(msg("setup.week"), {
      lines: [msg("setup.week.intro")],
      rows: weekLines(shell.organisation, file, shell.now).map(({ line, isHeard }): PageRow => ({
        tone: isHeard ? "good" : "urgent",
        line,
      })),
      buttons: [testButton],
    }),
  ];
}

function versions({ settings, changing }: Drawn): PageList {
  const { recent = [], at } = settings;
  return list(msg("setup.versions"), {
    empty: msg("setup.noVersions"),
    rows: recent.map((version): PageRow => ({
      tone: "calm",
      line: versionLine(version),
      buttons: version.version < at ? changing(backButton(settings, version)) : [],
    })),
    buttons: [
      {
        action: "setup.file",
        label: msg("button.setupFile"),
        url: `files/settings/${settingsSubject}`,
      },
    ],
  });
}

/** One team: who is in it, when, and whom its calls reach. */
function teamPage(settings: Settings, { organisation }: Shell, name: string): Page | undefined {
  const place = Object.keys(rawOf(settings.document).teams ?? {}).indexOf(name);
  const lines = teamLines(settings, organisation, place);
  if (lines === undefined) return undefined;
  return {
    title: msg("setup.teamName", { team: literal(name) }),
    lines: standing(settings),
    parts: [
      list(msg("setup.form.team"), {
        rows: lines.map((line) => ({ tone: "calm", line })),
        buttons: [
          ...teamButtons(settings, place),
          { action: "setup.page", label: msg("web.setUp"), url: "set-up" },
        ],
      }),
    ],
  };
}

const list = (
  heading: PageList["heading"],
  rest: Pick<PageList, "rows" | "buttons"> & Partial<PageList>,
): PageList => ({ kind: "list", heading, empty: msg("setup.noTeams"), ...rest });

const row = (line: Line, detail: Line = msg("setup.none")): PageRow => ({
  tone: "calm",
  line,
  detail,
});

const peopleIn = (named: Value | undefined): Line | undefined =>
  named === undefined ? undefined : msg("web.names", { people: named });
