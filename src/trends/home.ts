import type { PersonId } from "../kernel/ids.ts";
import { literal, msg } from "../platform/text.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { HomePart, Shell } from "../runtime/feature.ts";
import { lookButton, sayButton } from "./views.ts";
import { leadsOf, readShown } from "./store.ts";

/** A button for the numbers, and what is being done about them, on everybody's home page. */
export async function home(tx: Tx, shell: Shell, person: PersonId): Promise<HomePart> {
  const shown = await readShown(tx, shell);
  if (shown === undefined) return { first: [], sections: [] };
  const line =
    shown.doing === undefined
      ? msg("trend.homeLine")
      : msg("trend.doing", { doing: literal(shown.doing) });
  const buttons = [lookButton, ...(leadsOf(shell).includes(person) ? [sayButton] : [])];
  return {
    first: [],
    sections: [{ heading: msg("trend.heading"), rows: [{ tone: "calm", line, buttons }] }],
  };
}
