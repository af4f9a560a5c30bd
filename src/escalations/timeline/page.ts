import { type PersonId, isId } from "../../kernel/ids.ts";
import { runsTeam, teamChoice } from "../../people/desk.ts";
import type { Page, PageQuery, PageRow } from "../../platform/page.ts";
import { dateAndTime, literal, msg, person } from "../../platform/text.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { OnePage } from "../../runtime/web/pages.ts";
import { mayLook } from "../forms.ts";
import { timelineLines } from "./show.ts";
import { type PastRequest, pastRequests } from "./store.ts";

const atOnce = 50;

/** *Requests*: calls for help of the teams that somebody runs, and the timeline of each. */
export const requestsPage: OnePage = {
  may: runsTeam,
  make: (tx, shell, { person: by }, query) =>
    query["request"] === undefined
      ? listPage(tx, shell, by, query)
      : timelinePage(tx, shell, by, query["request"]),
};

async function listPage(
  tx: Tx,
  shell: Shell,
  by: PersonId,
  { team = "", before: written = "" }: PageQuery,
): Promise<Page> {
  const own = shell.organisation.people.get(by)?.supervises ?? [];
  const teams = own.includes(team) ? [team] : own;
  const before = /^\d{1,15}$/.test(written) ? Number(written) : undefined;
  const found = await pastRequests(tx, teams, before, atOnce + 1);
  const shown = found.slice(0, atOnce);
  const oldest = shown.at(-1);
  const further: PageRow[] =
    found.length > atOnce && oldest !== undefined
      ? [
          {
            tone: "calm",
            line: msg("web.older"),
            link: { page: "requests", query: { team, before: String(oldest.opened_at) } },
          },
        ]
      : [];
  return {
    title: msg("web.requests"),
    lines: [msg("web.requestsLine")],
    choices: teamChoice(own, team),
    parts: [
      {
        kind: "list",
        heading: msg("web.timeline"),
        empty: msg("web.noRequests"),
        rows: [...shown.map(rowOf), ...further],
      },
    ],
  };
}

const rowOf = ({ request, requester, team, level, status, opened_at }: PastRequest): PageRow => ({
  tone: status === "open" || status === "exhausted" ? "urgent" : "calm",
  line: msg("web.request", { person: person(requester), level: msg(`level.${level}`) }),
  detail: msg("web.requestDetail", {
    team: literal(team),
    when: dateAndTime(opened_at),
    status,
  }),
  link: { page: "requests", query: { request } },
});

async function timelinePage(
  tx: Tx,
  shell: Shell,
  by: PersonId,
  id: string,
): Promise<Page | undefined> {
  const request = isId(id) ? await mayLook(tx, shell, by, id) : undefined;
  const runs = shell.organisation.people.get(by)?.supervises ?? [];
  // Whoever was asked for help elsewhere has its timeline in their chat.
  if (request === undefined || request.practice === true || !runs.includes(request.team))
    return undefined;
  const lines = await timelineLines(tx, shell, request, by, "page");
  return {
    title: msg("web.requestOf", { person: person(request.requester) }),
    lines: [
      msg("web.requestDetail", {
        team: literal(request.team),
        when: dateAndTime(request.openedAt),
        status: request.status,
      }),
    ],
    parts: [
      {
        kind: "list",
        heading: msg("web.timeline"),
        empty: msg("web.noTimeline"),
        rows: lines.map((line): PageRow => ({ tone: "calm", line })),
      },
    ],
  };
}
