import { isId } from "../kernel/ids.ts";
import type { ReadAfterHelp } from "../people/requests.ts";
import type { ReadTips } from "../people/tips.ts";
import { msg } from "../platform/text.ts";
import type { ReadPromisedInCall } from "../people/promises.ts";
import type { Feature, Note, Submitted } from "../runtime/feature.ts";
import { requestForApi } from "./api/store.ts";
import { askBehaviour } from "./boundary/ask.ts";
import { boundaryFrom } from "./boundary/climb.ts";
import { isCategory, isOutcome } from "./categories.ts";
import { type ReadOwnOrder, breathe, sayWith } from "./coach/open.ts";
import { isHelpSaid } from "./commands.ts";
import { isPoint } from "./danger/points.ts";
import { askCountry, countryFrom } from "./danger/country.ts";
import { effects, timers } from "./effects.ts";
import { askDone, give, why, whyInWords, words } from "./forms.ts";
import { evolve } from "./evolve.ts";
import type { Event } from "./events.ts";
import { copyNoteWith, noteFrom, openNoteWith } from "./handover/form.ts";
import { eraseNotes, notesBy } from "./handover/store.ts";
import { home } from "./home.ts";
import { forColleague, raiseFrom } from "./raise/form.ts";
import type { Request } from "./request.ts";
import { type Answer, type Command, type Refusal, decide } from "./rules.ts";
import type { Shown, StoreFacts } from "./shown.ts";
import { type Read, load, read, write } from "./store.ts";
import { readingWith, shown } from "./shown/after-help.ts";
import { dangersUnanswered, forgotten, states } from "./shown/store.ts";
import { longestReference } from "./repeat/reference.ts";
import { remark } from "./repeat/store.ts";
import { lookAgain, tidy } from "./retention/store.ts";
import { requestsPage } from "./timeline/page.ts";
import { showTimeline } from "./timeline/show.ts";
import { eraseOffers, offersBy } from "./verdict/store.ts";
import { offerFrom, offerInstead } from "./verdict/form.ts";
import { answer, refusal, show } from "./views.ts";
import { eraseWords, wordsOf } from "./words/store.ts";

