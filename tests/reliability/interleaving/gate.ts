import { type Socket, connect, createServer } from "node:net";

/**
 * A line to PostgreSQL on which each statement waits for its turn. It knows the protocol as far as where a statement ends
 * (Query or Sync) and where its answer does (ReadyForQuery). `begin` goes with what follows it: alone it changes nothing.
 */
export interface Gate {
  readonly port: number;
  /** While it is open everything passes. */
  open: boolean;
  /** A statement stands before the gate, and nothing is under way. */
  readonly isWaiting: boolean;
  /** A statement is with the server. */
  readonly isUnderWay: boolean;
  /** The backend's process, for `pg_locks`. */
  readonly pid: number;
  /** How often something was sent while nothing was under way. */
  readonly roundTrips: number;
  /** Called when something arrived at the gate, or came back through it. */
  onChange: () => void;
  /** Lets one statement through. */
  pass(): void;
  stop(): Promise<void>;
}

const [query, sync, ready, backendKey] = ["Q", "S", "Z", "K"].map((letter) => letter.charCodeAt(0));

export async function gateTo(target: number): Promise<Gate> {
  let open = true;
  let pid = 0;
  let underWay = 0;
  let roundTrips = 0;
  let waiting: { bytes: Buffer; answers: number }[] = [];
  const sockets = new Set<Socket>();
  let toServer: Socket | undefined;

  const send = ({ bytes, answers }: { bytes: Buffer; answers: number }) => {
    if (underWay === 0) roundTrips += 1;
    underWay += answers;
    toServer?.write(bytes);
  };
  const listener = createServer((client) => {
    const server = connect(target, "127.0.0.1");
    toServer = server;
    [underWay, waiting] = [0, []];
    sockets.add(client).add(server);
    // Small messages, one waiting for the other: nothing is to be gathered.
    for (const end of [client, server]) end.setNoDelay(true);
    let started = false;
    let sent: Buffer = Buffer.alloc(0);
    let group: Buffer[] = [];
    let answers = 0;
    client.on("data", (bytes: Buffer) => {
      if (!started) {
        // The start-up message has no letter; authentication follows, until the server says that it is ready.
        server.write(bytes);
        return;
      }
      sent = Buffer.concat([sent, bytes]);
      for (let message = next(sent); message !== undefined; message = next(sent)) {
        sent = sent.subarray(message.length);
        group.push(message);
        if (message[0] !== query && message[0] !== sync) continue;
        answers += 1;
        const alone = message.includes("begin;") && !message.includes(" commit\0");
        if (message[0] === query && alone) continue;
        const whole = { bytes: Buffer.concat(group), answers };
        [group, answers] = [[], 0];
        if (open) send(whole);
        else waiting.push(whole);
        gate.onChange();
      }
    });
    let heard: Buffer = Buffer.alloc(0);
    server.on("data", (bytes: Buffer) => {
      heard = Buffer.concat([heard, bytes]);
      for (let message = next(heard); message !== undefined; message = next(heard)) {
        heard = heard.subarray(message.length);
        if (message[0] === backendKey) pid = message.readInt32BE(5);
        if (message[0] !== ready) continue;
        if (started) underWay -= 1;
        started = true;
      }
      client.write(bytes);
      gate.onChange();
    });
    for (const end of [client, server])
      end
        .on("error", () => undefined)
        .on("close", () => [client, server].forEach((one) => one.destroy()));
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const gate: Gate = {
    onChange: () => undefined,
    port: (listener.address() as { port: number }).port,
    get open() {
      return open;
    },
    set open(now) {
      open = now;
      if (open) for (const one of waiting.splice(0)) send(one);
    },
    get isWaiting() {
      return underWay === 0 && waiting.length > 0;
    },
    get isUnderWay() {
      return underWay > 0;
    },
    get roundTrips() {
      return roundTrips;
    },
    get pid() {
      return pid;
    },
    pass() {
      const one = waiting.shift();
      if (one === undefined) throw new Error("nothing stands before the gate");
      send(one);
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
  return gate;
}

/** The first whole message: a letter, and a length that counts itself. */
function next(bytes: Buffer): Buffer | undefined {
  if (bytes.length < 5) return undefined;
  const length = 1 + bytes.readInt32BE(1);
  return bytes.length < length ? undefined : bytes.subarray(0, length);
}
