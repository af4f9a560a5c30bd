import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { teamsDouble } from "../../../playground/teams.ts";
import { botApp, objectId } from "../../support/cast.ts";
import { openServer } from "./database.ts";
import { peakMegabytes, startHandrail } from "./handrail.ts";

const tenantOf = (n: number) => `a7e11a11-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** Pages by the time from the agent's word to the call, in milliseconds, of the storm and of those beside it. */
export interface Storm {
  readonly asked: number;
  readonly refused: number;
  readonly requests: number;
  readonly untold: number;
  readonly quietPages: number;
  readonly quietP50: number;
  readonly quietP99: number;
  readonly stormP50: number;
  readonly stormP99: number;
  readonly crossed: number;
  /** How often what every command must know changed in the organisation of the storm: each time all under way begin again. */
  readonly raises: number;
  /** The most that one of the two processes had resident, from its start on. */
  readonly peakMb: number;
}

/**
 * So many escalations in so many milliseconds in one organisation; the others have one each, all the while.
 * @param day on the `first` each of them is the first word that its agent ever says to us: who that is, how they live and how
 * they are written to is news each time. Half of the agents are in the file by their account, half by their e-mail alone.
 */
export async function storm(
  many: number,
  ms: number,
  quiet: number,
  day: "first" | "later",
): Promise<Storm> {
  const folder = mkdtempSync(path.join(tmpdir(), "handrail-storm-"));
  const homes = path.join(folder, "homes");
  mkdirSync(homes);
  const people: { account: string; name: string; email: string; tenant: string }[] = [];
  const house = (n: number, agents: number) => {
    const names = ["sam", "dana", ...Array.from({ length: agents }, (_, k) => `agent${n}x${k}x`)];
    const own = names.map((name) => ({
      account: objectId(`${n} ${name}`),
      name: name.startsWith("agent") ? name : `${name}${n}`,
      email: `${name}@h${n}.test`,
      tenant: tenantOf(n),
    }));
    people.push(...own);
    writeFileSync(
      path.join(homes, `h${n}.yaml`),
      `organisation: { id: h${n}, name: H${n}, time_zone: Europe/London, country: GB, locale: en }
workspaces: { teams: [${tenantOf(n)}] }
people:
${own.map(({ account, name, email }, k) => `  ${email}: { name: ${name}${day === "first" && k % 2 === 1 && k > 1 ? "" : `, accounts: { teams: ${account} }`} }`).join("\n")}
teams:
  Billing:
    supervisors: [sam@h${n}.test, dana@h${n}.test]
    agents: [${own
      .slice(2)
      .map(({ email }) => email)
      .join(", ")}]
    escalation: { steps: [{ notify: supervisors, timeout: 5m }], repeat: 1 }
