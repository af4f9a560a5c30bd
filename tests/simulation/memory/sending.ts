import { adopt, claim, claimOwn, settle, writeOutputs } from "./messages.ts";
import { type Meanings, type Rows, at, json, orNull } from "./meaning.ts";
import type { Session } from "./session.ts";

/* outputs.ts, claims.ts and results.ts: their statements taken apart; what they do is in messages.ts. */

export const sendingMeanings: Meanings = [
  [/^\s*with (journal|wanted|free|home|stale|timers|answered) as /, write],
  ["set lease_until = handrail.now()", claimedOwn],
  ["with known as (", (s, _, v) => adopted(s, v)],
  ["for update skip locked", (s, text, v) => claimWaiting(s, text, v)],
  [
    "with held as materialized",
    (s, _, [rows]) =>
      settle(
        s,
        (rows as string[]).map((row) => json(row)),
      ),
  ],
  [`max("occasion")`, () => []],
];

/** Of whose parts only those are sent that have something to write. */
function write(session: Session, text: string, values: readonly unknown[]): Promise<Rows> {
  const part = (name: string) => {
    const found = new RegExp(`(?:^\\s*with|, ?)\\s*${name} as [\\s\\S]*?\\n    \\)`).exec(
      text,
    )?.[0];
    return found === undefined ? undefined : (place: RegExp) => at(found, values, place);
  };
  const [journal, wanted, told, free] = [
    part("journal"),
    part("wanted"),
    part("told"),
    part("free"),
  ];
  const [stale, timers, answered, redrawn] = [
    part("stale"),
    part("timers"),
    part("answered"),
    part("redrawn"),
  ];
  const [feature, subject] = [
    journal?.(/organisation\(\), \$(\d+), \$\d+::uuid/) ??
      told?.(/organisation\(\), \$(\d+), \$\d+::uuid/) ??
      free?.(/feature = \$(\d+)/),
    journal?.(/organisation\(\), \$\d+, \$(\d+)::uuid/) ??
      told?.(/organisation\(\), \$\d+, \$(\d+)::uuid/) ??
      free?.(/subject = \$(\d+)/),
  ];
  return writeOutputs(session, {
    feature: String(feature),
    subject: orNull(subject ?? answered?.(/subject = \$(\d+)/)),
    version: Number(journal?.(/, \$(\d+)::bigint/) ?? 0),
    by: orNull(journal?.(/1000\.0\), \$(\d+)::uuid/)),
    journal: journal === undefined ? [] : json(journal(/recordset\(\$(\d+)::jsonb\)/)),
    tells: wanted === undefined ? [] : json(wanted(/recordset\(\$(\d+)::jsonb\)/)),
    redraw: free !== undefined,
    token: String(told?.(/\$(\d+)::text, 1, moment\.now/) ?? redrawn?.(/then \$(\d+)::text/)),
    ...(stale === undefined
      ? {}
      : {
          stale: {
            feature: String(stale(/feature = \$(\d+)/)),
            subjects: stale(/subject = any\(\$(\d+)::uuid/) as string[],
            view: String(stale(/view = \$(\d+)/)),
            account: orNull(stale(/account_id = \$(\d+)/)),
            occasion: String(stale(/occasion = \$(\d+)/)),
          },
        }),
    timers: timers === undefined ? [] : json(timers(/recordset\(\$(\d+)::jsonb\)/)),
    ...(answered === undefined
      ? {}
      : {
          answered: {
            said: json(answered(/answer = \$(\d+)::jsonb/)),
            delivery: String(answered(/delivery = \$(\d+)/)),
          },
        }),
  });
}

function claimedOwn(session: Session, text: string, values: readonly unknown[]): Promise<Rows> {
  const where = (place: RegExp) => String(at(text, values, place));
  const token = where(/lease_by = \$(\d+)/);
  return claimOwn(session, token, {
    feature: where(/feature = \$(\d+)/),
    subject: where(/subject = \$(\d+)/),
  });
}

async function adopted(session: Session, values: readonly unknown[]): Promise<Rows> {
  const [feature, subject, view, account, occasion, address] = values.map(String);
  const ghost = {
    feature: String(feature),
    subject: String(subject),
    view: String(view),
    account_id: String(account),
    occasion: String(occasion),
  };
  return adopt(session, ghost, String(address));
}

function claimWaiting(session: Session, text: string, values: readonly unknown[]): Rows {
  const features = at(text, values, /feature = any\(\$(\d+)::text\[\]\)/) as string[];
  const platforms = at(text, values, /platform = any\(\$(\d+)::text\[\]\)/) as string[];
  return claim(session, Number(at(text, values, /limit \$(\d+)/)), features, platforms);
}
