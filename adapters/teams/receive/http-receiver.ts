import type { ServerResponse } from "node:http";
import type { Core, Handler } from "../../../src/platform/adapter.ts";
import type { Accounts } from "../people/accounts.ts";
import type { Answers } from "../answer/answers.ts";
import { textAt } from "../../../src/platform/json.ts";
import type { Bots } from "../bots.ts";
import type { Log } from "../config.ts";
import { type GateOptions, pass, type Refusal, type Verified } from "./verify.ts";
import { hintsOf, identityOf } from "../people/identity.ts";
import { arrivalOf } from "./gestures.ts";
import type { InstallPace } from "../people/install-pace.ts";
import { takeInstall } from "../people/installations.ts";
import type { Places } from "../deliver/known-chats.ts";
import type { Repeats } from "./repeated-presses.ts";
import type { InvokeAnswer } from "../sdk.ts";

export interface DoorOptions {
  readonly gate: GateOptions;
  readonly core: Core;
  readonly bots: Bots;
  readonly answers: Answers;
  readonly accounts: Accounts;
  readonly places: Places;
  readonly repeats: Repeats;
  readonly pace: InstallPace;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Work that goes on after the answer. */
  readonly background: (work: Promise<void>) => void;
}

const texts: Readonly<Record<Refusal["status"], string>> = {
  400: "bad request",
  401: "unauthorized",
  403: "forbidden",
  413: "too large",
};

/**
 * Takes Teams' activities: verify → SDK → core → answer. Nothing is answered before it is stored.
 */
export function door(options: DoorOptions): Handler {
  const { gate, core, log } = options;
  return async (request, response, body) => {
    const verified = await pass(request, body, gate);
    if (verified === undefined) return;
    if ("status" in verified) {
      core.refused?.("teams", verified.code);
      if (verified.status === 413) response.setHeader("connection", "close");
      return text(response, verified.status, texts[verified.status]);
    }
    try {
      reply(response, await take(verified, options));
    } catch (error) {
      log.error({ platform: "teams", err: error }, "activity not accepted");
      text(response, 503, "unavailable");
    }
  };
}

async function take(verified: Verified, options: DoorOptions): Promise<InvokeAnswer | undefined> {
  const { activity, tenant, serviceUrl } = verified;
  const { places, accounts, background, log } = options;
  places.connectorSeen(tenant, serviceUrl);
  remember(verified, options);
  if (activity["type"] === "installationUpdate" || activity["type"] === "conversationUpdate") {
    const fault = (error: unknown) =>
      log.warn({ platform: "teams", err: error }, "people of an installation were not taken in");
    background(takeInstall(verified, options).catch(fault));
    return undefined;
  }
  const arrival = arrivalOf(verified, options.repeats);
  if (arrival === undefined) return undefined;
  const bot = await options.bots.of(verified.tenant);
  const answer = await bot.turn(activity, () => options.answers.answer(arrival));
  const { workspace, account } = arrival.sender;
  const fault = (error: unknown) =>
    log.warn({ platform: "teams", err: error }, "an account was not brought up to date");
  if (!arrival.stranger) background(accounts.refresh(workspace, account).catch(fault));
  return answer;
}

/** Remembers a person's chat, time zone and language (docs/platforms.md T31). */
function remember(verified: Verified, { places, accounts }: DoorOptions): void {
  const { activity, tenant } = verified;
  const { sender, stranger, isBot } = identityOf(verified);
  const conversation = textAt(activity, "conversation", "id");
  if (stranger || isBot || conversation === undefined) return;
  const spoke = activity["type"] === "message" || activity["type"] === "invoke";
  const personal = textAt(activity, "conversation", "conversationType") === "personal";
  if (personal && activity["action"] !== "remove")
    places.chatSeen(tenant, sender.account, conversation);
  if (!personal && spoke) places.spokeIn(tenant, sender.account, conversation);
  if (spoke) accounts.hint(tenant, sender.account, hintsOf(activity));
}

function reply(response: ServerResponse, answer: InvokeAnswer | undefined): void {
  if (answer?.body === undefined)
    return void response.writeHead(answer?.status ?? 200, { "content-length": 0 }).end();
  response
    .writeHead(answer.status, { "content-type": "application/json; charset=utf-8" })
    .end(JSON.stringify(answer.body));
}

function text(response: ServerResponse, status: number, body: string): void {
  response
    .writeHead(status, {
      "content-type": "text/plain; charset=utf-8",
      "x-content-type-options": "nosniff",
    })
    .end(body);
}
