import { at, textAt } from "../../src/platform/json.ts";
import { type Finding, good, note, wrong } from "../../src/platform/finding.ts";
import { literal, msg } from "../../src/platform/text.ts";
import { call, codeIn } from "./check.ts";
import { botScopes, type SlackConfig } from "./config.ts";

/** A workspace that somebody added the app to. */
export interface AddedWorkspace {
  readonly workspace: string;
  /** Absent: no key here opens it. */
  readonly token?: string | undefined;
  /** It is renewed where it is needed next, and not by the doctor: the old one would end. */
  readonly hasEnded: boolean;
}

const about = "Add to Slack";
const again = msg("doctor.added.again");
/** Asked at once: many workspaces, and one machine. */
const together = 10;

/** Asks Slack about each workspace that was added. Nothing is posted or changed. */
export async function checkAdded(
  config: SlackConfig,
  added: readonly AddedWorkspace[],
): Promise<Finding[]> {
  const count = added.length;
  if (config.install === undefined)
    return count === 0
      ? []
      : [wrong(about, msg("doctor.added.off", { count }), msg("doctor.added.off.remedy"))];
  if (count === 0) return [note(about, msg("doctor.added.none"))];
  const checked: Finding[][] = [];
  for (let from = 0; from < count; from += together)
    checked.push(
      ...(await Promise.all(
        added.slice(from, from + together).map((one) => checkOne(config, one)),
      )),
    );
  const works = checked.filter((found) => found.length === 0).length;
  const findings = checked.flat();
  return works === 0
    ? findings
    : [good(about, msg("doctor.added.work", { works, count })), ...findings];
}

/** @returns what is not as it should be */
async function checkOne(
  config: SlackConfig,
  { workspace: id, token, hasEnded }: AddedWorkspace,
): Promise<Finding[]> {
  const workspace = literal(id);
  if (token === undefined)
    return [
      wrong(about, msg("doctor.added.sealed", { workspace }), msg("doctor.added.sealed.remedy")),
    ];
  if (hasEnded) return [note(about, msg("doctor.added.ended", { workspace }))];
  const answer = await call(config, "auth.test", token);
  if (answer === undefined)
    return [wrong(about, msg("doctor.added.away", { workspace }), msg("doctor.tryAgain"))];
  if (at(answer.body, "ok") !== true) {
    const code = codeIn(textAt(answer.body, "error"));
    return [wrong(about, msg("doctor.added.refused", { workspace, code }), again)];
  }
  const missing = botScopes.filter((scope) => answer.scopes?.has(scope) === false);
  return missing.length === 0
    ? []
    : [wrong(about, msg("doctor.added.scopes", { workspace, scopes: missing.join(", ") }), again)];
}
