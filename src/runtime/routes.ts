import { nilId, isId } from "../kernel/ids.ts";
import type { Gesture, Reply } from "../platform/adapter.ts";
import { msg } from "../platform/text.ts";
import type { AnyFeature, Note } from "./feature.ts";

/** Words after a command are cut here, with a notice: no call for help is refused for its length. */
export const longestText = 2_000;

/**
 * What a gesture leads to: a command, something that opens and changes nothing, or errors for a
 * form's fields.
 */
export type Route =
  | { feature: AnyFeature; command: unknown; note?: Note }
  | { feature: AnyFeature; open: string }
  | { errors: Reply["errors"] };

/** `undefined`: nobody listens to it. */
export function findRoute(
  features: ReadonlyMap<string, AnyFeature>,
  gesture: Gesture,
): Route | undefined {
  switch (gesture.kind) {
    case "word": {
      const text = cut(gesture.text);
      for (const feature of features.values()) {
        const asked = own(feature.doors?.words, gesture.word)?.(text, gesture.about);
        if (asked !== undefined) return { feature, ...asked };
      }
      for (const feature of features.values()) {
        const open = feature.doors?.unknownWord;
        if (open !== undefined) return { feature, open };
      }
      return undefined;
    }
    case "home": {
      for (const feature of features.values()) {
        const command: unknown = feature.doors?.home?.(gesture.anew === true);
        if (command !== undefined) return { feature, command };
      }
      return undefined;
    }
    case "press": {
      const [name = "", verb = ""] = gesture.action.split(".");
      const feature = features.get(name);
      if (feature === undefined) return undefined;
      if (own(feature.doors?.opens, verb) !== undefined) return { feature, open: verb };
      const command: unknown = own(feature.doors?.presses, verb)?.(gesture.argument);
      return command === undefined ? undefined : { feature, command };
    }
    case "submit": {
      const [name = "", verb = ""] = gesture.form.split(".");
      const feature = features.get(name);
      const form = own(feature?.doors?.forms, verb);
      if (feature === undefined || form === undefined) return undefined;
      const errors = tooLong(gesture.values);
      if (errors !== undefined) return { errors };
      const made = form(gesture.values, gesture.argument);
      return "errors" in made ? made : { feature, ...made };
    }
  }
}

/** Names come from outside: `constructor` is none of ours. */
const own = <T>(doors: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  doors !== undefined && Object.hasOwn(doors, name) ? doors[name] : undefined;

/**
 * It comes from a button or form, so it is untrusted. Text that is no id gets an id that does not
 * exist.
 */
export function subjectOf(gesture: Gesture): string | undefined {
  const subject = "subject" in gesture ? gesture.subject : undefined;
  return subject === undefined || isId(subject) ? subject : nilId;
}

/** Ids and addresses with commas, as many as a large team has. */
const isList = /^[^\s,]+(?:,[^\s,]+)+$/;
const longestList = 100_000;
/** As much as a field of either chat holds. */
const longestValue = 3_000;

/** What a form cannot keep is said while the form stands: nothing of it is cut and lost. */
function tooLong(values: Note): Reply["errors"] {
  const errors = Object.entries(values).flatMap(([field, value]) => {
    const count = isList.test(value) ? longestList : longestValue;
    return value.length <= count ? [] : [[field, msg("common.tooLong", { count })] as const];
  });
  return errors.length === 0 ? undefined : Object.fromEntries(errors);
}

/** Cut between characters, not inside one. */
const cut = (text: string): string =>
  text.length <= longestText ? text : text.slice(0, longestText).replace(/[\uD800-\uDBFF]$/, "");
