import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { theFigures } from "../../../src/figures/state.ts";
import { calm, endAll, measure } from "../blocks.ts";
import { atMost, type Line, round, spread } from "../figures.ts";
import { goals } from "../goals.ts";
import type { Plan, Result } from "../main.ts";
import { makeOrganisation } from "../organisation.ts";
import { processorSeconds } from "../processes.ts";
import { signIn } from "../sessions.ts";
import { type Handrail, openSite } from "../site.ts";

const rate = 20;
const days = 728;
/** Requests that one statement makes. */
const atOnce = 20_000;
const name = "figured";

/**
 * Figures over two years. The journal is planted, copies of requests that really happened, and
 * counted by Handrail from its first week on: that is what the figures cost a request.
 */
export async function figures(server: string, { quick, large }: Plan): Promise<Result> {
  const rows = quick ? 50_000 : large ? 10_000_000 : 1_000_000;
  const site = await openSite();
  try {
    const organisation = makeOrganisation(10);
    const yaml = `${organisation.yaml}roles: { heads: [s0000@b.test] }\n`;
    const handrail = await site.handrail(server, name, { ...organisation, yaml }, { pages: true });
    const owner = await handrail.owner();
    site.say(`${server}: what a request costs without figures`);
    let pages = (await measure(site.slack, handrail, organisation.agents, rate)).pages;
    await endAll(handrail.commands, pages);
    await calm(site.slack);
    const before = processorSeconds(handrail.pids());
    ({ pages } = await measure(site.slack, handrail, organisation.agents, rate));
    await endAll(handrail.commands, pages);
    await calm(site.slack);
    const request = (processorSeconds(handrail.pids()) - before) / organisation.agents.length;

    site.say(`${rows} rows of journal`);
    const planted = await plant(owner, rows);
    const counting = await count(owner, handrail, site.say);
    const upkeep = counting / planted;
    const shown = await show(handrail, organisation.yaml);
    const { rows: sizes } = await owner.query<{ cells: string; journal: string }>(`
      select (select count(*) from handrail.figure_cells) as cells,
        (select count(*) from handrail.journal) as journal`);
    await owner.end();
    return {
      lines: [
        {
          what: `${planted} requests, ${sizes[0]?.journal} rows of journal, ${sizes[0]?.cells} cells`,
          figure: "",
        },
        ...shown.lines,
        {
          what: "processor time of a request until it ended, and of its figures",
          figure: `${round(request * 1_000)} ms, ${round(upkeep * 1_000)} ms`,
        },
        atMost("  figures, of a request's", upkeep / request, goals.figures.upkeep, "×"),
      ],
      report: { request, upkeep, shown: shown.report },
    };
  } finally {
    await site.stop();
  }
}

/** Spread evenly over two years; every time in the journal moves with it. @returns how many */
async function plant(owner: pg.Client, rows: number): Promise<number> {
  const { rows: models } = await owner.query<{ request: string; events: number }>(`
    select subject as request, count(*)::int as events from handrail.journal
    join handrail.requests on request = subject
    where feature = 'escalations' and closed_at is not null group by subject`);
  const each = models.reduce((sum, { events }) => sum + events, 0) / models.length;
  const all = Math.round(rows / each);
  const ids = models.map(({ request }) => request);
  for (let done = 0; done < all; done += atOnce)
    await owner.query(copies(done + 1, Math.min(all, done + atOnce), all), [ids]);
  await owner.query("vacuum (analyze) handrail.journal");
  await owner.query("vacuum (analyze) handrail.requests");
  return all;
}

const copies = (first: number, last: number, all: number): string => `
  with old as materialized (
    select gen_random_uuid() as id, ($1::uuid[])[1 + n % cardinality($1::uuid[])] as model,
      (n::float8 / ${all} * ${days * 86_400_000})::bigint as ago
    from generate_series(${first}, ${last}) n
  ), requests as (
    insert into handrail.requests (organisation_id, request, version, status, requester, team,
      level, holder, opened_at, changed_at, closed_at, state)
    select organisation_id, id, version, status, requester, team, level, holder,
      opened_at - by, changed_at - by, closed_at - by, state || jsonb_build_object('id', id)
    from old join handrail.requests on request = model,
      lateral (select ago * interval '1 millisecond' as by) moved returning 1
  )
  insert into handrail.journal (organisation_id, feature, subject, version, number, at, by, event)
  select organisation_id, feature, id, version, number, at - ago * interval '1 millisecond', by,
    event || jsonb_build_object('at', (event ->> 'at')::float8 - ago)
  from old join handrail.journal on feature = 'escalations' and subject = model`;

/** Makes all figures anew. @returns the processor time that it took, in seconds */
async function count(
  owner: pg.Client,
  { pids }: Handrail,
  say: (text: string) => void,
): Promise<number> {
  const stateNow = async () => {
    const { rows } = await owner.query<{ next: string; counts: boolean }>(
      `select state ->> 'next' as next, state ? 'after' or
         to_date(state ->> 'next', 'YYYY-MM-DD') < handrail.now() - interval '8 days' as counts
       from handrail.figures`,
    );
    return rows[0];
  };
  const before = processorSeconds(pids());
  await owner.query(
    `insert into handrail.timers (organisation_id, feature, subject, command, due_at)
     values ($1, 'figures', $2, 'rebuild', 'epoch')`,
    [name, theFigures],
  );
  await wait(3_000);
  for (let last = ""; ; await wait(500)) {
    const now = await stateNow();
    if (now?.counts !== true) break;
    const year = now.next.slice(0, 7);
    if (year !== last) say(`counted until ${year}`);
    last = year;
  }
  return processorSeconds(pids()) - before;
}

const times = 20;

/** A head's page of each period, of all teams and of one. */
async function show(handrail: Handrail, yaml: string) {
  const headers = await signIn(handrail, name);
  const team = /^ {2}(Team \d+):/m.exec(yaml)?.[1] ?? "";
  const look = async (query: Record<string, string>): Promise<number> => {
    const began = performance.now();
    const url = `${handrail.process.url}/desk/figures?${new URLSearchParams(query).toString()}`;
    const response = await fetch(url, { headers, redirect: "error" });
    const text = await response.text();
    if (response.status !== 200 || !text.includes("<table"))
      throw new Error(`the page of figures: ${response.status}, ${text.length} characters`);
    return performance.now() - began;
  };
  const first = await look({ period: "week" });
  const lines: Line[] = [
    { what: "the first page of figures after a start", figure: `${round(first)} ms` },
  ];
  const report: Record<string, object> = { first: { median: first } };
  for (const period of ["week", "block", "years"])
    for (const whose of ["", team]) {
      const took: number[] = [];
      for (let time = 0; time < times; time++) took.push(await look({ period, team: whose }));
      const its = spread(took);
      const what = `${whose === "" ? "all teams" : "one team"}, ${period}`;
      report[what] = its;
      lines.push(atMost(`page of ${what}, median`, its.median, goals.figures.page, "ms"), {
        what: "  slowest",
        figure: `${round(its.most)} ms`,
      });
    }
  return { lines, report };
}
