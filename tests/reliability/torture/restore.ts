import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Client } from "../../support/client.ts";
import { slackClient } from "../../support/slack-client.ts";
import { type Account, accountOf } from "./accounts.ts";
import {
  directoryAtRest,
  rolesToMake,
  statusOf,
  versionOf,
  withoutOrganisation,
} from "./copied.ts";
import { type Server, openServer } from "./database.ts";
import { type Heard, type Houses, openHouses, supervisors } from "./houses.ts";
import { openInstalled } from "./installed.ts";
import { rightsOf } from "./rights.ts";

const run = promisify(execFile);

const words = "the purple giraffe";

export interface Restored extends Pick<Account, "confirmed" | "lost" | "broken" | "untold"> {
  /** By whose tools, and into what. */
  readonly by: string;
  /** Confirmed when the dump had begun: a dump is of its first moment, and of these some are in it. */
  readonly duringDump: number;
  /** From an empty server to instances that are ready, in milliseconds. */
  readonly tookMs: number;
  /** What the copy has no row for, and is not as it was (rights.ts). */
  readonly differences: readonly string[];
  /** Accounts that the copy says were changed by a transaction that this cluster has still to reach. */
  readonly fromTheFuture: number;
  /** The directory, looked at a second time, found nothing to read again. */
  readonly directoryAtRest: boolean;
  /** Rows that the role of requests sees without being told whose. */
  readonly strangerSees: number;
  /** New posts to supervisors since the start on the copy: pages, those of them that say they may be repeats, and lists of what waited. */
  readonly pages: number;
  readonly repeats: number;
  readonly lists: number;
  /** A card of a request that the copy has not: who presses it reads so. */
  readonly ghostAnswered: boolean;
  /** Of what an agent wrote, the token and the key: how many stand in the dump or in what PostgreSQL shows of its connections (29, 32). */
  readonly inTheClear: number;
  /** What an agent had written before is read by a supervisor on the copy: the keys open it. */
  readonly wordsRead: boolean;
  /** Who was taken before is taken still, a card from before takes, and somebody new is asked for. */
  readonly stillHeld: boolean;
  readonly taken: boolean;
  readonly heardAfter: Heard["what"];
}

/**
 * The operators' own procedure (docs/operating.md): a dump under load, everything lost, an empty server elsewhere,
 * restored there, and started so much later.
 * @param programs of a PostgreSQL with its tools; the copy goes into npm's, which is newer
 */
