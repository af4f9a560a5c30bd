import { platformName } from "../../platform/platform-name.ts";
import { say } from "../../platform/say.ts";
import { type Text, literal, msg, time } from "../../platform/text.ts";
import type { Organisation } from "../../runtime/directory/organisation.ts";
import { bodyOf, iso } from "../events.ts";
import type { Waiting } from "../store.ts";
import type { Alarm, Trouble } from "./alarm.ts";

/** What is wrong, as a second channel is told it. */
export function alarmOf(
  { name, locale, timeZone }: Organisation,
  { id, wanted, body }: Waiting,
): Alarm {
  const trouble = body as Trouble;
  const isOver = wanted % 2 === 0;
  // Nobody's account: neither names nor platforms stand in these sentences.
  const reader = { platform: "slack", locale, timeZone, nameOf: () => undefined } as const;
  const line = sentenceOf(trouble);
  const sentence = say(isOver ? msg("alarm.over", { what: line }) : line, reader);
  return {
    ...trouble,
    key: id,
    since: iso(trouble.since),
    isOver,
    sentence,
    from: say(msg("alarm.from", { organisation: literal(name) }), reader),
  };
}

function sentenceOf({ kind, since, team, platform = "" }: Trouble): Text {
  const values = { time: time(since) };
  switch (kind) {
    case "danger":
      return msg("alarm.danger", { ...values, team: literal(team ?? "—") });
    case "contact":
      return msg("alarm.contact", values);
    case "self-test":
      return msg("alarm.selfTest", values);
    case "platform":
      return msg("alarm.platform", { ...values, platform: platformName(platform) });
  }
}

/** For a webhook. */
export const alarmBody = (type: string, alarm: Alarm): object => {
  const { key: id, kind, team, platform, since, isOver, sentence } = alarm;
  const state = isOver ? "over" : "open";
  return bodyOf(type, Date.now(), { id, kind, state, team, platform, since, sentence });
};
