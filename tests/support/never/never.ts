import { catalogues, type MessageKey } from "../../../src/locales/index.ts";
import { leaksInExport } from "./export.ts";
import type { Seen, Submitted, Told, Typed, Who } from "./record.ts";
import { type House, houseOf, valueOf } from "./house.ts";
import { naming, wordsOf } from "./sentences.ts";
import { wordless } from "./notifications.ts";
import { feelingsOpened } from "./notes.ts";
import { unlisted } from "./unlisted.ts";
import { kindOf } from "./who-is-named.ts";

/*
 * What may never leave the house, whatever the story is about (issue 6, "Never"): a check-in answer, why somebody took a
 * break, who talked with whom, a score of anybody, and what somebody typed. Each is recognised as follows.
 *
 * - **Names.** Every line that names somebody other than its reader is read back into the catalogue's sentence; a line that
 *   is none of them is a leak, because nobody decided who may read it. `who-is-named.ts` says of each such sentence what it
 *   tells. A score has no sentence, so a score with a name on it is one of these.
 * - **A break's reason.** "Ana, away, back about 14:20" and its like go to supervisors and the real-time desk only, are
 *   whole sentences with no room for a reason, and stand in a message with nothing but sentences of cover and the board. A category stands by itself in
 *   no message and on no home page, but where all of them are offered; only in dialogs that somebody in the request opened, and as
 *   _Why_ on the card of a supervisor who is asked.
 * - **A debrief partner.** Both are told of each other, or nobody is: a name that comes to a third person, or before the
 *   yes, has no counterpart on the other's screen.
 * - **An answer.** No label of one stands outside the form that asks; what a hard answer leads to is said only in a dialog,
 *   to whoever has just answered. Numbers of a group say for how many: five at least.
 * - **A note** of a call says nothing of how anybody is: see notes.ts.
 * - **An export** holds the reader's own: the very answers they gave, the partners they had, and nobody else's name.
 * - **What others see of me** lists whatever names somebody: the sentence, the place and the reader (src/mydata/table.ts).
 * - **A notification** is a sentence of the catalogue, and says more than whose it is.
 * - **Typed words** are canaries, whatever they are: those that are not the house's own words are looked for everywhere. Of
 *   a request they are shown in dialogs, of an offer on the card of the agent it is for as well, of a plan on the cards of its case, of what is being done to everybody, anything else only to its author: in the copy of their data, and in the form itself.
 *   a promise they are shown where it is shown back, and on the card of whoever holds it. Of a request they are shown in dialogs and on the card of who has it or is given it, of an offer on the card of the agent it is for as well, of what is being done to everybody, anything else only to its author: in the copy of their data, and in the form itself.
 *   In the log, in metrics and in any table in the clear they are never.
 */
export function leaks(told: Told): string[] {
  const house = houseOf(told);
  const found = told.seen.flatMap((seen) => [
    ...namesIn(seen, told, house),
    ...unlisted(seen, told, house),
    ...wordless(seen, house),
    ...answersIn(seen, told, house),
    ...typedIn(seen, told, house),
    ...leaksInExport(seen, told.submitted, house),
    ...feelingsOpened(seen, house).map((what) => at(seen, what)),
  ]);
  return [...new Set([...found, ...oneSided(told, house), ...leaksInLog(told, house)])];
}

const at = (seen: Seen, what: string): string =>
  `${seen.reader}, ${seen.where}${seen.form ? ` ${seen.form}` : ""}: ${what}`;

/** Lines that somebody typed are theirs, not ours; `typedIn` looks after them. */
const isTyped = (line: string, typed: readonly Typed[]): boolean =>
  typed.some(({ text }) => text.includes(line) || line.includes(text.trim()));

function namesIn(seen: Seen, told: Told, house: House): string[] {
  const options = seen.where !== "home" && seen.form ? optionsOf(house) : undefined;
  let isOfBreak = false;
  const found = seen.lines.flatMap((line) => {
    const named = house.namedIn(line, seen.reader);
    if (named.length === 0 || options?.has(line) === true || isTyped(line, told.typed)) return [];
    if (!house.names.has(seen.reader))
      return [at(seen, `somebody who is not one of us reads a name: ${line}`)];
    const kinds = kindsOf(valueOf(line, house), house);
    if (kinds.length === 0)
      return [at(seen, `names ${named.join()} in no sentence of ours: ${line}`)];
    if (kinds.includes("away")) {
      isOfBreak = true;
      if (!house.readBreaks.has(seen.reader))
        return [at(seen, `reads of somebody's break: ${line}`)];
    }
    const isOwn = kinds.every((kind) => kind === "wish" || kind === "mine");
    if (isOwn && seen.where !== "dialog")
      return [at(seen, `what is one's own leaves its dialog: ${line}`)];
    if (
      kinds.every((kind) => kind === "contact") &&
      !house.contacts.has(seen.reader) &&
      !named.every((who) => house.contacts.has(who))
    )
      return [at(seen, `reads who asked for a person: ${line}`)];
    return kinds.every((kind) => kind === undefined)
      ? [at(seen, `names ${named.join()} where nobody decided it: ${line}`)]
      : [];
  });
  const strange =
    isOfBreak && seen.where !== "home" && seen.where !== "dialog"
      ? seen.lines.filter((line) => !house.read(line).some(ofCover))
      : [];
  return [
    ...found,
    ...strange.map((line) =>
      at(seen, `beside somebody's break stands more than who and until when: ${line}`),
    ),
  ];
}

