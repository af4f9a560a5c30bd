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
export async function measure(
  slack: Slack,
  commands: Commands,
  agents: readonly string[],
  rate: number,
): Promise<Stretch> {
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
  for (
    const last = performance.now();
    first.size < agents.length && performance.now() - last < patience;
  )
    await wait(20);
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
    for (const page of waiting)
      await commands.press(`U0${page.agent}`, "escalations.callEnded", page);
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

/**
 * Bolt and Handrail, one after the other and again, so that a machine that gets slower gets slower for both. Both are warmed
 * first, gently and then by a stretch at full rate that does not count.
 */
export async function sideBySide(
  slack: Slack,
  to: { readonly bolt: Commands; readonly handrail: Commands },
  agents: readonly string[],
  plan: { readonly rate: number; readonly stretches: number; readonly say: (text: string) => void },
): Promise<{ readonly bare: readonly Stretch[]; readonly ours: readonly Stretch[] }> {
  const { rate, stretches, say } = plan;
  const both = async (who: readonly string[], perSecond: number) => {
    const bare = await measure(slack, to.bolt, who, perSecond);
    const ours = await measure(slack, to.handrail, who, perSecond);
    await calm(slack);
    await endAll(to.handrail, ours.pages);
    await calm(slack);
    return { bare, ours };
  };
  say("warming both");
  await both(agents.slice(0, 180), rate / 3);
  await both(agents, rate);
  const measured: { bare: Stretch; ours: Stretch }[] = [];
  for (let stretch = 0; stretch < stretches; stretch++) {
    say(`${agents.length} commands, ${rate} a second, to each`);
    measured.push(await both(agents, rate));
  }
  return { bare: measured.map((one) => one.bare), ours: measured.map((one) => one.ours) };
}
