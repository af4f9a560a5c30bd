import { selfTestOrganisation } from "../kernel/pretend.ts";

/** Of every organisation that people live in: the self-test's is none. */
const real = `organisation_id <> '${selfTestOrganisation}'`;

/**
 * The organisations with a message of these features, or a timer of theirs that is due soon, as a
 * query: there is something going on. One that was set up and is not used has only what comes once a
 * week. It costs two looks into an index, and not a transaction of its own.
 * @param names of features; they are ours, never typed
 */
export const inUse = (names: readonly string[]): string => {
  const some = names.map((name) => `'${name}'`).join(", ");
  const has = (table: string, which = "true") => `exists (select 1 from handrail.${table} t
    where t.organisation_id = o.organisation_id and t.feature in (${some}) and ${which})`;
  const soon = "t.due_at < (select handrail.now()) + interval '1 hour'";
  return `select organisation_id from (select distinct organisation_id from handrail.workspaces
    where ${real}) o where ${has("timers", soon)} or ${has("messages")};`;
};

/** Every organisation there is, as a query. */
export const everyOne = `select distinct organisation_id from handrail.workspaces where ${real}
  order by 1;`;
