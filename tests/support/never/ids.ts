import type { Seen, Told } from "./record.ts";

/*
 * Ids that tell who is meant. What no eye sees is read by whoever looks for it: the id of a person
 * in a payload, or one that another payload of the same reader puts beside a name.
 */

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** A blinded id, in quotes of its own or inside another JSON. */
const blinded = /(?<=")[\w-]{59}(?=\\*")/g;

/** @param people the ids of everybody in the house */
export function leakingIds(told: Told, people: ReadonlySet<string>): string[] {
  const seen = told.seen.filter(({ form }) => form !== "mydata.back");
  const found = seen.flatMap((one) =>
    idsIn(one.raw)
      .filter((id) => people.has(id))
      .map((id) => `${at(one)}: carries the id of a person: ${id}`),
  );
  // Beside a name: in a menu of people.
  const named = new Map<string, Map<string, string>>();
  for (const { reader, raw } of seen)
    for (const [id, label] of optionsIn(raw)) {
      const own = named.get(reader) ?? new Map<string, string>();
      named.set(reader, own.set(id, label));
    }
  const linked = seen.flatMap((one) =>
    idsIn(one.raw).flatMap((id) => {
      const label = named.get(one.reader)?.get(id);
      return label === undefined || one.raw.includes(label)
        ? []
        : [`${at(one)}: carries an id that a menu gives to ${label}: ${id}`];
    }),
  );
  return [...new Set([...found, ...linked])];
}

const at = ({ reader, where, form = "" }: Seen): string => `${reader}, ${where} ${form}`;

const idsIn = (raw: string): string[] => [
  ...new Set([...(raw.match(uuid) ?? []), ...(raw.match(blinded) ?? [])]),
];

/** Values of menus with their labels, on Slack and in Teams. */
function optionsIn(raw: string): [string, string][] {
  const slack = /"text":\{"type":"plain_text","text":"([^"]+)"[^}]*\},"value":"([\w-]{36,59})"/g;
  const teams = /"title":"([^"]+)","value":"([\w-]{36,59})"/g;
  return [...raw.matchAll(slack), ...raw.matchAll(teams)].map(([, label = "", id = ""]) => [
    id,
    label,
  ]);
}
