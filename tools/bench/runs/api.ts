import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { hashOf, newSecret } from "../../../src/runtime/secrets.ts";
import { calm, endAll } from "../blocks.ts";
import type { Answered, Commands } from "../doubles/commands.ts";
import type { Page } from "../doubles/slack.ts";
import { atMost, type Line, round, spread } from "../figures.ts";
import { goals } from "../goals.ts";
import type { Plan, Result } from "../main.ts";
import { makeOrganisation, nameOf } from "../organisation.ts";
import { type Handrail, openSite, type Site } from "../site.ts";

const rate = 20;
const longestWait = 5_000;

interface Door {
  readonly name: string;
  readonly asks: (agent: string) => Promise<Answered>;
  /** From the request leaving until its answer was read. Milliseconds. */
  readonly answered: number[];
  /** Until the first page about its agent had reached Slack. */
  readonly paged: number[];
}

/**
 * Help that a program asks for, and that an agent asks for on Slack, from the same Handrail in turn.
 * Each door has agents of its own in every block, and the blocks change places.
 */
export async function api(server: string, { quick }: Plan): Promise<Result> {
  const plan = quick ? { blocks: 4, perBlock: 20 } : { blocks: 12, perBlock: 80 };
  const site = await openSite();
  const agent = new Agent({ keepAlive: true });
  try {
    const organisation = makeOrganisation(100);
    const handrail = await site.handrail(server, "programs", organisation, { pages: true });
    const key = await keyOf(handrail, "programs");
    const { commands, process } = handrail;
    const doors: Door[] = [
      { name: "Slack", asks: (who) => commands.escalate(who), answered: [], paged: [] },
      {
        name: "the API",
        asks: (who) => summon(new URL("/api/v1/escalations", process.url), agent, key, who),
        answered: [],
        paged: [],
      },
    ];
    const { agents } = organisation;
    for (let block = -2; block < plan.blocks; block++) {
      site.say(block < 0 ? "warming" : `block ${block + 1} of ${plan.blocks}, ${rate} a second`);
      const turns = block % 2 === 0 ? doors : doors.toReversed();
      for (const [turn, door] of turns.entries()) {
        const from = ((block + 2) * 2 + turn) * plan.perBlock;
        const who = Array.from(
          { length: plan.perBlock },
          (_, index) => agents[(from + index) % agents.length] ?? "",
        );
        await askAll(site, commands, door, who, block >= 0);
      }
    }
    const [slack, program] = doors.map(({ answered, paged }) => ({
      answered: spread(answered),
      paged: spread(paged),
    }));
    if (slack === undefined || program === undefined) throw new Error("no doors");
    const lines = (["answered", "paged"] as const).flatMap((what): Line[] => [
      ...doors.map(({ name, [what]: its }): Line => {
        const { count, median, p99 } = spread(its);
        return {
          what: `${what === "answered" ? "answer" : "page"} by ${name} (${count})`,
          figure: `${round(median)} ms, p99 ${round(p99)} ms`,
        };
      }),
      { what: "  median", figure: `${round(program[what].median / slack[what].median)} ×` },
      atMost("  p99", program[what].p99 / slack[what].p99, goals.api, "×"),
    ]);
    const missing = doors.reduce(
      (sum, { answered, paged }) => sum + answered.length - paged.length,
      0,
    );
    lines.push(atMost("pages missing", missing, 0, ""));
    return { lines, report: { slack, program } };
  } finally {
    agent.destroy();
    await site.stop();
  }
}

async function askAll(
  { slack }: Site,
  commands: Commands,
  { asks, answered, paged }: Door,
  agents: readonly string[],
  counts: boolean,
): Promise<void> {
  const first = new Map<string, Page>();
  slack.onPage = (page) => {
    if (!first.has(page.agent)) first.set(page.agent, page);
  };
  const began = performance.now();
  const all = agents.map(async (who, index) => {
    await wait(Math.max(0, began + (index * 1_000) / rate - performance.now()));
    return { who: nameOf(who), ...(await asks(who)) };
  });
  const done = await Promise.all(all);
  for (
    const last = performance.now();
    first.size < agents.length && performance.now() - last < longestWait;
  )
    await wait(20);
  await calm(slack);
  slack.onPage = () => undefined;
  if (counts)
    for (const { who, sent, answered: at } of done) {
      answered.push(at - sent);
      const page = first.get(who);
      if (page !== undefined) paged.push(page.at - sent);
    }
  await endAll(commands, [...first.values()]);
  await calm(slack);
}

/** A key with the scope to summon. */
async function keyOf(handrail: Handrail, organisation: string): Promise<string> {
  const secret = newSecret(organisation, "hr_");
  const owner = await handrail.owner();
  await owner.query(
    `insert into handrail.api_keys (organisation_id, key, name, scopes, secret_hash, made_at)
     values ($1, gen_random_uuid(), 'Bench', '{escalate}', $2, handrail.now())`,
    [organisation, hashOf(secret)],
  );
  await owner.end();
  return secret;
}

/** The API's way of an agent's `/escalate`. */
function summon(url: URL, agent: Agent, key: string, account: string): Promise<Answered> {
  const body = JSON.stringify({ person: `${nameOf(account).toLowerCase()}@b.test` });
  const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
  return new Promise((resolve, reject) => {
    const sent = performance.now();
    request(url, { method: "POST", headers, agent }, (response) => {
      response.resume().once("end", () => {
        resolve({ status: response.statusCode ?? 0, sent, answered: performance.now() });
      });
    })
      .once("error", reject)
      .end(body);
  });
}
