import { selfTestOrganisation } from "../../../src/kernel/pretend.ts";
import { setTimeout as sleep } from "node:timers/promises";
import type { Heard, Houses } from "./houses.ts";
import { supervisors } from "./houses.ts";

/** What must be true after a torture, and what it cost. */
export interface Account {
  readonly confirmed: number;
  readonly refused: number;
  readonly unsure: number;
  readonly nothing: number;
  /** Confirmed, and no request is there. */
  readonly lost: number;
  /** Said that nothing was sent, and it was. */
  readonly falselyRefused: number;
  /** Asked, and neither shown nor recorded as ended. */
  readonly untold: number;
  /** Posts beyond the first for the same person and occasion, and those of them that do not say so. */
  readonly repeats: number;
  readonly unmarked: number;
  /** Histories with a gap, a step without its predecessor, or two winners. */
  readonly broken: number;
  /** Of the answers to agents, in milliseconds. */
  readonly slowestAnswer: number;
}

/** Each agent asked at most once. */
export async function accountOf(
  { database, slack }: Houses,
  heard: readonly Heard[],
): Promise<Account> {
  const requests = await database.query<{ account: string; n: number }>(
    "select a.account, count(*)::int as n from handrail.requests r join handrail.accounts a using (organisation_id) where a.person = r.requester group by 1",
  );
  const there = new Map(requests.map(({ account, n }) => [account, n]));
  const count = (what: Heard["what"]) => heard.filter((one) => one.what === what).length;
  const untold = await untoldOf(database);
  const [broken] = await database.query<{ n: number }>(`
    select count(*)::int as n from handrail.requests r where
      (select count(distinct version) from handrail.journal j where j.subject = r.request) <> r.version
      or exists (select 1 from (
        select (event ->> 'round')::int as round, (event ->> 'step')::int as step, row_number() over (order by version, number) - 1 as n
        from handrail.journal j where j.subject = r.request and event ->> 'type' = 'asked' and event ->> 'reason' in ('opened', 'silence')) steps
        where round * 2 + step <> n)
      or (r.status in ('open', 'acknowledged', 'joined', 'exhausted') and not exists (select 1 from handrail.timers t where t.subject = r.request))`);
  // What was said to somebody alone, in answer to a press, is no post.
  const posts = supervisors.flatMap((account) =>
    slack.desk(account).messages.filter(({ ephemeral }) => !ephemeral),
  );
  const rows = await database.query<{ n: number }>(
    `select count(*)::int as n from handrail.messages
     where view = 'page' and address is not null and occasion not like '%~%' and organisation_id <> '${selfTestOrganisation}'`,
  );
  const repeats = Math.max(0, posts.length - (rows[0]?.n ?? 0));
  // By the calls: an edit takes the mark away again.
  const marked = slack
    .calls("chat.postMessage")
    .filter(({ body }) => JSON.stringify(body).includes("Sent again")).length;
  return {
    ...{
      confirmed: count("confirmed"),
      refused: count("refused"),
      unsure: count("unsure"),
      nothing: count("nothing"),
    },
    lost: heard.filter(({ agent, what }) => what === "confirmed" && (there.get(agent) ?? 0) === 0)
      .length,
    falselyRefused: heard.filter(({ agent, what }) => what === "refused" && there.has(agent))
      .length,
    ...{ untold, repeats, unmarked: Math.max(0, repeats - marked), broken: broken?.n ?? 0 },
    slowestAnswer: Math.round(
      Math.max(0, ...heard.filter(({ what }) => what !== "nothing").map(({ ms }) => ms)),
    ),
  };
}

/** Pages on their way still after a lease and a half: open requests ask on meanwhile, and what they have just asked is not untold. */
async function untoldOf(database: Houses["database"]): Promise<number> {
  const look = async () => {
    const rows = await database.query<{ page: string }>(
      "select concat_ws(' ', organisation_id, subject, account_id, occasion) as page from handrail.messages where view = 'page' and state = 'live' and address is null",
    );
    return new Set(rows.map(({ page }) => page));
  };
  const first = await look();
  if (first.size === 0) return 0;
  await sleep(12_000);
  return first.intersection(await look()).size;
}
