/** What a request knows of its case (docs/features.md C8). Requests without a reference have none. */
export interface KnownCase {
  /** The case came back, or a plan was agreed for it. */
  readonly repeat?: Repeat;
  /** References that were given with the request so far. */
  readonly lookups?: number;
}

export interface Repeat {
  /** Requests on this case within 30 days, this one included. */
  readonly contacts: number;
}

/** So many requests on one case reference within 30 days are a repeated contact. */
const repeated = 3;

export const isRepeated = ({ contacts }: Repeat): boolean => contacts >= repeated;
