/**
 * Says a thing at most once in `ms` milliseconds for each key, with how often it happened since it
 * was said last.
 */
export function oncePer(
  ms: number,
  now: () => number = () => performance.now(),
): (key: string, say: (times: number) => void) => void {
  const said = new Map<string, { at: number; silent: number }>();
  return (key, say) => {
    const before = said.get(key);
    if (before !== undefined && now() - before.at < ms) return void (before.silent += 1);
    said.delete(key);
    said.set(key, { at: now(), silent: 0 });
    // Keys may hold what came in a request.
    const [oldest] = said.keys();
    if (said.size > most && oldest !== undefined) said.delete(oldest);
    say(1 + (before?.silent ?? 0));
  };
}

const most = 1_000;
