import type { PersonId, SubjectId } from "../kernel/ids.ts";
import { floor } from "../people/floor.ts";
import { type Line, type Value, literal, msg, people, person, time } from "../platform/text.ts";
import type { Form, Notice } from "../platform/view.ts";
import type { Tx } from "../runtime/database.ts";
import type { Shell } from "../runtime/feature.ts";
import { offered } from "./categories.ts";
import { type Request, holderOf, isLive } from "./request.ts";
import { canBeAsked } from "./rules.ts";
import { read, readWords, timeline } from "./store.ts";

type Open = (tx: Tx, shell: Shell, by: PersonId, subject: SubjectId | undefined) => Promise<Form | Notice>;

const sorry = (line: Line): Notice => ({ kind: "notice", tone: "calm", lines: [line], buttons: [] });

/** Only people in a request may look into it: the agent, who was asked, who held it, and the team's supervisors. */
async function mayLook(tx: Tx, shell: Shell, by: PersonId, subject: SubjectId | undefined): Promise<Request | undefined> {
  const shown = subject === undefined ? undefined : await read(tx, shell, subject, 0);
  const request = shown?.request;
  if (request === undefined) return undefined;
  const supervised = await tx.selectFrom("memberships").select("team").where("person", "=", by).where("role", "=", "supervisor").execute();
  const inIt = request.requester === by || request.pages[by] !== undefined || request.helpers.includes(by);
  return inIt || supervised.some((row) => row.team === request.team) ? request : undefined;
}

/** Why, in one tap, a line of words, a case reference: always after the page has left, never required (PRODUCT E9). */
export const why: Open = async (tx, shell, by, subject) => {
  const request = await mayLook(tx, shell, by, subject);
  if (request === undefined || (request.requester !== by && !request.helpers.includes(by))) return sorry(msg("refused.notYours"));
  return {
    ...{
      kind: "form",
      form: "escalations.describe",
      subject: request.id,
      title: msg("why.form.title"),
      submit: msg("why.form.submit"),
      lines: [msg("why.intro")],
    },
    fields: [
      {
        ...{ type: "choice", name: "category", label: msg("why.category"), required: false },
        options: offered.map((code) => ({ value: code, label: msg(`category.${code}`) })),
        ...(request.category === undefined ? {} : { value: request.category }),
      },
      { type: "text", name: "words", label: msg("why.words"), hint: msg("why.wordsHint"), long: false, max: 300 },
      { type: "text", name: "case", label: msg("why.case"), long: false, max: 60 },
    ],
  };
};

/** A colleague to give it to: whoever could be asked now. */
export const give: Open = async (tx, shell, by, subject) => {
  const request = await mayLook(tx, shell, by, subject);
  if (request === undefined || !isLive(request)) return sorry(msg("refused.closed"));
  if (holderOf(request) !== by) return sorry(msg("refused.notYours"));
  const present = (await floor(tx, shell.organisation, Object.keys(request.pages), shell.now)).map((p) => ({ ...p, busy: p.onCall }));
  const candidates = present.filter((p) => canBeAsked(p) && p.person !== by && p.person !== request.requester);
  if (candidates.length === 0) return sorry(msg("give.nobody"));
  return {
    ...{
      kind: "form",
      form: "escalations.giveTo",
      subject: request.id,
      title: msg("give.form.title"),
      submit: msg("give.form.submit"),
      lines: [msg("give.intro")],
    },
    fields: [
      {
        type: "choice",
        name: "to",
        label: msg("give.to"),
        required: true,
        options: candidates
          .slice(0, 100)
          .map((p) => ({ value: p.person, label: literal(shell.organisation.people.get(p.person)?.name ?? "—") })),
      },
    ],
  };
};

