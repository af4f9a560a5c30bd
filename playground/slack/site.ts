import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { OAuth, type OAuthOptions, type Tenant } from "./oauth.ts";
import { answer } from "./web-api.ts";

/** Slack itself on loopback: one address for every workspace, told apart by the token of a call. */
export interface SlackSite {
  readonly origin: string;
  /** For `SLACK_API_URL`; ends in `/api/`. */
  readonly url: string;
  readonly server: Server;
  /** Where people allow an app, and where it takes its tokens. */
  readonly oauth: OAuth | undefined;
  add(tenant: Tenant): void;
  stop(): Promise<void>;
}

/** @param options.oauth the app that people may add; absent: nobody adds one */
export async function slackSite(
  options: { readonly port?: number | undefined; readonly oauth?: OAuthOptions } = {},
): Promise<SlackSite> {
  const tenants: Tenant[] = [];
  const oauth = options.oauth === undefined ? undefined : new OAuth(options.oauth, () => tenants);
  const server = createServer((request, response) => {
    // The app went away in the middle of its own request: there is nobody to answer.
    lead(request, response).catch(() => response.destroy());
  });

  async function lead(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", "http://slack.invalid").pathname;
    if (oauth !== undefined && (await oauth.answers(path, request, response))) return;
    const tenant = path.startsWith("/response/")
      ? tenants.find(({ api }) => path.startsWith(`/response/${api.context.workspace.id}/`))
      : tenants.find(({ api }) => api.tokens.has(tokenIn(request)));
    // The only one answers whatever is wrong with the token, too.
    const found = tenant ?? tenants[0];
    if (found === undefined) return void response.writeHead(404).end();
    await answer(found.api, request, response);
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    url: `${origin}/api/`,
    server,
    oauth,
    add: (tenant) => void tenants.push(tenant),
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

const tokenIn = ({ headers }: IncomingMessage): string =>
  headers.authorization?.replace(/^Bearer /, "") ?? "";
