import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request as forward } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch } from "../support/fixtures/playground/browser.ts";
import { accounts, objectId } from "../support/cast.ts";
import { stories } from "../support/stories.ts";

/*
 * The tab in a frame of another site, over TLS, as the real Teams has it: what a browser makes of
 * our policy, our cookies and Microsoft's own library. One server is Teams' host, a stranger's site,
 * and the proxy before Handrail; names lead there, and nothing leaves this machine.
 */

const ours = "handrail.test";
const world = stories({
  env: { HANDRAIL_URL: `https://${ours}` },
  lives: { ana: ["teams"], priya: ["teams"], sam: ["teams"] },
});

/** What Teams' client does for a tab: it answers the calls of its library. */
const host = (token: string) => `<!doctype html><title>Host</title><iframe></iframe><script>
  const frame = document.querySelector("iframe");
  const answers = {
    initialize: ["content", "web", '{"apiVersion":4,"supports":{}}', "2.58.0"],
    getContext: [{ theme: "dark", locale: "en-gb", entityId: "home" }],
    "authentication.getAuthToken": [true, ${JSON.stringify(token)}],
  };
  addEventListener("message", ({ data, source, origin }) => {
    if (source !== frame.contentWindow || origin !== "https://${ours}") return;
    const { id, uuidAsString, func } = data;
    const args = answers[func];
    if (args) source.postMessage({ id, uuidAsString, args }, origin);
  });
  frame.src = "https://${ours}/tab";
</script>`;

const folder = mkdtempSync(join(tmpdir(), "handrail-tls-"));
let server: Server;
let browser: Browser;

beforeAll(async () => {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  execFileSync("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
    ...["-keyout", key, "-out", cert, "-days", "1", "-subj", `/CN=${ours}`],
  ]);
  server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (asked, answer) => {
    if (asked.headers.host !== ours) {
      answer.setHeader("content-type", "text/html");
      return void answer.end(host(world().teams.tabToken(objectId(accounts.ana))));
    }
    const { hostname, port } = new URL(world().app.url);
    const { method, url: path, headers } = asked;
    const passed = forward({ hostname, port, method, path, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  browser = await launch([
    `--host-resolver-rules=MAP * 127.0.0.1:${port}`,
    "--ignore-certificate-errors",
  ]);
});

afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

test("P5: in Teams' frame Ana is signed in, keeps her session from page to page, and gets help", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto("https://teams.microsoft.com/");
  const tab = page.frameLocator("iframe");
  await tab.getByRole("heading", { level: 1, name: "Home" }).waitFor();
  expect(await tab.locator("html").getAttribute("data-theme")).toBe("dark");
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({ sameSite: "None", secure: true, httpOnly: true, path: "/tab" });
  // Only below Teams: at the top, or in another site's frame, it is not sent.
  expect(cookie?.partitionKey).toBe("https://microsoft.com");
  await tab.getByRole("button", { name: "Get help now" }).click();
  await tab.getByRole("heading", { level: 1, name: /^Asking/ }).waitFor();
  await world().sam.sees("Ana needs help");
  expect(await world().requests()).toBe(1);
  await tab.getByRole("link", { name: "Back" }).click();
  await tab.getByText("Nobody has it yet.").waitFor();
  const home =
    page
      .frames()
      .find((frame) => frame.url().endsWith("/home"))
      ?.url() ?? "";
  const alone = await context.newPage();
  await alone.goto(home);
  expect(new URL(alone.url()).pathname).toBe("/tab");
  await context.close();
});

test("P5: no other site frames the tab, and Teams does not frame the desk", async () => {
  const page = await browser.newPage();
  const refused: string[] = [];
  page.on("console", (message) => {
    if (message.text().includes("frame-ancestors")) refused.push(message.text());
  });
  await page.goto("https://teams.microsoft.com.evil.test/");
  await expect.poll(() => refused.length).toBe(1);
  await page.goto("https://teams.microsoft.com/");
  await page.frameLocator("iframe").getByRole("heading", { level: 1, name: "Home" }).waitFor();
  await page
    .locator("iframe")
    .evaluate((frame, src) => frame.setAttribute("src", src), `https://${ours}/desk/sign-in`);
  await expect.poll(() => refused.length).toBe(2);
  await page.close();
});
