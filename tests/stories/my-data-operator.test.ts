import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { erasePerson, exportPerson } from "../../src/commands/person/work.ts";
import { answersOf, asking } from "../support/checkins.ts";
import { tidied } from "../support/forget.ts";
import { toMyData } from "../support/my-data.ts";
import { old } from "../support/sealed.ts";
import { stories } from "../support/stories.ts";

/* P7: what is kept of somebody, exported and erased by an operator, also after they left. */

const world = stories({ file: asking });
const folder = mkdtempSync(join(tmpdir(), "person-"));
afterAll(() => rmSync(folder, { recursive: true }));

const kept = () => ({ db: world().app.db, keys: [old] });
const named = (who: string, organisation?: string) => ({ who, organisation });

/** Ana has an answer of her own, and words that she wrote at a request. */
async function wrote(): Promise<string> {
  const { ana } = world();
  await ana.types("/checkin");
  await ana.opens("Check in");
  await ana.submits({ energy: "2", strain: "3", note: "zebra crossing" });
  await ana.isAnswered("Saved.");
  await ana.closesDialogs();
  await ana.types("/escalate the purple giraffe");
  await ana.clicks("Call ended");
  await world().settled();
  const { rows } = await world().asOwner(
    "select person::text as id from handrail.people where email = 'ana@acme.test'",
  );
  return String(rows[0]?.["id"]);
}

test("P7: an operator exports what is kept of a person, without what is under the person's own key; they read that it was done", async () => {
  const { ana, sam } = world();
  const id = await wrote();
  const file = join(folder, "ana.json");
  const said = await exportPerson(kept(), named("Ana@acme.test"), file);
  expect(said).toContain(id);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, "utf8");
  const copy = JSON.parse(text) as Record<string, Record<string, unknown>>;
  expect(copy["opened"]?.["escalations"]).toEqual({
    words: [expect.objectContaining({ words: "the purple giraffe" })],
  });
  expect(new Set(copy["underTheirOwnKey"] as never)).toEqual(
    new Set(["checkins", "hardcalls", "reflections"]),
  );
  expect(text).not.toMatch(/zebra|energy|strain/);
  expect(text).not.toContain("Priya");
  await expect(exportPerson(kept(), named(id), file)).rejects.toThrow("is there already");
  await toMyData(ana);
  await ana.isAnswered("copied your data");
  await ana.closesDialogs();
  await toMyData(sam);
  expect(`${sam.screen()}${JSON.stringify(sam.client.dialog())}`).not.toContain(
    "runs Handrail here",
  );
  await sam.closesDialogs();
});

test("P7: whoever has left is found by their address, account or id, and erased with their key", async () => {
  const id = await wrote();
  await world().reload(asking.replace(/ana@acme\.test, ?/, ""));
  const { rows } = await world().asOwner(
    `select account from handrail.accounts where person = '${id}'`,
  );
  for (const who of [id, String(rows[0]?.["account"])])
    await exportPerson(kept(), named(who), join(folder, `${who}.json`));
  expect((await answersOf(world(), "ana")).length).toBe(1);
  expect(await erasePerson(kept(), named("ana@acme.test"))).toContain(id);
  expect(await answersOf(world(), "ana")).toEqual([]);
  const { rows: left } = await world().asOwner(
    `select (select count(*) from handrail.check_in_keys) as keys,
       (select count(*) from handrail.request_words) as words,
       (select string_agg(event ->> 'type', ' ' order by version) from handrail.journal where feature = 'mydata') as did`,
  );
  expect(left).toEqual([{ keys: "0", words: "0", did: "copied copied erased" }]);
  // What an operator did is kept as long as a request.
  await world().asOwner(
    "update handrail.journal set at = at - interval '732 days' where feature = 'mydata'",
  );
  await tidied(world());
  expect(
    (await world().asOwner("select 1 from handrail.journal where feature = 'mydata'")).rows,
  ).toEqual([]);
});

test("P7: nobody, several, another organisation: a sentence, and nothing is done", async () => {
  await expect(erasePerson(kept(), named("nobody@acme.test"))).rejects.toThrow(
    "nobody is known as nobody@acme.test",
  );
  await expect(erasePerson(kept(), named("ana@acme.test", "rival"))).rejects.toThrow(
    "rival is not known",
  );
  const { rows } = await world().asOwner("select 1 from handrail.journal where feature = 'mydata'");
  expect(rows).toEqual([]);
});
