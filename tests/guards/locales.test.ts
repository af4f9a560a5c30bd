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
  secondPlural,
  tooLong,
} from "../support/catalogue.ts";
import { filesBelow, sourcesOf } from "../support/house.ts";

const english: Readonly<Record<string, string>> = catalogues.en;
const languages = Object.entries<Readonly<Record<string, string>>>(catalogues);

/**
 * A Slack dialog's title holds 24 characters, a button shows about 30 (docs/platforms.md S23, S24).
 * One label is a character longer: others know it by its words.
 */
const limits: readonly Limit[] = [
  { keys: /\bform\w*(?:\.\w+)*\.?title$/i, most: 24 },
  { keys: /^(?:button|category|behaviour|outcome)\.(?!serious$)/, most: 30 },
  { keys: /^behaviour\.serious$/, most: 31 },
];
/** Keys whose English may use a banned word, each with its reason. */
const allowed: Readonly<Record<string, string>> = {};

describe.each(languages)("the sentences in %s", (language, catalogue) => {
  it("have English's keys and placeholders", () => {
    expect(Object.keys(catalogue).length).toBeGreaterThan(5);
    expect(differences(english, catalogue, language)).toEqual([]);
  });

  it("fit their places", () => expect(tooLong(catalogue, limits)).toEqual([]));
  it("do not cheer", () => expect(bannedWords(catalogue, cheering, {})).toEqual([]));
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

it("the sentences in Spanish speak to two people as Spain and Latin America both do", () => {
  expect(bannedWords(catalogues.es, secondPlural, {})).toEqual([]);
  const samples = [
    "¿Habéis hablado?",
    "Os toca.",
    "Es vuestra.",
    "Vais a hablar.",
    "Lo dijisteis.",
  ];
  expect(samples.filter((text) => !secondPlural.some((word) => word.test(text)))).toEqual([]);
  expect(bannedWords({ a: "Los dos. Seis después. País." }, secondPlural, {})).toEqual([]);
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

  it("that is too long for a button", () => {
    const [at, over] = ["x".repeat(30), "x".repeat(31)];
    expect(tooLong({ "button.a": over, "button.b": at, "category.A": over }, limits)).toEqual([
      "button.a: 31 characters, at most 30",
      "category.A: 31 characters, at most 30",
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
