import { existsSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type House, openHouse, run } from "./crash-child.ts";

/* The doors of the process: a start that is refused, one that is given up, one whose starter dies. */

const main = path.join(import.meta.dirname, "..", "..", "src", "main.ts");

describe("a start", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.stop());
  /** The server's mark that it has the folder. */
  const server = () => path.join(house.folder, "postgres", "postmaster.pid");

  test("ends with npm when that is killed, though npm's shell lives on", async () => {
    // As npm does: a shell between, that does more than to become us.
    const script = `const { spawn } = require("node:child_process");
      const command = ${JSON.stringify(`"${process.execPath}" "${main}"; true`)};
      spawn("sh", ["-c", command], { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, npm_lifecycle_event: "start" } });
      setInterval(() => {}, 1000)`;
    const npm = run(["-e", script], house.env);
    const url = await npm.says(/listening on (http\S+)/);
    npm.process.kill("SIGKILL");
    await expect.poll(() => serves(url), { timeout: 15_000 }).toBe(false);
    await expect.poll(() => existsSync(server()), { timeout: 15_000 }).toBe(false);
  });

  test("is given up on SIGTERM while the embedded database opens: with 0, within ten seconds, and the folder is free", async () => {
    const starting = run([main], house.env);
    await expect.poll(() => existsSync(server()), { timeout: 30_000, interval: 5 }).toBe(true);
    const began = performance.now();
    starting.process.kill("SIGTERM");
    expect(await starting.ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(starting.printed()).not.toContain("listening");
    expect(existsSync(server())).toBe(false);
  });

  test("is given up on SIGINT while it waits for PostgreSQL", async () => {
    const nobody = await portOf(
      (server) => new Promise((resolve) => server.close(() => resolve())),
    );
    const env = { ...house.env, HANDRAIL_KEYS: `k1:${Buffer.alloc(32).toString("base64")}` };
    const starting = run([main], {
      ...env,
      DATABASE_URL: `postgresql://owner:s3cret@127.0.0.1:${nobody}/handrail`,
    });
    await starting.says(/waiting for the database/);
    starting.process.kill("SIGINT");
    expect(await starting.ended).toBe(0);
    expect(starting.printed()).not.toContain("s3cret");
  });

  test.each([
    ["is a file", (folder: string) => folder],
    ["lies beneath a file", (folder: string) => path.join(folder, "data")],
    ["is where nothing can be made", () => "/proc/handrail/data"],
  ])("whose folder %s ends with 2 and the remedy", async (_, of) => {
    const file = `${house.folder}.file`;
    writeFileSync(file, "");
    const wrong = run([main], { ...house.env, HANDRAIL_DATA_DIR: of(file) });
    expect(await wrong.ended).toBe(2);
    expect(wrong.printed()).toMatch(/HANDRAIL_DATA_DIR: .*\n.*→ Name a folder/);
    expect(wrong.printed()).not.toContain("    at ");
  });

  test("whose port is taken ends with 1 and the remedy, and the folder is free", async () => {
    let close = () => {};
    const port = await portOf(async (server) => void (close = () => server.close()));
    const wrong = run([main], { ...house.env, PORT: String(port) });
    expect(await wrong.ended).toBe(1);
    close();
    expect(wrong.printed()).toContain(
      `port ${port} is taken by another program.\n    → Stop that one, or set PORT to another.`,
    );
    expect(wrong.printed()).not.toContain("    at ");
    expect(existsSync(server())).toBe(false);
  });
});

async function portOf(
  then: (server: ReturnType<typeof createServer>) => Promise<void>,
): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await then(server);
  return port;
}

const serves = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`).then(
    () => true,
    () => false,
  );
