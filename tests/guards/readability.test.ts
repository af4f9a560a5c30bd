import { describe, expect, it } from "vitest";
import { catalogues } from "../../src/locales/index.ts";
import {
  type Ease,
  english,
  hardToRead,
  longButtons,
  readings,
  spanish,
} from "../support/readability.ts";

/* How long and how hard to read the sentences are. See decisions/0057. */

/** Long words that agents know or that the law uses, for which a short word would be less clear. */
const known: Readonly<Record<string, string>> = {
  supervisor: "whom the whole product brings",
  supervisors: "the same people",
  emergency: "the number to call in a danger",
  notification: "what Slack and Teams call it",
  notifications: "what Slack and Teams call it",
  acceptable: "said to a customer, who is used to hearing it from a company",
  interpreter: "the person, and no shorter name",
  authority: "the name of a category",
  vulnerable: "the name of a category, and the regulators' word",
  regulator: "the name of a category",
};
const knownInSpanish: Readonly<Record<string, string>> = {
  supervisores: "whom the whole product brings",
  aplicaciones: "what Slack's own menu says",
};
/** Labels of docs/features.md that are longer. Others press them by these words. */
const fixed: Readonly<Record<string, string>> = {
  "button.callForHelp": "C5",
  "button.callOver": "B1",
  "button.contactMe": "K4",
  "button.mySeen": "K6",
  "button.showWords": "E18",
  "button.tipShare": "A4",
  "debrief.button.meToo": "D6",
  "debrief.button.stop": "D4",
};
const fixedInSpanish: Readonly<Record<string, string>> = {
  "button.contactMe": "K4",
  "button.mySeen": "K6",
  "button.showWords": "E18",
};

/** What an operator reads, with the names of settings, and of what platforms call their pages. */
const isOperators = (key: string) => key.startsWith("doctor.");
const forPeople = (catalogue: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(catalogue).filter(([key]) => !isOperators(key)));

describe.each([
  { language: "English", ease: english, catalogue: catalogues.en, words: known, labels: fixed },
  {
    language: "Spanish",
    ease: spanish,
    catalogue: catalogues.es,
    words: knownInSpanish,
    labels: fixedInSpanish,
  },
])("a person who is crying understands $language", ({ ease, catalogue, words, labels }) => {
  it("each sentence is short and easy", () =>
    expect(hardToRead(forPeople(catalogue), ease, words)).toEqual([]));
  it("each button has few words", () => expect(longButtons(catalogue, ease, labels)).toEqual([]));
});

describe("a wrong sentence is found", () => {
  const problems = (ease: Ease, ...sentences: string[]) =>
    sentences.map((message) => hardToRead({ a: message }, ease, {}).join());

  it("that is too long", () => {
    const [ok, over] = ["go ".repeat(20), "go ".repeat(21)].map((words) => `${words.trim()}.`);
    expect(problems(english, ok ?? "", over ?? "")).toEqual([
      "",
      `a: 21 words, at most 20: ${over}`,
    ]);
    expect(problems(spanish, `${"da ".repeat(21).trim()}.`)).toEqual([
      expect.stringMatching(/^a: 21 words/),
    ]);
  });

  it("that is hard to read", () => {
    expect(
      problems(
        english,
        "Your request for assistance is currently being processed by available personnel.",
        "Assistance is unavailable.",
        "We ask Dana now, and then everyone on shift.",
      ),
    ).toEqual([
      expect.stringMatching(/^a: grade 1\d\.\d, at most 6: Your/),
      "a: a long word, unavailable: Assistance is unavailable.",
      "",
    ]);
    expect(
      problems(
        spanish,
        "Su solicitud de asistencia está siendo procesada por el personal disponible.",
        "Asistencia temporalmente suspendida.",
        "Avisamos a Dana y después a los demás de tu equipo.",
      ),
    ).toEqual([
      expect.stringMatching(/^a: INFLESZ \d\d, at least 65: Su/),
      "a: a long word, temporalmente: Asistencia temporalmente suspendida.",
      "",
    ]);
  });

  it("that is hard in one plural or select only", () =>
    expect(
      problems(english, "{n, plural, one {Help.} other {Unavailable.}} {c, select, other {Go}}"),
    ).toEqual(["a: a long word, Unavailable: Unavailable."]));

  it("as people read it, with its placeholders filled", () => {
    expect(readings("{person}, {n, plural, one {# call} other {# calls}}: {time}", "en")).toEqual([
      "Ana, 7 call: 14:05",
      "Ana, 7 calls: 14:05",
    ]);
    const syllables = ["queda", "ciudad", "muy", "día", "ayuda", "construyó", "leer", "guía"];
    expect(syllables.map(spanish.syllables)).toEqual([2, 2, 1, 2, 3, 3, 2, 2]);
  });

  it("a button that is a sentence, and an exception that nothing needs", () => {
    const buttons = { "button.a": "Ask for more help", "button.b": "Ask again", a: "Not a button" };
    expect(longButtons(buttons, english, {})).toEqual(["button.a: 4 words, at most 3"]);
    expect(longButtons(buttons, english, { "button.a": "E1", "button.b": "E1" })).toEqual([
      "button.b: needs no exception",
    ]);
    expect(hardToRead({ a: "Help." }, english, { emergency: "unused" })).toEqual([
      "emergency: needs no exception",
    ]);
  });
});
