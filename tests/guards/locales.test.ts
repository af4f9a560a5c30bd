import { describe, expect, it } from "vitest";
import { catalogues } from "../../src/locales/index.ts";
import {
  banned,
  bannedWords,
  cheering,
  deadKeys,
  differences,
  type Limit,
  placeholders,
  tooLong,
} from "../support/catalogue.ts";
import { filesBelow, sourcesOf } from "../support/house.ts";
import {
  type Ease,
  english as easyEnglish,
  hardToRead,
  longButtons,
  readings,
  spanish as easySpanish,
} from "../support/readability.ts";

const english: Readonly<Record<string, string>> = catalogues.en;
const languages = Object.entries<Readonly<Record<string, string>>>(catalogues);

/** A Slack dialog's title holds 24 characters: https://docs.slack.dev/reference/views/modal-views/ */
const limits: readonly Limit[] = [{ keys: /\bform\w*(?:\.\w+)*\.?title$/i, most: 24 }];
/** Keys whose English may use a banned word, each with its reason. */
const allowed: Readonly<Record<string, string>> = {};

/** Long words that agents know or that the law uses, for which a short word would be less clear. */
const known: Readonly<Record<string, string>> = {
  supervisor: "whom the whole product brings",
  supervisors: "the same people",
  emergency: "the number to call in a danger",
  notification: "what Slack and Teams call it",
  notifications: "what Slack and Teams call it",
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
  "debrief.button.meToo": "D6",
  "debrief.button.stop": "D4",
};
const fixedInSpanish: Readonly<Record<string, string>> = {
  "button.contactMe": "K4",
  "button.mySeen": "K6",
  "button.showWords": "E18",
};

describe.each(languages)("the sentences in %s", (language, catalogue) => {
  it("have English's keys and placeholders", () => {
    expect(Object.keys(catalogue).length).toBeGreaterThan(5);
    expect(differences(english, catalogue, language)).toEqual([]);
  });

  it("fit their places", () => expect(tooLong(catalogue, limits)).toEqual([]));
  it("do not cheer", () => expect(bannedWords(catalogue, cheering, {})).toEqual([]));
});

describe.each([
  { language: "English", ease: easyEnglish, catalogue: english, words: known, labels: fixed },
  {
    language: "Spanish",
    ease: easySpanish,
    catalogue: catalogues.es,
    words: knownInSpanish,
    labels: fixedInSpanish,
  },
])("a person who is crying understands $language", ({ ease, catalogue, words, labels }) => {
  it("each sentence is short and easy", () =>
    expect(hardToRead(catalogue, ease, words)).toEqual([]));
  it("each button has few words", () => expect(longButtons(catalogue, ease, labels)).toEqual([]));
});

describe("the sentences in English", () => {
  it("use our words", () => expect(bannedWords(english, banned, allowed)).toEqual([]));

  it("are all said somewhere", () => {
    const files = filesBelow("src", "adapters", "playground").filter(
      (path) => /\.tsx?$/.test(path) && !path.startsWith("src/locales/"),
    );
    expect(deadKeys(Object.keys(english), sourcesOf(files).values())).toEqual([]);
  });
});

