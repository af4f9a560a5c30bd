import type { Commands } from "./commands.ts";
import { nameOf } from "./organisation.ts";
import type { Page, Slack } from "./slack.ts";

/** Agents who ask at once: more of them make each wait longer, and no more pages a second. */
const atOnce = 32;
/** A page that does not come within this is lost. Milliseconds. */
const patience = 5_000;

export interface Highest {
  /** Pages a second that reached Slack, from the first command until the last page. */
  readonly rate: number;
  readonly missing: number;
}

/** As fast as it goes: each asks as soon as the page of somebody before them has reached Slack, everybody once. */
export async function measureHighest(
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
        const late = setTimeout(() => resolve(false), patience);
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
