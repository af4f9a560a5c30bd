import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { decoded, isObject } from "./json.ts";
import type { Json, Sent } from "./types.ts";
import type { Workspace } from "./workspace.ts";

/** An app may hold ten connections; each payload goes to one of them (docs/platforms.md S10). */
const MOST = 10;
/** How long before the end Slack warns, in milliseconds. */
const NOTICE = 10_000;
/** The address that `apps.connections.open` gives works once, and not for long. */
const TICKET_LIFETIME = 30_000;

export type EnvelopeType = "slash_commands" | "interactive" | "events_api";

/** What a test can do to the app's connections, and see of them. */
export interface SocketControls {
  /** How many connections have been greeted and are open. */
  readonly connections: number;
  /** How many envelopes went over each connection so far, oldest first. */
  readonly delivered: readonly number[];
  /** Says that every connection will end, but ends none. The app may open others meanwhile. */
  warn(): void;
  /**
   * What Slack does every few hours. It warns, and ends the old connections once another is open
   * and no answer is outstanding, or after 10 s.
   */
  recycle(): Promise<void>;
  /** Cuts every connection without a word. */
  drop(): void;
  /** The next answers of the app are lost, with their connections. */
  loseAnswers(count: number): void;
  /** The next connections are refused when they are opened: so many. */
  refuse(count: number): void;
}

export interface Sockets {
  readonly controls: SocketControls;
  /** A fresh address for one connection. */
  address(origin: string): string;
  /** Sends one payload over one connection, and waits for its answer as for an HTTP one. */
  deliver(
    type: EnvelopeType,
    payload: Json,
    retry?: { readonly attempt: number; readonly reason: string },
  ): Promise<Sent>;
  stop(): void;
}

interface Line {
  readonly socket: WebSocket;
  /** Callbacks by envelope id; called without an answer when the connection is gone. */
  readonly waiting: Map<string, (payload?: Json) => void>;
  sent: number;
}

/**
 * Socket Mode's server side, on the double's own port. The package is loaded only here, because
 * HTTP needs none.
 */
export async function sockets(
  workspace: Workspace,
  server: Server,
  within: number,
  pingEvery = 10_000,
): Promise<Sockets> {
  const { WebSocketServer } = await import("ws");
  const accepting = new WebSocketServer({ noServer: true, maxPayload: 1_000_000 });
  const tickets = new Map<string, number>();
  const lines = new Set<Line>();
  const ever: Line[] = [];
  let refusals = 0;
  let losses = 0;
  let turn = 0;

  server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://slack.invalid");
    const ticket = searchParams.get("ticket") ?? "";
    const issued = tickets.get(ticket);
    tickets.delete(ticket);
    if (refusals > 0) refusals -= 1;
    else if (
      pathname === "/link/" &&
      issued !== undefined &&
      workspace.now() - issued <= TICKET_LIFETIME
    )
      return accepting.handleUpgrade(request, stream, head, greet);
    stream.end("HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n");
  });

  function greet(socket: WebSocket): void {
    if (lines.size >= MOST) {
      socket.send(ending("too_many_websockets"));
      return socket.close();
    }
    const line: Line = { socket, waiting: new Map(), sent: 0 };
    lines.add(line);
    ever.push(line);
    const pings = setInterval(() => socket.ping("Ping from the playground"), pingEvery).unref();
    socket.on("message", (data) => answered(line, decoded((data as Buffer).toString())));
    // A fault of a connection ends it; nobody is told.
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      clearInterval(pings);
      lines.delete(line);
      for (const giveUp of [...line.waiting.values()]) giveUp();
      workspace.changes.changed();
    });
    socket.send(
      JSON.stringify({
        type: "hello",
        num_connections: lines.size,
        connection_info: { app_id: workspace.bot.app },
        debug_info: { host: "playground", approximate_connection_time: 18_060 },
      }),
    );
    workspace.changes.changed();
  }

  function answered(line: Line, message: unknown): void {
    if (!isObject(message) || typeof message["envelope_id"] !== "string") return;
    if (losses > 0) {
      losses -= 1;
      return line.socket.terminate();
    }
    const payload = message["payload"];
    line.waiting.get(message["envelope_id"])?.(isObject(payload) ? payload : {});
  }

  const open = (): Line[] => [...lines].filter(({ socket }) => socket.readyState === socket.OPEN);
  const say = (text: string): void => {
    for (const { socket } of open()) socket.send(text);
  };
  const warn = (): void => say(ending("warning"));

  return {
    controls: {
      get connections() {
        return open().length;
      },
      get delivered() {
        return ever.map(({ sent }) => sent);
      },
      warn,
      async recycle() {
        const old = [...lines];
        warn();
        const replaced = () =>
          open().some((line) => !old.includes(line)) &&
          old.every(({ waiting }) => waiting.size === 0);
        await workspace.changes.until(replaced, NOTICE).catch(() => undefined);
        for (const { socket } of old) {
          if (socket.readyState === socket.OPEN) socket.send(ending("refresh_requested"));
          socket.close();
        }
        await workspace.changes.until(() => old.every((line) => !lines.has(line)), NOTICE);
      },
      drop() {
        for (const { socket } of lines) socket.terminate();
      },
      loseAnswers: (count) => void (losses = count),
      refuse: (count) => void (refusals = count),
    },
    address(origin) {
      const ticket = randomUUID();
      tickets.set(ticket, workspace.now());
      return `${origin.replace(/^http/, "ws")}/link/?ticket=${ticket}&app_id=${workspace.bot.app}`;
    },
    deliver(type, payload, retry) {
      const began = performance.now();
      const id = randomUUID();
      const envelope = {
        envelope_id: id,
        type,
        payload,
        accepts_response_payload: takesAnswer(type, payload),
        ...(type === "events_api" && {
          retry_attempt: retry?.attempt ?? 0,
          retry_reason: retry?.reason ?? "",
        }),
      };
      const body = JSON.stringify(envelope);
      const of = (status: number, more: Partial<Sent> = {}): Sent => ({
        status,
        headers: {},
        body: "",
        ms: performance.now() - began,
        request: { path: type, headers: {}, body },
        ...more,
      });
      const able = open();
      const line = able[turn++ % able.length];
      if (line === undefined) return Promise.resolve(of(0, { failure: "connection_failed" }));
      return new Promise((resolve) => {
        const settle = (sent: Sent): void => {
          clearTimeout(timer);
          line.waiting.delete(id);
          resolve(sent);
          workspace.changes.changed();
        };
        const timer = setTimeout(() => settle(of(0, { failure: "http_timeout" })), within);
        line.waiting.set(id, (answer) => {
          if (answer === undefined) return settle(of(0, { failure: "connection_failed" }));
          // An answer that nobody asked for says no more than that it arrived.
          const said = envelope.accepts_response_payload && Object.keys(answer).length > 0;
          settle(
            of(
              200,
              said
                ? { headers: { "content-type": "application/json" }, body: JSON.stringify(answer) }
                : {},
            ),
          );
        });
        line.sent += 1;
        line.socket.send(body);
      });
    },
    stop() {
      for (const { socket } of lines) socket.terminate();
      accepting.close();
    },
  };
}

const ending = (reason: string): string =>
  JSON.stringify({ type: "disconnect", reason, debug_info: { host: "playground" } });

/** Commands and forms are answered in words; a press and an event are only taken. */
const takesAnswer = (type: EnvelopeType, payload: Json): boolean =>
  type === "slash_commands" || (type === "interactive" && payload["type"] === "view_submission");