const canName: ReadonlySet<MessageKey> = new Set(naming);

/** What a line tells of whom it names, by every sentence that it may be; one with any text in it is none of them. */
const kindsOf = (line: string, house: House) =>
  house
    .read(line)
    .filter((key) => canName.has(key))
    .map(kindOf);

const ofCover = (key: MessageKey): boolean =>
  /^(?:cover|board|desk|begins)\.|^overtaken\.take$|^(?:button|label)\.(?:makeRoom|board)$|^common\.sentAgain$|^break\.newer$/.test(
    key,
  );

/** What a menu of people offers. */
const optionsOf = (house: House): ReadonlySet<string> => new Set([...house.names.values()].flat());

/** A message that offers every reason tells none, nor does a list of coaching cards. */
function offersAllReasons(seen: Seen, house: House): boolean {
  const keys = new Set(seen.lines.flatMap((line) => house.read(line)));
  const cards = [...keys].filter((key) => /^coach\.[A-Za-z]+$/.test(key));
  return cards.length > 3 || [...keys].filter(isReason).length === reasons.length;
}
const isReason = (key: MessageKey): boolean => key.startsWith("category.");
const reasons = (Object.keys(catalogues.en) as MessageKey[]).filter(isReason);

function answersIn(seen: Seen, { submitted }: Told, house: House): string[] {
  const isOffer = offersAllReasons(seen, house);
  const found = seen.lines.flatMap((line) => {
    // A bare number says nothing by itself.
    const keys = /^\d+$/.test(line) ? [] : house.read(line);
    if (keys.some(isReason) && seen.where !== "dialog" && !isOffer)
      return [at(seen, `why somebody asked for help: ${line}`)];
    if (
      keys.some((key) => /^checkin\.(?:energy|strain|help|turn)\./.test(key)) &&
      seen.form !== "checkins.answer"
    )
      return [at(seen, `an answer outside its form: ${line}`)];
    if (/[■□]{5}/.test(line) && seen.where !== "dialog")
      return [at(seen, `an answer outside the window that its owner opened: ${line}`)];
    if (
      keys.some((key) => /^(?:checkin\.offer|crisis\.)/.test(key)) &&
      !(seen.where === "dialog" && hasAnswered(seen.reader, submitted))
    )
      return [at(seen, `what an answer led to: ${line}`)];
    const few = [...line.matchAll(/% (?:of|de) ([\d.,]+)/g)].some(
      ([, people]) => Number(people) < 5,
    );
    return few ? [at(seen, `a number for fewer than five: ${line}`)] : [];
  });
  const isOwnCopy = seen.form === "mydata.back";
  if (!isOwnCopy && /\\*"(?:energy|strain)\\*":\s*\d/.test(seen.raw))
    found.push(at(seen, "an answer where no eye sees it"));
  return found;
}

const hasAnswered = (who: Who, submitted: readonly Submitted[]): boolean =>
  submitted.some(({ by, form }) => by === who && form === "checkins.answer");

/** Fields whose words are meant for others, and where those may read them; all others are for their author. */
const shownToOthers: Readonly<
  Record<string, "author" | "dialog" | "answer" | "promise" | "noted" | "everywhere">
> = {
  "/escalate": "dialog",
  "escalations.describe.words": "dialog",
  "escalations.describe.case": "dialog",
  "escalations.offer.words": "answer",
  "feedback.send.worked": "dialog",
  "feedback.send.next": "dialog",
  "tips.send.text": "everywhere",
  "tips.decide.text": "everywhere",
  "tips.decide.reason": "dialog",
  "reflections.keep.keep": "author",
  "reflections.keep.change": "author",
  "plans.set.words": "answer",
  "/promise": "promise",
  "promises.make.what": "promise",
  "promises.make.when": "promise",
  "promises.change.what": "promise",
  "promises.change.when": "promise",
  "escalations.note.said": "dialog",
  "escalations.note.done": "dialog",
  // A promise that is made after the call begins with it.
  "escalations.note.promised": "noted",
  "trends.say.doing": "everywhere",
  "causes.own.what": "everywhere",
  "causes.own.doing": "everywhere",
  "causes.decline.reason": "everywhere",
};

