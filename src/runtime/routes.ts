import { nilId, isId } from "../kernel/ids.ts";
import type { Gesture, Reply } from "../platform/adapter.ts";
import type { AnyFeature, Note } from "./feature.ts";

/** Typed words are cut here, with a notice. No input is refused for its length. */
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
      const values = Object.entries(gesture.values).map(([field, value]) => [field, cut(value)]);
      const note = Object.fromEntries(values) as Note;
      const made = own(feature?.doors?.forms, verb)?.(note, gesture.argument);
      if (feature === undefined || made === undefined) return undefined;
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

/** Ids with commas, as many as a large team has. */
const isList = /^[\w-]+(?:,[\w-]+)+$/;
const longestList = 40_000;

/** Cut between characters, not inside one. */
const cut = (text: string): string =>
  text.length <= (isList.test(text) ? longestList : longestText)
    ? text
    : text.slice(0, longestText).replace(/[\uD800-\uDBFF]$/, "");
