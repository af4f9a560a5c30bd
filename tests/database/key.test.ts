import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadConfigFromDisk } from "../../src/config/disk.ts";
import { openDatabase } from "../../src/runtime/database/database.ts";
import { openLog } from "../../src/runtime/log.ts";
import { applyFile } from "../../src/setup/apply.ts";
import { organisationFile } from "../support/acme.ts";
import { freshFolder } from "../support/migrated.ts";
import { type Store, openStore } from "../support/stores.ts";

/* `npm run key`: made, shown once, listed, revoked. */

let store: Store;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  store = await openStore();
  const folder = freshFolder();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "handrail.yaml");
  writeFileSync(file, organisationFile);
  env = {
    ...store.env,
    ...{ HANDRAIL_CONFIG: file, SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "s" },
  };
});
afterAll(() => store.remove());

const key = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(
      process.execPath,
      ["src/commands/key.ts", ...args],
      { env: { ...process.env, ...env } },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });

test("I5: a key is made, shown once, listed by its name, and revoked", async () => {
  const early = await key("--scopes", "escalate");
  expect([early.code, early.err]).toEqual([2, expect.stringContaining("Start Handrail once")]);
  const loaded = loadConfigFromDisk(env);
  if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
  const db = openDatabase({ url: store.env.DATABASE_URL }, openLog("silent"));
  for (const one of loaded.config.organisations) await applyFile(db, one);
  await db.close();

  const made = await key("--scopes", "escalate,on-shift:read", "--name", "CRM");
  const [secret = ""] = made.out.split("\n");
  expect([made.code, secret]).toEqual([0, expect.stringMatching(/^hr_acme\.[\w-]{43}$/)]);
  const { rows } = await store.asOwner("select * from handrail.api_keys");
  expect(rows).toMatchObject([{ name: "CRM", scopes: ["escalate", "on-shift:read"] }]);
  expect(JSON.stringify(rows)).not.toContain(secret.slice(-43));

  const id = String(rows[0]?.["key"]);
  const listed = await key("--list");
  expect(listed.out).toContain(`${id}  CRM  escalate,on-shift:read`);
  expect(listed.out).not.toContain(secret);
  expect((await key("--revoke", id)).code).toBe(0);
  expect((await key("--revoke", id)).err).toContain("no such key in use");
  expect((await key("--list")).out).toContain("revoked");
});

test.each([
  [[], "Usage:"],
  [["--scopes", "everything"], '"everything" is no scope'],
  [["--scopes", "escalate", "--organisation", "rival"], 'there is no "rival"'],
  [["--revoke", "x"], "no key's id"],
  [["--sudo"], "Usage:"],
])("I5: %j is told what is wrong with it", async (args, words) => {
  const { code, err } = await key(...args);
  expect([code, err]).toEqual([2, expect.stringContaining(words)]);
});
