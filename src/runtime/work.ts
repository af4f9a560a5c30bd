import { createHash } from "node:crypto";
import type { OrganisationId, SubjectId } from "../kernel/ids.ts";
import type { Sender as Origin } from "../platform/adapter.ts";
import type { AnyFeature, Note } from "./feature.ts";

/** One command to carry out, and where it came from. */
export interface Work {
  readonly organisation: OrganisationId;
  readonly feature: AnyFeature;
  readonly command: unknown;
  readonly note?: Note | undefined;
  readonly source:
    | {
        readonly by: Origin;
        readonly delivery: string;
        readonly subject?: SubjectId | undefined;
        readonly pressed?: Pressed | undefined;
      }
    | { readonly timer: string; readonly subject: SubjectId }
    | { readonly system: string; readonly subject: SubjectId };
}

/**
 * The shown message that a button was pressed on. It is redrawn if the press was refused, because
 * it shows an old state.
 */
export interface Pressed {
  readonly feature: string;
  readonly view: string;
  readonly occasion: string;
  readonly address: string;
}

/** Ids and chance from what caused the command, so that a retry makes the same subject. */
export function chance(work: Work): { newId: SubjectId; seed: number } {
  const cause =
    "by" in work.source
      ? work.source.delivery
      : `${work.source.subject} ${"timer" in work.source ? work.source.timer : work.source.system}`;
  const hash = createHash("sha256")
    .update(`${work.organisation} ${work.feature.name} ${cause}`)
    .digest();
  const hex = hash.toString("hex");
  const variant = ((hash[8] ?? 0) & 0x3f) | 0x80;
  // The form of a UUID of version 8: custom, derived from a hash (RFC 9562).
  const newId = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant.toString(16)}${hex.slice(18, 20)}`,
    hex.slice(20, 32),
  ].join("-");
  return { newId, seed: hash.readUInt32BE(16) };
}
