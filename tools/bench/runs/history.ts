import type pg from "pg";
import { calm } from "../blocks.ts";
import { nowhere, type Page } from "../doubles/slack.ts";
import { atMost, type Line, round, spread, type Spread } from "../figures.ts";
import { goals } from "../goals.ts";
import type { Plan, Result } from "../main.ts";
import { type Ask, countPast, plantPast } from "../old-rows.ts";
import { makeOrganisation, nameOf } from "../organisation.ts";
import { growing, type RowsRead, rowsReadBy } from "../rows-read.ts";
import { type Handrail, openSite, type Site } from "../site.ts";

/** What one size of past cost. Milliseconds. */
export interface Cost {
  readonly old: number;
  readonly rows: Readonly<Record<string, unknown>>;
  /** `/escalate`, taken and done: the three answers of one request, added. */
  readonly request: Spread;
  readonly page: Spread;
  /** The supervisors' board in their chat, from asking until it is there. */
  readonly board: Spread;
  /** Tables of which each command reads more rows than with the smallest history. */
  readonly growing: Readonly<Record<string, readonly string[]>>;
}

/** One Handrail with a past of its own, and what was measured of it. */
interface Aged {
  readonly handrail: Handrail;
  readonly owner: pg.Client;
  readonly old: number;
  readonly rows: Record<string, unknown>;
  readonly request: number[];
  readonly page: number[];
  readonly board: number[];
}

const models = 20;
const longestWait = 15_000;
/** How often each command is given, so that its rows outnumber what runs by itself meanwhile. */
const times = 20;

const organisation = makeOrganisation(30);
const supervisors = organisation.teams.flatMap((team) => team.supervisors);

/**
 * The same requests on databases with a small, a larger and a large history, which run at the same
 * time. Each request goes to all of them, in another order each time. So a machine that gets slower
 * gets slower for all.
 */
export async function history(server: string, { quick }: Plan): Promise<Result> {
  const plan = quick
    ? { sizes: [200, 4_000], requests: 12, warm: 10 }
    : { sizes: [1_000, 10_000, 100_000], requests: 250, warm: 80 };
  const site = await openSite();
  try {
    const all: Aged[] = [];
    for (const old of plan.sizes) {
      const handrail = await site.handrail(server, `past_${old}`, organisation);
      const owner = await handrail.owner();
      site.say(`${server}: ${old} old requests`);
      await plantPast(asking(owner), await makeModels(site, handrail), old);
      const rows = await countPast(asking(owner));
      all.push({ handrail, owner, old, rows, request: [], page: [], board: [] });
    }
    site.say(`${plan.requests} requests beside each`);
    for (let number = -plan.warm; number < plan.requests; number++)
      for (let turn = 0; turn < all.length; turn++) {
        const one = all[(turn + number + plan.warm) % all.length];
        if (one !== undefined) await measureOne(site, one, number + plan.warm, number >= 0);
      }
    site.say("rows that each word reads");
    const read = await Promise.all(all.map((one) => readByWord(site, one)));
    const costs = all.map((one, index) => costOf(one, read[0], read[index]));
    for (const { owner } of all) await owner.end();
    return { lines: linesOf(costs), report: { costs } };
  } finally {
    await site.stop();
  }
}

/** @param number of the request; @param counts unless it only warms */
async function measureOne(site: Site, one: Aged, number: number, counts: boolean): Promise<void> {
  const agent = organisation.agents[number % organisation.agents.length] ?? "";
  const supervisor = supervisors[number % supervisors.length] ?? "";
  const { request, page } = await wholeRequest(site, one.handrail, agent);
  const board = await shownBoard(site, one.handrail, supervisor);
  if (!counts) return;
  one.request.push(request);
  one.page.push(page);
  one.board.push(board);
}

type ByWord = ReadonlyMap<string, RowsRead>;

function costOf(
  { old, rows, request, page, board }: Aged,
  smallest: ByWord | undefined,
  read: ByWord | undefined,
): Cost {
  const more = [...(read ?? [])].map(
    ([word, ways]) => [word, growing(smallest?.get(word) ?? new Map(), ways, times)] as const,
  );
  return {
    old,
    rows,
    request: spread(request),
    page: spread(page),
    board: spread(board),
    growing: Object.fromEntries(more.filter(([, ways]) => ways.length > 0)),
  };
}

