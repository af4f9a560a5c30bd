import { setTimeout as wait } from "node:timers/promises";
import { type Block, inPairedBlocks } from "../blocks.ts";
import { atMost, type Line, round, type Spread, spread } from "../figures.ts";
import { goals } from "../goals.ts";
import { makeOrganisation } from "../organisation.ts";
import { processorSeconds, residentMegabytes } from "../processes.ts";
import { embedded, openSite } from "../site.ts";
import type { Plan, Result } from "../main.ts";

/** What one app needed in all its blocks. */
export interface Cost {
  /** Until a supervisor had the page. Milliseconds. */
  readonly page: Spread;
  /** Processor time a request, its database server's included. Milliseconds. */
  readonly processor: number;
  /** Calls that Slack got, a request. */
  readonly calls: number;
}

const rate = 60;
/** With two supervisors for each team of ten: 1,200 people. */
const teams = 100;

/**
 * The time from typing `/escalate` until a supervisor has the page. Paired blocks compare it with a
 * bare Bolt app, and with one that stores its requests by hand. Then memory, and processor time
 * while idle.
 */
export async function pages(server: string, { quick }: Plan): Promise<Result> {
  const site = await openSite();
  try {
    const organisation = makeOrganisation(teams);
    site.say(`${server}: ${teams * 12} people, two starts`);
    const first = await site.handrail(server, "people", organisation);
    await first.stop();
    const handrail = await site.handrail(server, "people", organisation);
    const durable = await site.bot(
      "durable-bolt.ts",
      undefined,
      server === embedded ? "PostgreSQL 18" : server,
    );
    const bare = await site.bot("bolt.ts");
    const blocks = await inPairedBlocks(
      site.slack,
      { bare, durable, handrail },
      organisation.agents,
      { rate, perBlock: quick ? 120 : 300, blocks: quick ? 2 : 6, say: site.say },
    );
    const resident = residentMegabytes(handrail.pids());
    site.say("nothing to do");
    await wait(3_000);
    const before = processorSeconds(handrail.pids());
    await wait(10_000);
    const idle = ((processorSeconds(handrail.pids()) - before) * 1_000) / 10;

    const costs = {
      bare: costOf(blocks.bare),
      durable: costOf(blocks.durable),
      handrail: costOf(blocks.handrail),
    };
    const missing = Object.values(blocks)
      .flat()
      .reduce((sum, one) => sum + one.missing, 0);
    const refused = [bare, durable, handrail].reduce((sum, one) => sum + one.commands.refused, 0);
    return {
      lines: [
        ...linesOf(server, costs, blocks, missing + refused === 0),
        atMost("pages missing, requests refused", missing + refused, 0, ""),
        atMost(`resident, ${teams * 12} people, server included`, resident, goals.resident, "MB"),
        { what: "processor time with nothing to do", figure: `${round(idle)} ms a second` },
        ...(server === embedded
          ? [
              atMost("first start", first.process.took / 1_000, goals.start.first, "s"),
              atMost("second start", handrail.process.took / 1_000, goals.start.second, "s"),
            ]
          : []),
      ],
      report: { costs, resident, idle, blocks: Object.entries(blocks).map(summary) },
    };
  } finally {
    await site.stop();
  }
}

function costOf(blocks: readonly Block[]): Cost {
  const mean = (of: (block: Block) => number) =>
    blocks.reduce((sum, block) => sum + of(block), 0) / Math.max(1, blocks.length);
  return {
    page: spread(blocks.flatMap(({ paged }) => paged)),
    processor: mean(({ processor }) => processor),
    calls: mean(({ calls }) => calls),
  };
}

const summary = ([name, blocks]: readonly [string, readonly Block[]]): object => ({
  name,
  blocks: blocks.map(({ paged, processor }) => ({ page: spread(paged), processor })),
});

function linesOf(
  server: string,
  { bare, durable, handrail }: Record<"bare" | "durable" | "handrail", Cost>,
  blocks: Record<"durable" | "handrail", readonly Block[]>,
  complete: boolean,
): Line[] {
  const figure = (what: string, { page, processor, calls }: Cost): Line => ({
    what: `${what} (${page.count})`,
    figure: [
      `${round(page.median)} ms, p99 ${round(page.p99)} ms`,
      `processor ${round(processor)} ms, ${round(calls)} calls`,
    ].join(", "),
  });
  const { median, p99, processor } = goals.durable;
  // Where pages are missing, those that came are no measure of anything.
  const beside = (what: string, value: number, goal: number): Line =>
    complete ? atMost(what, value, goal, "×") : { what, figure: "some pages are missing" };
  const ofBlocks = blocks.handrail.map(
    ({ paged }, index) => spread(paged).median / spread(blocks.durable[index]?.paged ?? []).median,
  );
  return [
    { what: `${server}, ${rate} a second`, figure: "page, and what a request costs" },
    figure("  bare Bolt", bare),
    figure("  Bolt that stores it by hand", durable),
    figure("  Handrail", handrail),
    beside("  beside the durable one, median", handrail.page.median / durable.page.median, median),
    {
      what: "    in its blocks",
      figure: `${round(Math.min(...ofBlocks))} to ${round(Math.max(...ofBlocks))} ×`,
    },
    beside("    p99", handrail.page.p99 / durable.page.p99, p99),
    beside("    processor time", handrail.processor / durable.processor, processor),
    ...[durable, handrail].map((one, index): Line => ({
      what: `  beside the bare one, ${index === 0 ? "durable" : "Handrail"}`,
      figure: [
        `${round(one.page.median / bare.page.median)} ×`,
        `p99 ${round(one.page.p99 / bare.page.p99)} ×`,
        `processor ${round(one.processor / bare.processor)} ×`,
      ].join(", "),
    })),
  ];
}
