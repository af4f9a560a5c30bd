import { setTimeout as wait } from "node:timers/promises";
import type { Commands } from "./commands.ts";
import { nameOf } from "./organisation.ts";
import type { Page, Slack } from "./slack.ts";

/** One measured stretch: what was sent at an even rate, and what came of it. Milliseconds. */
export interface Stretch {
  /** From the signed command leaving until the first page about its agent had reached Slack. */
  readonly paged: number[];
  /** From the signed command leaving until its answer was read. */
  readonly answered: number[];
  /** Commands whose page did not arrive. */
  readonly missing: number;
  /** The pages, to end the requests with. */
  readonly pages: readonly Page[];
}

/** How long after the last command its page is waited for. */
const patience = 5_000;

/** Sends one `/escalate` for each agent at `rate` a second, whatever the answers do, as people would. */
export async function measure(slack: Slack, commands: Commands, agents: readonly string[], rate: number): Promise<Stretch> {
  const first = new Map<string, Page>();
  const sent = new Map<string, number>();
  slack.onPage = (page) => {
    if (!first.has(page.agent)) first.set(page.agent, page);
  };
  const began = performance.now();
  const answers: Promise<number>[] = [];
  for (const [index, agent] of agents.entries()) {
    const due = began + (index * 1_000) / rate;
    const pause = due - performance.now();
    if (pause > 0) await wait(pause);
    answers.push(
      commands.escalate(agent).then((answer) => {
        sent.set(nameOf(agent), answer.sent);
        return answer.answered - answer.sent;
      }),
    );
  }
  const answered = await Promise.all(answers);
  for (const last = performance.now(); first.size < agents.length && performance.now() - last < patience;) await wait(20);
  slack.onPage = () => undefined;
  const paged = [...first.values()].flatMap((page) => {
    const left = sent.get(page.agent);
    return left === undefined ? [] : [page.at - left];
  });
  return { paged, answered, missing: agents.length - paged.length, pages: [...first.values()] };
}

/** Ends requests a few at a time, as their agents would. */
export async function endAll(commands: Commands, pages: readonly Page[]): Promise<void> {
  const waiting = pages.values();
  const runner = async () => {
    for (const page of waiting) await commands.press(`U0${page.agent}`, "escalations.callEnded", page);
  };
  await Promise.all(Array.from({ length: 4 }, runner));
}

/** Waits until Slack has heard nothing for a while: edits after the end are on their way still. */
export async function calm(slack: Slack): Promise<void> {
  for (let before = -1; before !== slack.calls();) {
    before = slack.calls();
    await wait(300);
  }
}
