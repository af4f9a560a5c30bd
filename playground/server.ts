import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Page } from "./bundle.ts";
import { actOf, asOf, passingOf } from "./http/act.ts";
import { readBody } from "./http/body.ts";
import { refusal, setHeaders } from "./http/safeguards.ts";
import { streams } from "./http/stream.ts";
import { type Passed, passedWords } from "./passed.ts";
import type { Act, Desk, Passing, Situation, Someone, State } from "./protocol.ts";
import { NotShown } from "./not-shown.ts";
import { following } from "./following.ts";
import { type Timeline, timelineFrom } from "./timeline.ts";

export const powerCut = "The power is cut. Handrail and its database stop at once.";
export const powerBack = "The power is back. Handrail goes on where it was.";
const LARGEST_BODY = 64 * 1_024;
const posted: readonly string[] = [
  "/playground/act",
  "/playground/time",
  "/playground/power",
  "/playground/token",
];

/** A platform's double, as the page sees it. */
export interface Playable {
  readonly platform: Someone["platform"];
  desk(account: string): Omit<Desk, "someone">;
  /** @throws {NotShown} for what this person cannot do just now */
  play(act: Act): Promise<void>;
  /** What the platform's client says of somebody to a page that it shows in a frame. */
  tabToken?(account: string): string;
  onChange(listener: () => void): () => void;
}

export interface PlaygroundOptions {
  readonly doubles: readonly Playable[];
  readonly page: () => Promise<Page>;
  readonly organisation: { readonly name: string; readonly people: readonly Someone[] };
  /** Skips time forward; without it `POST /playground/time` answers 404. */
  readonly pushTime?: (passing: Passing) => Promise<Passed>;
  /** How far time has been skipped, in milliseconds. */
  readonly ahead?: () => number;
  readonly timeline?: Timeline;
  /** Reads how things stand, once the app serves. */
  readonly situation?: () => Promise<Situation | undefined>;
  /** Ends everything at once; without it `POST /playground/power` answers 404. */
  readonly cutPower?: () => void;
}

export interface PlaygroundRoutes {
  /** @returns false, with nothing written, when the path is not the playground's */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Something is different now. */
  changed(): void;
  /** Ends the streams, so that the server can close. */
  stop(): void;
}

/**
 * The playground's part of the app's own HTTP server. It trusts only its own page: see
 * `http/safeguards.ts`.
 */
