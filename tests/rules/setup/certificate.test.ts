import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../src/runtime/database/database.ts";
import { openLog } from "../../../src/runtime/log.ts";
import { failureOf } from "../../../src/setup/failure.ts";

/* A database as the driver meets it: it agrees to encryption, and shows its certificate. */

let folder: string;
let server: Server;
let hasOpenssl = true;
try {
  execFileSync("openssl", ["version"], { stdio: "ignore" });
} catch {
  hasOpenssl = false;
}
let isEncrypting = true;

beforeAll(async () => {
  if (!hasOpenssl) return;
  folder = mkdtempSync(path.join(tmpdir(), "hr-certificate-"));
  const [key, cert] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
  const request = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost".split(" ");
  execFileSync("openssl", [...request, "-keyout", key, "-out", cert], { stdio: "ignore" });
  const options = { key: readFileSync(key), cert: readFileSync(cert), isServer: true };
  server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => {
      socket.write(isEncrypting ? "S" : "N");
      if (isEncrypting) new TLSSocket(socket, options).on("error", () => undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  if (!hasOpenssl) return;
  server.close();
  rmSync(folder, { recursive: true });
});

describe.runIf(hasOpenssl)("a start against a database whose", () => {
  const said = async () => {
    const port = (server.address() as AddressInfo).port;
    const url = `postgresql://u:secret@localhost:${port}/x?sslmode=verify-full`;
    const db = openDatabase({ url }, openLog("silent"));
    const failed = await db.migrate().then(
      () => undefined,
      (error: unknown) => error,
    );
    await db.close();
    return failureOf(failed, { database: { url }, host: "0.0.0.0" });
  };

  it("certificate is signed by itself names it, with its remedy and exit code 2", async () => {
    isEncrypting = true;
    const { code, words } = await said();
    expect(code).toBe(2);
    expect(words).toMatch(/DATABASE_URL: the database's certificate is signed by itself/);
    expect(words).toMatch(/→ Add \?sslmode=verify-full&sslrootcert=/);
    expect(words).not.toContain("secret");
  });

  it("connections are not encrypted names it likewise", async () => {
    isEncrypting = false;
    const { code, words } = await said();
    expect(code).toBe(2);
    expect(words).toMatch(/DATABASE_URL: the database does not encrypt connections/);
  });
});
