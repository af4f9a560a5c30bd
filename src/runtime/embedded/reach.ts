import { randomBytes } from "node:crypto";
import {
  existsSync,
  linkSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layout } from "./layout.ts";

/** How the server is reached. */
export interface Reach {
  /** PostgreSQL's settings for it. */
  readonly settings: Readonly<Record<string, string>>;
  /** For a `pg` client. */
  readonly host: string;
  readonly port: number;
  readonly password: string | undefined;
  /** What to look at, to see whether a server is there: a socket's path or a port. */
  readonly at: string | number;
  /** Removes what this process made for it. */
  remove(): void;
}

/** With Unix sockets there is no other way in; the file system decides who may use them. */
export const reachOf = (folder: string, loopback: boolean): Promise<Reach> =>
  loopback ? overLoopback(folder) : Promise.resolve(overSocket(folder));

/** Names the socket, `.s.PGSQL.5432`. */
const socketPort = 5432;
/** A socket's path has 104 bytes at most on macOS and 108 on Linux, the last one zero. */
const mostBytes = 100;

function overSocket(folder: string): Reach {
  const { run } = layout(folder);
  const name = `.s.PGSQL.${socketPort}`;
  let [host, above] = [run, ""];
  if (Buffer.byteLength(join(run, name)) > mostBytes) {
    // A short link to it, in a folder of this process alone.
    above = mkdtempSync(join(tmpdir(), "handrail-"));
    host = join(above, "run");
    symlinkSync(run, host);
  }
  return {
    settings: {
      listen_addresses: "",
      port: String(socketPort),
      // Seen from its data folder: short, however long the whole path is.
      unix_socket_directories: "../run",
      unix_socket_permissions: "0700",
    },
    host,
    port: socketPort,
    password: undefined,
    at: join(host, name),
    remove: () => {
      if (above !== "") rmSync(above, { recursive: true, force: true });
    },
  };
}

/** A port and a password that are chosen once for a folder. */
async function overLoopback(folder: string): Promise<Reach> {
  const { loopback } = layout(folder);
  if (!existsSync(loopback)) {
    const mine = `${loopback}.${process.pid}`;
    const chosen = { port: await freePort(), password: randomBytes(24).toString("hex") };
    writeFileSync(mine, JSON.stringify(chosen), { mode: 0o600 });
    try {
      linkSync(mine, loopback);
    } catch {
      // Another process was faster, or this disk has no links.
      if (!existsSync(loopback)) renameSync(mine, loopback);
    }
    rmSync(mine, { force: true });
  }
  const { port, password } = JSON.parse(readFileSync(loopback, "utf8")) as {
    port: number;
    password: string;
  };
  return {
    settings: {
      listen_addresses: "127.0.0.1",
      port: String(port),
      unix_socket_directories: "",
    },
    host: "127.0.0.1",
    port,
    password,
    at: port,
    remove: () => undefined,
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