describe("a wrong sentence is found", () => {
  it("that is missing, or only there", () => {
    expect(differences({ a: "A", b: "B" }, { b: "B", c: "C" }, "es")).toEqual([
      "a: missing in es",
      "c: not in English",
    ]);
  });

  it("that asks for something else", () => {
    expect(differences({ a: "{name}" }, { a: "{nombre}" }, "es")).toEqual([
      "a: {name} in English, {nombre} in es",
    ]);
    expect(
      differences(
        { a: "{x, select, yes {Y} other {N}}" },
        { a: "{x, select, si {S} other {N}}" },
        "es",
      ),
    ).toHaveLength(1);
  });

  it("that does not parse", () => {
    expect(differences({ a: "{name", b: "B" }, { a: "A", b: "{" }, "es")).toEqual([
      expect.stringMatching(/^a: EXPECT\w+ in English$/),
      expect.stringMatching(/^b: \w+ in es$/),
    ]);
  });

  it("whose placeholders hide in a plural or a select", () => {
    expect(
      placeholders(
        "{n, plural, one {{a}} other {# {b}}} {c, select, x {{d}} other {}} <e>{f, number}</e>",
        "en",
      ),
    ).toEqual(["a", "b", "c: other|x", "d", "f", "n"]);
  });

  it("that nobody says", () => {
    const sources = [
      `say("used.plainly"); const key = \`level.\${level}.name\`; const any = \`\${a}.\${b}\`;`,
    ];
    expect(
      deadKeys(["used.plainly", "level.help.name", "level.help", "never.said"], sources),
    ).toEqual(["level.help", "never.said"]);
  });

  it("with a word that is not ours", () => {
    expect(
      bannedWords({ a: "You must, not should.", b: "Mustard, shoulder, committed." }, banned, {}),
    ).toEqual([`a: "must", "should"`]);
    expect(bannedWords({ a: "¡Ya!" }, cheering, {})).toEqual([`a: "¡"`]);
    expect(bannedWords({ a: "Help" }, banned, { a: "once had one" })).toEqual([
      "a: needs no exception",
    ]);
  });

  it("every banned word can be caught", () => {
    const samples =
      "alert incidents ticket buddies counsellor anonymously must should compliance resilience victim snowflake, difficult customers, burned out, depressed traumatised commit suicide failed attempt here for you Oops";
    expect(banned.filter((word) => !word.test(samples))).toEqual([]);
  });

  const problems = (ease: Ease, ...sentences: string[]) =>
    sentences.map((message) => hardToRead({ a: message }, ease, {}).join());

  it("that is too long", () => {
    const [ok, over] = ["go ".repeat(20), "go ".repeat(21)].map((words) => `${words.trim()}.`);
    expect(problems(easyEnglish, ok ?? "", over ?? "")).toEqual([
      "",
      `a: 21 words, at most 20: ${over}`,
    ]);
    expect(problems(easySpanish, `${"da ".repeat(21).trim()}.`)).toEqual([
      expect.stringMatching(/^a: 21 words/),
    ]);
  });

  it("that is hard to read", () => {
    expect(
      problems(
        easyEnglish,
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
        easySpanish,
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
      problems(
        easyEnglish,
        "{n, plural, one {Help.} other {Unavailable.}} {c, select, other {Go}}",
      ),
    ).toEqual(["a: a long word, Unavailable: Unavailable."]));

  it("as people read it, with its placeholders filled", () => {
    expect(readings("{person}, {n, plural, one {# call} other {# calls}}: {time}", "en")).toEqual([
      "Ana, 7 call: 14:05",
      "Ana, 7 calls: 14:05",
    ]);
    const syllables = ["queda", "ciudad", "muy", "día", "ayuda", "construyó", "leer", "guía"];
    expect(syllables.map(easySpanish.syllables)).toEqual([2, 2, 1, 2, 3, 3, 2, 2]);
  });

  it("a button that is a sentence, and an exception that nothing needs", () => {
    const buttons = { "button.a": "Ask for more help", "button.b": "Ask again", a: "Not a button" };
    expect(longButtons(buttons, easyEnglish, {})).toEqual(["button.a: 4 words, at most 3"]);
    expect(longButtons(buttons, easyEnglish, { "button.a": "E1", "button.b": "E1" })).toEqual([
      "button.b: needs no exception",
    ]);
    expect(hardToRead({ a: "Help." }, easyEnglish, { emergency: "unused" })).toEqual([
      "emergency: needs no exception",
    ]);
  });

  it("that is too long for a dialog's title", () => {
    const [at, over] = ["x".repeat(24), "x".repeat(25)];
    expect(
      tooLong(
        {
          "why.formTitle": over,
          "why.form.title": over,
          "form.why.title": over,
          "form.ok.title": at,
          "form.field": over,
        },
        limits,
      ),
    ).toEqual([
      "why.formTitle: 25 characters, at most 24",
      "why.form.title: 25 characters, at most 24",
      "form.why.title: 25 characters, at most 24",
    ]);
  });
});
