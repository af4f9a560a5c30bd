/**
 * What is sent without waiting in between. It settles only when everything has: what is still under way in a transaction
 * must never run after its end.
 * @throws what failed first in the database: after that PostgreSQL refuses everything else with 25P02
 */
export async function together<T extends readonly Promise<unknown>[]>(
  ...work: T
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(work);
  const reasons = settled.flatMap((each) =>
    each.status === "rejected" ? [each.reason as { code?: unknown }] : [],
  );
  if (reasons.length > 0) throw reasons.find(({ code }) => code !== "25P02") ?? reasons[0];
  return settled.map((each) => (each as PromiseFulfilledResult<unknown>).value) as {
    [K in keyof T]: Awaited<T[K]>;
  };
}
