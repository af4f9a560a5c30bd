import { setTimeout as sleep } from "node:timers/promises";
import { type House, type Running, openHouse } from "../../stories/crash-child.ts";
import { Chance } from "../simulation/chance.ts";

/** What came of an embedded database whose process was killed while everybody wrote. */
export interface EmbeddedKills {
  readonly kills: number;
  /** Commands that somebody read a confirmation of, summons among them. */
  readonly acknowledged: number;
  readonly summons: number;
  /** Confirmed, and not there. */
  readonly lost: number;
  /** From the start of a process on what a killed one left until it serves, in milliseconds. */
  readonly slowestStart: number;
}

const people = ["U0ANA", "U0BEN", "U0CARLA", "U0SAM", "U0PRIYA", "U0DANA"];
/** Calls for help in one life of the process; each of a person whose last one is over. */
const callers = people.slice(0, 3);

/**
 * `kill -9` at moments that chance chooses, while six people say that they are on shift, or off, without a pause and agents call for help, all through
 * the whole app. A person's presence counts its changes, so each confirmed one can be missed: nothing cancels out.
 */
export async function embeddedKills(kills: number, commits: number): Promise<EmbeddedKills> {
  const house = await openHouse();
  const chance = new Chance(kills);
  const said = new Map(people.map((account) => [account, { changes: 0, last: [] as string[] }]));
  const confirmed = { summons: 0 };
  let [slowestStart, lost] = [0, 0];
  let app: Running = await house.start();
  try {
    for (let kill = 0; kill <= kills; kill++) {
      let living = true;
      const until = () => living && total(said) < (commits * (kill + 1)) / (kills + 1);
      const writers = people.map((account) => writes(house, account, said, until));
      const calls = callers.map(
        async (account) => (confirmed.summons += await callsForHelp(house, account)),
      );
      await Promise.all([...calls, kill === kills ? Promise.all(writers) : Promise.race(writers)]);
      if (kill < kills) {
        await sleep(chance.between(0, 300));
        const dead = app.kill();
        await dead;
      }
      living = false;
      await Promise.all(writers);
      if (kill === kills) break;
      const began = performance.now();
      app = await house.start();
      slowestStart = Math.max(slowestStart, performance.now() - began);
      lost = await lostOf(house, said, confirmed.summons);
      if (lost > 0) break;
    }
    lost = Math.max(lost, await lostOf(house, said, confirmed.summons));
    return {
      kills,
      acknowledged: total(said) + confirmed.summons,
      summons: confirmed.summons,
      lost,
      slowestStart: Math.round(slowestStart),
    };
  } finally {
    await app.kill();
    await house.stop();
  }
}

type Said = Map<string, { changes: number; last: string[] }>;
const total = (said: Said): number =>
  [...said.values()].reduce((sum, { changes }) => sum + changes, 0);

/** On and off shift, one after the other, while it makes sense. What was asked and not answered may be there, or not. */
async function writes(
  { slack }: House,
  account: string,
  said: Said,
  until: () => boolean,
): Promise<void> {
  const own = said.get(account);
  if (own === undefined) return;
  for (let n = 0; until(); n++) {
    // Supervisors stay: somebody has to be there to be asked.
    const to = n % 2 === 0 && callers.includes(account) ? "off" : "on";
    own.last.push(to);
    const sent = await slack.command(account, `/shift ${to}`).catch(() => undefined);
    if (sent?.status !== 200 || !/You are (on|off) shift/.test(sent.body)) continue;
    own.changes += 1;
    own.last = [to];
  }
}

/** @returns how many calls were confirmed: who reads so, or gets the card, counts on it */
async function callsForHelp({ slack }: House, account: string): Promise<number> {
  const sent = await slack.command(account, "/escalate").catch(() => undefined);
  return sent?.status === 200 && (sent.body === "" || sent.body.includes("got your request"))
    ? 1
    : 0;
}

/** What was confirmed and is not there: changes of somebody's presence, and calls for help that no history holds. */
async function lostOf(house: House, said: Said, summons: number): Promise<number> {
  const rows = await house.asOwner(
    "select a.account, p.version::int as version, p.shift from handrail.presence p join handrail.accounts a using (organisation_id, person)",
  );
  let lost = 0;
  for (const [account, { changes, last }] of said) {
    const row = rows.find((one) => one["account"] === account);
    const version = Number(row?.["version"] ?? 0);
    lost += Math.max(0, changes - version);
    if (changes > 0 && version >= changes && !last.includes(String(row?.["shift"]))) lost += 1;
  }
  const [calls] = await house.asOwner(
    "select count(*)::int as n from handrail.inbox where feature = 'escalations' and answer is not null",
  );
  const [opened] = await house.asOwner(
    "select count(*)::int as n from handrail.journal where event ->> 'type' = 'opened'",
  );
  return (
    lost +
    Math.max(0, summons - Number(calls?.["n"])) +
    (summons > 0 && Number(opened?.["n"]) === 0 ? 1 : 0)
  );
}
