import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { Issuer } from "../../../playground/teams/issuer.ts";
import type { Answered } from "./commands.ts";
import { agentNamed } from "../organisation.ts";

/** The bot of the measurement and its tenant; made up here. */
export const tenant = "be9c4000-0000-4000-8000-000000000001";
const app = { appId: "be9c4000-0000-4000-8000-0000000000aa", password: "bench", tenant };

/** An object id for a name of the measured organisation, such as `A0001`. */
export const objectId = (name: string): string =>
  `be9c4000-0000-4000-8000-${Buffer.from(name.padEnd(6, "0")).toString("hex").slice(0, 12)}`;

export interface Teams {
  /** What an app's environment needs. */
  readonly env: Record<string, string>;
  /** Hears of every card about an agent that somebody else is sent. */
  onCard: (agent: string, at: number) => void;
  calls: () => number;
  /** One agent says `escalate` to an app. */
  says(url: string, name: string): Promise<Answered>;
  stop(): Promise<void>;
}

/**
 * The least that can be Teams. It has the double's issuer, so every token is checked, and a
 * connector that answers each call with an id.
 */
export async function openTeams(): Promise<Teams> {
  const issuer = await Issuer.create(app);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let calls = 0;
  let count = 0;
  const server = createServer((incoming, response) => {
    const pieces: Buffer[] = [];
    incoming.on("data", (piece: Buffer) => pieces.push(piece));
    incoming.on("end", () => {
      const at = performance.now();
      const path = new URL(incoming.url ?? "/", "http://teams.invalid").pathname;
      const body = Buffer.concat(pieces).toString();
      const json = (value: object) =>
        response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
      if (issuer.isTokenPath(path))
        return json(issuer.grantAt(path, new URLSearchParams(body)).body);
      const document = issuer.document(path);
      if (document !== undefined) return json(document);
      calls += 1;
      const to = /\/conversations\/([^/]+)\/activities/.exec(path)?.[1];
      if (to === undefined && incoming.method === "POST")
        return json({ id: `a:${/"id":"(?:29:)?(be9c[0-9a-f-]+)"/.exec(body)?.[1] ?? "x"}` });
      json({ id: String(Date.now() * 1_000 + (++count % 1_000)) });
      const about = agentNamed.exec(body)?.[0];
      if (
        incoming.method === "POST" &&
        about !== undefined &&
        to !== `a%3A${objectId(about)}` &&
        to !== `a:${objectId(about)}`
      )
        teams.onCard(about, at);
    });
  });
  server.keepAliveTimeout = 600_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  issuer.listens(`http://${host}`);
  issuer.serviceUrl = `http://${host}/emea/${tenant}/`;

  const teams: Teams = {
    env: {
      ...issuer.settings(),
      MicrosoftAppId: app.appId,
      MicrosoftAppPassword: app.password,
      MicrosoftAppType: "MultiTenant",
      MicrosoftAppTenantId: tenant,
      HANDRAIL_TEAMS_SERVICE_HOSTS: host,
    },
    onCard: () => undefined,
    calls: () => calls,
    says: (url, name) =>
      new Promise((resolve, reject) => {
        const account = objectId(name);
        const body = JSON.stringify({
          type: "message",
          id: String(Date.now() * 1_000 + (++count % 1_000)),
          channelId: "msteams",
          serviceUrl: issuer.serviceUrl,
          timestamp: new Date().toISOString(),
          text: "escalate",
          textFormat: "plain",
          locale: "en-GB",
          from: { id: `29:${account}`, name: `${name} Bench`, aadObjectId: account },
          recipient: { id: `28:${app.appId}`, name: "Handrail" },
          conversation: { conversationType: "personal", tenantId: tenant, id: `a:${account}` },
          channelData: { tenant: { id: tenant } },
        });
        const headers = {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          authorization: `Bearer ${issuer.token()}`,
        };
        const sent = performance.now();
        const call = request(
          new URL("/api/messages", url),
          { method: "POST", headers, agent },
          (response) => {
            response
              .resume()
              .once("end", () =>
                resolve({ status: response.statusCode ?? 0, sent, answered: performance.now() }),
              );
          },
        );
        call.once("error", reject);
        call.end(body);
      }),
    async stop() {
      agent.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return teams;
}
