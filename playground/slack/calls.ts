import type { Call, Json } from "./types.ts";

export interface Calls {
  begin(method: string, at: number, body: Json): Call;
  /** Oldest first, all or of one method. */
  of(method?: string): readonly Call[];
  clear(): void;
}

/** Remembers the latest `keep` calls; trimmed in bulk, so that one call costs nothing. */
export function calls(keep: number): Calls {
  const all: Call[] = [];
  return {
    begin(method, at, body) {
      const call: Call = { method, at, body, answer: "open" };
      all.push(call);
      if (all.length >= keep * 2) all.splice(0, all.length - keep);
      return call;
    },
    of(method) {
      const latest = all.slice(-keep);
      return method === undefined ? latest : latest.filter((call) => call.method === method);
    },
    clear: () => void all.splice(0),
  };
}
