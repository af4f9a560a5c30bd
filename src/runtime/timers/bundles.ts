/**
 * What may share a transaction: of one organisation and feature, each about another subject, in the order of subjects (see
 * `transactTogether`). A subject's second timer is left for the next look: the first has to be through by then.
 */
export function bundles<
  D extends { readonly organisation: string; readonly feature: string; readonly subject: string },
>(dues: readonly D[], most: number): D[][] {
  const kinds = Map.groupBy(dues, ({ organisation, feature }) => `${organisation} ${feature}`);
  return [...kinds.values()].flatMap((kind) => {
    const first = new Map<string, D>();
    for (const due of kind) if (!first.has(due.subject)) first.set(due.subject, due);
    const all = [...first.values()];
    return Array.from({ length: Math.ceil(all.length / most) }, (_, n) =>
      all.slice(n * most, (n + 1) * most).toSorted((a, b) => (a.subject < b.subject ? -1 : 1)),
    );
  });
}
