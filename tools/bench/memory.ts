import { setTimeout as wait } from "node:timers/promises";
import type { Commands } from "./commands.ts";
import { nameOf, type Organisation } from "./organisation.ts";
import { residentMegabytes } from "./processes.ts";
import type { Page, Slack } from "./slack.ts";

export interface Memory {
  readonly samples: readonly { readonly requests: number; readonly megabytes: number }[];
  /** Requests a second, everything that follows from them included. */
  readonly rate: number;
}

/** Agents busy at once, each of another team. */
const atOnce = 12;
/** A page that does not come within this is a fault. */
const patience = 15_000;

/**
 * Drives the app as fast as it goes with whole escalations: one asks, one of the two paged takes it, and says it is done.
 * @param total requests from Slack; memory is read after each quarter of them
 */
export async function measureMemory(
  slack: Slack,
  commands: Commands,
  organisation: Organisation,
  pid: number,
  total: number,
): Promise<Memory> {
  const samples: { requests: number; megabytes: number }[] = [];
  const heard = new Map<string, { pages: Page[]; both: (page: Page) => void }>();
  slack.onPage = (page) => {
    const one = heard.get(page.agent);
    if (one === undefined) return;
    one.pages.push(page);
    // Both are waited for, so that a late one is not taken for the next request's.
    if (one.pages.length === 2) one.both(page);
  };
  let requests = 0;
  const began = performance.now();
  const cycle = async (agent: string) => {
    const both = new Promise<Page>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no page for ${agent}`)), patience);
      heard.set(nameOf(agent), { pages: [], both: (page) => resolve((clearTimeout(late), page)) });
    });
    await commands.escalate(agent);
    const page = await both;
    await commands.press(page.account, "escalations.acknowledge", page);
    await commands.press(page.account, "escalations.done", page);
  };
  const runner = async (number: number) => {
    for (let round = 0; requests < total; round++) {
      const agents = organisation.teams[number]?.agents ?? [];
      const agent = agents[round % agents.length];
      if (agent === undefined) throw new Error("fewer teams than runners");
      requests += 3;
      await cycle(agent);
      const quarter = total / 4;
      if (requests >= quarter * (samples.length + 1))
        samples.push({
          requests: quarter * (samples.length + 1),
          megabytes: residentMegabytes(pid),
        });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, number) => runner(number)));
  const took = performance.now() - began;
  slack.onPage = () => undefined;
  await wait(500);
  return { samples, rate: requests / (took / 1_000) };
}
