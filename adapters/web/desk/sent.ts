import { createHash } from "node:crypto";
import type { Context } from "hono";
import { isId } from "../../../src/kernel/ids.ts";
import type { Gesture } from "../../../src/platform/adapter.ts";
import { type Line, type Reader, literal, msg } from "../../../src/platform/text.ts";
import type { Form } from "../../../src/platform/view.ts";
import type { Session } from "../../../src/platform/web.ts";
import { type Typed, valueOf } from "./draw/form.ts";
import {
  type Choosing,
  choosing,
  entriesIn,
  finder,
  isAddress,
  unsure,
} from "./draw/people-field.ts";

/* What a browser sent of a form (form.ts), and what is made of it. All of it is untrusted. */

/** By name. People who were ticked come as many under one name: here with commas. */
export type Sent = Readonly<Record<string, string>>;

/** `undefined`: files, other names that come twice, or a body that is no form. */
export async function sentBy(c: Context): Promise<Sent | undefined> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header("content-type") ?? ""))
    return undefined;
  const sent = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(await c.req.text())) {
    const before = sent.get(name);
    if (before !== undefined && !name.startsWith("in.")) return undefined;
    sent.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(sent);
}

const actionShape = /^[a-z]+\.[a-zA-Z]+$/;
const longestArgument = 200;
/** A person's id as the core seals it. */
const sealedId = /^[\w-]{59}$/;

export function gestureOf(sent: Sent, { as: sender }: Session): Gesture | undefined {
  const { once = "", subject, argument, press, submit } = sent;
  if (!isId(once)) return undefined;
  if (subject !== undefined && !isId(subject) && !sealedId.test(subject)) return undefined;
  if ((argument?.length ?? 0) > longestArgument) return undefined;
  // The same sent twice is one press. A page that somebody went back to may send something else.
  const mark = createHash("sha256").update(JSON.stringify(sent)).digest("base64url").slice(0, 12);
  const common = { sender, delivery: `desk ${sender.account} ${once} ${mark}`, subject, argument };
  if (press !== undefined && actionShape.test(press))
    return { ...common, kind: "press", action: press };
  if (submit === undefined || !actionShape.test(submit)) return undefined;
  return { ...common, kind: "submit", form: submit, values: valuesOf(sent) };
}

/** The press that opened the form, once more. */
export function openingOf(sent: Sent, session: Session): Gesture | undefined {
  const { opened: press, openedSubject: subject, openedArgument: argument } = sent;
  if (press === undefined) return undefined;
  const again = { press, subject, argument, once: crypto.randomUUID() };
  const given = Object.entries(again).filter(([, value]) => value !== undefined);
  return gestureOf(Object.fromEntries(given) as Sent, session);
}

/** The values by their fields' names: `field.name`. A name may be `constructor`, so it is a map. */
const under = (sent: Sent, kind: string): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(sent).flatMap(([name, value]) =>
      name.startsWith(`${kind}.`) ? [[name.slice(kind.length + 1), value] as const] : [],
    ),
  );
const listed = (list: string | undefined): string[] =>
  (list ?? "").split(",").filter((one) => one !== "");

/** As a chat sends a form, and for people whom the form has shown. */
function valuesOf(sent: Sent): Readonly<Record<string, string>> {
  const values = [...under(sent, "field")];
  for (const [name, shown] of under(sent, "shown")) {
    const added = entriesIn(sent[`add.${name}`] ?? "").map((entry) => entry.toLowerCase());
    const chosen = [...new Set([...listed(sent[`in.${name}`]), ...added])];
    values.push([name, chosen.join(",")], [`${name}.shown`, shown]);
  }
  return Object.fromEntries(values);
}

/** What is longer than its field said. */
export function tooLong(sent: Sent): Readonly<Record<string, Line>> {
  const [most, was] = [under(sent, "most"), under(sent, "was")];
  return Object.fromEntries(
    [...under(sent, "field")].flatMap(([name, value]) => {
      const [has, count] = [value.trim().length, Number(most.get(name) ?? "")];
      return has > count && count > 0 && !same(value, was.get(name) ?? "")
        ? [[name, msg("web.tooLong", { count, has })]]
        : [];
    }),
  );
}

