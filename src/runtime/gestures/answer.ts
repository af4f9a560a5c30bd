import type { Gesture, Reply } from "../../platform/adapter.ts";
import { type Reader, msg } from "../../platform/text.ts";
import type { Card } from "../../platform/view.ts";
import type { Organisation } from "../directory/directory.ts";
import type { AnyFeature, Note, Shell } from "../feature.ts";
import { occasionOf } from "../messages/claims.ts";
import { seenBy } from "../messages/unprompted.ts";
import type { CoreParts } from "../parts.ts";
import { longestText } from "../routes.ts";
import type { Done, Result } from "../command/result.ts";
import { accountOf, strangerReply, withLine } from "./strangers.ts";

/** A gesture that was carried out, and the person who made it. */
export interface Answered {
  readonly organisation: Organisation;
  readonly gesture: Gesture;
  readonly feature: AnyFeature;
  readonly note?: Note | undefined;
  readonly reader: Reader;
}

/**
 * The reply to a command. Nothing here waits: what happens after the commit must not change the
 * answer.
 */
export function answer(parts: CoreParts, to: Answered, result: Result): Reply {
  const { organisation, gesture, feature, note, reader } = to;
  const counted = (outcome: "stranger" | "refused" | "accepted") =>
    parts.metrics.gesture(gesture.sender.platform, gesture.kind, outcome);
  if ("stranger" in result) {
    counted("stranger");
    return strangerReply(gesture, reader, result.stranger, organisation.dutyPhone);
  }
  if ("superseded" in result || result.by === undefined) return { reader };
  const { said, shown, by } = result;
  if (result.claimed.length > 0 && said.subject !== undefined)
    parts.sender.take(result.claimed, seenBy(feature, said.subject, shown));
  counted("refused" in said ? "refused" : "accepted");
  const shell = { organisation, vault: parts.vault, now: parts.now() };
  const notice =
    "refused" in said
      ? feature.views.refusal(said.refused, shown, shell, by)
      : said.answer === null
        ? undefined
        : feature.views.answer?.(said.answer, shown, by, shell, note);
  const reply: Reply = {
    reader,
    card: result.pressedOwn ? pressedCard(to, result, shell) : undefined,
    followed: cardAhead(to, result, shell),
  };
  if (notice === undefined) return reply;
  if (gesture.kind !== "word") return { ...reply, notice };
  const seen = gesture.seen ? withLine(notice, msg("common.seen")) : notice;
  const isCut = gesture.text.length > longestText;
  return {
    ...reply,
    notice: isCut ? withLine(seen, msg("common.cut", { count: longestText })) : seen,
  };
}

/** The pressed card, as it is now. Some platforms show it in their answer to the press. */
function pressedCard(to: Answered, { shown, by }: Done, shell: Shell): Card | undefined {
  const { organisation, gesture, feature } = to;
  const from = gesture.kind === "press" ? gesture.from : undefined;
  const account = accountOf(organisation, gesture.sender);
  if (
    from === undefined ||
    account === undefined ||
    by === undefined ||
    shown === undefined ||
    from.feature !== feature.name
  )
    return undefined;
  const occasion = occasionOf(from.occasion);
  const viewer = { person: by, account: account.id, occasion, posted: true, now: shell.now };
  const view = feature.views.show?.(from.view, shown, viewer, shell);
  return view?.kind === "card" ? view : undefined;
}

/** The card that is on its way to the same account as a new message. */
function cardAhead(to: Answered, { by, claimed, shown }: Done, shell: Shell): Card | undefined {
  const account = accountOf(to.organisation, to.gesture.sender)?.id;
  const ahead = claimed.findLast(
    (message) => message.account_id === account && message.address === null,
  );
  if (ahead === undefined || by === undefined || shown === undefined) return undefined;
  const viewer = {
    person: by,
    account: ahead.account_id,
    occasion: ahead.occasion,
    posted: false,
    now: shell.now,
  };
  const view = to.feature.views.show?.(ahead.view, shown, viewer, shell);
  return view?.kind === "card" ? view : undefined;
}
