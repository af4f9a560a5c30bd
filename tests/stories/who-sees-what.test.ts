import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { features } from "../../src/features.ts";
import { people } from "../support/debriefs.ts";
import {
  type Haul,
  type Role,
  breakIn,
  doors,
  formValues,
  haulOf,
  roles,
} from "../support/break-in.ts";
import { stories } from "../support/stories.ts";
import { organisationFile } from "../support/acme.ts";

/*
 * Who may see what, row by row. Ana has it all at once: a request with words and a category, a break after it, a debrief with
 * Carla, a check-in, a never-list. Then everybody else goes through every door there is, with whatever her buttons and
 * her messages carry, and each row says what they may have come out with.
 *
 * Ben is her colleague. Sam and Priya run her team, Dana another; Carla is her partner in the debrief; Lee is the
 * wellbeing lead, Stan is in no file, and somebody of another organisation has her ids. Who runs the house has the log,
 * the metrics, the file and the database.
 */

const world = stories({
  file: organisationFile
    .replaceAll(
      /^  (Billing|Deliveries):$/gm,
      '  $1:\n    check_ins: [{ name: weekly, cron: "0 15 * * 5" }]',
    )
    .replace(
      "teams:\n",
      "  lee@acme.test: { name: Lee Wong, accounts: { slack: U0LEE } }\nteams:\n",
    )
    .concat(
      'wellbeing: { leads: [lee@acme.test], contacts: [dana@acme.test, sam@acme.test], employee_assistance: "0800 000 000" }\n',
    ),
  people: [
    { account: "U0LEE", name: "lee", email: "lee@acme.test", tz: "Europe/London", locale: "en-GB" },
    {
      account: "U0STAN",
      name: "stan",
      email: "stan@acme.test",
      tz: "Europe/London",
      locale: "en-GB",
    },
  ],
});
const { willing, wants } = people(world);

const hauls = new Map<Role, Haul>();
/** Of each role: what they came out with. */
const haul = (role: Role): Haul => hauls.get(role) ?? haulOf([]);
let stolen: { dump: string; metrics: string; log: string; pages: string };
let kept: string[];

beforeAll(async () => {
  await world().startAfresh();
  const { ana, carla, sam } = world();
  await ana.types("/debrief");
  await ana.opens("Who and when");
  await ana.submits({
    willing: "no",
    today: "open",
    rounds: "no",
    never: await ana.choice("never", "Sam Reyes"),
  });
  await ana.isAnswered("Saved.");
  await ana.closesDialogs();
  await ana.types("/checkin");
  await ana.opens("Check in");
  await ana.submits({ energy: "1", strain: "5", help: "rarely", note: "zebra umbrella" });
  await ana.isAnswered("That was a rough week.");
  await ana.closesDialogs();

  await ana.types("/promise in 3 h violet flamingo");
  await ana.clicks("Keep it");
  await ana.isTold("Saved.");

  await ana.types("/escalate the giraffe shouts");
  await sam.clicks("I've got it");
  await ana.answers("Boundary", "Insults or shouting at you");
  await ana.answers("Say why", "Abuse: hate or slurs");
  await ana.answers("Say why", "In words");
  await ana.dialog();
  await ana.submits({
    words: "purple elephant",
    case: "walrus",
  });
  await ana.closesDialogs();
  await ana.opens("Handover");
  await ana.submits({ said: "purple elephant again", done: "yellow submarine" });
  await ana.isAnswered("Saved.");
  await ana.closesDialogs();
  await sam.opens("Offer instead…");
  await sam.submits({ words: "orange zeppelin" });
  await ana.sees("Sam: offer this instead.", "orange zeppelin");
  await sam.closesDialogs();
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  await ana.sees("Would a break be good?");
  await sam.opens("Note");
  await sam.submits({ said: "purple elephant at last", done: "yellow submarine" });
  await sam.isAnswered("Saved.");
  await willing("carla");
  await wants("ana", "A peer");
  await carla.clicks("Yes, I can");
  await ana.sees("Carla can talk with you now.");
  await ana.clicks("Start 20 min");
  await ana.sees("Back about");
  for (const one of [ana, sam, carla]) await one.closesDialogs();
  // A conversation of the two is opened, or is not: either way by itself, and not by anybody who tries the doors.
  await world().timePasses(15);

  const before = await hers();
  for (const role of roles.slice(0, 5)) hauls.set(role, await breakIn(world(), role));
  kept = [before, await hers()];
  for (const role of roles.slice(5)) hauls.set(role, await breakIn(world(), role));
  // Herself, by the doors that are hers.
  hauls.set("ana", await breakIn(world(), "ana"));
  stolen = await asOperator();
}, 240_000);

