import { createServer } from "node:http";
import {
  CardFactory,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type Response,
} from "botbuilder";

/*
 * What Handrail in Teams is compared with: the shortest botbuilder bot that pages somebody. The SDK
 * checks the token; the bot knows nobody, stores nothing, and forgets.
 */

const { env } = process;
// Microsoft's own client for tokens takes no loopback address: one is fetched here, once.
const form = new URLSearchParams({
  grant_type: "client_credentials",
  client_id: env["MicrosoftAppId"] ?? "",
  client_secret: env["MicrosoftAppPassword"] ?? "",
  scope: `${env["ToChannelFromBotOAuthScope"] ?? ""}/.default`,
});
const granted = await fetch(`${env["ToChannelFromBotLoginUrl"] ?? ""}/oauth2/v2.0/token`, {
  method: "POST",
  body: form,
});
const { access_token: token } = (await granted.json()) as { access_token: string };
const credentials = {
  isValidAppId: async () => true,
  isAuthenticationDisabled: async () => false,
  createCredentials: async () => ({
    signRequest: async (request: { headers: { set(name: string, value: string): void } }) => {
      request.headers.set("authorization", `Bearer ${token}`);
      return request;
    },
  }),
};
const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication(
    env,
    credentials as unknown as ConstructorParameters<
      typeof ConfigurationBotFrameworkAuthentication
    >[1],
  ),
);
const to = "a:supervisor";

createServer((incoming, outgoing) => {
  if (incoming.url === "/readyz") return outgoing.writeHead(200).end();
  const pieces: Buffer[] = [];
  incoming.on("data", (piece: Buffer) => pieces.push(piece));
  incoming.on("end", () => {
    const request = Object.assign(incoming, {
      body: JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>,
    });
    const response = {
      socket: outgoing.socket,
      header: (name: string, value: unknown) => outgoing.setHeader(name, String(value)),
      status: (code: number) => (outgoing.statusCode = code),
      send: (body?: unknown) =>
        outgoing.write(typeof body === "string" ? body : JSON.stringify(body)),
      end: () => outgoing.end(),
    };
    void adapter.process(request, response as unknown as Response, async (context) => {
      const { name } = context.activity.from;
      const card = {
        type: "AdaptiveCard",
        version: "1.5",
        body: [{ type: "TextBlock", text: `${name} needs help, on a call` }],
      };
      const reference = {
        ...context.activity,
        conversation: { ...context.activity.conversation, id: to },
      };
      await adapter.continueConversationAsync(
        env["MicrosoftAppId"] ?? "",
        {
          channelId: "msteams",
          serviceUrl: reference.serviceUrl,
          bot: reference.recipient,
          conversation: reference.conversation,
        },
        async (there) =>
          void (await there.sendActivity({ attachments: [CardFactory.adaptiveCard(card)] })),
      );
    });
  });
}).listen(Number(env["PORT"] ?? 0), "127.0.0.1");
