/**
 * Drops the oldest entries of a map until `keep` are left: maps remember the order of insertion.
 */
export function forgetOldest(map: Map<string, unknown>, keep: number): void {
  for (const oldest of map.keys()) {
    if (map.size <= keep) return;
    map.delete(oldest);
  }
}
