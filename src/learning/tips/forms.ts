import { notice, sentence } from "../../platform/notice.ts";
import { type Line, literal, msg } from "../../platform/text.ts";
import type { Button, Field } from "../../platform/view.ts";
import type { Note, Opened, Submitted } from "../../runtime/feature.ts";
import { readOwn } from "../reflections/store.ts";
import { type Command, isTipCard, tipCards } from "./rules.ts";
import { editorsOf, readPart, readTip, tipsOf } from "./store.ts";

/** Characters of a tip, and of a reason. */
const longest = 200;

const words = (name: "text" | "reason", value?: string): Field => ({
  ...{ type: "text", name, label: msg(`tip.${name}`), long: true, max: longest },
  ...(value === undefined ? {} : { value: value.slice(0, longest) }),
});
const cardField = (value?: string): Field => ({
  ...{ type: "choice", name: "card", label: msg("tip.card"), required: true },
  options: tipCards.map((card) => ({ value: card, label: msg(`coach.${card}`) })),
  ...(value === undefined ? {} : { value }),
});

/** The author sees the words, and takes names out by their own eye, before anybody reads them. */
export const share: Opened = async (tx, shell, by) => {
  if (editorsOf(shell).length === 0) return sentence(msg("tip.noEditors"));
  const [newest] = await readOwn(tx, shell, by);
  return {
    ...{ kind: "form", form: "tips.send", title: msg("tip.form.title") },
    submit: msg("tip.form.submit"),
    lines: [msg("tip.names"), msg("tip.whoReads")],
    fields: [words("text", newest?.keep ?? newest?.change), cardField()],
  };
};

export function sent(values: Note): Submitted<Command> {
  const errors = errorsOf(values, "text");
  if (errors !== undefined) return { errors };
  const card = values["card"];
  return isTipCard(card)
    ? { command: { do: "offer", card }, note: values }
    : { errors: { card: msg("common.choose") } };
}

function errorsOf(values: Note, name: "text" | "reason"): Record<string, Line> | undefined {
  const { length } = values[name]?.trim() ?? "";
  if (length === 0) return { [name]: msg(`tip.no.${name}`) };
  return length > longest ? { [name]: msg("tip.tooLong", { count: longest }) } : undefined;
}

const isEditor = (shell: Parameters<Opened>[1], by: string) => editorsOf(shell).includes(by);

/** The oldest that waits, for an editor; or the one that is named, to change it. */
export const edit: Opened = async (tx, shell, by, subject) => {
  if (!isEditor(shell, by)) return sentence(msg("refused.notYours"));
  const named = subject === undefined ? undefined : await readTip(tx, subject);
  const tip = subject === undefined ? (await tipsOf(tx, "waiting"))[0] : named;
  if (tip === undefined || (tip.status !== "waiting" && tip.status !== "published"))
    return sentence(msg(subject === undefined ? "tip.noneWaits" : "tip.over"));
  const decisions = tip.status === "waiting" ? (["publish", "decline"] as const) : undefined;
  const choice: Field[] =
    decisions === undefined
      ? []
      : [
          {
            ...{ type: "choice", name: "decision", label: msg("tip.decision"), required: true },
            options: decisions.map((value) => ({ value, label: msg(`tip.do.${value}`) })),
          },
          words("reason"),
        ];
  return {
    ...{ kind: "form", form: "tips.decide", subject: tip.tip, title: msg("tip.edit.title") },
    submit: msg("checkin.form.submit"),
    lines: [msg("tip.editors")],
    fields: [
      words("text", await readPart(tx, shell, tip.tip, "text")),
      cardField(tip.card),
      ...choice,
    ],
  };
};

/** Without a decision it is a change of what is published. */
export function decided(values: Note): Submitted<Command> {
  if (values["decision"] === "decline") {
    const errors = errorsOf(values, "reason");
    return errors === undefined
      ? { command: { do: "decline" }, note: { reason: values["reason"] ?? "" } }
      : { errors };
  }
  const errors = errorsOf(values, "text");
  if (errors !== undefined) return { errors };
  const card = values["card"];
  return isTipCard(card)
    ? { command: { do: "publish", card }, note: { text: values["text"] ?? "" } }
    : { errors: { card: msg("common.choose") } };
}

/** What an editor reads at once of what is published. */
const atOnce = 2;

export const published: Opened = async (tx, shell, by, _subject, argument) => {
  if (!isEditor(shell, by)) return sentence(msg("refused.notYours"));
  const all = (await tipsOf(tx, "published")).toReversed();
  if (all.length === 0) return sentence(msg("tip.nonePublished"));
  const from = Math.min(Number(/^\d{1,4}$/.exec(argument ?? "")?.[0] ?? 0), all.length - 1);
  const lines: Line[] = [];
  const buttons: Button[] = [];
  for (const [index, { tip, card, edition }] of all.slice(from, from + atOnce).entries()) {
    const number = from + index + 1;
    const text = await readPart(tx, shell, tip, "text");
    lines.push(msg("tip.row", { number, card: msg(`coach.${card}`), edition }));
    lines.push(text === undefined ? msg("feedback.gone") : literal(text));
    const about = { subject: tip };
    buttons.push({ action: "tips.edit", label: msg("button.tipEdit", { number }), ...about });
    buttons.push({ action: "tips.takeBack", label: msg("button.tipBack", { number }), ...about });
  }
  const next = from + atOnce;
  const more: Button[] =
    next < all.length
      ? [{ action: "tips.published", label: msg("button.moreCards"), argument: String(next) }]
      : [];
  return { ...notice(lines, [...buttons, ...more]), title: msg("tip.edit.title") };
};

/** Why it was not published: for its author, in a dialog. */
export const why: Opened = async (tx, shell, by, subject) => {
  const tip = subject === undefined ? undefined : await readTip(tx, subject);
  const reason = tip?.author === by ? await readPart(tx, shell, tip.tip, "reason") : undefined;
  if (reason === undefined) return sentence(msg("feedback.gone"));
  return {
    ...{ kind: "form", form: "tips.why", title: msg("tip.edit.title") },
    lines: [msg("tip.reason"), literal(reason)],
    fields: [],
  };
};
