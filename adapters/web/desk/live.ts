import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { PageReply, Visitor } from "../../../src/platform/web.ts";
import type { WebParts } from "../parts.ts";
import type { Open } from "../open.ts";
import { problem } from "../problem.ts";
import type { Bindings } from "../serve.ts";
import { drawnText } from "./draw/page.ts";
import { accountOf } from "./site.ts";

/** A page that hears nothing for so long takes the connection for dead. */
const breathEvery = 10_000;

/**
 * A live page as server-sent events: its HTML after each change, `over` when it may not be seen.
 * @param still whether the session that opened it is there: asked as often as it breathes
 */
export function liveStream(
  c: Context,
  { web }: WebParts,
  open: Open,
  name: string,
  visitor: Visitor,
  still: () => Promise<boolean> = () => Promise.resolve(true),
): Response {
  // Nobody reads the body, so nothing would ever end the stream and give its place back.
  if (c.req.method === "HEAD") return c.body(null, 200, { "content-type": "text/event-stream" });
  let next: PageReply | undefined;
  let wake: () => void = () => undefined;
  const over = new AbortController();
  const end = () => {
    over.abort();
    wake();
  };
  let mustAsk = false;
  const ask = () => {
    mustAsk = true;
    wake();
  };
  const account = "as" in visitor ? accountOf(visitor.as) : undefined;
  const closed = open.add({ end, ask, account });
  if (closed === undefined) return problem(c, 503);
  const unwatch = web.watch(name, visitor, (reply) => {
    // Who reads slowly gets the newest, not all.
    next = reply;
    wake();
  });
  if (unwatch === undefined) {
    closed();
    return problem(c, 404);
  }
  // A proxy would otherwise hold it back.
  c.header("x-accel-buffering", "no");
  return streamSSE(c, async (stream) => {
    stream.onAbort(end);
    let asked = performance.now();
    try {
      while (!over.signal.aborted) {
        if (mustAsk || performance.now() - asked >= breathEvery) {
          mustAsk = false;
          if (!(await still())) {
            await stream.writeSSE({ event: "over", data: "" });
            return;
          }
          asked = performance.now();
        }
        const reply = next;
        next = undefined;
        if (reply === undefined) {
          if (mustAsk || over.signal.aborted) continue;
          const breath = setTimeout(() => wake(), breathEvery);
          await new Promise<void>((resolve) => (wake = resolve));
          clearTimeout(breath);
          if (next === undefined && !mustAsk && !over.signal.aborted)
            await stream.writeSSE({ event: "breath", data: "" });
        } else if ("refused" in reply) {
          await stream.writeSSE({ event: "over", data: "" });
          return;
        } else {
          (c.env as Bindings).known();
          await stream.writeSSE({ event: "page", data: await drawnText(reply) });
        }
      }
    } finally {
      unwatch();
      closed();
    }
  });
}
