import { createServer } from "node:http";
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
  TeamsInfo,
  type TurnContext,
} from "botbuilder";
import { vi } from "vitest";
import { teamsDouble, type TeamsDouble, type TeamsDoubleOptions } from "../../playground/teams.ts";
import { listening, portOf } from "./app.ts";

export const ANA = "aaaaaaaa-0000-4000-8000-000000000001";
export const SAM = "aaaaaaaa-0000-4000-8000-000000000002";
export const GUEST = "aaaaaaaa-0000-4000-8000-000000000003";
export const STRANGER = "bbbbbbbb-0000-4000-8000-000000000001";
export const TENANT = "11111111-0000-4000-8000-000000000001";
export const OTHER_TENANT = "22222222-0000-4000-8000-000000000002";
export const APP = "33333333-0000-4000-8000-000000000003";
const PASSWORD = "a-client-secret-for-tests";

const people: TeamsDoubleOptions["people"] = [
  { account: ANA, name: "Ana Silva", email: "ana@acme.test", tz: "Europe/Lisbon", locale: "pt-PT" },
  { account: SAM, name: "Sam Ortiz", email: "sam@acme.test", tz: "Europe/Madrid" },
  { account: GUEST, name: "Gus Guest", email: "gus@elsewhere.test", guest: true },
  { account: STRANGER, name: "Ola Other", email: "ola@other.test", tenant: OTHER_TENANT },
];

export const startDouble = (options: Partial<TeamsDoubleOptions> = {}): Promise<TeamsDouble> =>
  teamsDouble({
    appId: APP,
    password: PASSWORD,
    tenant: TENANT,
    people,
    deliverTo: "http://127.0.0.1:9/api/messages",
    ...options,
  });

type Got = Activity & { readonly value?: any }; // oxlint-disable-line typescript/no-explicit-any -- Teams' own payloads, looked into by tests
type Arguments = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>;
type Turn = (context: TurnContext) => Promise<unknown>;

/**
 * A small bot on Microsoft's own CloudAdapter, which checks every token; it keeps what it got and
 * does as told.
 */
export interface Bot {
  readonly got: Got[];
  /**
   * What it does with an activity; an invoke's answer is `{ status, body }`. Without an answer
   * nothing at all is said.
   */
  turn: Turn;
  /** Says something first, to one person by object id, through a conversation of its own making. */
  begin(double: TeamsDouble, account: string, logic: Turn, tenant?: string): Promise<void>;
  /** Goes on in a conversation that it knows from an activity. */
  goOn(from: Activity, logic: Turn): Promise<void>;
  stop(): Promise<void>;
}

