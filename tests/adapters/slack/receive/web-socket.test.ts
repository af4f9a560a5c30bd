import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";

/* The machine's proxy settings are read when a process starts, so this needs one of its own. */

it("a WebSocket goes through the machine's proxy", async () => {
  const proxy = createServer();
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  onTestFinished(() => void proxy.close());
  const asked = once(proxy, "connect");
  const program = `
    const { SlackSocket } = await import(process.argv[1]);
    const nobody = { envelope() {}, ending() {}, ended() {} };
    new SlackSocket("wss://slack.example/link?ticket=1", nobody, { hello: 20_000, silence: 1 });`;
  const module = new URL("../../../../adapters/slack/receive/web-socket.ts", import.meta.url).href;
  const { port } = proxy.address() as AddressInfo;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, module], {
    env: {
      ...process.env,
      NODE_USE_ENV_PROXY: "1",
      NO_PROXY: "",
      HTTPS_PROXY: `http://127.0.0.1:${port}`,
    },
    stdio: "inherit",
  });
  onTestFinished(() => void child.kill());
  const [request, stream] = (await asked) as [{ url: string }, { destroy(): void }];
  stream.destroy();
  expect(request.url).toBe("slack.example:443");
});
