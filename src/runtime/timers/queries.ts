/* What one look of the clock asks for. Each part reads the time from `clock`, which stands before it. */

/** The most organisations whose messages one look claims. */
const organisationsAtOnce = 100;

/**
 * A query for what is due. Features that can wait are looked up apart, so their timers never hide
 * those of others.
 */
export function dueOnes(
  known: readonly (readonly [feature: string, command: string])[] | undefined,
  patient: readonly string[],
): string {
  // During a rollout a newer instance sets timers that this one does not know: they are left to it.
  const ours =
    known === undefined
      ? ""
      : `and (feature, command) in (${known.map((pair) => `('${pair.join("', '")}')`).join(", ")})`;
  const found = (which: string, limit: string) => `(
        select organisation_id, feature, subject, command, due_at from handrail.timers
        where due_at <= (select now from clock) ${which} ${ours}
        order by due_at limit ${limit}::int)`;
  if (patient.length === 0) return found("", "$1");
  const names = patient.map((name) => `'${name}'`).join(", ");
  const urgent = found(`and feature not in (${names})`, "$1");
  return `${urgent} union all ${found(`and feature in (${names})`, "$2")}`;
}

/**
 * A query for the first organisation with a waiting message. Its order is that of the index, and
 * its limit is one. So the planner takes the index whatever its statistics say.
 */
const firstWaiting = (which: string): string => `
          select messages.organisation_id from handrail.messages
          where state = 'live' and wanted_version > shown_version ${which}
            and not_before <= (select now from clock)
            and coalesce(lease_until <= (select now from clock), true)
          order by messages.organisation_id limit 1`;

/** Each organisation for which one waits: one look in the index leads to the next organisation. */
export const waitingOnes = `
        with recursive found as (
          (${firstWaiting("")})
          union all
          select (${firstWaiting("and messages.organisation_id > found.organisation_id")})
          from found where found.organisation_id is not null
        )
        select organisation_id from found where organisation_id is not null
        limit ${organisationsAtOnce}`;
