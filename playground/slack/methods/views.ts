import { stateOf } from "../controls.ts";
import type { Opened } from "../dialogs.ts";
import { decoded, isObject, text } from "../json.ts";
import type { Json } from "../types.ts";
import type { Context, Methods, Result } from "./method.ts";

export const views: Methods = {
  "views.open": {
    perMinute: 100,
    run: (context, args) =>
      withTrigger(context, args, (account, view) => context.dialogs.open(account, view)),
  },
  "views.push": {
    perMinute: 100,
    run: (context, args) =>
      withTrigger(context, args, (account, view) => context.dialogs.push(account, view)),
  },
  "views.update": { perMinute: 100, run: update },
  "views.publish": { perMinute: 100, run: publish },
};

/** The trigger is used up first, even if the view is refused, as on Slack. */
function withTrigger(
  context: Context,
  args: Json,
  open: (account: string, view: Json) => Opened,
): Result {
  const trigger = context.workspace.triggers.exchange(args["trigger_id"]);
  if ("error" in trigger) return trigger;
  const view = decoded(args["view"]);
  return isObject(view)
    ? answer(context, open(trigger.account, view))
    : { error: "invalid_arguments" };
}

function update(context: Context, args: Json): Result {
  const view = decoded(args["view"]);
  if (!isObject(view)) return { error: "invalid_arguments" };
  const target =
    args["view_id"] === undefined
      ? context.dialogs.byExternalId(args["external_id"])
      : context.dialogs.find(args["view_id"]);
  return target === undefined
    ? { error: "not_found" }
    : answer(context, context.dialogs.update(target, view, hashOf(args)));
}

function publish(context: Context, args: Json): Result {
  const view = decoded(args["view"]);
  if (!isObject(view)) return { error: "invalid_arguments" };
  const person = context.workspace.people.get(String(args["user_id"]));
  if (person === undefined) return { error: "user_not_found" };
  if (person.kind === "deactivated" || person.kind === "bot") return { error: "not_enabled" };
  return answer(context, context.dialogs.publish(person.account, view, hashOf(args)));
}

const hashOf = (args: Json): string | undefined => text(args["hash"]);

function answer(context: Context, opened: Opened): Result {
  if ("error" in opened) return opened;
  return {
    view: context.dialogs.payload(opened.view, stateOf(opened.view.blocks, opened.view.state)),
  };
}
