import { afterAll, beforeAll, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import type { OrganisationFile } from "../../src/config/types.ts";
import { Directory } from "../../src/runtime/directory/directory.ts";
import { openLog } from "../../src/runtime/log.ts";
import { FactsInForce, applyAgain, inTurn } from "../../src/setup/apply-again.ts";
import { applyFile } from "../../src/setup/apply.ts";
import { organisationFile } from "../support/acme.ts";
import { type World, openWorld } from "../support/story.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

const home = "T0ACMEHOME";

function fileWith(phone: string, version: number, id = "acme"): OrganisationFile {
  const text = organisationFile
    .replace(/duty_phone: "[^"]*"/, `duty_phone: "${phone}"`)
    .replace("id: acme", `id: ${id}`)
    .replace(/^workspaces:.*$/m, `workspaces: { slack: [${home}] }`);
  const loaded = loadConfig(
    { HANDRAIL_CONFIG: "handrail.yaml" },
    () => text,
    () => undefined,
    () => version,
  );
  if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config.organisations[0] as OrganisationFile;
}

/** An instance that last read these files. */
function instance(...read: OrganisationFile[]) {
  const said: string[] = [];
  const log = openLog("info", (sentence) => said.push(sentence));
  const known = new Map(read.map((file) => [file.id, file.hash]));
  const directory = new Directory(world.app.db);
  const facts = new FactsInForce(directory, true);
  return {
    async reload(...files: OrganisationFile[]) {
      said.length = 0;
      const { applied, failed } = await applyAgain(world.app.db, files, known, new Map(), log);
      directory.forget();
      await facts.renew(files);
      return { said: said.join("\n"), applied, failed };
    },
    directory,
    phone: () => facts.of(home)?.dutyPhone,
  };
}

test("the phone of an outage is that of the version in force, never of a file that was refused", async () => {
  const [old, newer] = [fileWith("old", 1_000), fileWith("newer", 2_000)];
  await applyFile(world.app.db, old, [], true);
  await applyFile(world.app.db, newer);
  const behind = instance(old);
  const { said, applied } = await behind.reload(old);
  // Nobody of it is looked for on a platform either.
  expect(applied).toEqual([]);
  expect(said).toMatch(/^Not applied for acme: .* is older than version [0-9a-f]{8}, which is in/);
  expect(behind.phone()).toBe("newer");
  // Another instance applies one more, and this one has not been told.
  await applyFile(world.app.db, fileWith("newest", 3_000));
  behind.directory.forget();
  await behind.directory.organisation("acme");
  expect(behind.phone()).toBe("newest");
});

test("another content than was read before counts, also where the machine's clock is behind", async () => {
  const [old, newer] = [fileWith("old", 1_000), fileWith("newer", 2_000)];
  await applyFile(world.app.db, newer, [], true);
  const one = instance(newer);
  const { said } = await one.reload(old);
  expect(said).toMatch(/^In force for acme from now on/);
  expect(one.phone()).toBe("old");
});

test("a version dated after it was applied keeps no later one back", async () => {
  await applyFile(world.app.db, fileWith("2099", Date.UTC(2099)), [], true);
  const result = await applyFile(world.app.db, fileWith("today", Date.now() + 60_000));
  expect(result.tried).toBe("applied");
});

test("one file that cannot be applied keeps no other back, and each is told", async () => {
  const acme = fileWith("5001", 1_000);
  // It claims the workspace of another organisation.
  const thief = fileWith("666", 1_000, "thief");
  const one = instance();
  for (const files of [
    [thief, acme],
    [acme, thief],
  ]) {
    const { said, failed } = await one.reload(...files);
    expect(said).toMatch(/in force for acme/i);
    expect(said).toMatch(/Nothing was changed for thief/);
    expect(failed).toMatchObject({ name: "Misfit" });
  }
  expect(one.phone()).toBe("5001");
  const { said } = await instance(acme, thief).reload(acme);
  expect(said).toMatch(/No file describes thief any more/);
});

test("two at once follow one another", async () => {
  const order: string[] = [];
  const work = inTurn(async (name: string) => {
    order.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    order.push(`${name} ends`);
    if (name === "a") throw new Error("a");
  });
  const [a] = await Promise.allSettled([work("a"), work("b")]);
  expect([a.status, order]).toEqual(["rejected", ["a begins", "a ends", "b begins", "b ends"]]);
});