/** Whether somebody is named whom only the form's own list knows, or is searched for. */
export const namesSomebody = (sent: Sent): boolean =>
  sent["find"] !== undefined ||
  [...under(sent, "add").values()].some((text) => !entriesIn(text).every(isAddress));

/** Everything as it was sent, for the form to be drawn with. */
export function typedIn(sent: Sent, errors: Readonly<Record<string, Line>>): Typed {
  const people = [...under(sent, "shown")].map(([name, shown]): [string, Choosing] => [
    name,
    {
      shown: listed(shown),
      ticked: listed(sent[`in.${name}`]),
      offered: [],
      add: sent[`add.${name}`] ?? "",
    },
  ]);
  return {
    values: Object.fromEntries(under(sent, "field")),
    was: Object.fromEntries(under(sent, "was")),
    people: Object.fromEntries(people),
    errors,
  };
}

/**
 * The same with each typed name looked up: who is meant is ticked, and their address stands beside.
 * A name alone is not saved: people choose their own in a chat. Of several, all are offered.
 * @param only the field that the search was pressed in; absent: all of them
 */
export function lookedUp(form: Form, reader: Reader, typed: Typed, only?: string): Typed {
  const people = { ...typed.people };
  const errors = { ...typed.errors };
  for (const field of form.fields) {
    const before = people[field.name];
    if (field.type !== "people" || before === undefined) continue;
    if (only !== undefined && only !== field.name) continue;
    const ticked = new Set(before.ticked);
    const offered = new Set<string>();
    const left: string[] = [];
    const find = finder(field, reader);
    for (const entry of entriesIn(before.add)) {
      const { sure, near } = find(entry);
      if (sure !== undefined) {
        ticked.add(sure);
        continue;
      }
      const [one] = near;
      // Who is offered is ticked rather than typed; a name of nobody stays to be mended.
      if (one === undefined) left.push(entry);
      else if (near.length === 1) ticked.add(one);
      else for (const each of near) offered.add(each);
      // Who searches has not said yet whom they mean.
      if (only === undefined || one === undefined)
        errors[field.name] ??= unsure(entry, near.length);
    }
    people[field.name] = {
      shown: before.shown,
      ticked: [...ticked],
      offered: [...offered],
      add: left.join("\n"),
    };
  }
  return { ...typed, people, errors };
}

/** What a form that was looked up sends. */
export const withChosen = (sent: Sent, { people = {} }: Typed): Sent => ({
  ...sent,
  ...Object.fromEntries(
    Object.entries(people).flatMap(([name, { ticked }]) => [
      [`in.${name}`, ticked.join(",")],
      [`add.${name}`, ""],
    ]),
  ),
});

const same = (one: string | undefined, other: string): boolean =>
  (one ?? "").replaceAll("\r\n", "\n").trim() === other.replaceAll("\r\n", "\n").trim();

/**
 * The form as it is now with what this person has changed in theirs: what they left alone is as
 * somebody else saved it, and where both changed the same, they read the other's.
 */
export function merged(form: Form, reader: Reader, sent: Sent): Typed {
  const values: Record<string, string> = {};
  const errors: Record<string, Line> = {};
  const people: Record<string, Choosing> = {};
  for (const field of form.fields) {
    const { name } = field;
    if (field.type === "people") {
      const now = choosing(field, reader);
      const shown = new Set(listed(sent[`shown.${name}`]));
      const ticked = listed(sent[`in.${name}`]);
      const added = ticked.filter((one) => !shown.has(one));
      const kept = now.ticked.filter((one) => !shown.has(one) || ticked.includes(one));
      const add = sent[`add.${name}`] ?? "";
      people[name] = { ...now, ticked: [...new Set([...kept, ...added])], add };
      continue;
    }
    const [mine, was, now] = [sent[`field.${name}`], sent[`was.${name}`], valueOf(field, reader)];
    if (mine === undefined || same(mine, was ?? "")) continue;
    values[name] = mine;
    if (same(now, was ?? "") || same(mine, now)) continue;
    const option = field.type === "choice" && field.options.find(({ value }) => value === now);
    errors[name] = msg("web.meanwhile", { value: option ? option.label : literal(now) });
  }
  return { values, people, errors };
}
