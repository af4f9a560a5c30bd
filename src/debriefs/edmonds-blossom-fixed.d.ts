declare module "edmonds-blossom-fixed" {
  /** Maximum weight matching in a general graph. @returns each vertex's mate, or -1. */
  export default function blossom(
    edges: [from: number, to: number, weight: number][],
    maxCardinality?: boolean,
  ): number[];
}