`,
    );
    return own.slice(2);
  };
  const crowd = house(0, many);
  const others = Array.from({ length: quiet }, (_, n) => house(n + 1, Math.ceil(ms / 1_000)));
  const database = await openServer();
  const teams = await teamsDouble({
    ...{
      appId: botApp,
      password: "a-client-secret-for-stories",
      tenant: tenantOf(0),
      deliverTo: "http://127.0.0.1:1/",
      people,
      wait: async () => undefined,
    },
    keep: { messages: 2_000, calls: 100_000 },
  });
  const env = {
    ...{
      PATH: process.env["PATH"] ?? "",
      PORT: "0",
      HOST: "127.0.0.1",
      LOG_LEVEL: "info",
      HANDRAIL_CONFIG: homes,
      DATABASE_URL: database.url,
    },
    ...{
      HANDRAIL_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
      ...teams.env(),
      MicrosoftAppType: "MultiTenant",
    },
  };
  delete (env as Record<string, unknown>)["MicrosoftAppTenantId"];
  const children = [startHandrail(env), startHandrail(env)];
  try {
    const urls = await Promise.all(children.map((child) => child.says(/listening on (http\S+)/)));
    // The first day is not the start: those whom the file names by their account have been looked for.
    const looked =
      "select extract(epoch from now() - max(seen_at))::float8 as ago from handrail.accounts";
    for (let ago = 0, tries = 0; ago < 2 && tries < 600; tries++) {
      await sleep(100);
      ago = (await database.query<{ ago: number }>(looked))[0]?.ago ?? 0;
    }
    for (const url of day === "first" ? [] : urls) {
      teams.deliverTo = `${url}/api/messages`;
      for (const { account } of people) await teams.types(account, "hello");
    }
    const sentAt = new Map<string, number>();
    let turn = 0;
    const asks = async (agent: { account: string; name: string }) => {
      sentAt.set(agent.name, Date.now());
      teams.deliverTo = `${urls[turn++ % urls.length]}/api/messages`;
      await teams.types(agent.account, "escalate");
    };
    const all: Promise<void>[] = [];
    const began = performance.now();
    for (const [k, agent] of crowd.entries()) {
      all.push(asks(agent));
      // The others speak up a second apart, in the midst of it.
      if (k % Math.ceil(many / Math.ceil(ms / 1_000)) === 0) {
        const second = Math.floor(k / Math.ceil(many / Math.ceil(ms / 1_000)));
        for (const own of others) {
          const one = own[second];
          if (one !== undefined) all.push(asks(one));
        }
      }
      await sleep(Math.max(0, (ms / many) * (k + 1) - (performance.now() - began)));
    }
    await Promise.all(all);
    for (let left = 1, tries = 0; left > 0 && tries < 600; tries++) {
      await sleep(100);
      left =
        (
          await database.query<{ n: number }>(
            "select count(*)::int as n from handrail.messages where state = 'live' and wanted_version > shown_version",
          )
        )[0]?.n ?? 1;
    }
    const first = new Map<string, number>();
    let refused = 0;
    for (const call of teams.calls()) {
      const text = JSON.stringify(call.body);
      // A commit that did not come in time is told honestly, and nothing of it happened.
      if (text.includes("Nothing was sent")) refused += 1;
      const name = /agent(\d+)x\d+x needs help/i.exec(text)?.[0].split(" ")[0]?.toLowerCase();
      if (name === undefined || first.has(name)) continue;
      first.set(name, call.at);
    }
    const late = [...sentAt].flatMap(([name, at]) =>
      first.has(name) ? [{ name, ms: (first.get(name) ?? 0) - at }] : [],
    );
    const ofStorm = late
      .filter(({ name }) => name.startsWith("agent0x"))
      .map((one) => one.ms)
      .toSorted((a, b) => a - b);
    const ofQuiet = late
      .filter(({ name }) => !name.startsWith("agent0x"))
      .map((one) => one.ms)
      .toSorted((a, b) => a - b);
    const [rows] = await database.query<{
      requests: number;
      untold: number;
      crossed: number;
      raises: number;
    }>(`select
      (select revision::int from handrail.organisations where organisation_id = 'h0') as raises,
      (select count(*)::int from handrail.requests) as requests,
      (select count(*)::int from handrail.messages where view = 'page' and state = 'live' and address is null) as untold,
      (select count(*)::int from handrail.messages m join handrail.requests r on r.request = m.subject where r.organisation_id <> m.organisation_id) as crossed`);
    const at = (list: readonly number[], share: number) =>
      Math.round(list[Math.min(list.length - 1, Math.floor(list.length * share))] ?? Number.NaN);
    return {
      ...{
        asked: sentAt.size,
        refused,
        requests: rows?.requests ?? 0,
        untold: rows?.untold ?? 0,
        quietPages: ofQuiet.length,
      },
      ...{
        quietP50: at(ofQuiet, 0.5),
        quietP99: at(ofQuiet, 0.99),
        stormP50: at(ofStorm, 0.5),
        stormP99: at(ofStorm, 0.99),
        crossed: rows?.crossed ?? 0,
        raises: rows?.raises ?? Number.NaN,
        peakMb: Math.max(...children.map(({ process: { pid } }) => peakMegabytes(pid ?? 0))),
      },
    };
  } finally {
    for (const { process: child } of children) child.kill("SIGKILL");
    await teams.stop();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