export function playgroundRoutes({
  doubles,
  page,
  organisation,
  pushTime,
  ahead = () => 0,
  timeline = timelineFrom(),
  situation,
  cutPower,
}: PlaygroundOptions): PlaygroundRoutes {
  const run = randomUUID();
  const clock = () => Date.now() + ahead();
  let begun = timeline.lines().length > 0;
  const state = (): string => {
    const shown = desks();
    timeline.hear(shown, !begun);
    const now: State = {
      run,
      organisation: organisation.name,
      ahead: ahead(),
      desks: shown,
      quiet: begun ? undefined : true,
      timeline: timeline.lines(),
      situation: followed.now(),
      canCut: cutPower !== undefined,
    };
    return JSON.stringify(now);
  };
  const desks = (): Desk[] =>
    organisation.people.flatMap((someone) => {
      const double = doubleOf(someone);
      return double === undefined ? [] : [{ someone, ...double.desk(someone.account) }];
    });
  const open = streams(state);
  const listen = (): void => timeline.hear(desks(), !begun);
  const followed = following(situation, listen, open.changed);
  const changed = (): void => {
    open.changed();
    followed.changed();
  };
  const off = doubles.map((double) => double.onChange(changed));

  const doubleOf = (someone: Someone | undefined) =>
    doubles.find((one) => one.platform === someone?.platform);
  const token = (response: ServerResponse, body: unknown): void => {
    const as = asOf(body);
    const someone = organisation.people.find((one) => one.account === as);
    const made = as === undefined ? undefined : doubleOf(someone)?.tabToken?.(as);
    if (made === undefined) return answer(response, 404, { error: "nobody of that name here" });
    answer(response, 200, { token: made });
  };
  const act = async (response: ServerResponse, body: unknown): Promise<void> => {
    const asked = actOf(body);
    if (asked === undefined) return answer(response, 400, { error: "not an act" });
    const { act: wanted, says } = asked;
    const someone = organisation.people.find((one) => one.account === wanted.as);
    const double = doubleOf(someone);
    if (double === undefined) return answer(response, 404, { error: "nobody of that name here" });
    begin(says);
    try {
      await double.play(wanted);
      answer(response, 200, { ok: true });
    } catch (error) {
      if (!(error instanceof NotShown)) throw error;
      answer(response, 409, { error: "that is not on the screen any more" });
    }
  };
  const skip = async (response: ServerResponse, body: unknown): Promise<void> => {
    if (pushTime === undefined)
      return answer(response, 404, { error: "time cannot be skipped here" });
    const passing = passingOf(body);
    if (passing === undefined)
      return answer(response, 400, { error: "seconds: more than 0, at most 604800, a week" });
    begun = true;
    const began = clock();
    const passed = await pushTime(passing);
    timeline.deed(began, passedWords(passing, passed));
    changed();
    answer(response, 200, { ok: true });
  };
  const begin = (says: string | undefined): void => {
    begun = true;
    if (says === undefined) return;
    timeline.deed(clock(), says);
    open.changed();
  };
  const cut = (response: ServerResponse): void => {
    if (cutPower === undefined)
      return answer(response, 404, { error: "the power cannot be cut here" });
    listen();
    begin(powerCut);
    // The page has its answer first: whoever pulls the plug sees that it is out.
    response.once("finish", () => setTimeout(cutPower, 50));
    answer(response, 200, { ok: true });
  };

  const get = async (response: ServerResponse, path: string, head: boolean): Promise<void> => {
    if (path === "/playground/state")
      return write(response, 200, "application/json; charset=utf-8", state());
    if (path === "/playground/stream") {
      if (head) return write(response, 200, "text/event-stream; charset=utf-8", "");
      return open.join(response)
        ? undefined
        : answer(response, 503, { error: "too many pages are open" });
    }
    const { html, assets } = await page();
    const asset =
      path === "/"
        ? { type: "text/html; charset=utf-8", body: html }
        : Object.hasOwn(assets, path)
          ? assets[path]
          : undefined;
    if (asset === undefined) return answer(response, 404, { error: "not found" });
    write(response, 200, asset.type, asset.body);
  };
  const post = async (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<void> => {
    if (!posted.includes(path)) return answer(response, 405, { error: "method" });
    const text = await readBody(request, LARGEST_BODY);
    if (text === undefined) return answer(response, 413, { error: "too long" });
    const body = parsed(text);
    if (path === "/playground/power") return cut(response);
    if (path === "/playground/token") return token(response, body);
    return path === "/playground/act" ? act(response, body) : skip(response, body);
  };

  return {
    async handle(request, response) {
      const path = new URL(request.url ?? "/", "http://playground.invalid").pathname;
      const ours = path === "/" || path.startsWith("/playground/");
      if (!ours) return false;
      setHeaders(response);
      const refused = refusal(request, path);
      if (refused !== undefined) answer(response, refused.status, { error: refused.error });
      else if (request.method === "POST") await post(request, response, path);
      else if (request.method !== "GET" && request.method !== "HEAD")
        answer(response, 405, { error: "method" });
      else if (posted.includes(path)) answer(response, 405, { error: "method" });
      else await get(response, path, request.method === "HEAD");
      return true;
    },
    changed,
    stop() {
      for (const end of off) end();
      followed.stop();
      open.stop();
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const answer = (response: ServerResponse, status: number, body: unknown): void =>
  write(response, status, "application/json; charset=utf-8", JSON.stringify(body));

function write(response: ServerResponse, status: number, type: string, body: string): void {
  // An answer before the whole body was read ends the connection: the rest would be taken for the
  // next request.
  if (status >= 400) response.setHeader("connection", "close");
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) });
  response.end(body);
}
