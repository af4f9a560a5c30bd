import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Somebody } from "../support/person.ts";
import { slackClient } from "../support/slack-client.ts";
import { type House, type Running, openHouse, run } from "./crash-child.ts";

/* The process as an operator meets it: how it ends, what it says, and what it never says. */

describe("the process", () => {
  let house: House;
  let app: Running | undefined;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterEach(async () => {
    house.slack.noTrouble();
    await app?.kill();
    app = undefined;
  });
  afterAll(() => house.stop());
  const somebody = (name: string) => {
    const one = new Somebody(name, slackClient(house.slack, `U0${name.toUpperCase()}`));
    one.startAfresh();
    return one;
  };
  const main = path.join(import.meta.dirname, "..", "..", "src", "main.ts");

  test("typed words are nowhere in the clear: not in the tables, not in the files, not in the log at its loudest; idle, it ends at once", async () => {
    app = await house.start({ LOG_LEVEL: "trace" });
    const [ana, sam] = [somebody("ana"), somebody("sam")];
    const canary = "xylophone-canary";
    await ana.types(`/escalate ${canary}-typed`);
    await sam.clicks("I've got it");
    await ana.hears("Sam has it.");
    await ana.answers("Say why", "In words");
    await ana.dialog();
    await ana.submits({ words: `${canary}-form`, case: `${canary}-case` });
    const open = house.slack.desk("U0ANA").dialog;
    if (open !== undefined) await house.slack.closeDialog("U0ANA", open.id);
    await sam.clicks("Show what Ana wrote");
    expect((await sam.dialog()).words).toContain(`${canary}-form`); // it is kept, and shown to those who help
    await sam.clicks("Done");

    const tables = await house.asOwner(
      "select table_name as name from information_schema.tables where table_schema = 'handrail'",
    );
    expect(tables.length).toBeGreaterThan(13);
    for (const { name } of tables) {
      const rows = JSON.stringify(await house.asOwner(`select * from handrail.${String(name)}`));
      expect(rows.includes("xylophone"), String(name)).toBe(false);
      expect(rows.includes(house.env["SLACK_BOT_TOKEN"] ?? "-"), String(name)).toBe(false);
    }
    const [sealed] = await house.asOwner(
      "select words, case_reference from handrail.request_words",
    );
    expect(sealed).toMatchObject({
      words: expect.stringMatching(/^ey/),
      case_reference: expect.stringMatching(/^ey/),
    });
    expect(app.printed()).toContain('"level":30'); // it did log
    for (const secret of ["xylophone", "a-signing-secret", "xoxb-crash"])
      expect(app.printed()).not.toContain(secret);
    // With nothing to do it ends at once.
    await sleep(300);
    const { code, ms } = await app.terminate();
    expect([code, ms < 4_000]).toEqual([0, true]);
    const files = readdirSync(house.folder, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(100);
    for (const entry of files)
      expect(
        readFileSync(path.join(entry.parentPath, entry.name)).includes("xylophone"),
        entry.name,
      ).toBe(false);
  });

  test("SIGTERM while a page is on its way and a command comes in: it ends cleanly within ten seconds, and nothing is lost", async () => {
    app = await house.start();
    const [ana, sam] = [somebody("ana"), somebody("sam")];
    const trouble = house.slack.trouble({
      method: "chat.postMessage",
      account: "U0SAM",
      how: "hang-after-accept",
    });
    await ana.types("/escalate");
    await house.slack.until(() => trouble.met === 1);
    const late = house.slack.command("U0BEN", "/escalate", { channel: "C0GENERAL" });
    const ended = await app.terminate();
    expect([ended.code, ended.ms < 10_000]).toEqual([0, true]);
    const answered = await late;
    house.slack.noTrouble();

    app = await house.start();
    // What was confirmed is there, and the page that nobody could be sure of came again, marked.
    const open = await house.asOwner(
      "select requester from handrail.requests where status = 'open'",
    );
    expect(open).toHaveLength(/Asking|got your/.test(answered.body) ? 2 : 1);
    // After the lease of the one that ended, however busy the machine is.
    await house.slack.until(
      () => sam.messages().some(({ words }) => words.includes("Sent again")),
      30_000,
    );
    await ana.clicks("Call ended");
  });

  test("it ends when its parent dies", async () => {
    // A parent that is killed cannot tell its child: npm, stopped from outside.
    const script = `const { spawn } = require("node:child_process");
      const child = spawn(process.execPath, [${JSON.stringify(main)}], { stdio: ["ignore", "inherit", "inherit"] });
      console.log("child " + child.pid); setInterval(() => {}, 1000)`;
    const parent = run(["-e", script], house.env);
    const pid = Number(await parent.says(/child (\d+)/));
    const url = await parent.says(/listening on (http\S+)/);
    parent.process.kill("SIGKILL");
    const began = performance.now();
    while (
      await fetch(`${url}/healthz`).then(
        () => true,
        () => false,
      )
    )
      await sleep(100);
    expect(performance.now() - began).toBeLessThan(8_000);
    // And it gave the folder free: another start is not refused.
    app = await startedWhenFree();
    expect(app.process.pid).not.toBe(pid);
  });
  const startedWhenFree = async (): Promise<Running> => {
    for (let tries = 0; ; tries++) {
      try {
        return await house.start();
      } catch (error) {
        if (tries > 40) throw error;
        await sleep(100);
      }
    }
  };

  test("a second one on the same folder is a second instance: what one was asked the other goes on with", async () => {
    app = await house.start();
    const [ana, sam] = [somebody("ana"), somebody("sam")];
    await ana.types("/escalate");
    await sam.hears("Ana needs help now. Billing, phone.");
    const second = await house.start();
    await app.kill();
    app = second;
    // Ben may wait too, since the test that stopped it while he asked.
    const hers = await sam.sees("Ana needs help now");
    await sam.client.press(hers, "I've got it");
    await ana.hears("Sam has it.");
    await ana.clicks("Call ended");
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  });

  test("a wrong environment and a wrong file end with 2, every problem in one message, before any port is opened", async () => {
    const { PATH = "", HANDRAIL_DATA_DIR = "" } = house.env;
    const wrong = run([main], {
      PATH,
      HANDRAIL_DATA_DIR,
      PORT: "99999",
      LOG_LEVEL: "chatty",
      HANDRAIL_KEYS: "k1:short",
      SLACK_BOT_TOKEN: "xoxp-user",
      HANDRAIL_CONFIG: "/no/such/file.yaml",
    });
    expect(await wrong.ended).toBe(2);
    for (const problem of [
      "PORT",
      "LOG_LEVEL",
      "HANDRAIL_KEYS",
      "SLACK_BOT_TOKEN",
      "SLACK_SIGNING_SECRET",
      "HANDRAIL_CONFIG",
    ])
      expect(wrong.printed()).toContain(problem);
    expect(wrong.printed()).not.toContain("xoxp-user");
  });
});
