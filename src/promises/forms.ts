import { runsATeam } from "../people/team.ts";
import { type PersonId, type SubjectId, isId } from "../kernel/ids.ts";
import { notice, sentence } from "../platform/notice.ts";
import { type Text, dateAndTime, literal, msg } from "../platform/text.ts";
import type { Form } from "../platform/view.ts";
import type { ReadNotedPromise } from "../people/promises.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Note, Shell, Submitted, Opened } from "../runtime/feature.ts";
import { holderButtons } from "./buttons.ts";
import type { Command } from "./commands.ts";
import { colleaguesOf, mostColleagues, whenField, whoseField, zoneField } from "./fields.ts";
import { customerLines } from "./lines.ts";
import type { Promised } from "./promise.ts";
import { type Shown, readShown } from "./store.ts";
import type { Words } from "./words.ts";

/** Everything that a word can carry, and what may follow it: nothing that was typed is lost. */
const longestWhat = 2_000;

/**
 * A new one. On a request it is made in that call, and begins with what its note says was promised;
 * on one's own promise it begins with its words.
 */
export const newFormWith =
  (readNoted: ReadNotedPromise): Opened =>
  async (tx, shell, by, subject) => {
    const before = await readOwn(tx, shell, by, subject);
    const isRequest = subject !== undefined && before === undefined;
    const noted = isRequest ? await readNoted(tx, shell, by, subject) : undefined;
    const what = before?.words?.what ?? noted ?? "";
    const zone = before === undefined ? undefined : zoneIn(before.promised);
    return promiseForm("make", shell, by, subject, { what, when: "" }, zone, by);
  };

/** The words come back: of a draft both, of one that is kept its new time. */
export const changeForm: Opened = async (tx, shell, by, subject) => {
  const shown = await readOwn(tx, shell, by, subject);
  if (shown === undefined) return sentence(msg("promise.refused.notYours"));
  const { promised, words = { what: "", when: "" } } = shown;
  if (promised.status === "draft")
    return promiseForm(
      "change",
      shell,
      by,
      promised.id,
      words,
      zoneIn(promised),
      whoseIn(promised),
    );
  return promised.status === "open" ? timeForm(promised, shell, by, words.when) : over;
};

/** Asked of the customer before: the form says so. */
export const newTimeForm: Opened = async (tx, shell, by, subject) => {
  const shown = await readOwn(tx, shell, by, subject);
  if (shown === undefined) return sentence(msg("promise.refused.notYours"));
  const { promised } = shown;
  return promised.status === "open" ? timeForm(promised, shell, by, "") : over;
};

const over = sentence(msg("promise.refused.closed"));

export const giveForm: Opened = async (tx, shell, by, subject) => {
  const shown = await readOwn(tx, shell, by, subject);
  if (shown === undefined) return sentence(msg("promise.refused.notYours"));
  const { promised } = shown;
  if (promised.status !== "open") return over;
  const options = colleaguesOf(shell, by, promised.team);
  if (options.length === 0) return sentence(msg("promise.nobodyToGive"));
  return {
    kind: "form",
    form: "promises.giveTo",
    subject: promised.id,
    title: msg("promise.form.give"),
    submit: msg("promise.form.giveSubmit"),
    lines: [msg("promise.form.giveIntro")],
    fields: [
      {
        type: "choice",
        name: "to",
        label: msg("promise.form.to"),
        required: true,
        options: options.slice(0, mostColleagues),
      },
    ],
  };
};

/**
 * What was promised: for whoever holds it with what they may press, and once it is late for who was
 * asked as a supervisor.
 */
export const showWords: Opened = async (tx, shell, by, subject) => {
  const shown = subject === undefined ? undefined : await readShown(tx, shell, subject);
  if (shown === undefined || !mayRead(shell.organisation, shown.promised, by))
    return sentence(msg("promise.refused.notYours"));
  const { promised, words } = shown;
  if (promised.status === "draft") return sentence(msg("promise.refused.notYours"));
  const what =
    words === undefined || words.what === ""
      ? msg("promise.noWords")
      : msg("promise.what", { words: literal(words.what) });
  const lines = [...dueLines(promised, shell, by), what];
  if (promised.status === "open" && promised.holder === by)
    return notice(lines, holderButtons(promised.id));
  const title = msg("promise.form.show");
  return { kind: "form", form: "promises.show", title, lines, fields: [] };
};

const dueLines = (
  promised: Exclude<Promised, { status: "draft" }>,
  shell: Shell,
  by: PersonId,
): Text[] => [
  msg("promise.dueAt", { when: dateAndTime(promised.dueAt) }),
  ...customerLines(shell, by, promised.dueAt, promised.zone),
];

/**
 * Who gave it away, or was only asked, reads no words. Who was told that it is late reads them
 * until it is over, if they run a team at that moment.
 */
const mayRead = (
  organisation: Shell["organisation"],
  { holder, status, cards }: Promised,
  by: PersonId,
): boolean =>
  holder === by ||
  (status === "open" && cards[by]?.part === "supervisor" && runsATeam(organisation, by));

async function readOwn(
  tx: Tx,
  shell: Shell,
  by: PersonId,
  subject: SubjectId | undefined,
): Promise<Shown | undefined> {
  const shown = subject === undefined ? undefined : await readShown(tx, shell, subject);
  return shown?.promised.holder === by ? shown : undefined;
}

const whoseIn = (promised: Promised): PersonId =>
  (promised.status === "draft" ? promised.proposal.whose : undefined) ?? promised.holder;

const zoneIn = (promised: Promised): string =>
  promised.status === "draft" ? promised.proposal.zone : promised.zone;

function promiseForm(
  verb: "make" | "change",
  shell: Shell,
  by: PersonId,
  subject: SubjectId | undefined,
  words: Words,
  zone: string | undefined,
  whose: PersonId,
): Form {
  return {
    kind: "form",
    form: `promises.${verb}`,
    subject,
    title: msg("promise.form.title"),
    submit: msg("promise.form.submit"),
    lines: [],
    fields: [
      {
        type: "text",
        name: "what",
        label: msg("promise.form.what"),
        hint: msg("promise.form.whatHint"),
        long: true,
        max: longestWhat,
        value: words.what,
      },
      whenField(words.when),
      zoneField(shell, by, zone),
      ...whoseField(shell, by, whose),
    ],
  };
}

function timeForm(promised: Promised, shell: Shell, by: PersonId, when: string): Form {
  return {
    kind: "form",
    form: "promises.change",
    subject: promised.id,
    title: msg("promise.form.newTime"),
    submit: msg("promise.form.submit"),
    lines: [msg("promise.form.agreed")],
    fields: [whenField(when), zoneField(shell, by, zoneIn(promised))],
  };
}

/** A form that was sent: only an empty time keeps it open. */
export const submitted =
  (what: "make" | "change") =>
  (values: Note): Submitted<Command> =>
    (values["when"] ?? "").trim() === ""
      ? { errors: { when: msg("promise.form.noWhen") } }
      : { command: { do: what }, note: values };

export function givenTo(values: Note): Submitted<Command> {
  const to = values["to"] ?? "";
  return isId(to) ? { command: { do: "giveTo", to } } : { errors: { to: msg("common.choose") } };
}
