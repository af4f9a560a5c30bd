import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { type AddressInfo, type Socket, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Webhook } from "standardwebhooks";

/* Systems outside, on loopback: a receiver of webhooks, PagerDuty, and a mail server. */

export interface Heard {
  readonly id: string;
  readonly type: string;
  readonly body: string;
  readonly data: Readonly<Record<string, unknown>>;
}
export type Answer = number | "hangs" | { readonly redirect: string };

/** Secrets in files of their own, as an operator keeps them. */
export function secrets() {
  const folder = mkdtempSync(path.join(tmpdir(), "handrail-secrets-"));
  return {
    /** @returns the path of the file */
    keep(name: string, secret: string): string {
      const file = path.join(folder, name);
      writeFileSync(file, `${secret}\n`);
      return file;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Verifies as any receiver of Standard Webhooks does, and keeps what was signed rightly. */
export async function openReceiver() {
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const heard: Heard[] = [];
  const state: { answer: Answer; calls: number } = { answer: 204, calls: 0 };
  const server = http.createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (piece: string) => (body += piece));
    request.on("end", () => {
      state.calls += 1;
      const { answer } = state;
      if (answer === "hangs") return;
      if (typeof answer === "object")
        return void response.writeHead(302, { location: answer.redirect }).end();
      response.writeHead(answer).end("thank you");
      if (answer >= 300) return;
      new Webhook(secret).verify(body, request.headers as Record<string, string>);
      const { type, data } = JSON.parse(body) as Pick<Heard, "type" | "data">;
      heard.push({ id: String(request.headers["webhook-id"]), type, body, data });
    });
  });
  const port = await listening(server);
  return {
    url: `http://127.0.0.1:${port}/hook`,
    secret,
    heard,
    types: () => heard.map(({ type }) => type),
    /** What it answers from here on. */
    answers: (answer: Answer) => void (state.answer = answer),
    calls: () => state.calls,
    stop: () => closing(server),
  };
}

/** PagerDuty's Events API v2: takes events, and knows which alerts are open. */
export async function openPagerDuty() {
  const events: Readonly<Record<string, unknown>>[] = [];
  const server = http.createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (piece: string) => (body += piece));
    request.on("end", () => {
      events.push(JSON.parse(body) as Record<string, unknown>);
      response.writeHead(202).end(JSON.stringify({ status: "success" }));
    });
  });
  const port = await listening(server);
  return {
    url: `http://127.0.0.1:${port}/v2/enqueue`,
    events,
    actions: () => events.map(({ event_action: action }) => action),
    stop: () => closing(server),
  };
}

/** A mail server that takes everything. */
export async function openMailServer() {
  const mails: string[] = [];
  const server = createServer((socket) => converse(socket, mails));
  const port = await listening(server);
  return { url: `smtp://127.0.0.1:${port}`, mails, stop: () => closing(server) };
}

function converse(socket: Socket, mails: string[]): void {
  let data: string | undefined;
  let rest = "";
  const say = (line: string) => socket.write(`${line}\r\n`);
  say("220 mail.test ESMTP");
  socket.on("error", () => undefined);
  socket.setEncoding("utf8").on("data", (piece) => {
    rest += String(piece);
    for (let end = rest.indexOf("\r\n"); end !== -1; end = rest.indexOf("\r\n")) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      if (data !== undefined) {
        if (line !== ".") data += `${line}\n`;
        else {
          mails.push(data);
          data = undefined;
          say("250 taken");
        }
      } else if (line === "DATA") {
        data = "";
        say("354 go on");
      } else if (line === "QUIT") {
        say("221 bye");
        socket.end();
      } else say("250 mail.test");
    }
  });
}

async function listening(server: http.Server | ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

async function closing(server: http.Server | ReturnType<typeof createServer>): Promise<void> {
  if (server instanceof http.Server) server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
