import { setTimeout as wait } from "node:timers/promises";
import { spread, type Spread } from "./figures.ts";
import { calm } from "./latency.ts";
import { hours, makeOrganisation, nameOf } from "./organisation.ts";
import { type Ask, countPast, plantPast } from "./old-rows.ts";
import { growing, reported, type RowsRead, rowsReadBy } from "./rows-read.ts";
import { nowhere, type Page, type Slack } from "./slack.ts";
import type { House, Kind, Site } from "./stores.ts";

/** What one size of past cost. Milliseconds. */
export interface Cost {
  readonly old: number;
  readonly rows: Readonly<Record<string, unknown>>;
  /** `/escalate`, taken and done: the three answers of one request, added. */
  readonly request: Spread;
  readonly page: Spread;
  /** The supervisors' board in their chat, from asking until it is there. */
  readonly board: Spread;
  /** Tables of which each word reads more rows than with the smallest past. */
  readonly growing: Readonly<Record<string, readonly string[]>>;
}

export interface HistoryPlan {
  readonly sizes: readonly number[];
  readonly requests: number;
  readonly warm: number;
}

const models = 20;
const patience = 15_000;
/** How often each word is said for its rows: more than what the clock, the auditor and the sender read meanwhile. */
const times = 20;

const organisation = makeOrganisation(30, { settings: hours });
const supervisors = organisation.teams.flatMap((team) => team.supervisors);

/**
 * The same requests on databases with a small, a larger and a large past, which all stand at the same time. Each request
 * goes to every one of them in turn, in another order each time, so that a machine that gets slower gets slower for all.
 */
export async function measureHistory(site: Site, kind: Kind, plan: HistoryPlan): Promise<Cost[]> {
  const houses: {
    house: House;
    old: number;
    rows: Record<string, unknown>;
    request: number[];
    page: number[];
    board: number[];
  }[] = [];
  for (const old of plan.sizes) {
    const house = await site.house(kind, `past_${kind.toLowerCase()}_${old}`, organisation.yaml);
    site.say(`${kind}: ${old} old requests`);
    await plantPast(asking(house), await makeModels(site, house), old);
    houses.push({
      house,
      old,
      rows: await countPast(asking(house)),
      request: [],
      page: [],
      board: [],
    });
  }

  site.say(`${kind}: ${plan.requests} requests beside each`);
  for (let number = -plan.warm; number < plan.requests; number++) {
    const agent = organisation.agents[(number + plan.warm) % organisation.agents.length] ?? "";
    for (let turn = 0; turn < houses.length; turn++) {
      const one = houses[(turn + number + plan.warm) % houses.length];
      if (one === undefined) continue;
      const { request, page } = await wholeRequest(site, one.house, agent);
      const board = await shownBoard(
        site,
        one.house,
        supervisors[(number + plan.warm) % supervisors.length] ?? "",
      );
      if (number < 0) continue;
      one.board.push(board);
      one.request.push(request);
      one.page.push(page);
    }
  }

  site.say(`${kind}: rows that each word reads`);
  const read = await Promise.all(houses.map(({ house }) => readByWord(site, house, kind)));
  const [smallest] = read;
  const costs = houses.map(({ old, rows, request, page, board }, index): Cost => {
    const more = [...(read[index] ?? [])].map(
      ([word, ways]) => [word, growing(smallest?.get(word) ?? new Map(), ways, times)] as const,
    );
    return {
      ...{ old, rows, request: spread(request), page: spread(page), board: spread(board) },
      growing: Object.fromEntries(more.filter(([, ways]) => ways.length > 0)),
    };
  });
  for (const { house } of houses) await house.stop();
  return costs;
}

const asking =
  ({ owner }: House): Ask =>
  (statement) =>
    owner.query<Record<string, unknown>>(statement);

/** Requests of several teams, gone through as people do. @returns their ids. */
async function makeModels(site: Site, house: House): Promise<string[]> {
  const subjects: string[] = [];
  for (const agent of organisation.agents.slice(0, models)) {
    const { subject } = await wholeRequest(site, house, agent);
    if (subject !== undefined) subjects.push(subject);
  }
  await calm(site.slack);
  return subjects;
}

/** One asks, one of the two paged takes it and says it is done; then everybody's cards are brought up to date. */
async function wholeRequest(
  site: Site,
  { commands }: House,
  agent: string,
): Promise<{ request: number; page: number; subject: string | undefined }> {
  const pages: Page[] = [];
  const paged = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no page for ${agent}`)), patience);
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
  await quiet(site.slack);
  const request = [asked, taken, done].reduce((sum, one) => sum + one.answered - one.sent, 0);
  return { request, page: page.at - asked.sent, subject: page.subject };
}

/** A supervisor asks for the board in their chat. @returns until it was there */
async function shownBoard(
  { slack }: Site,
  { commands }: House,
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
  await quiet(slack);
  return took;
}

/** Nothing of it is left to do while the next one is measured. */
async function quiet(slack: Slack): Promise<void> {
  for (let before = -1; before !== slack.calls();) {
    before = slack.calls();
    await wait(25);
  }
}

/** Rows read by what people type, some times each, on a house where nothing else happens. */
async function readByWord(
  { slack }: Site,
  house: House,
  kind: Kind,
): Promise<ReadonlyMap<string, RowsRead>> {
  const { commands } = house;
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
      await quiet(slack);
    },
  ]);
  return rowsReadBy(
    asking(house),
    Object.fromEntries(said) as Record<string, () => Promise<void>>,
    reported[kind],
  );
}
