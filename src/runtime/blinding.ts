import type { Gesture, Reply } from "../platform/adapter.ts";
import type { Page } from "../platform/page.ts";
import type { Board, Card, Form, Gone, Notice } from "../platform/view.ts";
import type { Organisation } from "./directory/directory.ts";
import type { Vault } from "./keys.ts";

/*
 * A payload carries ids that nobody sees, and that anybody can read who looks for them. The id of a
 * person would tell who is meant where no name stands, because another payload has the same id
 * beside a name. So it leaves sealed, and differently in each message, form and answer.
 */

/**
 * The view as it may leave: without the id of any person.
 * @param context of the message, so that an edit carries what the post carried
 */
export function blinded<View extends Card | Notice | Form | Board | Gone | Page>(
  view: View,
  context: string,
  { people }: Organisation,
  vault: Vault,
): View {
  const blind = (id: unknown) =>
    typeof id === "string" && people.has(id) ? vault.blind(context, id) : id;
  return mapped(view, blind) as View;
}

/** An answer stands once: it shares no id with any other. */
export function blindedReply(
  reply: Reply,
  delivery: string,
  organisation: Organisation,
  vault: Vault,
): Reply {
  const out = <View extends Notice | Form | Card>(view: View) =>
    blinded(view, `${delivery} ${view.kind}`, organisation, vault);
  const { notice, form, card, followed } = reply;
  return {
    ...reply,
    ...(notice === undefined ? {} : { notice: out(notice) }),
    ...(form === undefined ? {} : { form: out(form) }),
    ...(card === undefined ? {} : { card: out(card) }),
    ...(followed === undefined ? {} : { followed: out(followed) }),
  };
}

/** What a person's id may stand in, in any part of a view. */
const carriers: ReadonlySet<string> = new Set(["subject", "argument", "value"]);

function mapped(part: unknown, blind: (id: unknown) => unknown): unknown {
  if (Array.isArray(part)) return part.map((one) => mapped(one, blind));
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      carriers.has(key) && typeof value === "string" ? blind(value) : mapped(value, blind),
    ]),
  );
}

/** The gesture with the ids that its payload had. What is no id of ours stays as it is. */
export function unblinded(gesture: Gesture, vault: Vault): Gesture {
  const open = (text: string) => vault.unblind(text) ?? text;
  if (gesture.kind === "press")
    return {
      ...gesture,
      ...(gesture.subject === undefined ? {} : { subject: open(gesture.subject) }),
      ...(gesture.argument === undefined ? {} : { argument: open(gesture.argument) }),
    };
  if (gesture.kind === "submit")
    return {
      ...gesture,
      ...(gesture.subject === undefined ? {} : { subject: open(gesture.subject) }),
      values: Object.fromEntries(
        Object.entries(gesture.values).map(([field, value]) => [field, open(value)]),
      ),
    };
  return gesture;
}
