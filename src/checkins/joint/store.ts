import { sql } from "kysely";
import { presentAmong } from "../../people/floor.ts";
import { whoIsInARequest } from "../../people/requests.ts";
import { together } from "../../runtime/database/together.ts";
import type { Joint } from "../../runtime/feature.ts";
import type { Command } from "../rules.ts";
import type { CheckIns } from "../state.ts";
import { type StoreFacts, disturbs, factsOf, mayBeAsked, personOf } from "../store.ts";

/** store.ts for several people at once: ten thousand may be due in the same minute. */
export const joint: Joint<CheckIns, Command, StoreFacts> = {
  load: (organisation, people) => sql<{ subject: string; state: CheckIns; version: number }>`
    select one.person as subject, its.state, its.version
    from unnest(${[...people]}::uuid[]) one(person) cross join lateral (
      select c.state, c.version from handrail.check_ins as c where c.organisation_id = ${organisation} and c.person = one.person for update
    ) its`,

  async facts(tx, shell, asked) {
    const people = asked
      .filter(({ command }) => disturbs(command))
      .map(({ given }) => personOf(given));
    const at = Math.max(...asked.map(({ given }) => given.at));
    const [present, inRequest] =
      people.length === 0
        ? [new Map(), new Set()]
        : await together(
            presentAmong(tx, shell.organisation, people, at),
            whoIsInARequest(tx, people),
          );
    return asked.map((one) => {
      const person = personOf(one.given);
      return factsOf(
        shell,
        one,
        disturbs(one.command) && mayBeAsked(present.get(person), inRequest.has(person)),
      );
    });
  },

  async save(tx, saved) {
    const rows = saved.map(({ after, version }) => ({
      person: after.person,
      version,
      status: after.status,
      state: after,
    }));
    await sql`
      insert into handrail.check_ins as c (organisation_id, person, version, status, state)
      select handrail.organisation(), r.person, r.version, r.status, r.state
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r(person uuid, version bigint, status text, state jsonb)
      on conflict (organisation_id, person) do update set version = excluded.version, status = excluded.status, state = excluded.state`.execute(
      tx,
    );
  },
};
