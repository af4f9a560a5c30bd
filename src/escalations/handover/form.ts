import type { ReadNotedPromise, ReadPromisedInCall } from "../../people/promises.ts";
import { sentence } from "../../platform/notice.ts";
import { type Line, type Text, literal, msg } from "../../platform/text.ts";
import type { Field, Notice } from "../../platform/view.ts";
import type { Note, Submitted, Opened } from "../../runtime/feature.ts";
import { handoverButton, noteButton, copyButton } from "../cards/buttons.ts";
import { type Category, categories, isCategory } from "../categories.ts";
import type { Command } from "../commands.ts";
import { mayLook } from "../forms.ts";
import { type Request, isLive } from "../request.ts";
import { timeline } from "../timeline/store.ts";
import { openTyped, readSealed } from "../words/store.ts";
import { handoverLines } from "./draft.ts";
import { noteLines, pressedLines } from "./note.ts";
import { editionOf } from "./store.ts";
import {
  type Need,
  type Typed,
  isNeed,
  longestWritten,
  needs,
  saidIn,
  written,
  writtenIn,
} from "./typed.ts";

/** The one form: of the handover while the request runs, of the note afterwards. */
export const openNoteWith =
  (readPromised: ReadPromisedInCall): Opened =>
  async (tx, shell, by, subject) => {
    const request = await mayLook(tx, shell, by, subject);
    if (request === undefined || !mayWrite(request, by)) return sentence(msg("refused.notYours"));
    if (isLive(request) && request.level === "danger") return sentence(msg("refused.inDanger"));
    const sealed = await readSealed(tx, request.id);
    const typed = await openTyped(shell, request.id, sealed);
    const lines = isLive(request)
      ? [msg("handover.intro"), ...handoverLines(request, { offer: typed.offer })]
      : [
          msg("note.intro"),
          ...pressedLines(
            request,
            (await timeline(tx, shell, request.id)).events,
            typed,
            await readPromised(tx, shell, request.id),
          ),
        ];
    return {
      kind: "form",
      form: "escalations.note",
      subject: request.id,
      argument: editionOf(sealed),
      title: msg(isLive(request) ? "button.handover" : "button.note"),
      submit: msg("why.form.submit"),
      lines: typed.unreadable === true ? [...lines, msg("words.unreadable")] : lines,
      fields: fieldsOf(request, typed),
    };
  };

/** What a handover or a note says was promised: a promise begins with it (docs/features.md A2). */
export const notedPromise: ReadNotedPromise = async (tx, shell, by, subject) => {
  const request = await mayLook(tx, shell, by, subject);
  if (request === undefined || !mayWrite(request, by)) return undefined;
  const typed = await openTyped(shell, request.id, await readSealed(tx, request.id));
  return typed.written?.promised;
};

/** Of who looks into it already: the agent, and after the end who had it. */
const mayWrite = (request: Request, by: string): boolean =>
  request.requester === by || (!isLive(request) && request.helpers.includes(by));

function fieldsOf(request: Request, typed: Typed): Field[] {
  const long = !isLive(request);
  const text = { type: "text", long, max: longestWritten } as const;
  const { done, promised } = typed.written ?? {};
  return [
    {
      ...text,
      name: "said",
      label: msg("note.said"),
      hint: msg("note.saidHint"),
      value: saidIn(typed)?.slice(0, longestWritten),
    },
    {
      type: "choice",
      name: "why",
      label: msg("note.why"),
      required: false,
      options: reasonsFor(request).map((code) => ({ value: code, label: msg(`category.${code}`) })),
      value: request.category,
    },
    { ...text, name: "done", label: msg("note.done"), value: done },
    {
      ...text,
      name: "promised",
      label: msg("note.promised"),
      hint: msg("note.promisedHint"),
      value: promised,
    },
    {
      type: "choice",
      name: "need",
      label: msg("note.need"),
      required: false,
      options: needs.map((need) => ({ value: need, label: needLabel(need, request) })),
      value: request.noted?.need,
    },
  ];
}

/** As the agent says it on the call; afterwards it is about them. */
function needLabel(need: Need, request: Request): Text {
  const label = msg(`need.${need}`);
  return isLive(request) ? msg("note.iNeed", { need: label }) : label;
}

/** A danger is pressed, not picked in a form. Afterwards it is a reason like the others. */
const reasonsFor = (request: Request): Category[] =>
  (Object.keys(categories) as Category[]).filter(
    (code) => !isLive(request) || categories[code] !== "danger" || code === request.category,
  );

/** The reason and the need are codes; the texts go to the store alone. */
export function noteFrom(values: Note, edition?: string): Submitted<Command> {
  const tooLong = written.filter((name) => (values[name] ?? "").length > longestWritten);
  if (tooLong.length > 0) {
    const line = msg("note.tooLong", { count: longestWritten });
    return { errors: Object.fromEntries(tooLong.map((name) => [name, line])) };
  }
  const { why = "", need } = values;
  return {
    command: {
      do: "note",
      need: isNeed(need) ? need : undefined,
      category: isCategory(why) ? why : undefined,
      edition,
    },
    note: writtenIn(values),
  };
}

/** All of the note as bare text, in the reader's words and times. */
export const copyNoteWith =
  (readPromised: ReadPromisedInCall): Opened =>
  async (tx, shell, by, subject) => {
    const request = await mayLook(tx, shell, by, subject);
    if (request === undefined || !mayWrite(request, by)) return sentence(msg("refused.notYours"));
    if (isLive(request)) return sentence(msg("note.notYet"));
    const typed = await openTyped(shell, request.id, await readSealed(tx, request.id));
    const { events } = await timeline(tx, shell, request.id);
    const promised = await readPromised(tx, shell, request.id);
    return {
      kind: "form",
      form: "escalations.copied",
      subject: request.id,
      title: msg("button.copyNote"),
      submit: msg("note.copied"),
      lines: [msg("note.copy")],
      fields: [
        {
          type: "text",
          name: "text",
          label: msg("button.note"),
          long: true,
          max: 3_000,
          value: noteLines(request, events, typed, promised),
        },
      ],
    };
  };

/** Saved, and what may come next. */
export const notedNotice = (request: Request): Notice => ({
  ...sentence(msg(isLive(request) ? "handover.saved" : "note.saved")),
  buttons: isLive(request) ? [] : [copyButton(request)],
});

/** Nothing was written over. What they typed is given back to who typed it. */
export function changedNotice(request: Request, note: Note = {}): Notice {
  const typed = Object.values(writtenIn(note)).map((text): Line => literal(text));
  return {
    ...sentence(msg("note.changed"), ...(typed.length === 0 ? [] : [msg("note.yours"), ...typed])),
    buttons: [isLive(request) ? handoverButton(request) : noteButton(request)],
  };
}
