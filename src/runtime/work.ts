import type { OrganisationId, SubjectId } from "../kernel/ids.ts";
import type { Sender } from "../platform/adapter.ts";
import type { AnyFeature, Note } from "./feature.ts";

/** One command to carry out, and where it came from. */
export interface Work {
  readonly organisation: OrganisationId;
  readonly feature: AnyFeature;
  readonly command: unknown;
  readonly note?: Note;
  readonly source:
    | { readonly by: Sender; readonly delivery: string; readonly subject?: SubjectId; readonly pressed?: Pressed }
    | { readonly timer: string; readonly subject: SubjectId }
    | { readonly system: string; readonly subject: SubjectId };
}

/** The shown message a button was pressed on: redrawn when the press was refused, because it shows what is no longer so. */
export interface Pressed {
  readonly feature: string;
  readonly view: string;
  readonly occasion: string;
  readonly address: string;
}
