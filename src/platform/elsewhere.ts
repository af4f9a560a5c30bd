import { msg, type Reader, type Text } from "./text.ts";
import type { Field } from "./view.ts";

/** Of people in a picker: those whom this platform cannot show, and who stay as they were. */
export function elsewhere(field: Field, reader: Reader): Text[] {
  if (field.type !== "people") return [];
  const count = field.value.filter((id) => reader.accountOf?.(id) === undefined).length;
  return count === 0 ? [] : [msg("setup.form.others", { count })];
}
