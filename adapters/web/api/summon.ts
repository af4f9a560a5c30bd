import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import type { z } from "@hono/zod-openapi";
import type { ApiKey } from "../../../src/platform/api.ts";
import type { Gesture } from "../../../src/platform/adapter.ts";
import type { WebParts } from "../parts.ts";
import { problem } from "../problem.ts";
import type { summons } from "./schemas.ts";

type Summons = z.output<typeof summons>;

/**
 * Summons as the agent themselves would: the page leaves first, and the case and the reason follow,
 * as they do in a chat. Each gesture has a delivery of its own, made from the Idempotency-Key: what
 * was done before is not done again.
 */
export async function summoned(
  c: Context,
  { core, api }: WebParts,
  key: ApiKey,
  body: Summons,
  headers: { readonly "idempotency-key"?: string | undefined },
): Promise<Response> {
  const sender = await api.accountOf(key, body.person);
  if (sender === "unknown")
    return problem(c, 422, {
      title: "This person is not known",
      detail: "Write the e-mail that the organisation's file has for them.",
    });
  if (sender === "no-account")
    return problem(c, 422, {
      title: "This person is on no chat platform yet",
      detail: "They are found by e-mail on Slack, and in Teams once the app is installed for them.",
    });
  const name = headers["idempotency-key"];
  if (name !== undefined && (await api.seen(key, name, JSON.stringify(body))) === "other")
    return problem(c, 422, {
      title: "This Idempotency-Key came with another body",
      detail: "Make a new key for each request.",
    });

  const delivery = `api ${key.key} ${name ?? randomUUID()}`;
  const gesture = (part: string) => ({ sender, delivery: `${delivery} ${part}` });
  const reply = await core.receive({
    ...gesture("summon"),
    ...{ kind: "submit", form: "escalations.summon" },
    values: { words: body.words ?? "", join: body.join_url ?? "" },
  });
  if (reply.uncertain === true)
    return problem(c, 503, { detail: "Send it again with the same Idempotency-Key." });
  const outcome = await api.outcome(key, `${delivery} summon`);
  const { subject, refused, answer } = outcome ?? {};
  if (subject === undefined || refused !== undefined)
    return problem(c, 422, {
      title: "Nobody was asked",
      detail:
        refused === "no-team"
          ? "The person takes calls in no team. Name one for them in the organisation's file."
          : "The person may not ask for help here. See that the organisation's file names them.",
    });
  const more: Gesture[] = [];
  if (body.case_reference !== undefined)
    more.push({
      ...gesture("case"),
      ...{ kind: "submit", form: "escalations.describe", subject },
      values: { words: "", case: body.case_reference },
    });
  if (body.category !== undefined)
    more.push({
      ...gesture("why"),
      ...{ kind: "press", action: "escalations.category", subject },
      argument: body.category,
    });
  for (const one of more) await core.receive(one);
  const request = await api.ask(key, "request", { id: subject });
  c.header("location", `/api/v1/escalations/${subject}`);
  return c.json(request, answer === "asked" ? 201 : 200);
}
