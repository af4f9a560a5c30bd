import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type ClientRequest, createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { besideWithout } from "../beside.ts";
import { inPairedBlocks } from "../blocks.ts";
import type { Plan, Result } from "../main.ts";
import { makeOrganisation } from "../organisation.ts";
import { signIn } from "../sessions.ts";
import { type Handrail, openSite } from "../site.ts";

const rate = 60;
const watching = 200;

/**
 * Pages where another system hears of each request by a webhook, and where 200 people have the page
 * *Now* open, beside a Handrail with neither.
 */
export async function besides(server: string, { quick }: Plan): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "handrail-bench-hook-"));
  const hook = await openHook();
  const site = await openSite();
  const screens: ClientRequest[] = [];
  try {
    const secret = join(folder, "secret");
    writeFileSync(secret, `whsec_${randomBytes(32).toString("base64")}`);
    const organisation = makeOrganisation(100);
    const events = ["opened", "acknowledged", "joined", "lapsed", "exhausted", "resolved"];
    const outward = `outward:
  webhooks:
    - { url: "${hook.url}", secret_file: ${JSON.stringify(secret)},
        events: [${events.map((event) => `request.${event}`).join(", ")}] }
`;
    const apps = {
      without: await site.handrail(server, "without", organisation),
      webhook: await site.handrail(server, "webhook", {
        ...organisation,
        yaml: organisation.yaml + outward,
      }),
      screens: await site.handrail(server, "screens", organisation, { pages: true }),
    };
    screens.push(...(await openScreens(apps.screens, "screens")));
    const blocks = await inPairedBlocks(site.slack, apps, organisation.agents, {
      ...{ rate, perBlock: quick ? 120 : 300, blocks: quick ? 2 : 8, say: site.say },
    });
    return {
      lines: [
        ...besideWithout("a webhook", blocks.without, blocks.webhook),
        { what: "  webhooks heard", figure: String(hook.heard()) },
        ...besideWithout(`${watching} screens`, blocks.without, blocks.screens),
      ],
      report: { blocks },
    };
  } finally {
    for (const screen of screens) screen.destroy();
    await site.stop();
    hook.stop();
    rmSync(folder, { recursive: true });
  }
}

/** The least that can hear a webhook. */
async function openHook() {
  let heard = 0;
  const server = createServer((request, response) => {
    request.resume().once("end", () => {
      heard += 1;
      response.writeHead(204).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    heard: () => heard,
    stop: () => server.close(),
  };
}

/** The page *Now* of somebody, open so often: each gets every change. */
async function openScreens(handrail: Handrail, name: string): Promise<ClientRequest[]> {
  const headers = await signIn(handrail, name);
  const all: ClientRequest[] = [];
  for (let screen = 0; screen < watching; screen++) {
    const call = get(`${handrail.process.url}/desk/live/now`, { headers, agent: false });
    const [response] = (await once(call, "response")) as [IncomingMessage];
    if (response.statusCode !== 200) throw new Error(`a screen got ${response.statusCode}`);
    response.resume();
    all.push(call.on("error", () => undefined));
  }
  return all;
}
