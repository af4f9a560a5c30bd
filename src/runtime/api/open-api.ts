import { createHash } from "node:crypto";
import type { Api, ApiAnswers, ApiKey, ApiOutcome, ApiQuery } from "../../platform/api.ts";
import type { Said } from "../command/result.ts";
import type { CoreParts } from "../parts.ts";
import { inTransaction } from "../web/look.ts";
import { hashOf } from "../secrets.ts";
import { findKey, organisationOf } from "./keys.ts";

/** So long a key that was revoked may still be taken: it is not looked up at each request. */
const knownFor = 5_000;
const mostKnown = 1_000;

/** What the core does for programs: keys, accounts to act through, and features' answers. */
export function openApi(parts: CoreParts): Api {
  const { db, directory, vault, features } = parts;
  const known = new Map<string, { readonly until: number; readonly key: ApiKey }>();

  async function key(secret: string): Promise<ApiKey | undefined> {
    const organisation = organisationOf(secret);
    if (organisation === undefined) return undefined;
    const hash = hashOf(secret);
    const before = known.get(hash);
    if (before !== undefined && performance.now() < before.until) return before.key;
    known.delete(hash);
    if (!(await directory.organisations()).has(organisation)) return undefined;
    const found = await db.inOrganisation(organisation, (tx) => findKey(tx, organisation, hash));
    if (found === undefined) return undefined;
    if (known.size >= mostKnown) known.clear();
    known.set(hash, { until: performance.now() + knownFor, key: found });
    return found;
  }

  return {
    key,
    async accountOf({ organisation: id }, email) {
      const { people, accountsOf } = await directory.organisation(id);
      const written = email.toLowerCase();
      const person = [...people.values()].find(
        (one) => one.listed && one.email?.toLowerCase() === written,
      );
      if (person === undefined) return "unknown";
      const account = accountsOf.get(person.id)?.find((one) => one.kind === "member" && one.open);
      return account === undefined
        ? "no-account"
        : {
            platform: account.platform,
            workspace: account.workspace,
            account: account.account,
          };
    },
    async seen({ organisation, key: id }, name, body) {
      const call = createHash("sha256").update(`${id} ${name}`).digest("base64url");
      // Keyed: a hash alone of a short body could be tried out.
      const marks = vault.marks(`${organisation}/api_calls`, body);
      const rows = await db.once(
        organisation,
        // Of several at once one is first. The others wait for it here, and get its body, unchanged.
        `insert into handrail.api_calls as calls (organisation_id, call, body, made_at)
        values (handrail.organisation(), $1, $2, handrail.now())
        on conflict (organisation_id, call) do update set body = calls.body returning body`,
        [call, marks[0]],
      );
      return marks.includes(String(rows[0]?.["body"])) ? "ours" : "other";
    },
    async outcome({ organisation }, delivery) {
      const rows = await db.once(
        organisation,
        `select subject, answer from handrail.inbox
        where organisation_id = handrail.organisation() and delivery = $1 and answer is not null`,
        [delivery],
      );
      const said = rows[0]?.["answer"] as Said | undefined;
      if (said === undefined) return undefined;
      const outcome: ApiOutcome = {
        subject: said.subject,
        answer: "answer" in said && typeof said.answer === "string" ? said.answer : undefined,
        refused: "refused" in said ? said.refused : undefined,
      };
      return outcome;
    },
    ask<Name extends keyof ApiAnswers>(
      { organisation }: ApiKey,
      name: Name,
      query: ApiQuery<Name>,
    ) {
      return inTransaction(parts, organisation, async (tx, shell) => {
        for (const { api } of features.values()) {
          const answer = await api?.[name]?.(tx, shell, query);
          if (answer !== undefined) return answer;
        }
        return undefined;
      });
    },
  };
}
