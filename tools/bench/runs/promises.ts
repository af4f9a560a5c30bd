import { setTimeout as wait } from "node:timers/promises";
import { calm } from "../blocks.ts";
import { atMost, type Line, round, spread, type Spread } from "../figures.ts";
import { goals } from "../goals.ts";
import type { Plan, Result } from "../main.ts";
import { nowhere } from "../doubles/slack.ts";
import { makeOrganisation } from "../organisation.ts";
import { type Handrail, openSite, type Site } from "../site.ts";

/** How long before the first is due, for the planting itself. Milliseconds. */
const ahead = 6_000;
const longestWait = 10_000;

/** What people wait for. Milliseconds. */
const waits = ["promise", "help", "home"] as const;
type Waits = Record<(typeof waits)[number], number[]>;

/** One Handrail, with none or with all of the promises. */
interface Beside {
  readonly handrail: Handrail;
  readonly waits: Waits;
}

/**
 * Open promises of the next months beside people at work. Two Handrails run at the same time, one
 * without any, and everybody asks both: a machine that gets slower gets slower for both. Then it
 * measures how late a nudge is, of one for everybody.
 */
export async function promises(server: string, { quick }: Plan): Promise<Result> {
  const plan = quick
    ? { teams: 10, open: 20_000, within: 10_000, asked: 20, warm: 10 }
    : { teams: 100, open: 100_000, within: 60_000, asked: 150, warm: 60 };
  const organisation = makeOrganisation(plan.teams);
  const site = await openSite();
  try {
    const start = async (name: string): Promise<Beside> => ({
      handrail: await site.handrail(server, name, organisation),
      waits: { promise: [], help: [], home: [] },
    });
    const [without, beside] = [await start("none"), await start("many")];
    const owner = await beside.handrail.owner();
    const { agents } = organisation;
    site.say(`${plan.open} open ones`);
    await owner.query(plant(plan.open, "interval '2 days' + n * interval '40 seconds'", 0));
    await owner.query("analyze");
    site.say(`${plan.asked} people ask both`);
    for (let number = -plan.warm; number < plan.asked; number++) {
      const agent = agents[(number + plan.warm) % agents.length] ?? "";
      const both = number % 2 === 0 ? [without, beside] : [beside, without];
      for (const one of both) await asks(site, one, agent, number >= 0);
    }
    const costs = { without: spreadOf(without.waits), beside: spreadOf(beside.waits) };

    site.say(`${agents.length} nudges due within ${plan.within / 1_000} s`);
    const each = `${ahead / 1_000} + n * ${plan.within / 1_000 / agents.length}`;
    const { rows } = await owner.query<{ account: string; due: string }>(
      plant(agents.length, `make_interval(secs => ${each})`, 2),
    );
    await owner.end();
    const dueAt = new Map(rows.map(({ account, due }) => [account, Number(due)]));
    const late = new Map<string, number>();
    site.slack.onShown = (method, where, at) => {
      const due = dueAt.get(where);
      if (method === "chat.postMessage" && due !== undefined && !late.has(where))
        late.set(where, performance.timeOrigin + at - due);
    };
    const end = Math.max(...dueAt.values()) + longestWait;
    while (late.size < dueAt.size && Date.now() < end) await wait(50);
    site.slack.onShown = () => undefined;
    const lateness = spread([...late.values()]);
    return {
      lines: [
        ...linesOf(plan.open, costs.without, costs.beside),
        atMost(`nudge after its due time, p99 (${late.size})`, lateness.p99, goals.step, "ms"),
        {
          what: "  median and slowest",
          figure: `${round(lateness.median)} ms, ${round(lateness.most)} ms`,
        },
        atMost("  missing", dueAt.size - late.size, 0, ""),
      ],
      report: { ...costs, late: lateness },
    };
  } finally {
    await site.stop();
  }
}

/** A promise in words, a call for help, and their home page. */
async function asks(
  { slack }: Site,
  { handrail: { commands }, waits: its }: Beside,
  agent: string,
  counts: boolean,
): Promise<void> {
  const made = await commands.say(agent, "/promise", "tomorrow 15:00 refund #4821");
  const asked = await commands.escalate(agent);
  await calm(slack, 25);
  const shown = new Promise<number>((resolve) => {
    slack.onShown = (method, where, at) => {
      if (method === "views.publish" && where === agent) resolve(at);
    };
  });
  const { sent } = await commands.visit(agent);
  // A page that shows the same is not sent again.
  const at = await Promise.race([shown, wait(1_000)]);
  slack.onShown = () => undefined;
  await commands.press(agent, "escalations.callEnded", nowhere);
  await calm(slack, 25);
  if (commands.refused > 0) throw new Error("a command was refused");
  if (!counts) return;
  its.promise.push(made.answered - made.sent);
  its.help.push(asked.answered - asked.sent);
  if (at !== undefined) its.home.push(at - sent);
}

type Spreads = Record<(typeof waits)[number], Spread>;
const spreadOf = ({ promise, help, home }: Waits): Spreads => ({
  promise: spread(promise),
  help: spread(help),
  home: spread(home),
});

function linesOf(open: number, without: Spreads, beside: Spreads): Line[] {
  const names = { promise: "/promise", help: "/escalate", home: "a home page" } as const;
  return waits.flatMap((name) => [
    {
      what: `${names[name]}: with none and with ${open} open promises, median`,
      figure: `${round(without[name].median)} ms, ${round(beside[name].median)} ms`,
    },
    atMost("  as many times", beside[name].median / without[name].median, goals.flat, "×"),
  ]);
}

/**
 * Promises of agents, one after another, each with its timer.
 * @param due of number `n`, as an interval from now
 * @returns a statement that yields each with its holder's account and its time
 */
const plant = (count: number, due: string, stage: number): string => `
  with agents as (
    select m.organisation_id, m.person, m.team, a.account,
      row_number() over (order by a.account) - 1 as number, count(*) over () as total
    from handrail.memberships m join handrail.accounts a using (organisation_id, person)
    where m.role = 'agent'
  ), made as (
    select gen_random_uuid() as id, agents.*,
      date_trunc('milliseconds', handrail.now()) + ${due} as due
    from generate_series(1, ${count}) n join agents on agents.number = n % agents.total
  ), planted as (
    insert into handrail.promises (organisation_id, promise, version, status, person, holder, team,
      due_at, changed_at, state)
    select organisation_id, id, 1, 'open', person, person, team, due, handrail.now(),
      jsonb_build_object('id', id, 'status', 'open', 'lastAt', 0, 'maker', person,
        'holder', person, 'team', team, 'posts', 0, 'cards', '{}'::jsonb, 'zone', 'Europe/London',
        'dueAt', floor(extract(epoch from due) * 1000), 'stage', ${stage}, 'counted', false)
    from made
  )
  , timed as (
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select organisation_id, 'promises', id, 'look',
      due - ${stage === 0 ? "interval '30 minutes'" : "interval '0'"} from made
  )
  select account, extract(epoch from due) * 1000 as due from made`;
