import type { PersonId } from "../kernel/ids.ts";
import { msg } from "../platform/text.ts";
import type { Notice } from "../platform/view.ts";
import type { Tx } from "../runtime/database.ts";
import type { Feature, Note, Shell } from "../runtime/feature.ts";
import { readHistory, rotateKeys, tidyAnswers } from "./answers/store.ts";
import { effects, timers } from "./effects.ts";
import { chooseTime, cronOf, questions } from "./form.ts";
import { contactMe, helpLines } from "./helping.ts";
import { readAnswers } from "./questions.ts";
import { type Answer, type Command, type Refusal, decide } from "./rules.ts";
import { type CheckIns, type Event, evolve } from "./state.ts";
import { type Shown, type StoreFacts, begin, erase, facts, forgotten, load, read, save } from "./store.ts";
import { answer, home, refusal, show } from "./views.ts";

/** Check-ins: invited in, at a time of one's own, and answered into a drawer that only oneself can open. The subject is the person. */
export const checkins: Feature<CheckIns, Command, Event, StoreFacts, Shown, Answer, Refusal> = {
  name: "checkins",
  // A history of who was asked, skipped and answered would be more than anybody should have (RELIABILITY 30).
  journaled: false,
  words: { checkin: () => ({ command: { do: "ready" } }) },
  presses: {
    keep: () => ({ do: "keep" }),
    stop: () => ({ do: "stop" }),
    skip: () => ({ do: "skip" }),
    fewer: () => ({ do: "fewer" }),
    start: () => ({ do: "atStart", wanted: true }),
    noStart: () => ({ do: "atStart", wanted: false }),
  },
  opens: { open: questions, when: chooseTime, ideas },
  forms: { answer: answered, choose: chosen },
  ticks: { invite: { do: "invite" }, prompt: { do: "prompt" }, pass: { do: "pass" }, shiftOn: { do: "shiftOn" } },

  decide,
  evolve,
  effects: (event, after) => [...effects(event, after), { do: "refreshHome", people: [after.person] }],
  timers,
  lastAt: (state) => state.lastAt,
  idOf: (state) => state.person,

  load,
  facts,
  save,
  read,
  shown: (state, { history, today }) => ({ state, history, today }),
  forgotten,
  begin,
  erase,
  kept: async (tx, shell, person) => ({ answers: await readHistory(tx, shell, person) }),
  async tidy(tx, shell) {
    await tidyAnswers(tx);
    await rotateKeys(tx, shell);
  },

  show,
  answer,
  refusal,
  home,
};

/** An empty form is not an answer; but words in it are read whatever else is missing. */
function answered(values: Note): ReturnType<(typeof checkins.forms)[string]> {
  return readAnswers(values) === undefined ? { errors: { energy: msg("checkin.nothing") } } : { command: { do: "answer" }, note: values };
}

function chosen(values: Note): ReturnType<(typeof checkins.forms)[string]> {
  const cron = cronOf(values);
  return cron === undefined ? { errors: { time: msg("common.choose") } } : { command: { do: "choose", cron } };
}

/** Calm ones first (DOMAIN 9.6). */
async function ideas(_tx: Tx, shell: Shell, by: PersonId): Promise<Notice> {
  const lines = [msg("checkin.ideas5"), msg("checkin.ideas10"), msg("checkin.ideas20"), ...helpLines(shell, by)];
  return { kind: "notice", tone: "calm", lines, buttons: [contactMe] };
}