/** What is Ana's own, as it stands in the database. */
async function hers(): Promise<string> {
  const tables = [
    "breaks",
    "debriefs",
    "debrief_wishes",
    "promises",
    "check_ins",
    "check_in_answers",
    "check_in_keys",
  ];
  const one = (table: string) =>
    `select '${table}' as name, coalesce(string_agg(to_jsonb(t)::text, ' '), '') as text from handrail.${table} t join handrail.people p using (organisation_id, person) where p.email = 'ana@acme.test'`;
  const { rows } = await world().asOwner(tables.map(one).join(" union all "));
  return JSON.stringify(rows);
}

/** What whoever runs it can read without a key: the tables, the log, the metrics, every page of HTTP. */
async function asOperator() {
  const { rows: tables } = await world().asOwner(
    "select relname from pg_class where relnamespace = 'handrail'::regnamespace and relkind = 'r' order by 1",
  );
  const one = (name: string) =>
    `select coalesce(string_agg(to_jsonb(t)::text, ' '), '') as text from handrail.${name} t`;
  const { rows } = await world().asOwner(
    tables.map(({ relname }) => one(String(relname))).join(" union all "),
  );
  const pages: string[] = [];
  for (const path of httpPaths())
    for (const method of ["GET", "POST"]) {
      const response = await fetch(`${world().app.url}${path}`, {
        method,
        ...(method === "POST" ? { body: "{}" } : {}),
      });
      pages.push(await response.text());
    }
  const metrics = await (await fetch(String(world().app.metricsUrl))).text();
  return {
    dump: rows.map(({ text }) => String(text)).join("\n"),
    metrics,
    log: world().told().log.join("\n"),
    pages: pages.join("\n"),
  };
}

/** Every path that the server answers by itself, from its own source; and the platforms' doors, which verify first. */
function httpPaths(): string[] {
  const source = readFileSync(new URL("../../src/runtime/http.ts", import.meta.url), "utf8");
  return [
    ...new Set(
      [...source.matchAll(/path(?:Of\(request\))? [!=]== "([^"]+)"/g)].map(
        ([, path]) => path ?? "",
      ),
    ),
    "/slack/events",
    "/api/messages",
    "/",
  ];
}

