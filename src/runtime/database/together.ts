/**
 * What is sent without waiting in between. It settles only when everything has: what is still under way in a transaction
 * must never run after its end.
 * @throws what failed first in the database: after that PostgreSQL refuses everything else with 25P02
 */
export async function together<T extends readonly unknown[]>(
  ...work: T
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(work);
  const failed = firstFault(settled);
  if (failed !== undefined) throw failed.fault;
  return settled.map((each) => (each as PromiseFulfilledResult<unknown>).value) as {
    [K in keyof T]: Awaited<T[K]>;
  };
}

/** What failed, and not what was refused because of it. */
export function firstFault(
  settled: readonly PromiseSettledResult<unknown>[],
): { readonly fault: unknown } | undefined {
  const faults = settled.flatMap((each) =>
    each.status === "rejected" ? [{ fault: each.reason as unknown }] : [],
  );
  return faults.find(({ fault }) => (fault as { code?: unknown }).code !== "25P02") ?? faults[0];
}
