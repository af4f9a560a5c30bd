import { expect, test } from "vitest";
import { Browser, askForLink, served, signsIn } from "../support/browse.ts";
import { stories } from "../support/stories.ts";

const world = stories({ env: served });

test("I2: a supervisor opens the desk with a link that works once", async () => {
  const link = await askForLink(world(), "priya");
  const browser = new Browser(world().app.url);
  // A preview uses nothing up.
  for (let i = 0; i < 2; i++) {
    const page = await browser.get(link);
    expect(page.status).toBe(200);
    expect(page.text).toContain("This link works once.");
    expect(page.headers.getSetCookie()).toEqual([]);
  }
  const entered = await browser.post(link);
  expect([entered.status, entered.to]).toEqual([303, "/desk"]);
  expect(entered.headers.getSetCookie().join()).toMatch(
    /^handrail_session=acme\.[\w-]{43};.*Path=\/desk; HttpOnly; SameSite=Lax$/,
  );
  const now = await browser.get("/desk/now");
  expect(now.status).toBe(200);
  expect(now.text).toContain("Nobody waits for help.");
  expect((await new Browser(world().app.url).post(link)).status).toBe(410);
});

test("I2: Now shows who waits, who has whom, who is away and who is there", async () => {
  const { ana, ben, priya } = world();
  const browser = await signsIn(world(), "priya");
  await ben.types("/break 20");
  await ana.types("/escalate a caller is shouting");
  await priya.sees("needs help");
  const waits = (await browser.get("/desk/now")).text;
  expect(waits).toMatch(/Waiting for somebody[\s\S]*Ana[\s\S]*Billing · asked at/);
  expect(waits).toMatch(/Away[\s\S]*Ben[\s\S]*back at/);
  expect(waits).not.toContain("shouting");
  await priya.clicks("I've got it");
  await expect.poll(async () => (await browser.get("/desk/now")).text).toContain("Priya has Ana");
});

test("I2: an agent reads that these pages are not for them", async () => {
  await world().ana.types("/handrail");
  await world().ana.sees("Get help now");
  expect(world().ana.messages().at(-1)?.buttons).not.toContain("Open the desk");
  await world().ana.opensHome();
  expect(world().ana.home().buttons).not.toContain("Open the desk");
});

test("I2: an open page hears of a call for help without asking", async () => {
  const browser = await signsIn(world(), "priya");
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const stop = new AbortController();
  const stream = await fetch(`${world().app.url}/desk/live/now`, {
    headers: { cookie },
    signal: stop.signal,
  });
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  const until = async (words: string) => {
    while (!heard.includes(words)) heard += (await reader?.read())?.value ?? "";
  };
  await until("Nobody waits for help.");
  await world().ana.types("/escalate");
  await until("1 person waits for help.");
  await world().priya.clicks("I've got it");
  await until("Priya has Ana");
  stop.abort();
});
