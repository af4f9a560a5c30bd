/*
 * Instruments that others own (PRODUCT K8, DOMAIN 3.1): a pack is a folder with `pack.json` and its own licence beside it.
 * Handrail ships no items of any; what is asked by default are its own questions, which are no test.
 */

/** A pack that may be asked. */
export interface Pack {
  readonly id: string;
  readonly name: string;
  readonly licence: string;
  readonly attribution: string;
  /** Where it stands that this house may use it: a contract, a letter, a ground for "non-commercial". */
  readonly permission: string;
  readonly items: readonly string[];
  readonly options: readonly { readonly label: string; readonly value: number }[];
}

/** Why a pack is refused, each in a word that a sentence can be made of. */
export type Refusal =
  | "unreadable"
  | "no id"
  | "no name"
  | "no licence file"
  | "no licence"
  | "no attribution"
  | "no permission"
  | "no items"
  | "no options";

/**
 * Reads a pack, or says all that stands in its way. A name alone is no pack that can be asked, and no licence is no pack at
 * all, whatever else there is.
 * @param licenceFile the text of the `LICENCE` beside it; absent: there is none
 */
export function readPack(
  json: string,
  licenceFile: string | undefined,
): { readonly pack: Pack } | { readonly refused: readonly Refusal[] } {
  const found = parsed(json);
  if (found === undefined) return { refused: ["unreadable"] };
  const { id, name, licence, attribution, permission, items, options } = found;
  const refused: Refusal[] = [];
  const check = (holds: boolean, why: Refusal) => holds || refused.push(why);
  check(isText(licenceFile), "no licence file");
  check(isText(licence), "no licence");
  check(isText(attribution), "no attribution");
  check(isText(permission), "no permission");
  check(isText(id), "no id");
  check(isText(name), "no name");
  check(Array.isArray(items) && items.length > 0 && items.every(isText), "no items");
  check(Array.isArray(options) && options.length > 1 && options.every(isOption), "no options");
  return refused.length > 0 ? { refused } : { pack: { id, name, licence, attribution, permission, items, options } as Pack };
}

function parsed(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

function isOption(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { label, value: points } = value as Record<string, unknown>;
  return isText(label) && typeof points === "number" && Number.isFinite(points);
}
