import { breakWeeks } from "./breaks/figures/store.ts";
import { board } from "./breaks/board/feature.ts";
import { breaks } from "./breaks/feature.ts";
import { causes } from "./causes/feature.ts";
import { checkInsBetween } from "./checkins/window/store.ts";
import { checkins } from "./checkins/feature.ts";
import { contacts } from "./checkins/contact/feature.ts";
import { hardCalls } from "./checkins/hard/feature.ts";
import { kinds } from "./checkins/hard/picks.ts";
import { picksOf, readOwnOrder } from "./checkins/hard/store.ts";
import { talkWeeks } from "./debriefs/counts/store.ts";
import { debriefsWith } from "./debriefs/feature.ts";
import { roundsWith } from "./debriefs/round/feature.ts";
import { escalationsWith } from "./escalations/feature.ts";
import { readRequestFacts } from "./escalations/figures/store.ts";
import { notedPromise } from "./escalations/handover/form.ts";
import { hardCalls as hardCallsNow } from "./escalations/hard/store.ts";
import { readHelp } from "./escalations/thanks/store.ts";
import { missed } from "./escalations/missed/feature.ts";
import { plans } from "./escalations/repeat/plan/feature.ts";
import { exportsWith } from "./figures/exports/feature.ts";
import { figuresWith } from "./figures/feature.ts";
import type { Sources } from "./figures/store.ts";
import { goodCalls } from "./goodcalls/feature.ts";
import { goodCallWeeks } from "./goodcalls/store.ts";
import { practice } from "./escalations/practice/feature.ts";
import { homeOf } from "./home/feature.ts";
import { desk } from "./home/desk/feature.ts";
import { feedbackWith } from "./learning/feedback/feature.ts";
import { ratingsWith } from "./learning/ratings/feature.ts";
import { helpWeeks } from "./learning/ratings/store.ts";
import { reflections } from "./learning/reflections/feature.ts";
import { tips } from "./learning/tips/feature.ts";
import { readTips } from "./learning/tips/store.ts";
import { readAfterHelp } from "./learning/store.ts";
import { myDataOf } from "./mydata/feature.ts";
import { accounts } from "./people/accounts/feature.ts";
import { duty } from "./people/duty/feature.ts";
import { shifts } from "./people/shifts.ts";
import type { AnyFeature } from "./runtime/feature.ts";
import { promiseWeeks } from "./promises/counts/store.ts";
import { setup } from "./setup/chat/feature.ts";
import { keys } from "./setup/keys/feature.ts";
import { pageTests } from "./setup/pagetest/feature.ts";
import { promisesWith } from "./promises/feature.ts";
import { promisedInCall } from "./promises/in-call/store.ts";
import { swaps } from "./swaps/feature.ts";
import { doing } from "./trends/doing/feature.ts";
import { trendsOf } from "./trends/feature.ts";
import { pollWith } from "./trends/poll/feature.ts";
import { welcome } from "./welcome/feature.ts";

/** What figures are made from. */
const counted: Sources = {
  requests: readRequestFacts,
  weeks: {
    breaks: breakWeeks,
    promises: promiseWeeks,
    help: helpWeeks,
    talks: talkWeeks,
    goodCalls: goodCallWeeks,
  },
};

/** Every feature, in the order of a person's home page. A new one is a folder and a line here. */
const all: readonly AnyFeature[] = [
  escalationsWith(readOwnOrder, promisedInCall, readAfterHelp, readTips),
  missed,
  plans,
  board,
  shifts,
  swaps,
  duty,
  breaks,
  debriefsWith(hardCallsNow),
  roundsWith(hardCallsNow),
  promisesWith(notedPromise),
  feedbackWith(readHelp),
  ratingsWith(readHelp),
  reflections,
  tips,
  checkins,
  contacts,
  hardCalls,
  pollWith({ kinds, read: picksOf }),
  trendsOf(checkInsBetween),
  doing,
  figuresWith(counted),
  exportsWith(counted),
  causes,
  goodCalls,
  practice,
  accounts,
  setup,
  keys,
  pageTests,
  welcome,
  desk,
];

export const features: ReadonlyMap<string, AnyFeature> = new Map(
  [...all, homeOf(all), myDataOf(all)].map((feature) => [feature.name, feature]),
);
