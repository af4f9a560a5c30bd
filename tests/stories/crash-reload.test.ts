import { readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type House, type Running, openHouse, run } from "./crash-child.ts";

/* What an operator who changes a file is told, and what then counts. */

let house: House;
let app: Running | undefined;
let first: string;
beforeAll(async () => {
  house = await openHouse();
  first = readFileSync(file(), "utf8");
});
afterEach(async () => {
  await app?.kill();
  app = undefined;
});
afterAll(() => house.stop());

const file = () => house.env["HANDRAIL_CONFIG"] ?? "";
const withPhone = (phone: string) => first.replace(/duty_phone: "[^"]*"/, `duty_phone: "${phone}"`);
/** Puts a content in place that bears this year's date. */
function write(text: string, year: number): void {
  writeFileSync(file(), text);
  const time = new Date(Date.UTC(year, 0, 1));
  utimesSync(file(), time, time);
}
const phone = async () =>
  (await house.asOwner("select duty_phone from handrail.organisations"))[0]?.["duty_phone"];
/** Has it read again, and waits for the sentence that says what came of it. */
async function readAgain(): Promise<string> {
  const before = app?.printed().length ?? 0;
  app?.process.kill("SIGHUP");
  const said = () =>
    /"msg":"((?:in force for|not applied for) [^"]*)"/.exec(
      app?.printed().slice(before) ?? "",
    )?.[1];
  await expect.poll(said, { timeout: 20_000 }).toBeDefined();
  return said() ?? "";
}

test("each reload says what is in force, and whatever the operator put there last is", async () => {
  expect(first).toMatch(/duty_phone/);
  app = await house.start();
  expect(app.printed()).toMatch(/"msg":"in force for acme from now on: /);

  // Dated in the future, by a wrong clock or by an archive.
  write(withPhone("2030"), 2030);
  expect(await readAgain()).toMatch(/^in force for acme from now on: \S+, version [0-9a-f]{8}, /);
  expect(await phone()).toBe("2030");
  write(withPhone("today"), 2026);
  expect(await readAgain()).toMatch(/^in force for acme from now on/);
  expect(await phone()).toBe("today");

  // The one of before, with the date of then: from a backup, or from version control.
  write(first, 2020);
  expect(await readAgain()).toMatch(/^in force for acme from now on/);
  const own = /duty_phone: "([^"]*)"/.exec(first)?.[1];
  expect(await phone()).toBe(own);
  expect(await readAgain()).toMatch(/, unchanged since 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);

  writeFileSync(file(), "organisation: [");
  app.process.kill("SIGHUP");
  await expect.poll(() => app?.printed(), { timeout: 20_000 }).toMatch(/Nothing was changed/);
  expect(await phone()).toBe(own);
});

test("an older file that was restored while Handrail was down counts, whatever its date and also behind a link", async () => {
  write(withPhone("newer"), 2030);
  app = await house.start();
  expect(await phone()).toBe("newer");
  await app.kill();
  write(withPhone("older"), 2020);
  app = await house.start();
  expect(await phone()).toBe("older");
  await app.kill();

  // Releases in folders, and a link to the one that counts.
  const at = (name: string) => `${file()}.${name}`;
  writeFileSync(at("11"), withPhone("11"));
  writeFileSync(at("12"), withPhone("12"));
  for (const name of ["12", "11"]) {
    rmSync(file());
    symlinkSync(at(name), file());
    app = await house.start();
    expect(await phone()).toBe(name);
    await app.kill();
  }
  rmSync(file());
  write(first, 2026);
});

test("a hang-up while it starts does not end it, and is heard", async () => {
  const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
  const child = run([main], { ...house.env });
  try {
    await child.says(/(the database is open)/);
    child.process.kill("SIGHUP");
    await child.says(/(listening on)/);
    await child.says(/("msg":"in force for acme: .*unchanged since)/);
  } finally {
    child.process.kill("SIGKILL");
    await child.ended;
  }
});

test("a setting that counts only from a start on is named", async () => {
  const secret = `${file()}.secret`;
  writeFileSync(secret, house.env["SLACK_SIGNING_SECRET"] ?? "");
  app = await house.start({ SLACK_SIGNING_SECRET: "", SLACK_SIGNING_SECRET_FILE: secret });
  writeFileSync(secret, "another-secret");
  await readAgain();
  expect(app.printed()).toMatch(/"settings":\["slack"\],"msg":"these settings have changed/);
  expect(app.printed()).not.toContain("another-secret");
});
