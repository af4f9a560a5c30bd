import { aftercare as enAftercare } from "./en/aftercare.ts";
import { answers as enAnswers } from "./en/answers.ts";
import { breaks as enBreaks } from "./en/breaks.ts";
import { causes as enCauses } from "./en/causes.ts";
import { checkins as enCheckins } from "./en/checkins.ts";
import { coach as enCoach } from "./en/coach.ts";
import { common as enCommon } from "./en/common.ts";
import { danger as enDanger } from "./en/danger.ts";
import { debriefs as enDebriefs } from "./en/debriefs.ts";
import { desk as enDesk } from "./en/desk.ts";
import { escalations as enEscalations } from "./en/escalations.ts";
import { doctor as enDoctor } from "./en/doctor.ts";
import { exported as enExported } from "./en/exports.ts";
import { figures as enFigures } from "./en/figures.ts";
import { hardcalls as enHardcalls } from "./en/hardcalls.ts";
import { installs as enInstalls } from "./en/installs.ts";
import { keys as enKeys } from "./en/keys.ts";
import { learning as enLearning } from "./en/learning.ts";
import { machine as enMachine } from "./en/machine.ts";
import { mydata as enMydata } from "./en/mydata.ts";
import { notes as enNotes } from "./en/notes.ts";
import { oncall as enOncall } from "./en/oncall.ts";
import { outward as enOutward } from "./en/outward.ts";
import { people as enPeople } from "./en/people.ts";
import { phrases as enPhrases } from "./en/phrases.ts";
import { promises as enPromises } from "./en/promises.ts";
import { practice as enPractice } from "./en/practice.ts";
import { receipts as enReceipts } from "./en/receipts.ts";
import { repeat as enRepeat } from "./en/repeat.ts";
import { setup as enSetup } from "./en/setup.ts";
import { swaps as enSwaps } from "./en/swaps.ts";
import { tab as enTab } from "./en/tab.ts";
import { tests as enTests } from "./en/tests.ts";
import { thanks as enThanks } from "./en/thanks.ts";
import { timeline as enTimeline } from "./en/timeline.ts";
import { trends as enTrends } from "./en/trends.ts";
import { aftercare as esAftercare } from "./es/aftercare.ts";
import { answers as esAnswers } from "./es/answers.ts";
import { breaks as esBreaks } from "./es/breaks.ts";
import { causes as esCauses } from "./es/causes.ts";
import { checkins as esCheckins } from "./es/checkins.ts";
import { coach as esCoach } from "./es/coach.ts";
import { common as esCommon } from "./es/common.ts";
import { danger as esDanger } from "./es/danger.ts";
import { debriefs as esDebriefs } from "./es/debriefs.ts";
import { desk as esDesk } from "./es/desk.ts";
import { escalations as esEscalations } from "./es/escalations.ts";
import { doctor as esDoctor } from "./es/doctor.ts";
import { exported as esExported } from "./es/exports.ts";
import { figures as esFigures } from "./es/figures.ts";
import { hardcalls as esHardcalls } from "./es/hardcalls.ts";
import { installs as esInstalls } from "./es/installs.ts";
import { keys as esKeys } from "./es/keys.ts";
import { learning as esLearning } from "./es/learning.ts";
import { machine as esMachine } from "./es/machine.ts";
import { mydata as esMydata } from "./es/mydata.ts";
import { notes as esNotes } from "./es/notes.ts";
import { oncall as esOncall } from "./es/oncall.ts";
import { outward as esOutward } from "./es/outward.ts";
import { people as esPeople } from "./es/people.ts";
import { phrases as esPhrases } from "./es/phrases.ts";
import { promises as esPromises } from "./es/promises.ts";
import { practice as esPractice } from "./es/practice.ts";
import { receipts as esReceipts } from "./es/receipts.ts";
import { repeat as esRepeat } from "./es/repeat.ts";
import { setup as esSetup } from "./es/setup.ts";
import { swaps as esSwaps } from "./es/swaps.ts";
import { tab as esTab } from "./es/tab.ts";
import { tests as esTests } from "./es/tests.ts";
import { thanks as esThanks } from "./es/thanks.ts";
import { timeline as esTimeline } from "./es/timeline.ts";
import { trends as esTrends } from "./es/trends.ts";

const en = {
  ...enAftercare,
  ...enAnswers,
  ...enBreaks,
  ...enCauses,
  ...enCheckins,
  ...enCoach,
  ...enCommon,
  ...enDanger,
  ...enDebriefs,
  ...enDesk,
  ...enEscalations,
  ...enDoctor,
  ...enExported,
  ...enFigures,
  ...enHardcalls,
  ...enInstalls,
  ...enKeys,
  ...enLearning,
  ...enMachine,
  ...enMydata,
  ...enNotes,
  ...enOncall,
  ...enOutward,
  ...enPeople,
  ...enPhrases,
  ...enPromises,
  ...enPractice,
  ...enReceipts,
  ...enRepeat,
  ...enSetup,
  ...enSwaps,
  ...enTab,
  ...enTests,
  ...enThanks,
  ...enTimeline,
  ...enTrends,
} as const;

/**
 * Every sentence a person can read, by name. A key that is not in the catalogue does not compile.
 */
export type MessageKey = keyof typeof en;
export type Catalogue = Readonly<Record<MessageKey, string>>;

const es: Catalogue = {
  ...esAftercare,
  ...esAnswers,
  ...esBreaks,
  ...esCauses,
  ...esCheckins,
  ...esCoach,
  ...esCommon,
  ...esDanger,
  ...esDebriefs,
  ...esDesk,
  ...esEscalations,
  ...esDoctor,
  ...esExported,
  ...esFigures,
  ...esHardcalls,
  ...esInstalls,
  ...esKeys,
  ...esLearning,
  ...esMachine,
  ...esMydata,
  ...esNotes,
  ...esOncall,
  ...esOutward,
  ...esPeople,
  ...esPhrases,
  ...esPromises,
  ...esPractice,
  ...esReceipts,
  ...esRepeat,
  ...esSetup,
  ...esSwaps,
  ...esTab,
  ...esTests,
  ...esThanks,
  ...esTimeline,
  ...esTrends,
};

export const catalogues = { en, es } as const satisfies Record<string, Catalogue>;
export type Language = keyof typeof catalogues;
