import { lookup as lookUp, type LookupAddress } from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isLoopback, isPublic } from "../platform/network.ts";

/*
 * One request to an address that a file names. It goes by itself, not through the machine's proxy:
 * only who looks the name up can refuse a private address. A redirect is not followed. See
 * docs/decisions/0082.
 */

/** What was answered; its text is nobody's business. */
export interface Answered {
  readonly status: number;
  /** From `Retry-After`, in milliseconds. */
  readonly wait?: number;
}

/** In milliseconds, for all of it. */
const timeout = 5_000;

/** @throws the system's error, with its `code` */
export async function post(
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Answered> {
  const url = new URL(address);
  const local = isLoopback(url.hostname);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (url.protocol !== "https:" && !local) throw coded("ENOTHTTPS");
  // A number is never looked up.
  if (isIP(host) !== 0 && !local && !isPublic(host)) throw coded("EPRIVATE");
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const { request } = url.protocol === "https:" ? https : http;
  const sent = request(
    url,
    {
      ...{ method: "POST", agent: false, lookup: local ? lookUpHere : lookUpOutside },
      headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
      signal: AbortSignal.timeout(timeout),
    },
    (response) => {
      const { statusCode: status = 0 } = response;
      resolve({ status, wait: waitOf(response.headers["retry-after"]) });
      // Whatever it has to say, and however slowly it says it.
      response.on("error", () => undefined);
      response.destroy();
    },
  );
  sent.on("error", reject).end(body);
  return promise;
}

/** Of what cannot be sent at all. */
const coded = (code: string): Error => Object.assign(new Error(code), { code });

/**
 * A name leads where it leads at this moment, and the connection goes there and nowhere else: a name
 * that led elsewhere when it was checked gains nothing.
 */
export const lookUpOutside: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, found) => {
    if (error !== null) return callback(error, []);
    const isSafe = found.length > 0 && found.every(({ address }) => isPublic(address));
    return isSafe ? answer(found, options.all === true, callback) : callback(coded("EPRIVATE"), []);
  });
};

/** The file names this machine itself: it leads nowhere else. */
const lookUpHere: LookupFunction = (_, options, callback) =>
  answer(
    [
      { address: "127.0.0.1", family: 4 },
      { address: "::1", family: 6 },
    ],
    options.all === true,
    callback,
  );

function answer(
  found: readonly LookupAddress[],
  all: boolean,
  callback: Parameters<LookupFunction>[2],
): void {
  const [first] = found;
  if (all) callback(null, [...found]);
  else callback(null, first?.address ?? "", first?.family);
}

/** An hour at most: who asks for more is asked again before. */
function waitOf(header: string | undefined): number | undefined {
  const seconds = Number.parseFloat(header ?? "");
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3_600) * 1_000 : undefined;
}