export async function restore(
  programs: string,
  lateMs: number,
  everyMs: number,
): Promise<Restored> {
  const folder = mkdtempSync(path.join(tmpdir(), "handrail-restore-"));
  const dump = path.join(folder, "handrail.dump");
  const first = await openInstalled(programs);
  let opened: Houses | undefined;
  try {
    // Numbers of transactions that a new cluster has still to reach.
    await first.query(
      "do $$ begin for n in 1..30000 loop perform pg_current_xact_id(); commit; end loop; end $$",
    );
    const houses = await openHouses(40, async () => first);
    opened = houses;
    await Promise.all([houses.start(0), houses.start(1)]);
    const { agents } = houses;
    const [writer = "", taken = "", waiting = "", ghost = ""] = agents;
    const early = [
      await houses.escalate(writer, words),
      await houses.escalate(taken),
      await houses.escalate(waiting),
    ];
    await houses.settled(20_000);
    const press = presser(houses);
    await press("U0SAM", taken, "I've got it");

    const { asked, duringDump } = await dumpedUnderLoad(houses, agents.slice(4, -1), everyMs, () =>
      run(path.join(programs, "pg_dump"), ["--format=custom", `--file=${dump}`, first.adminUrl]),
    );
    const before = [...early, ...asked];
    // Asked after the dump, and lost with the server: the card stays.
    await houses.escalate(ghost);
    const hasCard = () =>
      postsTo(houses)
        .values()
        .some((text) => new RegExp(`\\b${ghost.slice(2)} needs help`, "i").test(text));
    if (!(await appears(hasCard))) throw new Error("nobody was asked after the dump");
    const inTheClear = await secretsIn(programs, dump, first);
    const rights = await rightsOf(first);
    for (const instance of houses.instances) {
      instance?.signal("SIGKILL");
      await instance?.ended;
    }
    await first.stop();

    const began = performance.now();
    const second = await openServer();
    houses.moveTo(second);
    await second.query(rolesToMake(), "postgres");
    await run(path.join(programs, "pg_restore"), [
      "--exit-on-error",
      `--dbname=${second.adminUrl}`,
      dump,
    ]);
    const [future] = await second.query<{ n: number }>(
      "select count(*)::int as n from handrail.accounts where changed > pg_current_xact_id()",
    );
    await second.query(`update handrail.clock set shift = shift + interval '${lateMs} ms'`);
    const [posted, repeated] = [postsTo(houses), repeatsOf(houses)];
    await Promise.all([houses.start(0), houses.start(1)]);
    const tookMs = Math.round(performance.now() - began);
    await houses.settled(30_000);
    const fresh = [...postsTo(houses)].flatMap(([id, text]) => (posted.has(id) ? [] : [text]));
    const repeats = repeatsOf(houses) - repeated;

    const account = await accountOf(houses, before);
    const stillHeld = (await statusOf(second, taken)).join() === "acknowledged,U0SAM";
    const reader = await press(
      "U0PRIYA",
      writer,
      `Show what ${writer.slice(2).toLowerCase()} wrote`,
    );
    const wordsRead = await appears(() => reader.dialog()?.words.includes(words) ?? false);
    await press("U0PRIYA", waiting, "I've got it");
    await houses.settled(20_000);
    const isUnknown = (await statusOf(second, ghost)).length === 0;
    const whoPressed = await press("U0PRIYA", ghost, "I've got it");
    const ghostAnswered =
      isUnknown &&
      (await appears(() =>
        whoPressed.messages().some((one) => one.words.includes("Nothing was changed.")),
      ));
    const heardAfter = (await houses.escalate(agents.at(-1) ?? "")).what;
    await houses.settled(20_000);
    const restored = await rightsOf(second);
    return {
      by: `${(await run(path.join(programs, "pg_dump"), ["--version"])).stdout.trim()}, into ${await versionOf(second)}`,
      ...{
        confirmed: account.confirmed,
        lost: account.lost,
        broken: account.broken,
        untold: account.untold,
        tookMs,
      },
      duringDump,
      differences: [
        ...rights.filter((line) => !restored.includes(line)),
        ...restored.filter((line) => !rights.includes(line)),
      ],
      ...{ fromTheFuture: future?.n ?? 0, directoryAtRest: await directoryAtRest(second) },
      strangerSees: await withoutOrganisation(second),
      pages: fresh.filter((text) => text.includes("needs help now")).length,
      repeats,
      lists: fresh.filter((text) => /\d+ requests? ha(?:s|ve) waited/.test(text)).length,
      ...{ wordsRead, ghostAnswered, inTheClear },
      ...{
        stillHeld,
        taken: (await statusOf(second, waiting)).join() === "acknowledged,U0PRIYA",
        heardAfter,
      },
    };
  } finally {
    await (opened ?? first).stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Somebody presses a button on their card of an agent's request, at an instance that runs. @returns their client */
function presser({ slack, instances }: Houses) {
  return async (account: string, agent: string, label: string): Promise<Client> => {
    const client = slackClient(slack, account);
    const name = new RegExp(`\\b${agent.slice(2)}\\b`, "i");
    const card = client
      .messages()
      // Below its title a card names who else waits.
      .find((one) => name.test(one.words.split("\n")[0] ?? "") && one.buttons.includes(label));
    if (card === undefined) throw new Error(`${account} has no card of ${agent}`);
    slack.deliverTo = `${instances[0]?.url}/slack/events`;
    await client.press(card, label);
    return client;
  };
}

/** Agents ask one after another, and go on while the dump is made. @returns who had asked before it, and how many were confirmed meanwhile */
async function dumpedUnderLoad(
  houses: Houses,
  agents: readonly string[],
  everyMs: number,
  dump: () => Promise<unknown>,
) {
  const asked: Heard[] = [];
  const during: Promise<Heard>[] = [];
  let [asking, dumping] = [true, false];
  const asks = (async () => {
    for (const agent of agents) {
      if (!asking) break;
      const heard = houses.escalate(agent);
      if (!dumping) await heard;
      // Answered after the dump's first moment, it may be in it or not.
      if (dumping) during.push(heard);
      else asked.push(await heard);
      await sleep(everyMs);
    }
  })();
  await sleep(everyMs * 6);
  dumping = true;
  await dump();
  asking = false;
  await asks;
  return {
    asked,
    duringDump: (await Promise.all(during)).filter(({ what }) => what === "confirmed").length,
  };
}

/** What stands in the supervisors' chats by its id, with its newest words. */
const postsTo = ({ slack }: Houses): Map<string, string> =>
  new Map(
    supervisors.flatMap((account) =>
      slack
        .desk(account)
        .messages.flatMap((one) =>
          one.from === "me" || one.ephemeral
            ? []
            : [[`${account} ${one.id}`, JSON.stringify(one)] as const],
        ),
    ),
  );
/** By the calls: an edit takes the mark away again. */
const repeatsOf = ({ slack }: Houses): number =>
  slack.calls("chat.postMessage").filter(({ body }) => JSON.stringify(body).includes("Sent again"))
    .length;

async function secretsIn(programs: string, dump: string, database: Server): Promise<number> {
  const { stdout } = await run(path.join(programs, "pg_restore"), ["--file=-", dump], {
    maxBuffer: 100_000_000,
  });
  const shown = JSON.stringify(
    await database.query("select query from pg_stat_activity where pid <> pg_backend_pid()"),
  );
  if (!stdout.includes("COPY handrail.request_words"))
    throw new Error("the dump is not what it should be");
  return [words, "xoxb-torture", Buffer.alloc(32, 7).toString("base64")].filter(
    (one) => stdout.includes(one) || shown.includes(one),
  ).length;
}

async function appears(holds: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 50 && !holds(); tries++) await sleep(100);
  return holds();
}
