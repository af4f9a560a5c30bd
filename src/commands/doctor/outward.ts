import type { OrganisationFile } from "../../config/types.ts";
import type { Channel, Webhook } from "../../platform/outward.ts";
import { type Finding, good, note, wrong } from "../../platform/finding.ts";
import type { Database } from "../../runtime/database/database.ts";

interface Row {
  readonly target: string;
  readonly state: string;
  readonly code: string | null;
  readonly since: number | null;
  readonly given_up: number;
  readonly waiting: number;
}

/** A receiver that answers again within a quarter of an hour is worth a note only. */
const wrongAfter = 15 * 60_000;

/** How each receiver of the file does. */
export async function checkOutward(db: Database, file: OrganisationFile): Promise<Finding[]> {
  const receivers = [...(file.outward?.webhooks ?? []), ...(file.outward?.channels ?? [])];
  if (receivers.length === 0) return [];
  const rows = (await db.once(
    file.id,
    `select t.target, t.state, t.code, t.given_up,
      (extract(epoch from handrail.now() - t.failing_since) * 1000)::float8 as since,
      (select count(*)::int from handrail.outward o where o.organisation_id = t.organisation_id
        and o.target = t.target and o.wanted > o.shown) as waiting
    from handrail.outward_targets t where t.organisation_id = handrail.organisation()`,
  )) as unknown as Row[];
  return receivers.flatMap((one) => {
    const row = rows.find(({ target }) => target === one.target);
    return row === undefined ? [] : ofReceiver(nameOf(one), row);
  });
}

/** Its host alone: the rest of an address may be a secret of its own. */
const nameOf = (one: Webhook | Channel): string =>
  "url" in one
    ? `${"kind" in one ? one.kind : "webhook"} ${new URL(one.url).host}`
    : `email to ${one.to.join(", ")}`;

function ofReceiver(about: string, { state, code, since, given_up, waiting }: Row): Finding[] {
  const findings: Finding[] = [];
  if (state === "stopped")
    findings.push(
      wrong(
        about,
        "answered 410 Gone, so it is told nothing any more",
        "Remove it from the file, or mend it and send SIGHUP to try it again.",
      ),
    );
  else if (since !== null) {
    const says = `has failed for ${Math.floor(since / 60_000)} minutes (${code ?? "unknown"}); ${waiting} wait`;
    findings.push((since > wrongAfter ? wrong : note)(about, says, remedyFor(code ?? "")));
  } else findings.push(good(about, "has no failure now"));
  if (given_up > 0)
    findings.push(
      note(
        about,
        `has missed ${given_up} so far: each waited a day`,
        "Ask the API for what it missed.",
      ),
    );
  return findings;
}

function remedyFor(code: string): string {
  if (code === "eprivate")
    return "Its name leads to a private address, which is refused. Use a public one.";
  if (code === "enosecret") return "The file with its secret cannot be read. Check who may.";
  if (code.startsWith("http_3")) return "It sends us elsewhere. Write the final address.";
  if (code.startsWith("http_4")) return "It refuses us. Check its secret and its address.";
  return "See that it runs. What waits is told within ten minutes of its return.";
}
