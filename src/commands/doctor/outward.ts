import type { OrganisationFile } from "../../config/types.ts";
import type { Channel, Webhook } from "../../platform/outward.ts";
import { type Finding, good, note, wrong } from "../../platform/finding.ts";
import { type Line, literal, msg } from "../../platform/text.ts";
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
const nameOf = (one: Webhook | Channel): Line =>
  "url" in one
    ? literal(`${"kind" in one ? one.kind : "webhook"} ${new URL(one.url).host}`)
    : msg("doctor.receiver.mail", { addresses: literal(one.to.join(", ")) });

function ofReceiver(about: Line, { state, code, since, given_up, waiting }: Row): Finding[] {
  const findings: Finding[] = [];
  if (state === "stopped")
    findings.push(
      wrong(about, msg("doctor.receiver.stopped"), msg("doctor.receiver.stopped.remedy")),
    );
  else if (since !== null) {
    const failing = { minutes: Math.floor(since / 60_000), code: literal(code ?? "—"), waiting };
    const says = msg("doctor.receiver.failing", failing);
    findings.push((since > wrongAfter ? wrong : note)(about, says, remedyFor(code ?? "")));
  } else findings.push(good(about, msg("doctor.receiver.good")));
  if (given_up > 0)
    findings.push(
      note(
        about,
        msg("doctor.receiver.missed", { count: given_up }),
        msg("doctor.receiver.missed.remedy"),
      ),
    );
  return findings;
}

function remedyFor(code: string): Line {
  if (code === "eprivate") return msg("doctor.receiver.private");
  if (code === "enosecret") return msg("doctor.receiver.secret");
  if (code.startsWith("http_3")) return msg("doctor.receiver.elsewhere");
  if (code.startsWith("http_4")) return msg("doctor.receiver.refuses");
  return msg("doctor.receiver.runs");
}
