import { afterAll, beforeAll, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { applyFile } from "../../src/setup/apply.ts";
import { Misfit } from "../../src/runtime/database/misfit.ts";
import { Directory } from "../../src/runtime/directory/directory.ts";
import { type Migrated, openMigrated } from "../support/migrated.ts";

/* A workspace is one organisation's home at a time, and an organisation keeps its id. */

let db: Migrated["db"];
let close: Migrated["close"];
beforeAll(async () => {
  ({ db, close } = await openMigrated());
});
afterAll(() => close());

const apply = async (
  id: string,
  workspaces: string,
  version: number,
  others: readonly string[] = [],
) => {
  const yaml = `
organisation: { id: ${id}, name: Acme, time_zone: Europe/London, country: GB, locale: en }
workspaces: { slack: [${workspaces}] }
people: { ana@acme.test: { accounts: { slack: U0ANA } }, sam@acme.test: { accounts: { slack: U0SAM } }${others.map((one) => `, ${one}`).join("")} }
teams: { Billing: { supervisors: [sam@acme.test], agents: [ana@acme.test] } }`;
  const env = {
    SLACK_BOT_TOKEN: "xoxb-1",
    SLACK_SIGNING_SECRET: "s".repeat(32),
    HANDRAIL_CONFIG: "handrail.yaml",
  };
  const loaded = loadConfig(
    env,
    () => yaml,
    () => undefined,
    () => version,
  );
  if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
  const [file] = loaded.config.organisations;
  if (file === undefined) throw new Error("no organisation");
  return applyFile(db, file);
};

test("another id for the same workspace is refused with what to do, and nothing is changed", async () => {
  await apply("acme", "T0ONE, T0TWO", 1);
  const refused = await apply("acme2", "T0ONE", 2).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Misfit);
  expect(refused).toMatchObject({
    where: "workspaces.slack",
    message: expect.stringContaining('home of the organisation "acme"'),
  });
  expect((refused as Misfit).remedy).toContain("set organisation.id to acme again");
  expect(await new Directory(db).homeOf("slack", "T0ONE")).toBe("acme");
});

test("a workspace that the file names no longer is left: nobody is reached there, and another organisation may have it", async () => {
  await apply("acme", "T0ONE", 3);
  const acme = await new Directory(db).organisation("acme");
  expect(
    [...acme.accounts.values()]
      .map(({ workspace, open: isOpen }) => `${workspace} ${isOpen}`)
      .toSorted((a, b) => (a < b ? -1 : 1)),
  ).toEqual(["T0ONE true", "T0ONE true", "T0TWO false", "T0TWO false"]);
  expect(await new Directory(db).homeOf("slack", "T0TWO")).toBeUndefined();
  await apply("other", "T0TWO", 4);
  expect(await new Directory(db).homeOf("slack", "T0TWO")).toBe("other");
});

test("who is no longer named stays, unlisted, and is back when the file names them again", async () => {
  const people = Array.from(
    { length: 1_000 },
    (_, n) => `p${n}@acme.test: { accounts: { slack: U0P${n} } }`,
  );
  await apply("large", "T0LARGE", 5, people);
  const listed = async () => {
    const { people: known } = await new Directory(db).organisation("large");
    return [...known.values()].filter(({ listed: is }) => is).length;
  };
  expect(await listed()).toBe(1_002);
  await apply("large", "T0LARGE", 6, people.slice(0, 600));
  expect(await listed()).toBe(602);
  await apply("large", "T0LARGE", 7, people);
  expect(await listed()).toBe(1_002);
});
