import { setTimeout as wait } from "node:timers/promises";
import type { Commands } from "./doubles/commands.ts";
import type { Page, Slack } from "./doubles/slack.ts";
import { nameOf } from "./organisation.ts";
import { processorSeconds } from "./processes.ts";

/** An app under measurement: where its commands go, and the processes that work for it. */
export interface App {
  readonly commands: Commands;
  /** Its own and its database server's, as they are now. */
  readonly pids: () => readonly number[];
  /** Set where requests stay open until somebody ends them. */
  readonly endsRequests?: boolean;
}

/** What was sent at an even rate to one app, and what came of it. Milliseconds. */
export interface Block {
  /** From the signed command leaving until the first page about its agent had reached Slack. */
  readonly paged: readonly number[];
  /** From the signed command leaving until its answer was read. */
  readonly answered: readonly number[];
  /** Commands without a page. */
  readonly missing: number;
  /** The pages, to end the requests with. */
  readonly pages: readonly Page[];
  /** Processor time a request, of the app's processes, with everything that follows from it. */
  readonly processor: number;
  /** Calls that Slack got, a request. */
  readonly calls: number;
}

/** How long after the last command its page is waited for. */
const longestWait = 5_000;

/** Sends one `/escalate` for each agent at `rate` a second and waits for no answer between them. */
export async function measure(
  slack: Slack,
  { commands, pids }: App,
  agents: readonly string[],
  rate: number,
): Promise<Block> {
  const first = new Map<string, Page>();
  const sent = new Map<string, number>();
  slack.onPage = (page) => {
    if (!first.has(page.agent)) first.set(page.agent, page);
  };
  const callsBefore = slack.calls();
  const processorBefore = processorSeconds(pids());
  const began = performance.now();
  const answers: Promise<number>[] = [];
  for (const [index, agent] of agents.entries()) {
    const pause = began + (index * 1_000) / rate - performance.now();
    if (pause > 0) await wait(pause);
    answers.push(
      commands.escalate(agent).then((answer) => {
        sent.set(nameOf(agent), answer.sent);
        return answer.answered - answer.sent;
      }),
    );
  }
  const answered = await Promise.all(answers);
  for (
    const last = performance.now();
    first.size < agents.length && performance.now() - last < longestWait;
  )
    await wait(20);
  await calm(slack);
  slack.onPage = () => undefined;
  const paged = [...first.values()].flatMap((page) => {
    const left = sent.get(page.agent);
    return left === undefined ? [] : [page.at - left];
  });
  return {
    paged,
    answered,
    missing: agents.length - paged.length,
    pages: [...first.values()],
    processor: (1_000 * (processorSeconds(pids()) - processorBefore)) / agents.length,
    calls: (slack.calls() - callsBefore) / agents.length,
  };
}

/** Ends requests a few at a time, as their agents would. */
export async function endAll(commands: Commands, pages: readonly Page[]): Promise<void> {
  const waiting = pages.values();
  const runner = async () => {
    for (const page of waiting)
      await commands.press(`U0${page.agent}`, "escalations.callEnded", page);
  };
  await Promise.all(Array.from({ length: 4 }, runner));
}

/** Waits until Slack has received nothing for a while: edits may still arrive after the end. */
export async function calm(slack: Slack, quietFor = 300): Promise<void> {
  for (let before = -1; before !== slack.calls();) {
    before = slack.calls();
    await wait(quietFor);
  }
}

/**
 * The apps one after the other, and again in another order: a machine that gets slower gets slower
 * for all. Each is warmed first, gently and then by a block at full rate that does not count.
 */
export async function inPairedBlocks<Name extends string>(
  slack: Slack,
  apps: Readonly<Record<Name, App>>,
  agents: readonly string[],
  plan: {
    readonly rate: number;
    readonly perBlock: number;
    readonly blocks: number;
    readonly say: (text: string) => void;
  },
): Promise<Record<Name, Block[]>> {
  const { rate, perBlock, blocks, say } = plan;
  const names = Object.keys(apps) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, []])) as never as Record<
    Name,
    Block[]
  >;
  for (let number = -2; number < blocks; number++) {
    say(number < 0 ? "warming each" : `block ${number + 1} of ${blocks}, ${rate} a second`);
    const from = ((number + 2) * perBlock) % Math.max(1, agents.length - perBlock + 1);
    const who = agents.slice(from, from + perBlock);
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + number + 2) % names.length];
      if (name === undefined) continue;
      const app = apps[name];
      const block = await measure(slack, app, who, number === -2 ? rate / 3 : rate);
      if (app.endsRequests === true) await endAll(app.commands, block.pages);
      await calm(slack);
      if (number >= 0) measured[name].push(block);
    }
  }
  return measured;
}