/** The row that each feature's doors belong to. Words, presses and forms are tried as they are found. */
const rowsOf: Readonly<Record<string, string>> = {
  escalations: "help request and handover",
  overtaken: "help request and handover",
  feedback: "help request and handover: between the agent who asked and who helped",
  reflections: "private notes, hard calls: what is to be kept and changed",
  tips: "none: without a name, to editors, and once published to everybody",
  ratings: "none: a number of all teams, through the rule of counts",
  causes: "ladder and incident record, as an aggregate: of a team, to heads and who runs it",
  goodcalls: "none: a number of a team, through the rule of counts",
  plans: "help request and handover: what is agreed for a case, to who may see a request of it",
  figures: "ladder and incident record, as an aggregate: rules/figures/attacker",
  exports: "ladder and incident record, as an aggregate: to admins; staff read of each",
  welcome: "none: to whoever added Handrail to a workspace",
  desk: "none: signing in to the pages; what they show is asked for page by page",
  practice: "none: a practice is seen by nobody else",
  board: "on recovery until 14:20",
  breaks: "break history, reason, intensity",
  debriefs: "debrief request and pair; the never-list",
  rounds: "debrief request and pair",
  promises: "promises",
  checkins: "check-in answers",
  hardcalls: "private notes, hard calls",
  poll: "private notes, hard calls: of a team as an aggregate",
  doing: "none: what is being done is for everybody to read",
  contacts: "none: asking for a person is between whoever asks and the named contacts",
  trends: "check-in answers, as an aggregate: tests/rules/trends/attacker.test.ts",
  shifts: "none: who is there is meant to be seen",
  swaps: "none: who works when, to colleagues who are asked and to who runs the team",
  duty: "none: when somebody's work begins and ends, which nobody reads",
  accounts: "own account: whose address another account has reads so, and nobody else",
  setup: "none: the organisation's own settings, to its admins",
  keys: "none: which programs may ask, to admins; staff read of each",
  pagetests: "none: a test, to the admin who asked and to who said yes",
  home: "all: each feature's part",
  mydata: "all, of oneself",
};

const others = roles.filter((role) => role !== "ana");
const typed = /giraffe|elephant|walrus|zeppelin|submarine/i;
const offer = /orange zeppelin/;
const steps = /Warning 1: Insults or shouting at you/;
const why = /Abuse: hate or slurs/;
const answers = /zebra|umbrella|"(?:energy|strain)\\*":\d|rough week/;

describe("every door", () => {
  test("is known here: a new feature says which row it belongs to, a new form what it is tried with, and a new path is looked at", () => {
    expect([...features.keys()].toSorted()).toEqual(Object.keys(rowsOf).toSorted());
    const forms = doors(features.values()).filter(({ kind }) => kind === "form");
    expect(forms.map(({ name }) => name).filter((name) => !(name in formValues))).toEqual([]);
    expect(httpPaths()).toEqual([
      "/healthz",
      "/readyz",
      "/metrics",
      "/slack/events",
      "/api/messages",
      "/",
    ]);
  });

  test("was tried by everybody, and answered", () => {
    for (const role of others)
      expect([role, haul(role).tried >= doors(features.values()).length]).toEqual([role, true]);
    // Of a house that keeps silent nothing could be learnt, and nothing shown.
    for (const role of ["ben", "sam", "carla", "lee"] as const)
      expect(haul(role).lines.length).toBeGreaterThan(50);
  });

  test("changed nothing of hers, whoever came through it", () => expect(kept[1]).toBe(kept[0]));

  test("is closed to whoever is in no file, and to another organisation: not even a name", () => {
    for (const role of ["stan", "elsewhere"] as const) {
      expect([role, haul(role).naming]).toEqual([role, []]);
      expect(haul(role).raw).not.toMatch(/Ana Silva|Billing|@acme\.test/);
    }
  });
});

/** Of these kinds of sentence, which the role read with Ana's name in it. */
const read = (role: Role, ...kinds: readonly string[]) =>
  [
    ...new Set(
      haul(role)
        .naming.filter(({ kind }) => kinds.includes(kind))
        .map(({ line }) => line.replaceAll(/\d{1,2}:\d\d/g, "00:00")),
    ),
  ].toSorted();

test("help request and handover: the agent and the supervisors of it; nobody else learns that there was one", () => {
  for (const role of ["ana", "sam", "priya"] as const) {
    expect([role, typed.test(haul(role).raw)]).toEqual([role, true]);
    expect([role, why.test(haul(role).raw)]).toEqual([role, true]);
    expect([role, offer.test(haul(role).raw)]).toEqual([role, true]);
  }
  expect(read("sam", "request")).toContain("Ana needs help now");
  for (const role of ["ben", "carla", "dana", "lee", "stan", "elsewhere"] as const) {
    expect([role, read(role, "request")]).toEqual([role, []]);
    expect([role, typed.test(haul(role).raw)]).toEqual([role, false]);
  }
  for (const text of Object.values(stolen)) expect(text).not.toMatch(typed);
});

