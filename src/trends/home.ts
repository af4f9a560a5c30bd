import type { PersonId } from "../kernel/ids.ts";
import { literal, msg } from "../platform/text.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { HomePart, Shell } from "../runtime/feature.ts";
import { lookButton, sayButton } from "./views.ts";
import { leadsOf, readShown } from "./store.ts";

/** A button for the numbers, and what is being done about them, on everybody's home page. */
export async function home(tx: Tx, shell: Shell, person: PersonId): Promise<HomePart> {
  const shown = await readShown(tx, shell);
  if (shown === undefined) return {};
  const line =
    shown.doing === undefined
      ? msg("trend.homeLine")
      : msg("trend.doing", { doing: literal(shown.doing) });
  const row = { under: "team", tone: "calm", line } as const;
  return leadsOf(shell).includes(person)
    ? { rows: [{ ...row, first: [lookButton, sayButton], buttons: [] }] }
    : { rows: [{ ...row, buttons: [lookButton] }] };
}
