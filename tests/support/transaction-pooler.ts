import { once } from "node:events";
import { type AddressInfo, type Socket, createServer } from "node:net";
import pg from "pg";

/*
 * A pooler in transaction mode, as small as it can be and honest: each transaction is lent one of few servers, the one that
 * rested longest, and keeps it until the server says that it is idle. What was prepared, and what was set for a session,
 * stays with the server. `statement`: it refuses transactions, in the words of PgBouncer.
 */

export interface Pooler {
  readonly url: string;
  stop(): Promise<void>;
}

interface Options {
  readonly servers?: number;
  /** It shows clients the process id of a server, as if that one answered. */
  readonly hides?: boolean;
  readonly mode?: "transaction" | "statement";
}

interface Server {
  readonly stream: Socket;
  readonly pid: number;
  client: Client | undefined;
}

interface Client {
  readonly socket: Socket;
  readonly waits: Buffer[];
  server: Server | undefined;
  /** Answers that the server still owes, one for each statement or sync. */
  owed: number;
}

export async function transactionPooler(url: string, options: Options = {}): Promise<Pooler> {
  const { servers: count = 2, hides = false, mode = "transaction" } = options;
  const servers = await Promise.all(Array.from({ length: count }, () => serverAt(url)));
  const idle = [...servers];
  const waiting: Client[] = [];
  const clients = new Set<Client>();

  const lend = () => {
    while (idle.length > 0 && waiting.length > 0) {
      const [server, client] = [idle.shift(), waiting.shift()];
      if (server === undefined || client === undefined) return;
      [server.client, client.server] = [client, server];
      for (const message of client.waits.splice(0)) server.stream.write(message);
    }
  };
  for (const server of servers)
    server.stream.on(
      "data",
      inMessages((message) => {
        const { client } = server;
        client?.socket.write(message);
        if (!isType(message, "Z") || client === undefined) return;
        client.owed -= 1;
        if (client.owed > 0 || message.toString("latin1", 5) !== "I") return;
        [server.client, client.server] = [undefined, undefined];
        idle.push(server);
        lend();
      }),
    );

  const listener = createServer({ noDelay: true }, (socket) => {
    const client: Client = { socket, waits: [], server: undefined, owed: 0 };
    clients.add(client);
    socket.on("error", () => socket.destroy());
    const take = inMessages((message) => {
      if (isType(message, "X")) return void socket.end();
      if (mode === "statement" && /^Q....begin/is.test(message.toString("latin1")))
        return void socket.end(refusal("transaction blocks not allowed in statement pooling mode"));
      if (isType(message, "Q") || isType(message, "S")) client.owed += 1;
      if (client.server !== undefined) return void client.server.stream.write(message);
      client.waits.push(message);
      if (client.waits.length === 1) waiting.push(client);
      lend();
    });
    socket.once("data", (startup: Buffer) => {
      // What comes behind the greeting waits for the answer to it.
      if (startup.readInt32BE(4) !== 196_608) return void socket.destroy();
      const pid = hides ? (servers[0]?.pid ?? 0) : 4_000_000 + clients.size;
      socket.write(Buffer.concat([message("R", int(0)), message("K", int(pid), int(1)), ready]));
      socket.on("data", take);
    });
    socket.on("close", () => {
      clients.delete(client);
      // Its transaction is over with it.
      if (client.server !== undefined) client.server.stream.write(message("Q", text("rollback")));
      if (client.server !== undefined) client.owed = 1;
    });
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const through = new URL(url);
  through.port = String((listener.address() as AddressInfo).port);
  return {
    url: through.href,
    async stop() {
      for (const { socket } of clients) socket.destroy();
      for (const { stream } of servers) stream.destroy();
      listener.close();
      await once(listener, "close");
    },
  };
}

/** A connection that pg has opened, and from here on no longer reads. */
async function serverAt(url: string): Promise<Server> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  const inside = client as unknown as { connection: { stream: Socket }; processID: number };
  const { stream } = inside.connection;
  stream.removeAllListeners("data");
  stream.setNoDelay(true);
  return { stream, pid: inside.processID, client: undefined };
}

/** @returns takes bytes as they come, and hands on whole messages: a letter, a length, a body */
function inMessages(take: (message: Buffer) => void): (bytes: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
      const length = rest.readInt32BE(1) + 1;
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      take(message);
    }
  };
}

const isType = (message: Buffer, letter: string): boolean => message[0] === letter.charCodeAt(0);
const int = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const text = (value: string): Buffer => Buffer.from(`${value}\0`);
const message = (letter: string, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(letter), int(body.length + 4), body]);
};
const ready = message("Z", Buffer.from("I"));
const refusal = (said: string): Buffer =>
  message("E", text("SFATAL"), text("C08P01"), text(`M${said}`), Buffer.from("\0"));