/** What the agent wrote, only when somebody asks to see it (PRODUCT E18). */
export const words: Open = async (tx, shell, by, subject) => {
  const request = await mayLook(tx, shell, by, subject);
  if (request === undefined) return sorry(msg("refused.notYours"));
  const written = await readWords(tx, shell, request.id);
  const lines: Line[] = [];
  if (request.category !== undefined) lines.push(msg("words.why", { category: msg(`category.${request.category}`) }));
  if (written.words !== undefined) lines.push(msg("words.words"), ...written.words.split("\n").map(literal));
  if (written.caseReference !== undefined) lines.push(msg("words.case"), literal(written.caseReference));
  if (written.unreadable === true) lines.push(msg("words.unreadable"));
  if (lines.length === 0) lines.push(msg("words.none"));
  return { kind: "form", form: "escalations.words", title: msg("words.form.title"), lines, fields: [] };
};

/** Who was asked, when, who answered (PRODUCT E14). */
export const showTimeline: Open = async (tx, shell, by, subject) => {
  const request = await mayLook(tx, shell, by, subject);
  if (request === undefined) return sorry(msg("refused.notYours"));
  const entries = await timeline(tx, request.id);
  return {
    kind: "form",
    form: "escalations.timeline",
    title: msg("timeline.form.title"),
    lines: entries.flatMap(({ at, event }) => [...entry(at, event), ...absent(at, event)]),
    fields: [],
  };
};

/** Named by a step, and not found on any platform yet (CONTRACT). */
function absent(at: number, event: Record<string, unknown>): Line[] {
  const missing = event["absent"] as readonly string[] | undefined;
  return (missing ?? []).map((id) => msg("timeline.unreachable", { time: time(at), person: person(id) }));
}

function entry(at: number, event: Record<string, unknown>): Line[] {
  const who = event["by"] ?? event["person"] ?? event["requester"];
  const values: Record<string, Value> = { time: time(at), ...(typeof who === "string" ? { person: person(who) } : {}) };
  switch (event["type"]) {
    case "asked": {
      const [asked, heldBack] = [event["people"] as string[], event["heldBack"] as string[]];
      if (asked.length === 0) return [msg("timeline.waiting", values)];
      const held = heldBack.length === 0 ? [] : [msg("timeline.heldBack", { ...values, people: people(heldBack) })];
      return [msg("timeline.asked", { ...values, people: people(asked), reason: String(event["reason"]) }), ...held];
    }
    case "widened":
      // Whoever waited for the half of the step may have gone home meanwhile.
      if ((event["people"] as string[]).length === 0) return [];
      return [msg("timeline.widened", { ...values, people: people(event["people"] as string[]) })];
    case "skipped":
      return [msg("timeline.skipped", { ...values, step: Number(event["step"]) + 1 })];
    case "handedTo":
      return [msg("timeline.handedTo", { ...values, to: person(String(event["to"])) })];
    case "levelled":
      return [msg("timeline.levelled", { ...values, level: msg(`level.${String(event["level"]) as "help"}`) })];
    case "opened":
      return [msg("timeline.opened", values)];
    case "exhausted":
      return [msg("timeline.exhausted", values)];
    case "keptTrying":
      return [msg("timeline.keptTrying", values)];
    case "acknowledged":
      return [msg("timeline.acknowledged", values)];
    case "passedOn":
      return [msg("timeline.passedOn", values)];
    case "gaveBack":
      return [msg("timeline.gaveBack", values)];
    case "lapsed":
      return [msg("timeline.lapsed", values)];
    case "nudged":
      return [msg("timeline.nudged", values)];
    case "calledAgain":
      return [msg("timeline.calledAgain", values)];
    case "joined":
      return [msg("timeline.joined", values)];
    case "categorised":
      return [msg("timeline.categorised", values)];
    case "described":
      return event["worded"] === true ? [msg("timeline.described", values)] : [];
    case "callingForHelp":
      return [msg("timeline.callingForHelp", values)];
    case "unreachable":
      return [msg("timeline.unreachable", values)];
    case "resolved":
      return [msg("timeline.resolved", values)];
    case "withdrawn":
      return [msg("timeline.withdrawn", values)];
    case "recorded":
      return [msg("timeline.recorded", values)];
    default:
      return [];
  }
}
