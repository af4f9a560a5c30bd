/** What may share a transaction: of one organisation and feature, and no subject twice. In the order of subjects, see `transactTogether`. */
export function bundles<D extends { readonly organisation: string; readonly feature: string; readonly subject: string }>(
  dues: readonly D[],
  most: number,
): D[][] {
  const open = new Map<string, Map<string, D>>();
  const full: D[][] = [];
  const close = (bundle: Map<string, D>) => full.push([...bundle.values()].toSorted((a, b) => (a.subject < b.subject ? -1 : 1)));
  for (const due of dues) {
    const key = `${due.organisation} ${due.feature}`;
    const bundle = open.get(key) ?? new Map<string, D>();
    if (bundle.has(due.subject)) {
      // Its second timer: after the first is through, in the order in which they were due.
      close(bundle);
      bundle.clear();
    }
    open.set(key, bundle.set(due.subject, due));
    if (bundle.size < most) continue;
    close(bundle);
    open.delete(key);
  }
  for (const bundle of open.values()) close(bundle);
  return full;
}
