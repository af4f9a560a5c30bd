import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { answers as keepAnswers } from "../support/statements.ts";
import { features } from "../../src/features.ts";
import { pagesOf } from "../../src/mydata/pages.ts";
import type { Form, Notice } from "../../src/platform/view.ts";
import type { Tx } from "../../src/runtime/database/database.ts";
import { Directory } from "../../src/runtime/directory/directory.ts";
import type { Shell } from "../../src/runtime/feature.ts";
import { openVault } from "../../src/runtime/keys.ts";
import { applyFile } from "../../src/setup/apply.ts";
import { organisationFile } from "../support/acme.ts";
import { configOf, slack } from "../rules/config/world.ts";
import { type Migrated, openMigrated } from "../support/migrated.ts";

/* The copy of somebody with a full history is complete, parses, and takes well under its minute. */

let db: Migrated["db"];
let close: Migrated["close"];
let shell: Shell;
let ana: string;
const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.inOrganisation("acme", work);
const now = Date.UTC(2026, 10, 20, 12);
const day = (n: number) => new Date(now - n * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  ({ db, close } = await openMigrated());
  const [file] = configOf(
    { ...slack, HANDRAIL_CONFIG: "handrail.yaml" },
    { "handrail.yaml": organisationFile },
  ).organisations;
  if (file === undefined) throw new Error("no organisation");
  await applyFile(db, file);
  const organisation = await new Directory(db).organisation("acme");
  shell = {
    organisation,
    vault: openVault([{ kid: "one", key: new Uint8Array(32).fill(1) }]),
    now,
  };
  ana = [...organisation.people.values()].find(({ name }) => name === "Ana Silva")?.id ?? "";
  await run(async (tx) => {
    for (let n = 0; n < 365; n++)
      await keepAnswers(
        tx,
        shell,
        ana,
        {
          day: day(n),
          answers: { energy: (n % 5) + 1, strain: 2, note: `day ${n} ${"of a year ".repeat(20)}` },
        },
        now,
      );
    // As large as a request is that went through two rounds.
    await sql`
      insert into handrail.requests (organisation_id, request, version, status, requester, team, level, opened_at, changed_at, closed_at, state)
      select 'acme', gen_random_uuid(), 9, 'closed', ${ana}, 'Billing', 'normal', t, t, t, jsonb_build_object('requester', ${ana}::text, 'asked',
        (select jsonb_agg(jsonb_build_object('person', gen_random_uuid(), 'at', i)) from generate_series(1, 20) i))
      from (select handrail.now() - n * interval '1 day' as t from generate_series(1, 600) n) days`.execute(
      tx,
    );
    const { rows } = await sql<{ request: string }>`select request from handrail.requests`.execute(
      tx,
    );
    for (const { request } of rows.slice(0, 60)) {
      const words = await shell.vault.seal(
        `acme/request_words/${request}/words`,
        `words of ${request}`,
      );
      await sql`insert into handrail.request_words (organisation_id, request, words, kept_until) values ('acme', ${request}, ${words}, handrail.now() + interval '1 day')`.execute(
        tx,
      );
    }
  });
}, 120_000);
afterAll(() => close());

const opened = async (argument?: string): Promise<Form | Notice> => {
  const view = await run(async (tx) =>
    features.get("mydata")?.doors?.opens?.["export"]?.(tx, shell, ana, undefined, argument),
  );
  if (view === undefined) throw new Error("nothing opened");
  return view;
};
const textOf = (view: Form | Notice): string =>
  view.kind === "form"
    ? view.fields.map((field) => ("value" in field ? (field.value ?? "") : "")).join("")
    : "";

interface Page {
  readonly of: number;
  readonly opened: {
    readonly checkins?: { readonly answers: readonly { readonly day: string }[] };
    readonly escalations?: { readonly words: readonly object[] };
  };
  readonly rows: { readonly requests?: readonly { readonly request: string }[] };
}

it(
  "a year of answers and six hundred requests: complete, page by page, in less than a minute",
  { timeout: 120_000 },
  async () => {
    const began = performance.now();
    const overview = await opened();
    expect(overview.kind).toBe("notice");
    const pages: Page[] = [];
    for (let page = 1, of = 1; page <= of; page++) {
      const view = await opened(`p${page}`);
      // As a dialog holds it in Teams: 80 KB of two bytes a letter, and something around each field.
      expect(JSON.stringify(view).length * 2).toBeLessThan(76_000);
      const read = JSON.parse(textOf(view)) as Page;
      pages.push(read);
      of = read.of;
    }
    expect(performance.now() - began).toBeLessThan(60_000);
    expect(pages.length).toBeGreaterThan(5);
    expect(
      pages.flatMap((page) => page.opened?.checkins?.answers.map((one) => one.day) ?? []),
    ).toEqual(Array.from({ length: 365 }, (_, n) => day(364 - n)));
    expect(pages.flatMap((page) => page.opened?.escalations?.words ?? [])).toHaveLength(60);
    const requests = pages.flatMap(
      (page) => page.rows?.requests?.map(({ request }) => request) ?? [],
    );
    expect(new Set(requests).size).toBe(600);
    expect(requests).toHaveLength(600);
  },
);

it("further pages have buttons of their own, and a page that is not there leads back to them", async () => {
  const later = await opened("l6");
  const stray = await opened("p999");
  for (const view of [later, stray, await opened("l0"), await opened("x")])
    expect(view.kind).toBe("notice");
  const first = stray.kind === "notice" ? stray.buttons.map(({ argument }) => argument) : [];
  expect(first.slice(0, 5)).toEqual(Array.from({ length: 5 }, (_, n) => `p${n + 1}`));
  expect(first.at(-1)).toBe("l6");
  expect(later.kind === "notice" ? later.buttons[0]?.argument : "").toBe("p6");
});

it("what fits is one page, as it is; what does not is shared out without loss, whatever its shape", () => {
  const small = { exportedAt: "now", opened: { a: {} }, rows: { b: [] } };
  expect(pagesOf(small, 1_000).map((page) => JSON.parse(page) as unknown)).toEqual([small]);
  const long = {
    exportedAt: "now",
    opened: { a: { words: ["x".repeat(400), "y".repeat(400)], none: [] } },
    rows: { b: [{ c: "z".repeat(600) }], d: { rows: 3 } },
  };
  const pages = pagesOf(long, 1_000);
  expect(pages.length).toBeGreaterThan(1);
  for (const page of pages) expect(JSON.stringify(page).length).toBeLessThanOrEqual(1_000);
  const all = pages.join();
  for (const piece of [
    "x".repeat(400),
    "y".repeat(400),
    "z".repeat(600),
    '"none": []',
    '"rows": 3',
    '"exportedAt"',
  ])
    expect(all.split(piece)).toHaveLength(2);
});
