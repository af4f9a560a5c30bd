import { App, HTTPReceiver } from "@slack/bolt";

/*
 * What Handrail is compared with: the shortest Bolt app that pages somebody. It checks signatures
 * like any Bolt app, knows nobody, stores nothing, and forgets.
 */

const {
  SLACK_SIGNING_SECRET: signingSecret = "",
  SLACK_BOT_TOKEN: token = "",
  SLACK_API_URL: slackApiUrl = "",
  PORT: port = "0",
} = process.env;

const receiver = new HTTPReceiver({
  signingSecret,
  endpoints: "/slack/events",
  customRoutes: [
    {
      path: "/readyz",
      method: "GET",
      handler: (_, response) => void response.writeHead(200).end(),
    },
  ],
});
const app = new App({ token, receiver, clientOptions: { slackApiUrl } });

app.command("/escalate", async ({ ack, command, client }) => {
  await ack();
  const name = command.user_id.slice(2);
  await client.chat.postMessage({
    channel: "U0S0000",
    text: `${name} needs help`,
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: `*${name}* needs help, on a call` } },
    ],
  });
});

await app.start({ port: Number(port), host: "127.0.0.1" });
