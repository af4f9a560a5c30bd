import type { PersonId } from "../../kernel/ids.ts";
import { msg, time } from "../../platform/text.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { HomePart, HomeRow, Shell } from "../../runtime/feature.ts";
import { forColleagueButton } from "../raise/form.ts";
import { practiseButton } from "./marks.ts";
import { overAt } from "./rules.ts";
import { practiceOf } from "./store.ts";

/** Below what goes on: for a colleague, and practice (docs/features.md E15). */
export async function home(tx: Tx, { organisation }: Shell, person: PersonId): Promise<HomePart> {
  const { agentOf = [], supervises = [] } = organisation.people.get(person) ?? {};
  if (agentOf.length + supervises.length === 0) return {};
  const row = { under: "forYou", tone: "calm" } as const;
  const colleague = {
    ...row,
    line: msg("home.forColleague"),
    buttons: [forColleagueButton],
  };
  if (agentOf.length === 0) return { rows: [colleague] };
  const known = await practiceOf(tx, person);
  const running = known?.running;
  // Who never practised reads that it is for them.
  const line = msg(known === undefined ? "practice.new" : "practice.row");
  const practise: HomeRow = { ...row, line, buttons: [practiseButton] };
  return running === undefined
    ? { rows: [colleague, practise] }
    : {
        news: [msg("practice.running", { time: time(overAt(running)) })],
        rows: [colleague],
      };
}
