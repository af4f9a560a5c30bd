import type { PersonId, SubjectId } from "../kernel/ids.ts";
import { floor } from "../people/floor.ts";
import { sentence } from "../platform/notice.ts";
import { type Line, literal, msg } from "../platform/text.ts";
import type { Notice } from "../platform/view.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Shell, Opened } from "../runtime/feature.ts";
import { canBeAsked } from "./rules/asking.ts";
import { helpButtons, inWords, whyTiles } from "./cards/choices.ts";
import { firstOffered, moreOffered } from "./categories.ts";
import { writtenLines } from "./handover/draft.ts";
import { markedNotice } from "./practice/marks.ts";
import { type Request, holderOf, isLive, isNamed } from "./request.ts";
import { readShown } from "./shown/store.ts";
import { longestReference } from "./repeat/reference.ts";
import { type Sealed, openTyped, readSealed } from "./words/store.ts";

/**
 * Who may look into a request: its agent, the team's supervisors, and of those who were asked or
 * held it whoever may still take requests at this moment. Into a practice only whose it is.
 */
export async function mayLook(
  tx: Tx,
  shell: Shell,
  by: PersonId,
  subject: SubjectId | undefined,
): Promise<Request | undefined> {
  const shown = subject === undefined ? undefined : await readShown(tx, shell, subject);
  const request = shown?.request;
  if (request === undefined) return undefined;
  if (request.practice === true) return request.requester === by ? request : undefined;
  const supervised = await tx
    .selectFrom("memberships")
    .select("team")
    .where("person", "=", by)
    .where("role", "=", "supervisor")
    .execute();
  const wasAsked = request.pages[by] !== undefined || request.helpers.includes(by);
  const inIt = request.requester === by || (wasAsked && mayTakeNow(request, by, supervised.length));
  return inIt || supervised.some((row) => row.team === request.team) ? request : undefined;
}

/** Why, in one tap: after the page has left, never required (docs/features.md E9). */
export const why: Opened = async (tx, shell, by, subject) => {
  const request = await mayDescribe(tx, shell, by, subject);
  if (request === undefined) return sentence(msg("refused.notYours"));
  return markedNotice(request, {
    kind: "notice",
    tone: "calm",
    title: msg("button.sayWhy"),
    lines: [msg("why.category")],
    tiles: whyTiles(request, firstOffered),
    // Nothing is typed in a practice: it would be kept.
    buttons: request.practice === true ? [] : [inWords(request)],
    behindMore: whyTiles(request, moreOffered),
  });
};

/** A line of words and a case reference: the only part that is typed. */
export const whyInWords: Opened = async (tx, shell, by, subject) => {
  const request = await mayDescribe(tx, shell, by, subject);
  if (request === undefined) return sentence(msg("refused.notYours"));
  return {
    kind: "form",
    form: "escalations.describe",
    subject: request.id,
    title: msg("why.form.title"),
    submit: msg("why.form.submit"),
    lines: [msg("why.intro")],
    fields: [
      {
        type: "text",
        name: "words",
        label: msg("why.words"),
        hint: msg("why.wordsHint"),
        long: false,
        max: 300,
      },
      { type: "text", name: "case", label: msg("why.case"), long: false, max: longestReference },
    ],
  };
};

/** The agent, and whoever helped. */
async function mayDescribe(...[tx, shell, by, subject]: Parameters<Opened>) {
  const request = await mayLook(tx, shell, by, subject);
  return request !== undefined && isPartOf(request, by) ? request : undefined;
}

const isPartOf = ({ requester, helpers }: Request, by: PersonId): boolean =>
  requester === by || helpers.includes(by);

/** *Done* on a danger in which nobody said that help was called (docs/features.md C5). */
export const askDone: Opened = async (tx, shell, by, subject) => {
  const request = await mayLook(tx, shell, by, subject);
  if (request === undefined || !request.helpers.includes(by))
    return sentence(msg("refused.notYours"));
  return isLive(request) ? wasHelpCalled(request) : sentence(msg("refused.closed"));
};

export const wasHelpCalled = (request: Request): Notice => ({
  kind: "notice",
  tone: "danger",
  title: msg("button.done"),
  lines: [msg("done.ask"), msg("done.notYet")],
  tiles: helpButtons(request),
  buttons: [],
});

const mayTakeNow = (request: Request, by: PersonId, teams: number): boolean =>
  teams > 0 || isNamed(request, by);

/** A colleague to give it to: whoever could be asked now. */
export const give: Opened = async (tx, shell, by, subject) => {
  const request = await mayLook(tx, shell, by, subject);
  if (request === undefined || !isLive(request)) return sentence(msg("refused.closed"));
  if (holderOf(request) !== by) return sentence(msg("refused.notYours"));
  const present = (await floor(tx, shell.organisation, Object.keys(request.pages), shell.now)).map(
    (p) => ({ ...p, busy: p.onCall }),
  );
  const candidates = present.filter(
    (p) => canBeAsked(p) && p.person !== by && p.person !== request.requester,
  );
  if (candidates.length === 0) return sentence(msg("give.nobody"));
  return {
    kind: "form",
    form: "escalations.giveTo",
    subject: request.id,
    title: msg("give.form.title"),
    submit: msg("give.form.submit"),
    lines: [msg("give.intro")],
    fields: [
      {
        type: "choice",
        name: "to",
        label: msg("give.to"),
        required: true,
        options: candidates.map((p) => ({
          value: p.person,
          label: literal(shell.organisation.people.get(p.person)?.name ?? "—"),
        })),
      },
    ],
  };
};

/** What the agent wrote: only when somebody asks to see it (docs/features.md E18). */
export const words: Opened = async (tx, shell, by, subject) => {
  const request = await mayLook(tx, shell, by, subject);
  if (request === undefined) return sentence(msg("refused.notYours"));
  const {
    words: asked,
    caseReference,
    offer,
    written,
    unreadable,
  } = await openTyped(shell, request.id, await readableBy(tx, request, by));
  const lines: Line[] = [];
  if (request.category !== undefined)
    lines.push(msg("words.why", { category: msg(`category.${request.category}`) }));
  if (asked !== undefined) lines.push(msg("words.words"), ...asked.split("\n").map(literal));
  if (caseReference !== undefined) lines.push(msg("words.case"), literal(caseReference));
  if (offer !== undefined) lines.push(msg("words.offered"), ...offer.split("\n").map(literal));
  lines.push(...writtenLines(written));
  if (unreadable === true) lines.push(msg("words.unreadable"));
  if (lines.length === 0) lines.push(msg("words.none"));
  return {
    kind: "form",
    form: "escalations.words",
    title: msg("words.form.title"),
    lines,
    fields: [],
  };
};

/** The note is between the agent and who had it. Others read the handover of before. */
async function readableBy(tx: Tx, request: Request, by: PersonId): Promise<Sealed | undefined> {
  const sealed = await readSealed(tx, request.id);
  return sealed === undefined || isPartOf(request, by) ? sealed : { ...sealed, note: null };
}
