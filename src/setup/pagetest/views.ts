import { platformName } from "../../platform/platform-name.ts";
import { newestOnly } from "../../platform/gone.ts";
import { notice, sentence } from "../../platform/notice.ts";
import {
  type Line,
  type MessageKey,
  type Text,
  msg,
  person as named,
  time,
} from "../../platform/text.ts";
import type { Button, Card, Gone, Notice } from "../../platform/view.ts";
import type { Viewer } from "../../runtime/feature.ts";
import { checkButton, testButton } from "../chat/buttons.ts";
import { type Answer, type PageTest, type Refusal, occasionOf, outcomeOf } from "./rules.ts";

export const show = (view: string, test: PageTest, viewer: Viewer): Card | Gone | undefined =>
  view === "test"
    ? newestOnly(occasionOf(test), viewer, () => testCard(test))
    : newestOnly(outcomeOf(test), viewer, () => resultCard(test));

/** To the person tested. Each card, title and notification says that it is a test. */
function testCard(test: PageTest): Card {
  const { id: subject, stage, by } = test;
  const person = named(by);
  const press = (verb: string, label: Text, more: Partial<Button> = {}): Button => ({
    ...{ action: `pagetests.${verb}`, label, subject },
    ...more,
  });
  switch (stage.is) {
    case "asked":
      return card("calm", msg("test.asks", { person }), {
        lines: [msg("test.asksWhat"), msg("test.asksFirst", { time: time(stage.until) })],
        buttons: [
          press("agree", msg("button.testYes"), { style: "main" }),
          press("decline", msg("button.testNo")),
        ],
      });
    case "paged":
      return {
        ...card("urgent", msg("test.page"), {
          lines: [msg("test.pageOnly"), msg("test.pagePress"), msg("test.who", { person })],
          buttons: [
            press("take", msg("button.acknowledge"), {
              style: "main",
              accessible: msg("label.takeTest"),
            }),
          ],
        }),
        summary: msg("test.pageSummary"),
      };
    case "taken":
      return card("good", msg("test.mine", { seconds: secondsIn(stage.after) }), {
        lines: [msg("test.counted"), msg("test.reads", { person })],
      });
    case "declined":
      return card("closed", msg("test.mineNo"), { lines: [msg("test.mineNothing")] });
    case "missed":
    case "unanswered":
    case "unreachable":
      return card("closed", msg("test.mineOver"), { lines: [msg("test.counted")] });
  }
}

/** To the admin. */
function resultCard({ stage, person: id, timeout, by }: PageTest): Card {
  const person = named(id);
  const again = id === by ? [testButton] : [testButton, checkButton];
  switch (stage.is) {
    case "asked":
      return card("calm", msg("test.waits", { person }), {
        lines: [msg("test.waitsYes", { time: time(stage.until) })],
      });
    case "paged":
      return card("calm", msg("test.sent", { person }), {
        lines: [msg("test.sentWaits", { seconds: secondsIn(timeout) })],
      });
    case "taken":
      return card(
        "good",
        msg("test.taken", {
          person,
          seconds: secondsIn(stage.after),
          platform: platformName(stage.on),
        }),
        { lines: [msg("test.counted")], buttons: [testButton] },
      );
    case "missed":
      return card("urgent", msg("test.missed"), {
        lines: [
          msg("test.missedAfter", { person, seconds: secondsIn(timeout) }),
          msg("test.missedThere"),
          msg("test.missedGone"),
        ],
        buttons: [testButton, checkButton],
      });
    case "declined":
      return card("closed", msg("test.declined", { person }), {
        lines: [msg("test.nothingSent"), msg("test.declinedNow")],
        buttons: [testButton],
      });
    case "unanswered":
      return card("closed", msg("test.unanswered", { person }), {
        lines: [msg("test.nothingSent"), msg("test.unansweredNow")],
        buttons: again,
      });
    case "unreachable":
      return card("urgent", msg("test.unreachable", { person }), {
        lines: [msg("test.unreachableNow")],
        buttons: [testButton, checkButton],
      });
  }
}

const secondsIn = (millis: number): number => Math.max(0, Math.round(millis / 1_000));

const card = (
  tone: Card["tone"],
  title: Text,
  { lines, buttons = [] }: { readonly lines: readonly Line[]; readonly buttons?: Button[] },
): Card => ({ kind: "card", tone, title, summary: title, facts: [], lines, buttons });

const answers = {
  asked: "test.answer.asked",
  agreed: "test.answer.agreed",
  declined: "test.mineNothing",
  taken: "test.answer.taken",
} as const satisfies Record<Answer, MessageKey>;

export const answer = (said: Answer): Notice => sentence(msg(answers[said]));

const refusals = {
  "not-admin": "setup.notAdmin",
  nobody: "test.refused.nobody",
  "going-on": "test.refused.goingOn",
  declined: "test.refused.declined",
  "not-yours": "test.refused.notYours",
  over: "test.refused.over",
  "too-early": "test.refused.over",
} as const satisfies Record<Refusal, MessageKey>;

export const refusal = (code: Refusal): Notice =>
  code === "nobody" ? notice([msg(refusals[code])], [checkButton]) : sentence(msg(refusals[code]));
