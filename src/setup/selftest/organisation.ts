import { createHash } from "node:crypto";
import { sql } from "kysely";
import { readOrganisation } from "../../config/organisation.ts";
import { selfTestOrganisation } from "../../kernel/pretend.ts";
import type { Sender } from "../../platform/adapter.ts";
import type { Database } from "../../runtime/database/database.ts";
import { applyFile } from "../apply.ts";
import { firstStep } from "./rules.ts";

/*
 * Where the self-test is played: an organisation of three people whose only accounts are on the
 * pretend platform. The first supervisor never answers, so that a timer has to ask the second.
 */

const text = `
organisation: { id: ${selfTestOrganisation}, name: Self-test, time_zone: UTC, locale: en }
teams:
  Self-test:
    supervisors: [first@handrail.invalid, second@handrail.invalid]
    agents: [agent@handrail.invalid]
    escalation:
      steps:
        - { notify: [first@handrail.invalid], timeout: ${firstStep / 1_000}s }
        - { notify: [second@handrail.invalid], timeout: 30s }
      repeat: 0
      join_within: 30s
`;
/** Counts up with the text: of two versions side by side the newer one stays. */
const version = 1;

const workspace = "handrail";
const at = (account: string): Sender => ({ platform: "pretend", workspace, account });
/** Who calls, and who answers. */
export const [agent, second] = [at("agent"), at("second")];

/** Makes the organisation, or brings it up to this version. Costs one statement where it is there. */
export async function prepare(db: Database): Promise<void> {
  const hash = createHash("sha256").update(text).digest("hex");
  const [known] = await db.once(
    selfTestOrganisation,
    "select file_hash as hash, file_version as version from handrail.organisations",
  );
  if (known !== undefined && (known["hash"] === hash || Number(known["version"]) > version)) return;
  const { organisation: file, problems } = readOrganisation(
    { path: "self-test", text, version },
    { idRequired: true },
  );
  if (file === undefined) throw new Error(JSON.stringify(problems));
  // No settings are kept: nobody changes it in chat.
  await applyFile(db, file, [], true, async () => undefined);
  await db.inOrganisation(selfTestOrganisation, async (tx) => {
    await sql`insert into handrail.workspaces (organisation_id, platform, workspace)
      values (handrail.organisation(), 'pretend', ${workspace}) on conflict do nothing`.execute(tx);
    await sql`insert into handrail.accounts (organisation_id, account_id, person, platform,
        workspace, account, kind, name, seen_at)
      select handrail.organisation(), gen_random_uuid(), person, 'pretend', ${workspace},
        split_part(email, '@', 1), 'member', name, handrail.now()
      from handrail.people where organisation_id = handrail.organisation() and email is not null
      on conflict do nothing`.execute(tx);
  });
}
