import type { Event } from "../../../src/escalations/events.ts";
import type { Request } from "../../../src/escalations/request.ts";
import { leakingIds } from "./ids.ts";
import { houseOf } from "./house.ts";
import { leaks, leaksInText, tellingWords } from "./never.ts";
import { feelingsDrafted } from "./notes.ts";
import type { Store } from "../stores.ts";
import type { Told } from "./record.ts";

type AsOwner = Store["asOwner"];

/** Tables by which the house works, and what holds words only under a seal; people's names are in the file's own tables. */
const named: ReadonlySet<string> = new Set([
  "organisations",
  "people",
  "teams",
  "accounts",
  "memberships",
  "workspaces",
  "settings",
  "setting_versions",
]);

/**
 * Whose history the journal may keep: of requests, for their timeline; of a trend's numbers and of who looked; of who
 * took figures out, and let which program in. Written down
 * here and not asked of the features, which would allow themselves another.
 */
const histories: ReadonlySet<string> = new Set(["escalations", "exports", "keys", "trends"]);

/** Everything that left the house in a story, and what it wrote down of it. @param metrics their address, when the app still answers */
export async function walk(
  told: Told,
  asOwner: AsOwner,
  metrics: string | undefined,
): Promise<string[]> {
  return [
    ...leaks(told),
    ...leakingIds(told, await peopleIn(asOwner)),
    ...(await leaksInTables(told, asOwner)),
    ...(await leaksInMetrics(told, metrics)),
    ...(await feelingsInDrafts(told, asOwner)),
  ];
}

async function peopleIn(asOwner: AsOwner): Promise<ReadonlySet<string>> {
  const { rows } = await asOwner("select person from handrail.people");
  return new Set(rows.map(({ person }) => String(person)));
}

/** Nothing that was typed stands anywhere in the clear; and what should leave no history has none. */
async function leaksInTables(told: Told, asOwner: AsOwner): Promise<string[]> {
  const house = houseOf(told);
  const words = told.typed.flatMap(({ text }) => tellingWords(text, house.words));
  const { rows: tables } = await asOwner(
    "select relname from pg_class where relnamespace = 'handrail'::regnamespace and relkind = 'r' and relname not like 'kysely%' order by 1",
  );
  const each = tables
    .map(({ relname }) => String(relname))
    .filter((name) => !named.has(name))
    .map(
      (name) =>
        `select '${name}' as name, string_agg(to_jsonb(t)::text, ' ') as text from handrail.${name} t`,
    );
  // Named, so that a hundred tables are planned once for a world.
  const { rows } = await asOwner({ name: "walk", text: each.join(" union all ") });
  const found = rows.flatMap(({ name, text }) =>
    leaksInText(String(text ?? ""), words, house).map((what) => `table ${String(name)}: ${what}`),
  );
  // What an operator did with somebody's data stands there, without who the operator is (P7).
  const { rows: journal } = await asOwner(
    "select distinct feature from handrail.journal where not (feature = 'mydata' and by is null and event ->> 'type' in ('copied', 'erased'))",
  );
  const history = journal
    .map(({ feature }) => String(feature))
    .filter((name) => !histories.has(name));
  return [...found, ...history.map((name) => `the journal: a history of ${name}`)];
}

/** The note of every request that is over, as it would be drafted now. */
async function feelingsInDrafts(told: Told, asOwner: AsOwner): Promise<string[]> {
  const house = houseOf(told);
  const { rows } = await asOwner(
    `select state, (select json_agg(j.event order by j.version, j.number) from handrail.journal j
       where j.feature = 'escalations' and j.subject = r.request
         and j.organisation_id = r.organisation_id) as events
     from handrail.requests r where closed_at is not null limit 200`,
  );
  return rows.flatMap(({ state, events }) =>
    feelingsDrafted(state as Request, (events ?? []) as Event[], house),
  );
}

/** Counts and times by kind: not even an id. */
async function leaksInMetrics(told: Told, url: string | undefined): Promise<string[]> {
  const house = houseOf(told);
  const words = told.typed.flatMap(({ text }) => tellingWords(text, house.words));
  if (url === undefined) return ["/metrics: not there to be searched"];
  const response = await fetch(url).catch(() => undefined);
  if (response === undefined) return [];
  if (response.status !== 200) return [`/metrics: answered with ${response.status}`];
  const text = await response.text();
  const id = /[0-9a-f]{8}-[0-9a-f]{4}-/.test(text) ? ["an id"] : [];
  return [...leaksInText(text, words, house), ...id].map((what) => `/metrics: ${what}`);
}
