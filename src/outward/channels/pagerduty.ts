import { call } from "../../platform/call.ts";
import type { Alarm } from "../alarms/alarm.ts";
import type { Outcome } from "../store.ts";
import { outcomeOf, secretIn, tried } from "./outcome.ts";

/** In milliseconds. */
const timeout = 5_000;

/**
 * Opens an alert, or closes the one with the same key. Source:
 * https://developer.pagerduty.com/docs/send-alert-event
 */
export const tellPagerDuty = (
  { url, routingKeyFile }: { readonly url: string; readonly routingKeyFile: string },
  { key, sentence, isOver, since, kind, team }: Alarm,
): Promise<Outcome> =>
  tried(async () => {
    const event = {
      routing_key: await secretIn(routingKeyFile),
      event_action: isOver ? "resolve" : "trigger",
      dedup_key: `handrail ${key}`,
      payload: {
        ...{ summary: sentence, source: "Handrail", severity: "critical" },
        ...{ timestamp: since, class: kind, component: team },
      },
    };
    const { status, headers } = await call(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(event),
      signal: AbortSignal.timeout(timeout),
    });
    const seconds = Number.parseFloat(headers["retry-after"] ?? "");
    return outcomeOf(status, Number.isFinite(seconds) ? seconds * 1_000 : undefined);
  });