/** Summon a supervisor: what people type and press, and the command each means. */
export const escalationsWith = (
  readOrder: ReadOwnOrder,
  readPromised: ReadPromisedInCall,
  readAfterHelp: ReadAfterHelp,
  readTips: ReadTips,
): Feature<Request, Command, Event, StoreFacts, Shown, Answer, Refusal, Read> => ({
  name: "escalations",
  journaled: true,
  rules: {
    decide,
    evolve,
    effects: (event, after) => [
      ...effects(event, after),
      { do: "refreshHome", people: [after.requester, ...Object.keys(after.pages)] },
    ],
    timers,
    lastAt: (request) => request.lastAt,
    idOf: (request) => request.id,
  },
  doors: {
    words: {
      // `help` or junk after it still summons: words are context, never a condition.
      escalate: (text, about) => ({
        command: escalateFrom(text.trim() !== "", about),
        note: { words: text },
      }),
    },
    presses: {
      escalate: () => ({ do: "escalate", worded: false }),
      again: () => ({ do: "escalate", worded: false, again: true }),
      another: () => ({ do: "escalate", worded: false, another: true }),
      acknowledge: () => ({ do: "acknowledge" }),
      passOn: () => ({ do: "passOn" }),
      giveBack: () => ({ do: "giveBack" }),
      approve: () => ({ do: "answer", verdict: "approve" }),
      callBack: () => ({ do: "answer", verdict: "callBack" }),
      takeOver: () => ({ do: "answer", verdict: "takeOver" }),
      arrived: () => ({ do: "arrived" }),
      listening: () => ({ do: "arrived", manner: "listening" }),
      coaching: () => ({ do: "arrived", manner: "coaching" }),
      joining: () => ({ do: "arrived", manner: "joining" }),
      here: () => ({ do: "here" }),
      danger: () => ({ do: "danger" }),
      notDanger: () => ({ do: "notDanger" }),
      callForHelp: () => ({ do: "callForHelp" }),
      check: (point) => (isPoint(point) ? { do: "check", point } : { do: "check" }),
      boundary: boundaryFrom,
      endCall: () => ({ do: "endCall" }),
      hold: () => ({ do: "hold" }),
      back: () => ({ do: "back" }),
      callEnded: () => ({ do: "callEnded" }),
      dontNeed: () => ({ do: "dontNeed" }),
      done: (help) => (isHelpSaid(help) ? { do: "done", help } : { do: "done" }),
      category: (category) =>
        category !== undefined && isCategory(category) ? { do: "categorise", category } : undefined,
      thank: () => ({ do: "thank" }),
      record: (outcome) =>
        outcome !== undefined && isOutcome(outcome) ? { do: "record", outcome } : undefined,
    },
    opens: {
      offerInstead,
      forColleague,
      askBehaviour,
      askCountry,
      why,
      inWords: whyInWords,
      askDone,
      give,
      words,
      timeline: showTimeline,
      handover: openNoteWith(readPromised),
      note: openNoteWith(readPromised),
      copyNote: copyNoteWith(readPromised),
      breathe,
      say: sayWith(readOrder, readTips),
    },
    forms: {
      offer: offerFrom,
      note: noteFrom,
      copied: () => ({ command: { do: "copied" } }),
      raise: raiseFrom,
      summon: summonFrom,
      describe: describeFrom,
      customerIn: countryFrom,
      giveTo: (values) => {
        const to = values["to"] ?? "";
        return isId(to) ? { command: { do: "giveTo", to } } : { errors: { to: msg("give.pick") } };
      },
    },
    ticks: {
      step: { do: "step" },
      widen: { do: "widen" },
      nudge: { do: "nudge" },
      lapse: { do: "lapse" },
      remind: { do: "remind" },
      goBack: { do: "goBack" },
      close: { do: "close" },
      shrink: { do: "shrink" },
      found: { do: "found" },
      planned: { do: "planned" },
    },
    unreachable: (id, code) => ({ do: "unreachable", person: id, code }),
  },
  store: { load, read, write, ...readingWith(readAfterHelp) },
  api: { request: requestForApi },
  views: {
    shown,
    show,
    answer,
    refusal,
    home,
  },
  pages: { requests: requestsPage },
  care: {
    sealed: [
      { table: "request_words", column: "words" },
      { table: "request_words", column: "case_reference" },
      { table: "request_words", column: "offer" },
      { table: "request_words", column: "handover" },
      { table: "request_words", column: "note" },
      { table: "request_words", column: "join_url" },
    ],
    forgotten,
    found: lookAgain,
    states,
    unanswered: dangersUnanswered,
    async tidy(tx, shell) {
      await tidy(tx);
      await remark(tx, shell);
    },
    kept: async (tx, shell, person) => ({
      ...(await wordsOf(tx, shell, person)),
      ...(await offersBy(tx, shell, person)),
      ...(await notesBy(tx, shell, person)),
    }),
    erase: async (_tx, _shell, person) => [
      eraseWords(person),
      eraseOffers(person),
      eraseNotes(person),
    ],
  },
});

/** What a button of either platform may lead to (docs/platforms.md). */
const longestLink = 2_048;

/** From the agent's desktop, through the API (docs/features.md I5). */
function summonFrom(values: Note): Submitted<Command> {
  const [words, join] = [values["words"] ?? "", values["join"] ?? ""];
  const url = join === "" ? undefined : URL.parse(join);
  const isLink = url?.protocol === "https:" && url.username === "" && url.password === "";
  // As a browser would open it: a chat refuses a whole message whose link has a space in it.
  const link = isLink && url.href.length <= longestLink ? url.href : "";
  const note = { words, join: link };
  return { command: escalateFrom(words.trim() !== "" || link !== "", undefined), note };
}

const escalateFrom = (worded: boolean, about: string | undefined): Command =>
  about === undefined
    ? { do: "escalate", worded }
    : { do: "raise", worded, colleague: { account: about } };

function describeFrom(values: Note): Submitted<Command> {
  const { words: line = "", case: reference = "" } = values;
  if (reference.trim().length > longestReference)
    return { errors: { case: msg("repeat.tooLong", { count: longestReference }) } };
  const worded = line.trim() !== "" || reference.trim() !== "";
  return { command: { do: "describe", worded }, note: { words: line, case: reference } };
}
