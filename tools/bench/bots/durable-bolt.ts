import { randomUUID } from "node:crypto";
import { App, HTTPReceiver } from "@slack/bolt";
import pg from "pg";

/*
 * What Handrail is compared with: a Bolt app that keeps what it was asked for, written by hand over
 * `pg`. It stores the request in one transaction, answers, posts the page and notes that it did. It
 * never repeats a page, and knows no steps, shifts or buttons.
 */

const {
  SLACK_SIGNING_SECRET: signingSecret = "",
  SLACK_BOT_TOKEN: token = "",
  SLACK_API_URL: slackApiUrl = "",
  DATABASE_URL: connectionString = "",
  PORT: port = "0",
} = process.env;
const supervisor = "U0S0000";

const pool = new pg.Pool({ connectionString, max: 10 });
await pool.query(`
  create table deliveries (id text primary key, at timestamptz not null default now());
  create table requests (id uuid primary key, agent text not null, status text not null,
    at timestamptz not null default now());
  create table pages (request uuid references requests, supervisor text, ts text,
    sent_at timestamptz, primary key (request, supervisor));
  create table audit (id bigserial primary key, request uuid not null, by text not null,
    event jsonb not null, at timestamptz not null default now())`);

/** @returns the request, or nothing when this delivery was stored before */
async function store(delivery: string, agent: string): Promise<string | undefined> {
  const request = randomUUID();
  const client = await pool.connect();
  try {
    await client.query("begin");
    const { rowCount } = await client.query(
      "insert into deliveries (id) values ($1) on conflict do nothing",
      [delivery],
    );
    if (rowCount === 0) return void (await client.query("rollback"));
    await client.query("insert into requests (id, agent, status) values ($1, $2, 'open')", [
      request,
      agent,
    ]);
    await client.query("insert into pages (request, supervisor) values ($1, $2)", [
      request,
      supervisor,
    ]);
    await client.query("insert into audit (request, by, event) values ($1, $2, $3)", [
      request,
      agent,
      { type: "asked" },
    ]);
    await client.query("commit");
    return request;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

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
  const request = await store(command.trigger_id, command.user_id);
  await ack(request === undefined ? undefined : "Your supervisor is being asked.");
  if (request === undefined) return;
  const name = command.user_id.slice(2);
  const { ts } = await client.chat.postMessage({
    channel: supervisor,
    text: `${name} needs help`,
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: `*${name}* needs help, on a call` } },
    ],
  });
  await pool.query("update pages set ts = $2, sent_at = now() where request = $1", [request, ts]);
});

await app.start({ port: Number(port), host: "127.0.0.1" });
