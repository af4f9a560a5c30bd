import { Agent, request, type IncomingHttpHeaders } from "node:http";

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly ms: number;
  readonly failure?: "http_timeout" | "connection_failed";
}

export interface Poster {
  /** Never rejects: no answer is an outcome. */
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Answered>;
  stop(): void;
}

/**
 * Posts to the app and waits at most `within` milliseconds for the whole answer, as Slack does: 3 s
 * (docs/platforms.md S1).
 */
export function poster(within: number): Poster {
  const agent = new Agent({ keepAlive: true, timeout: 1_000 });
  return {
    post: (url, headers, body) =>
      new Promise((resolve) => {
        const began = performance.now();
        const length = String(Buffer.byteLength(body));
        let late = false;
        const fail = (): void => {
          clearTimeout(timer);
          resolve({
            status: 0,
            headers: {},
            body: "",
            ms: performance.now() - began,
            failure: late ? "http_timeout" : "connection_failed",
          });
        };
        const outgoing = request(
          url,
          { agent, method: "POST", headers: { ...headers, "content-length": length } },
          (answer) => {
            let text = "";
            answer.setEncoding("utf8");
            answer.on("data", (chunk: string) => (text += chunk));
            answer.on("error", fail);
            answer.on("end", () => {
              clearTimeout(timer);
              resolve({
                status: answer.statusCode ?? 0,
                headers: answer.headers,
                body: text,
                ms: performance.now() - began,
              });
            });
          },
        );
        const timer = setTimeout(() => {
          late = true;
          outgoing.destroy(new Error("no answer in time"));
        }, within);
        outgoing.on("error", fail);
        outgoing.end(body);
      }),
    stop: () => agent.destroy(),
  };
}