function linesOf(costs: readonly Cost[]): Line[] {
  const [first] = costs;
  if (first === undefined) return [];
  return costs.flatMap((one) => [
    {
      what: `${one.old} old requests: the three answers of another`,
      figure: `${round(one.request.median)} ms, page ${round(one.page.median)} ms`,
    },
    ...(one === first
      ? []
      : [
          atMost(
            `  as many times beside ${first.old}`,
            one.request.median / first.request.median,
            goals.flat,
            "×",
          ),
          atMost("  its page", one.page.median / first.page.median, goals.flat, "×"),
          atMost("  the board", one.board.median / first.board.median, goals.flat, "×"),
          atMost("  words that read more rows", Object.keys(one.growing).length, 0, ""),
          ...Object.entries(one.growing).flatMap(([word, ways]) =>
            ways.map((way) => ({ what: `    ${word}`, figure: way })),
          ),
        ]),
  ]);
}

const asking =
  (owner: pg.Client): Ask =>
  (statement) =>
    owner.query<Record<string, unknown>>(statement);

/** Requests of several teams, gone through as people do. @returns their ids. */
async function makeModels(site: Site, handrail: Handrail): Promise<string[]> {
  const subjects: string[] = [];
  for (const agent of organisation.agents.slice(0, models)) {
    const { subject } = await wholeRequest(site, handrail, agent);
    if (subject !== undefined) subjects.push(subject);
  }
  await calm(site.slack);
  return subjects;
}

/** One asks, one of the two paged takes it and says it is done; then every card is edited. */
async function wholeRequest(
  site: Site,
  { commands }: Handrail,
  agent: string,
): Promise<{ request: number; page: number; subject: string | undefined }> {
  const pages: Page[] = [];
  const paged = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no page for ${agent}`)), longestWait);
    site.slack.onPage = (page) => {
      if (page.agent === nameOf(agent) && pages.push(page) === 2) resolve(clearTimeout(late));
    };
  });
  const asked = await commands.escalate(agent);
  await paged;
  site.slack.onPage = () => undefined;
  const [page] = pages;
  if (page === undefined) throw new Error("no page");
  const taken = await commands.press(page.account, "escalations.acknowledge", page);
  const done = await commands.press(page.account, "escalations.done", page);
  if (commands.refused > 0) throw new Error("a command was refused");
  await calm(site.slack, 25);
  const request = [asked, taken, done].reduce((sum, one) => sum + one.answered - one.sent, 0);
  return { request, page: page.at - asked.sent, subject: page.subject };
}

/** A supervisor asks for the board in their chat. @returns until it was there */
async function shownBoard(
  { slack }: Site,
  { commands }: Handrail,
  supervisor: string,
): Promise<number> {
  const shown = new Promise<number>((resolve) => {
    slack.onShown = (method, where, at) => {
      if (method === "chat.postMessage" && where === supervisor) resolve(at);
    };
  });
  const { sent } = await commands.press(supervisor, "home.board", nowhere);
  const took = (await shown) - sent;
  slack.onShown = () => undefined;
  await calm(slack, 25);
  return took;
}

/** Rows read by what people type, some times each, where nothing else happens. */
async function readByWord({ slack }: Site, { handrail, owner }: Aged): Promise<ByWord> {
  const { commands } = handrail;
  const agents = organisation.agents.slice(100, 100 + times);
  const words: Readonly<Record<string, (agent: string) => Promise<unknown>>> = {
    "/escalate": (agent) => commands.escalate(agent),
    "Call ended": (agent) => commands.press(agent, "escalations.callEnded", nowhere),
    "/break 10": (agent) => commands.say(agent, "/break", "10"),
    "I'm back": (agent) => commands.press(agent, "breaks.back", nowhere),
    "/debrief, A peer": (agent) =>
      commands.say(agent, "/debrief").then(() => commands.press(agent, "debriefs.peer", nowhere)),
    "/checkin": (agent) => commands.say(agent, "/checkin"),
    "/shift on": (agent) => commands.say(agent, "/shift", "on"),
    "a home page": (agent) => commands.visit(agent),
  };
  const said = Object.entries(words).map(([word, say]) => [
    word,
    async () => {
      for (const agent of agents) await say(agent);
      await calm(slack, 25);
    },
  ]);
  return rowsReadBy(asking(owner), Object.fromEntries(said) as Record<string, () => Promise<void>>);
}
