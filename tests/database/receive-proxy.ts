import { type Server, type Socket, connect, createServer } from "node:net";

/**
 * A line to a PostgreSQL server that can go wrong. `refuse`: nobody is there. `silent`: a host that vanished; what is sent
 * goes nowhere, and nothing comes back. At the commit of the next gesture: `lose-commit` cuts the line before the server
 * has heard of it, `lose-answer` after it was done, `hold-answer` leaves everything silent from there on.
 */
export type Weather = "up" | "refuse" | "silent" | "lose-commit" | "lose-answer" | "hold-answer";

export interface Line {
  readonly port: number;
  weather: Weather;
  /** How often a commit was interfered with. */
  readonly met: number;
  stop(): Promise<void>;
}

const commit = Buffer.concat([
  Buffer.from("Q"),
  Buffer.from([0, 0, 0, 11]),
  Buffer.from("commit\0"),
]);

/** Only a gesture claims a delivery, and names it: statements are prepared, their text is sent once a connection. */
const deliveries = /(?:cmd|act):\d/;

export async function lineTo(target: number): Promise<Line> {
  let weather: Weather = "up";
  let met = 0;
  const open = new Set<{ client: Socket; server: Socket }>();
  const isSilent = () => weather === "silent";

  const listener: Server = createServer((client) => {
    const server = connect(target, "127.0.0.1");
    const pair = { client, server };
    open.add(pair);
    const cut = () => {
      client.destroy();
      server.destroy();
      open.delete(pair);
    };
    if (weather === "refuse") cut();
    let gesture = false;
    let losing = false;
    let before: Buffer = Buffer.alloc(0);
    client.on("data", (bytes: Buffer) => {
      if (isSilent()) return;
      gesture ||= deliveries.test(bytes.toString("latin1"));
      // It leaves behind everything else that its transaction says, and may come in two pieces.
      const come = Buffer.concat([before, bytes]);
      before = come.subarray(-commit.length + 1);
      if (gesture && come.includes(commit)) {
        gesture = false;
        if (weather === "lose-commit") {
          met += 1;
          weather = "up";
          return cut();
        }
        if (weather === "lose-answer" || weather === "hold-answer") {
          met += 1;
          losing = true;
        }
      }
      server.write(bytes);
    });
    server.on("data", (bytes: Buffer) => {
      if (losing && !isSilent()) {
        if (weather === "hold-answer") weather = "silent";
        else {
          weather = "up";
          return cut();
        }
      }
      if (!isSilent()) client.write(bytes);
    });
    for (const end of [client, server]) end.on("error", cut).on("close", cut);
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as { port: number };
  return {
    port,
    get met() {
      return met;
    },
    get weather() {
      return weather;
    },
    set weather(next) {
      weather = next;
      if (next === "refuse")
        for (const { client, server } of open) [client, server].forEach((end) => end.destroy());
    },
    async stop() {
      for (const { client, server } of open) [client, server].forEach((end) => end.destroy());
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
