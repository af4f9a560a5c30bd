import { useEffect, useState } from "react";
import type { Act, Passing, State } from "../protocol.ts";

export interface Server {
  /** Absent until the first answer. */
  readonly state?: State;
  readonly connected: boolean;
}

/**
 * Follows what everybody sees; the browser reconnects by itself. If another run of the server
 * answers, the page reloads. Its state belongs to the old run, and its code may have changed.
 */
export function useServer(): Server {
  const [server, setServer] = useState<Server>({ connected: true });
  useEffect(() => {
    const stream = new EventSource("/playground/stream");
    let run: string | undefined;
    stream.onmessage = (event: MessageEvent<string>) => {
      const state = JSON.parse(event.data) as State;
      run ??= state.run;
      if (state.run === run) setServer({ state, connected: true });
      else location.reload();
    };
    stream.onopen = () => setServer((before) => ({ ...before, connected: true }));
    stream.onerror = () => setServer((before) => ({ ...before, connected: false }));
    return () => stream.close();
  }, []);
  return server;
}

const post = (path: string, body: unknown): Promise<Response> =>
  fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

/** Does something as somebody; `says` are the words for the timeline. Resolves to a sentence when it did not work. */
export async function act(body: Act, says?: string): Promise<string | undefined> {
  try {
    const response = await post("/playground/act", { ...body, says });
    if (response.ok) return undefined;
    const answer = (await response.json().catch(() => ({}))) as { error?: string };
    return `That did not work: ${answer.error ?? `the server answered ${response.status}`}.`;
  } catch {
    return "The server did not answer. Is it still running?";
  }
}

/** Moves the clock forward. `absent`: this server keeps real time. */
export async function skip(time: Passing): Promise<"done" | "absent" | "failed"> {
  try {
    const response = await post("/playground/time", time);
    return response.ok ? "done" : response.status === 404 ? "absent" : "failed";
  } catch {
    return "failed";
  }
}

/** What Teams' client would say of somebody to the tab that it shows. */
export async function tabToken(as: string): Promise<string | undefined> {
  const answer = await post("/playground/token", { as }).catch(() => undefined);
  if (answer?.ok !== true) return undefined;
  return ((await answer.json()) as { token: string }).token;
}

/** Cuts the power. The stream ends with it, and comes again with the next run. */
export const cutPower = (): Promise<unknown> =>
  post("/playground/power", {}).catch(() => undefined);
