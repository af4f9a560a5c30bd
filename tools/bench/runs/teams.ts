import { setTimeout as wait } from "node:timers/promises";
import { objectId, openTeams, tenant, type Teams } from "../doubles/teams.ts";
import { atMost, round, spread } from "../figures.ts";
import { goals } from "../goals.ts";
import type { Plan, Result } from "../main.ts";
import { makeOrganisation } from "../organisation.ts";
import { openSite } from "../site.ts";

const rate = 60;

/** Says `escalate` in Teams, to Handrail and to a bare botbuilder bot alternately. */
export async function teams(server: string, { quick }: Plan): Promise<Result> {
  const site = await openSite();
  const double = await openTeams();
  try {
    const where = {
      workspaces: `teams: [${tenant}]`,
      account: (name: string) => `teams: ${objectId(name)}`,
    };
    const organisation = makeOrganisation(60, where);
    const handrail = await site.handrail(server, "teams", organisation, { env: double.env });
    const bot = await site.bot("botbuilder.ts", double.env);
    const names = organisation.agents.map((account) => account.slice(2));
    await cards(double, bot.process.url, names.slice(0, 100), rate / 3);
    await cards(double, handrail.process.url, names.slice(500), rate / 3);
    const bare: number[] = [];
    const ours: number[] = [];
    // An agent with an open request gets no second one, so each block has its own people.
    const asked = quick ? 200 : 500;
    for (let from = 0; from < asked; from += 100) {
      site.say(`${server}: 100 words, ${rate} a second, to each`);
      const part = names.slice(from, from + 100);
      bare.push(...(await cards(double, bot.process.url, part, rate)));
      ours.push(...(await cards(double, handrail.process.url, part, rate)));
    }
    const card = { bare: spread(bare), handrail: spread(ours) };
    const figure = ({ median, p99 }: typeof card.bare) =>
      `${round(median)} ms, p99 ${round(p99)} ms`;
    return {
      lines: [
        { what: `card reaches Teams, bare botbuilder (${bare.length})`, figure: figure(card.bare) },
        { what: `  Handrail (${ours.length})`, figure: figure(card.handrail) },
        atMost("  beside it, median", card.handrail.median / card.bare.median, goals.teams, "×"),
        { what: "  p99", figure: `${round(card.handrail.p99 / card.bare.p99)} ×` },
        atMost("  cards missing", asked - ours.length, 0, ""),
      ],
      report: { card },
    };
  } finally {
    await site.stop();
    await double.stop();
  }
}

/** Each says `escalate` in turn. @returns milliseconds until the first card about each was there */
async function cards(
  to: Teams,
  url: string,
  names: readonly string[],
  perSecond: number,
): Promise<number[]> {
  const sent = new Map<string, number>();
  const first = new Map<string, number>();
  to.onCard = (agent, at) => {
    if (!first.has(agent)) first.set(agent, at);
  };
  const began = performance.now();
  for (const [index, name] of names.entries()) {
    const pause = began + (index * 1_000) / perSecond - performance.now();
    if (pause > 0) await wait(pause);
    void to.says(url, name).then((answer) => sent.set(name, answer.sent));
  }
  for (
    const last = performance.now();
    first.size < names.length && performance.now() - last < 5_000;
  )
    await wait(20);
  await wait(500);
  return names.flatMap((name) => {
    const [left, at] = [sent.get(name), first.get(name)];
    return left === undefined || at === undefined ? [] : [at - left];
  });
}