export async function startBot(double: TeamsDouble): Promise<Bot> {
  const env = double.env();
  const token = async (): Promise<string> => {
    const form = { grant_type: "client_credentials", client_id: APP, client_secret: PASSWORD };
    const scope = `${env["ToChannelFromBotOAuthScope"]}/.default`;
    const url = `${env["ToChannelFromBotLoginUrl"]}/oauth2/v2.0/token`;
    const answer = await fetch(url, {
      method: "POST",
      body: new URLSearchParams({ ...form, scope }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  };
  let held: string | undefined;
  const credentials = {
    isValidAppId: async (id: string) => id === APP,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      async signRequest(request: { headers: { set(name: string, value: string): void } }) {
        request.headers.set("authorization", `Bearer ${(held ??= await token())}`);
        return request;
      },
    }),
  } as unknown as Arguments[1];
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(env, credentials));
  adapter.onTurnError = async (_, error) => {
    throw error;
  };
  // The SDK tells the console of every token it refuses.
  const quiet = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const server = createServer((request, response) => {
    let raw = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (raw += chunk));
    request.on("end", () => {
      const sink = {
        socket: response.socket,
        status: (code: number) => void (response.statusCode = code),
        header: (name: string, value: unknown) => response.setHeader(name, String(value)),
        send: (body: unknown) =>
          void response.write(typeof body === "string" ? body : JSON.stringify(body)),
        end: () => void response.end(),
      };
      const body = JSON.parse(raw) as Record<string, unknown>;
      const logic = async (context: TurnContext): Promise<void> => {
        bot.got.push(context.activity);
        const answer = await bot.turn(context);
        if (context.activity.type === "invoke" && answer !== undefined)
          await context.sendActivity({ type: "invokeResponse", value: answer });
      };
      void adapter
        .process({ body, headers: request.headers, method: "POST" }, sink, logic)
        .catch(() => {
          response.statusCode = 500;
          response.end();
        });
    });
  });
  await listening(server);
  double.deliverTo = `http://127.0.0.1:${portOf(server)}/api/messages`;
  const bot: Bot = {
    got: [],
    turn: async () => undefined,
    async begin(to, account, logic, tenant = TENANT) {
      const parameters = {
        isGroup: false,
        bot: { id: `28:${APP}` },
        members: [{ id: account }],
        tenantId: tenant,
      };
      const audience = env["ToChannelFromBotOAuthScope"] ?? "";
      await adapter.createConversationAsync(
        APP,
        "msteams",
        to.serviceUrl,
        audience,
        parameters as never,
        (context) => afresh(context, logic),
      );
    },
    async goOn(from, logic) {
      const { serviceUrl, conversation, recipient } = from;
      const reference = {
        channelId: "msteams",
        serviceUrl,
        conversation,
        bot: recipient,
      } as Partial<ConversationReference>;
      await adapter.continueConversationAsync(APP, reference, (context) => afresh(context, logic));
    },
    async stop() {
      quiet.mockRestore();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return bot;
}

export { TeamsInfo };

/**
 * Otherwise the SDK answers to an activity that it made up, in that one's thread (docs/platforms.md
 * T35).
 */
async function afresh(context: TurnContext, logic: Turn): Promise<void> {
  Reflect.deleteProperty(context.activity, "id");
  await logic(context);
}

export const card = (...parts: unknown[]): Record<string, unknown> => ({
  type: "AdaptiveCard",
  version: "1.5",
  ...Object.assign({ body: [] }, ...parts),
});
export const withCard = (
  content: unknown,
  more: Record<string, unknown> = {},
): Partial<Activity> => ({
  type: "message",
  attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content }],
  ...more,
});
export const execute = (verb: string, title: string, data?: unknown) => ({
  type: "Action.Execute",
  verb,
  title,
  ...(data !== undefined && { data }),
});
export const submit = (title: string, data?: unknown) => ({
  type: "Action.Submit",
  title,
  ...(data !== undefined && { data }),
});

interface Answered {
  readonly status: number;
  readonly code?: string;
  readonly retryAfter: string | null;
  readonly body: Record<string, unknown>;
}

/**
 * The connector without the SDK, which tries again by itself and knows no targeted messages. It
 * rejects when there is no answer.
 */
export async function connector(
  teams: TeamsDouble,
  signal?: AbortSignal,
): Promise<(method: "POST" | "PUT", path: string, body: unknown) => Promise<Answered>> {
  const env = teams.env();
  const form = {
    grant_type: "client_credentials",
    client_id: APP,
    client_secret: PASSWORD,
    scope: `${env["ToChannelFromBotOAuthScope"]}/.default`,
  };
  const granted = await fetch(`${env["ToChannelFromBotLoginUrl"]}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  const { access_token: token } = (await granted.json()) as { access_token: string };
  return async (method, path, body) => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const sent = { method, headers, body: JSON.stringify(body), signal };
    const answer = await fetch(`${teams.serviceUrl}v3/${path}`, sent);
    const read = (await answer.json()) as Record<string, unknown>;
    const { code } = (read["error"] ?? {}) as { code?: string };
    return {
      status: answer.status,
      code,
      retryAfter: answer.headers.get("retry-after"),
      body: read,
    };
  };
}
