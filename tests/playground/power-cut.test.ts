import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import type { State } from "../../playground/protocol.ts";
import { canCutPower } from "../../playground/power.ts";

const waiting = { timeout: 60_000, interval: 100 };

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

test.runIf(canCutPower)(
  "the power is cut in a call: another database and another process go on with it, and nothing is lost",
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "power-"));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const environment = Object.entries(process.env).filter(
      ([name]) => !/^(SLACK|Microsoft|DATABASE_URL|HANDRAIL|npm_)/.test(name),
    );
    const app = spawn(process.execPath, ["src/main.ts"], {
      env: {
        ...Object.fromEntries(environment),
        PORT: String(port),
        HANDRAIL_DATA_DIR: folder,
        LOG_LEVEL: "warn",
      },
      stdio: "ignore",
    });
    const state = async (): Promise<State | undefined> => {
      const answer = await fetch(`${url}/playground/state`).catch(() => undefined);
      return answer?.ok === true ? ((await answer.json()) as State) : undefined;
    };
    const post = (where: string, body: object) =>
      fetch(`${url}/playground/${where}`, {
        method: "POST",
        headers: { origin: url, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const database = () =>
      readFileSync(path.join(folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0];
    const call = async () => (await state())?.situation?.requests[0];
    try {
      await expect.poll(async () => (await state())?.canCut, waiting).toBe(true);
      await post("act", { as: "U0ANA", do: "command", text: "/escalate", says: "Ana types." });
      await expect.poll(async () => (await call())?.status, waiting).toBe("open");
      const [before, server, opened] = [(await state())?.run, database(), (await call())?.openedAt];
      expect((await post("power", {})).status).toBe(200);
      await expect.poll(async () => (await state())?.run ?? before, waiting).not.toBe(before);
      await expect.poll(async () => (await call())?.openedAt, waiting).toBe(opened);
      expect(database()).not.toBe(server);
      // It is the same process to who started it.
      expect(app.exitCode).toBeNull();
      const told = async () => ((await state())?.timeline ?? []).map(({ text }) => text);
      const back = "The power is back. Handrail goes on where it was.";
      // The page is served a moment before its line is there.
      await expect.poll(told, waiting).toContain(back);
      const [after, said] = [await state(), await told()];
      expect(said).toContain("Ana types.");
      expect(said.indexOf(back)).toBeGreaterThan(
        said.indexOf("The power is cut. Handrail and its database stop at once."),
      );
      const typed = after?.desks.find(({ someone }) => someone.account === "U0ANA")?.messages;
      expect(typed?.length).toBeGreaterThan(0);
      await post("time", { next: true });
      await expect
        .poll(async () => (await call())?.asked, waiting)
        .toEqual(expect.arrayContaining(["Dana Fox"]));
    } finally {
      const ended = new Promise((resolve) => app.once("exit", resolve));
      app.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    }
  },
  150_000,
);
