import { calm, endAll, measure } from "../blocks.ts";
import type { Commands } from "../doubles/commands.ts";
import type { Page, Slack } from "../doubles/slack.ts";
import { atMost, round, spread } from "../figures.ts";
import { goals } from "../goals.ts";
import type { Plan, Result } from "../main.ts";
import { makeOrganisation, nameOf } from "../organisation.ts";
import { residentMegabytes } from "../processes.ts";
import { openSite } from "../site.ts";

const rate = 250;
/** Agents who ask at once. More of them make each wait longer, and give no more pages a second. */
const atOnce = 32;
/** A page that does not come within this is lost. Milliseconds. */
const longestWait = 5_000;

/** 2,500 agents in ten seconds, each once; and on another organisation as fast as it goes. */
export async function storm(server: string, { quick }: Plan): Promise<Result> {
  const site = await openSite();
  try {
    const organisation = makeOrganisation(250);
    const agents = quick ? organisation.agents.slice(0, 500) : organisation.agents;
    const busy = await site.handrail(server, "storm", organisation);
    const warm = await measure(site.slack, busy, agents.slice(0, 180), 20);
    await endAll(busy.commands, warm.pages);
    await calm(site.slack);
    site.say(`${server}: ${agents.length} requests, ${rate} a second`);
    const measured = await measure(site.slack, busy, agents, rate);
    const page = spread(measured.paged);
    const resident = residentMegabytes(busy.pids());
    const lost = measured.missing + busy.commands.refused;
    await busy.stop();

    site.say(`as fast as each goes: ${agents.length} agents, ${atOnce} at once`);
    const bolt = await site.bot("bolt.ts");
    const fast = await site.handrail(server, "fastest", organisation);
    await asFastAsItGoes(site.slack, bolt.commands, agents);
    const first = await measure(site.slack, fast, agents.slice(-300), 60);
    await endAll(fast.commands, first.pages);
    await calm(site.slack);
    const bare = await asFastAsItGoes(site.slack, bolt.commands, agents);
    const ours = await asFastAsItGoes(site.slack, fast.commands, agents);
    return {
      lines: [
        atMost(`${server}, ${rate} a second: page, median`, page.median, goals.storm.median, "ms"),
        { what: "  p99", figure: `${round(page.p99)} ms` },
        atMost("  pages missing, requests refused", lost, goals.storm.missing, ""),
        { what: "  answered, slowest", figure: `${round(spread(measured.answered).most)} ms` },
        { what: "  resident afterwards, 3,000 people", figure: `${round(resident)} MB` },
        { what: "highest rate, bare Bolt", figure: `${round(bare.rate)} pages a second` },
        { what: "highest rate, Handrail", figure: `${round(ours.rate)} pages a second` },
        atMost("  pages missing", ours.missing, 0, ""),
      ],
      report: { page, lost, resident, highest: { bare, ours } },
    };
  } finally {
    await site.stop();
  }
}

interface Highest {
  /** Pages a second that reached Slack, from the first command until the last page. */
  readonly rate: number;
  readonly missing: number;
}

/** Each asks as soon as the page of somebody before them has reached Slack, everybody once. */
async function asFastAsItGoes(
  slack: Slack,
  commands: Commands,
  agents: readonly string[],
): Promise<Highest> {
  const waiting = new Map<string, (page: Page) => void>();
  slack.onPage = (page) => waiting.get(page.agent)?.(page);
  const queue = agents.values();
  let missing = 0;
  const runner = async () => {
    for (const agent of queue) {
      const paged = new Promise<boolean>((resolve) => {
        const late = setTimeout(() => resolve(false), longestWait);
        waiting.set(nameOf(agent), () => resolve((clearTimeout(late), true)));
      });
      await commands.escalate(agent);
      if (!(await paged)) missing += 1;
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, runner));
  const took = performance.now() - began;
  slack.onPage = () => undefined;
  return { rate: ((agents.length - missing) * 1_000) / took, missing };
}
