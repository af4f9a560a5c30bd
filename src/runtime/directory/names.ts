import type { PersonId } from "../../kernel/ids.ts";

/** "Ana", or "Ana S." beside another Ana, or the whole name where even that is shared. */
export function shortNames(
  people: readonly { readonly id: PersonId; readonly name: string }[],
): ReadonlyMap<PersonId, string> {
  const forms = people.map(({ id, name }) => {
    const words = name.trim().split(/\s+/);
    const [first = name, last = ""] = [words[0], words.length > 1 ? words.at(-1) : ""];
    return { id, forms: [first, last === "" ? name : `${first} ${[...last][0]}.`, name] };
  });
  const count = new Map<string, number>();
  for (const form of forms.flatMap((entry) => [...new Set(entry.forms)]))
    count.set(form, (count.get(form) ?? 0) + 1);
  return new Map(
    forms.map((entry) => [
      entry.id,
      entry.forms.find((form) => count.get(form) === 1) ?? entry.forms[2] ?? "",
    ]),
  );
}