function typedIn(seen: Seen, { typed }: Told, house: House): string[] {
  return typed.flatMap(({ by, field, text }) => {
    const where = shownToOthers[field];
    // An answer is never echoed, not even to whoever gave it: it is in their copy, and in the form that they sent.
    const own =
      seen.reader === by &&
      (seen.form === "mydata.back" || (seen.form !== "" && field.startsWith(`${seen.form}.`)));
    const isAuthor = where === "author" && seen.reader === by;
    const mayRead =
      where === "everywhere" ||
      (seen.where === "dialog" &&
        ((where !== undefined && where !== "author") || isAuthor || own)) ||
      ((where === "promise" || where === "noted") && isPromise(seen, house)) ||
      (where === "answer" && isAnswerCard(seen, house)) ||
      (["dialog", "answer", "noted"].includes(where ?? "") && isHandoverCard(seen, house));
    const word = mayRead
      ? undefined
      : tellingWords(text, house.words).find((one) => hasWord(seen.raw, one));
    return word === undefined ? [] : [at(seen, `what ${by} typed (${field}): ${word}`)];
  });
}

/** A card that says that somebody offers something, or what is agreed; its notification does not. */
const isAnswerCard = ({ where, lines }: Seen, house: House): boolean =>
  where === "message" && lines.some((line) => saysWords(line, house));
const saysWords = (line: string, house: House): boolean =>
  house.read(valueOf(line, house)).some((key) => key === "receipt.offer" || key === "repeat.plan");

/**
 * Where it is shown back to its maker, and the card of whoever holds it: beside the words stands what they are. Its forms,
 * and the note of the call in which it was made.
 */
const isPromise = ({ where, form = "", lines }: Seen, house: House): boolean =>
  (where === "dialog" && /^(?:promises\.|escalations\.(?:note|copied)$)/.test(form)) ||
  ((where === "message" || where === "dialog") &&
    lines.some((line) => house.read(line).includes("promise.what")));

/** The card of who has a request, or is given it; its notification does not tell it. */
const isHandoverCard = ({ where, lines }: Seen, house: House): boolean =>
  where === "message" && lines.some((line) => house.read(line).includes("handover.readBack"));

/** Words of five letters and more that are not ours: whoever finds one elsewhere has found what was typed. */
export const tellingWords = (text: string, own: ReadonlySet<string>): string[] => [
  ...new Set(
    wordsOf(text).filter((word) => word.length >= 5 && !/^\d+$/.test(word) && !own.has(word)),
  ),
];

function hasWord(text: string, word: string): boolean {
  for (let from = 0; ; from++) {
    from = text.toLowerCase().indexOf(word, from);
    if (from === -1) return false;
    if (
      !/[\p{L}\p{N}_-]/u.test(text.charAt(from - 1)) &&
      !/[\p{L}\p{N}_-]/u.test(text.charAt(from + word.length))
    )
      return true;
  }
}

/** Pairs of whom only one was told. */
function oneSided({ seen }: Told, house: House): string[] {
  const told = new Map<string, string>();
  for (const one of seen)
    for (const line of one.lines) {
      const kinds = kindsOf(line, house);
      if (kinds.length === 0 || !kinds.every((kind) => kind === "partner")) continue;
      for (const other of house.namedIn(line, one.reader))
        told.set(`${one.reader} ${other}`, at(one, `who talks with whom: ${line}`));
    }
  return [...told]
    .filter(([pair]) => !told.has(pair.split(" ").toReversed().join(" ")))
    .map(([, leak]) => leak);
}

/** Ids, codes and counts: no name, no address, no answer, and nothing that was typed. */
function leaksInLog({ log, typed }: Told, house: House): string[] {
  const words = typed.flatMap(({ text }) => tellingWords(text, house.words));
  return log.flatMap((line) =>
    leaksInText(withoutMissing(line), words, house).map(
      (what) => `the log: ${what}: ${line.slice(0, 300)}`,
    ),
  );
}

/** Who is written in the file and not there is told by name to who wrote it: nothing else is known of them. */
const withoutMissing = (line: string): string =>
  line.includes('"msg":"people of the file are not on this platform"')
    ? line.replace(/"people":\[[^\]]*\]/, '"people":[]')
    : line;

/** Of a text that holds ids, codes and counts: the log, and `/metrics`. */
export function leaksInText(
  text: string,
  words: readonly string[],
  house: Pick<House, "names" | "marks">,
): string[] {
  const word = words.find((one) => hasWord(text, one));
  const name = [...house.names.values()]
    .flat()
    .find((one) => one.includes(" ") && text.includes(one));
  const mark = [...house.marks.keys()].find((email) => text.includes(email));
  return [
    ...(word === undefined ? [] : [`typed words (${word})`]),
    ...(name === undefined ? [] : ["a name"]),
    ...(mark === undefined ? [] : ["an address"]),
    ...(/"(?:energy|strain|never|favourites)\\?":/.test(text) ? ["an answer or a wish"] : []),
  ];
}
