import { setTimeout as wait } from "node:timers/promises";
import { roundsSubject } from "../../src/debriefs/round/rules.ts";
import type { Wishes } from "../../src/debriefs/wishes.ts";
import { openVault } from "../../src/runtime/keys.ts";
import { hours, makeOrganisation } from "./organisation.ts";
import { nowhere } from "./slack.ts";
import type { House, Kind, Site } from "./stores.ts";

/** Agents and supervisors of one team. */
const inTeam = 12;
const patience = 60_000;

export interface Search {
  readonly house: House;
  /** Everybody's id, by Slack account. */
  readonly ids: ReadonlyMap<string, string>;
  /** Milliseconds from pressing until the answer. */
  readonly peer: number[];
  readonly word: number[];
}

/** Somebody looks for a peer where everybody said that they would listen: all their wishes are opened for it. */
export async function measureSearch(
  site: Site,
  kind: Kind,
  people: number,
  times: number,
): Promise<Search> {
  const organisation = makeOrganisation(Math.ceil(people / inTeam), { settings: hours });
  const house = await site.house(kind, `talk_${kind.toLowerCase()}`, organisation.yaml);
  const { commands, owner } = house;
  const { rows } = await owner.query<{ account: string; person: string }>(
    "select account, person from handrail.accounts",
  );
  const ids = new Map(rows.map(({ account, person }) => [account, person]));
  await plantWishes(site, house, [...ids.values()]);

  const [peer, word]: [number[], number[]] = [[], []];
  for (const agent of organisation.agents.slice(0, times + 3)) {
    const before = await commands.say(agent, "/shift", "on");
    await commands.say(agent, "/debrief");
    const { sent, answered } = await commands.press(agent, "debriefs.peer", nowhere);
    await commands.press(agent, "debriefs.withdraw", nowhere);
    peer.push(answered - sent);
    word.push(before.answered - before.sent);
  }
  if (commands.refused > 0) throw new Error("a command was refused");
  // The first few only warmed it.
  return { house, ids, peer: peer.slice(3), word: word.slice(3) };
}

/** As the feature seals them: only so are they opened. */
async function plantWishes(
  site: Site,
  { owner, organisation }: House,
  people: readonly string[],
): Promise<void> {
  const vault = openVault(site.keys);
  const wishes: Wishes = { willing: true, rounds: false, never: [], favourites: [] };
  const sealed = await Promise.all(
    people.map((person) =>
      vault.seal(`${organisation}/debrief_wishes/${person}`, JSON.stringify(wishes)),
    ),
  );
  await owner.query(
    "insert into handrail.debrief_wishes select $1, w.* from unnest($2::uuid[], $3::text[]) w",
    [organisation, people, sealed],
  );
  await owner.query("vacuum (analyze)");
}

/** So many take part in the round that is due now. @returns until it was drawn, kept and everybody's message was written */
export async function measureRoundDrawn(
  site: Site,
  { owner, organisation, commands }: House,
  ids: ReadonlyMap<string, string>,
  size: number,
): Promise<{ readonly took: number; readonly slowest: number; readonly told: number }> {
  const agents = [...ids].filter(([account]) => account.startsWith("U0A"));
  const vault = openVault(site.keys);
  const wishes: Wishes = { willing: true, rounds: true, never: [], favourites: [] };
  const members = agents.slice(0, size).map(([, person]) => person);
  const sealed = await Promise.all(
    members.map((person) =>
      vault.seal(`${organisation}/debrief_wishes/${person}`, JSON.stringify(wishes)),
    ),
  );
  await owner.query(
    "update handrail.debrief_wishes w set wishes = m.wishes from unnest($1::uuid[], $2::text[]) m(person, wishes) where w.person = m.person",
    [members, sealed],
  );
  await owner.query(
    `insert into handrail.debrief_rounds (organisation_id, version, state)
     select $1, 1, jsonb_build_object('lastAt', 0, 'number', 0, 'next', floor(extract(epoch from handrail.now()) * 1000) - 1)`,
    [organisation],
  );
  const began = performance.now();
  await owner.query("insert into handrail.timers select $1, 'rounds', $2, 'draw', handrail.now()", [
    organisation,
    roundsSubject,
  ]);
  let [slowest, told] = [0, 0];
  const other = agents.at(-1)?.[0] ?? "";
  for (; told === 0 && performance.now() - began < patience; await wait(20)) {
    const { sent, answered } = await commands.say(other, "/shift", "on");
    slowest = Math.max(slowest, answered - sent);
    const { rows } = await owner.query<{ told: number }>(
      "select count(*)::int as told from handrail.messages where feature = 'rounds'",
    );
    told = rows[0]?.told ?? 0;
  }
  return { took: told === 0 ? Infinity : performance.now() - began, slowest, told };
}