test("ladder and incident record: the agent and the supervisors of it, on its card and in its history", () => {
  for (const role of ["ana", "sam", "priya"] as const)
    expect([role, steps.test(haul(role).raw)]).toEqual([role, true]);
  for (const role of ["ben", "carla", "dana", "lee", "stan", "elsewhere"] as const)
    expect([role, steps.test(haul(role).raw)]).toEqual([role, false]);
  for (const text of [stolen.metrics, stolen.log, stolen.pages])
    expect(text).not.toMatch(/insults/i);
});

test("on recovery until 14:20: those who run the team, this one sentence and now only", () => {
  for (const role of ["sam", "priya"] as const)
    expect(read(role, "away")).toEqual(["Ana, away, back about 00:00."]);
  for (const role of ["ben", "carla", "dana", "lee", "stan", "elsewhere"] as const)
    expect([role, read(role, "away")]).toEqual([role, []]);
  expect(haul("ana").raw).toContain("Back about");
});

test("break history, reason, intensity: nobody, and it is nowhere once it is over", async () => {
  // Sam knows of the request what he helped with; of the break no line says more than the one sentence.
  for (const role of ["sam", "priya"] as const)
    expect(
      haul(role).lines.filter(
        (line) =>
          /\bAna\b/.test(line) &&
          /break|away|pause/i.test(line) &&
          !/^Ana, away, back about \d\d:\d\d\.$/.test(line),
      ),
    ).toEqual([]);
  for (const role of others.filter((one) => one !== "sam" && one !== "priya"))
    expect([role, why.test(haul(role).naming.join())]).toEqual([role, false]);
  expect(stolen.metrics).not.toMatch(/abuse|hate|severity/i);
  expect(stolen.log).not.toMatch(/severity|"care"/);
});

test("debrief request and pair: the two, and no third; to anybody else there is none", () => {
  expect(read("carla", "partner").length).toBeGreaterThan(0);
  expect(haul("ana").raw).toContain("Carla");
  for (const role of ["ben", "sam", "priya", "dana", "lee", "stan", "elsewhere"] as const)
    expect([role, read(role, "partner")]).toEqual([role, []]);
});

test("check-in answers: hers, in a copy that she asks for", () => {
  expect(haul("ana").raw).toMatch(/zebra umbrella/);
  for (const role of others) expect([role, answers.test(haul(role).raw)]).toEqual([role, false]);
  for (const text of Object.values(stolen))
    expect(text).not.toMatch(/zebra|umbrella|"(?:energy|strain)":/);
});

test("private notes, hard calls, the never-list: hers, sealed under a key", () => {
  expect(haul("ana").raw).toMatch(/Never with: Sam/);
  for (const role of others)
    expect([role, /Never with: \p{Lu}/u.test(haul(role).raw)]).toEqual([role, false]);
  for (const text of Object.values(stolen)) expect(text).not.toMatch(/"never"|"favourites"/);
});

test("promises: hers; who runs her team reads whose and when, and nobody what", () => {
  expect(haul("ana").raw).toContain("violet flamingo");
  for (const role of ["sam", "priya"] as const)
    expect([role, read(role, "promise").map((line) => line.replace(/:.*/, ""))]).toEqual([
      role,
      ["Ana promised a call"],
    ]);
  for (const role of ["ben", "carla", "dana", "lee", "stan", "elsewhere"] as const)
    expect([role, read(role, "promise")]).toEqual([role, []]);
  for (const role of others) expect([role, /flamingo/.test(haul(role).raw)]).toEqual([role, false]);
  for (const text of Object.values(stolen)) expect(text).not.toMatch(/flamingo/);
});

afterAll(() => hauls.clear());
