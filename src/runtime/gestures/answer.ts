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
  const shell = {
    organisation,
    vault: parts.vault,
    now: parts.now(),
    address: parts.address?.(),
  };
  const notice =
    "refused" in said
      ? feature.views.refusal(said.refused, shown, shell, by)
      : said.answer === null
        ? undefined
        : feature.views.answer?.(said.answer, shown, by, shell, note);
  const pressed = result.pressed === "foreign" ? undefined : pressedView(to, result, shell);
  const card = pressed?.kind === "gone" ? pressed.newest : pressed;
  const reply: Reply = {
    reader,
    card: card?.kind === "card" ? card : undefined,
    // Nothing reaches that copy any more: only the answer can say how it stands.
    stands: result.pressed === "ended" ? true : undefined,
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

/** What is wanted of the pressed message now. */
function pressedView(to: Answered, { shown, by, said }: Done, shell: Shell) {
  const { organisation, gesture, feature } = to;
  if (gesture.kind !== "press") return undefined;
  const { from, subject } = gesture;
  const account = accountOf(organisation, gesture.sender);
  if (
    from === undefined ||
    account === undefined ||
    by === undefined ||
    shown === undefined ||
    from.feature !== feature.name ||
    // A press may begin something else, such as another request beside this one.
    (subject !== undefined && subject !== said.subject)
  )
    return undefined;
  const occasion = occasionOf(from.occasion);
  const viewer = { person: by, account: account.id, occasion, posted: true, now: shell.now };
  return feature.views.show?.(from.view, shown, viewer, shell);
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
