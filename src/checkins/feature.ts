import type { PersonId } from "../kernel/ids.ts";
import { notice } from "../platform/notice.ts";
import { msg } from "../platform/text.ts";
import type { Notice } from "../platform/view.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Feature, Note, Shell, Submitted } from "../runtime/feature.ts";
import { tidyCare } from "./after/store.ts";
import { begin, erase, forgotten } from "./care/store.ts";
import { readOwnHistory } from "./answers/store.ts";
import { tidyAnswers } from "./answers/tidy/store.ts";
import { easingForm, questionForm } from "./after/form.ts";
import { easings, noMore, readNow } from "./after/questions.ts";
import { effects, timers } from "./effects.ts";
import { chooseTime, cronOf, questions } from "./form.ts";
import { helpLines } from "../people/support.ts";
import { contactMe } from "./helping.ts";
import { picture } from "./picture.ts";
import { readAnswers } from "./questions.ts";
import { type Answer, type Command, type Refusal, decide, lookAgain } from "./rules.ts";
import { type CheckIns, type Event, evolve } from "./state.ts";
import {
  type Read,
  type Shown,
  type StoreFacts,
  facts,
  load,
  read,
  readShown,
  stateOf,
  write,
} from "./store.ts";
import { answer, home, refusal, show } from "./views.ts";

/** Check-ins: invited in, at a time of one's own, and answered into a drawer that only oneself can open. The subject is the person. */
export const checkins: Feature<CheckIns, Command, Event, StoreFacts, Shown, Answer, Refusal, Read> =
  {
    name: "checkins",
    // A history of who was asked, skipped and answered would be more than anybody should have.
    journaled: false,
    patient: true,
    rules: {
      decide,
      evolve,
      effects: (event, after) => [
        ...effects(event, after),
        { do: "refreshHome", people: [after.person] },
      ],
      timers,
      lastAt: (state) => state.lastAt,
      idOf: (state) => state.person,
    },
    doors: {
      words: { checkin: () => ({ command: { do: "ready" } }) },
      presses: {
        keep: () => ({ do: "keep" }),
        stop: (argument) => ({ do: "stop", shown: argument === "shown" }),
        skip: () => ({ do: "skip" }),
        fewer: () => ({ do: "fewer" }),
        start: () => ({ do: "atStart", wanted: true }),
        noStart: () => ({ do: "atStart", wanted: false }),
        skipQuestion: () => ({ do: "skipQuestion" }),
        skipEasing: () => ({ do: "skipEasing" }),
        endEasing: () => ({ do: "endEasing" }),
        follow: () => ({ do: "follow" }),
        decline: () => ({ do: "decline" }),
      },
      opens: {
        open: questions,
        when: chooseTime,
        ideas,
        picture,
        openQuestion: questionForm,
        openEasing: easingForm(stateOf),
      },
      forms: { answer: answered, choose: chosen, answerQuestion, answerEasing },
      ticks: {
        ...{ invite: { do: "invite" }, prompt: { do: "prompt" }, pass: { do: "pass" } },
        ...{ shiftOn: { do: "shiftOn" }, shiftStart: { do: "shiftStart" }, hours: { do: "hours" } },
        ...{
          hardCall: { do: "hardCall", danger: false },
          dangerCall: { do: "hardCall", danger: true },
          breakOver: { do: "breakOver" },
        },
        ...{ question: { do: "question" }, offer: { do: "offer" }, ease: { do: "ease" } },
      },
    },
    store: { load, read, facts, write, show: readShown },
    views: {
      shown: (state, { history, today }) => ({ state, history, today }),
      show,
      notNow: (view, { free }) => (view !== "start" && free === false ? lookAgain : undefined),
      answer,
      refusal,
      home,
    },
    care: {
      forgotten,
      begin,
      erase,
      kept: readOwnHistory,
      ownKey: true,
      async tidy(tx) {
        // In the order in which commands lock.
        await tidyCare(tx);
        await tidyAnswers(tx);
      },
      // Answers and picks are sealed with these keys, and stay as they are.
      sealed: [{ table: "check_in_keys", column: "wrapped" }],
    },
  };

/** An empty form is not an answer; but words in it are read whatever else is missing. */
function answered(values: Note): Submitted<Command> {
  const eased = easings.some((one) => one === values["easing"])
    ? "answered"
    : values["easing"] === noMore
      ? "ended"
      : undefined;
  if (readAnswers(values) === undefined && eased === undefined)
    return { errors: { energy: msg("checkin.nothing") } };
  return { command: { do: "answer", ...(eased === undefined ? {} : { eased }) }, note: values };
}

function answerQuestion(values: Note): Submitted<Command> {
  return readNow(values) === undefined
    ? { errors: { now: msg("common.choose") } }
    : { command: { do: "answerQuestion" }, note: values };
}

function answerEasing(values: Note): Submitted<Command> {
  const ends = values["easing"] === noMore;
  if (!ends && !easings.some((one) => one === values["easing"]))
    return { errors: { easing: msg("common.choose") } };
  return { command: { do: "answerEasing", ends }, note: values };
}

function chosen(values: Note): Submitted<Command> {
  const cron = cronOf(values);
  return cron === undefined
    ? { errors: { time: msg("common.choose") } }
    : { command: { do: "choose", cron } };
}

/** Calm ones first. */
async function ideas(_tx: Tx, shell: Shell, by: PersonId): Promise<Notice> {
  const lines = [
    msg("checkin.ideas5"),
    msg("checkin.ideas10"),
    msg("checkin.ideas20"),
    ...helpLines(shell.organisation, by),
  ];
  return notice(lines, [contactMe]);
}
