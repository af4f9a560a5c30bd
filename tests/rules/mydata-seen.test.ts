import { describe, expect, it } from "vitest";
import { features } from "../../src/features.ts";
import { type Audience, audiences } from "../../src/mydata/audiences.ts";
import { seenByOthers } from "../../src/mydata/seen.ts";
import { table } from "../../src/mydata/table.ts";
import type { Person } from "../../src/runtime/directory/organisation.ts";
import type { AnyFeature, Shell } from "../../src/runtime/feature.ts";
import { say } from "../../src/platform/say.ts";
import { filesBelow, sourcesOf } from "../support/house.ts";
import { oneName, placesOfNames } from "../support/never/sentences.ts";

/*
 * What others see of me lists every view that can name somebody (docs/features.md K6). Here the
 * table is held against the code; tests/support/never/unlisted.ts holds it against what people read
 * in every story.
 */

const sources = sourcesOf(filesBelow("src").filter((path) => path.endsWith(".ts")));

describe("the table lists", () => {
  it("every place in a sentence where a name can stand", () => {
    expect(placesOfNames.length).toBeGreaterThan(100);
    expect(placesOfNames.filter((place) => !table.some(({ names }) => names?.test(place)))).toEqual(
      [],
    );
  });

  it("and nothing that no sentence has", () =>
    expect(
      table.filter(({ names }) => names && !placesOfNames.some((place) => names.test(place))),
    ).toEqual([]));

  it("every view there is, or it is known to name nobody to others", () => {
    const views = viewsOf(features.values(), sources);
    expect(views.length).toBeGreaterThan(30);
    const listed = new Set(table.flatMap((row) => row.views));
    expect(views.filter((view) => listed.has(view) === namesNobody.has(view))).toEqual([]);
    expect([...listed, ...namesNobody].filter((view) => !views.includes(view))).toEqual([]);
  });

  it("and a new view, a new dialog and a new part of a home page are found", () => {
    const naps = {
      name: "naps",
      doors: { opens: { ask: async () => ({ kind: "notice" }) } },
      views: { home: async () => ({ first: [], sections: [] }) },
    } as unknown as AnyFeature;
    const more = new Map([
      ["src/naps/feature.ts", 'export const naps = { name: "naps" };'],
      ["src/naps/effects.ts", `const a = { view: "nap" }; tell("yawn", "1"); card(me, "snore", e)`],
    ]);
    expect(viewsOf([naps], more)).toEqual([
      "naps/ask",
      "naps/home",
      "naps/nap",
      "naps/snore",
      "naps/yawn",
    ]);
  });
});

it("every value that is a person stands in a place that is known to hold a name", () => {
  const places = [...sources].flatMap(([path, source]) =>
    path.startsWith("src/platform/") || path.startsWith("src/app.ts")
      ? []
      : [...source.matchAll(/\b(\w+): (?:person|people|named|crowd|name)\(/g)].map(
          ([, place]) => place,
        ),
  );
  // `with` is in one's own copy, which names one's own partners.
  expect(
    [...new Set(places)].filter((place = "") => !oneName.has(place) && place !== "people"),
  ).toEqual(["with"]);
});

it("names stand as plain text only in menus and in a card that says where somebody is", () => {
  const literals = [...sources].filter(([, source]) =>
    /literal\([^()]*(?:\([^()]*\))?[^()]*\.(?:name|email|shortName) \?\? /.test(source),
  );
  expect(literals.map(([path]) => path)).toEqual([
    "src/debriefs/cards.ts",
    "src/debriefs/forms.ts",
    "src/escalations/forms.ts",
    "src/setup/pagetest/form.ts",
    "src/swaps/forms.ts",
  ]);
});

describe("what somebody reads", () => {
  const someone = (id: string, more: Partial<Person> = {}): Person => ({
    ...{ id, name: id, named: true, shortName: id, remote: false, languages: [], listed: true },
    ...{ agentOf: [], supervises: [] },
    ...more,
  });
  const people = [
    someone("Ana", { agentOf: ["Billing"] }),
    someone("Carla", { agentOf: ["Deliveries"] }),
    someone("Sam", { supervises: ["Billing"] }),
    someone("Dana", { supervises: ["Deliveries"] }),
    someone("Kim"),
    someone("Lee"),
    someone("Pat"),
  ];
  const settings = {
    breaks: { realTimeDesk: ["Kim"] },
    support: { contacts: ["Lee"], leads: ["Lee"] },
    escalation: { help: { steps: [{ notify: ["Pat"] }, { notify: "everyone" }] } },
  };
  const organisation = {
    people: new Map(people.map((one) => [one.id, one])),
    supervisors: ["Sam", "Dana"],
    teams: new Map([
      ["Billing", { name: "Billing", listed: true, settings }],
      ["Deliveries", { name: "Deliveries", listed: true, settings: {} }],
    ]),
  };
  const shell = { organisation, now: Date.parse("2026-11-27T14:00:00Z") } as unknown as Shell;
  const read = (who: string, locale = "en-GB") => {
    const nameOf = (id: string) => organisation.people.get(id)?.shortName;
    const reader = { platform: "slack", locale, timeZone: "Europe/London", nameOf } as const;
    return new Map(
      seenByOthers(shell, who).map(({ heading, rows }) => [
        say(heading, reader),
        rows.flatMap(({ line, detail }) =>
          [line, detail].flatMap((one) => (one === undefined ? [] : [say(one, reader)])),
        ),
      ]),
    );
  };

  it("is who runs their team, by name, what they read in its very words, and why", () => {
    const team = read("Ana").get("Who runs your team: Billing");
    expect(team?.[0]).toBe("Today: Sam.");
    expect(team).toContain("“Ana, away, back about 14:20.”");
    expect(team?.join(" ")).toContain("because they plan cover. They never read why.");
  });

  it("is each other role with its people: of other teams, of a policy, the desk, contacts, leads", () => {
    const seen = read("Ana");
    expect(seen.get("Who may be asked to help you")?.[0]).toBe("Today: Sam, Dana and Pat.");
    expect(seen.get("The real-time desk")?.slice(0, 2)).toEqual([
      "Today: Kim.",
      "“Ana, away until 14:20, excused.”",
    ]);
    expect(seen.get("Named contacts")).toContain("“Ana asks to be contacted now.”");
    expect(seen.get("Wellbeing leads")?.join()).toContain("Never your name");
    expect(seen.has("Who asks for help")).toBe(false);
  });

  it("is as much as is true of them: a supervisor is named to those who ask, a contact to seekers", () => {
    expect(read("Sam").get("Who asks for help")).toContain("“Sam has it.”");
    expect(read("Sam").get("Who is asked for help beside you")?.[0]).toBe("Today: Dana and Pat.");
    expect(read("Lee").has("Who asks for a person to contact them")).toBe(true);
    expect(read("Carla").has("The real-time desk")).toBe(false);
  });

  it("says of a notification that it names them, where one does", () => {
    const desk = read("Ana").get("The real-time desk")?.at(-1);
    expect(desk).toContain("The notification names you too.");
    expect(read("Ana").get("Named contacts")?.join(" ")).not.toContain("names you too");
  });

  it("is in their own language", () =>
    expect(read("Ana", "es-ES").get("Quien lleva tu equipo: Billing")?.[0]).toBe("Hoy: Sam."));

  it("has every role with a heading of its own", () => {
    const roles = Object.keys(audiences) as Audience[];
    expect(table.map(({ to }) => to).filter((to) => !roles.includes(to))).toEqual([]);
    expect(roles.filter((role) => !table.some(({ to }) => to === role))).toEqual([]);
  });
});

/** Views that name no one but their reader, or nobody at all. */
const namesNobody: ReadonlySet<string> = new Set([
  // Pages of numbers, and of the set-up.
  ...["figures/figures", "setup/health"],
  ...["accounts/claim", "accounts/unbound"],
  ...["breaks/break", "breaks/home", "breaks/shiftOver"],
  ...["checkins/easing", "checkins/home", "checkins/ideas", "checkins/invitation"],
  ...[
    "checkins/offer",
    "checkins/open",
    "checkins/openEasing",
    "checkins/openQuestion",
    "checkins/picture",
  ],
  ...["checkins/prompt", "checkins/question", "checkins/start", "checkins/when"],
  ...["doing/doing", "escalations/askBehaviour", "escalations/askDone"],
  ...["escalations/askCountry"],
  ...["escalations/breathe", "escalations/say"],
  ...["escalations/inWords", "escalations/why"],
  ...["hardcalls/cards", "hardcalls/home", "hardcalls/lastCards", "hardcalls/moreCards"],
  ...["hardcalls/open", "poll/show"],
  // The home page is made of the parts of each feature, which are listed by themselves.
  ...["home/help", "home/home"],
  ...["reflections/home", "reflections/mine", "reflections/question", "reflections/write"],
  ...["tips/edit", "tips/home", "tips/outcome", "tips/published", "tips/share", "tips/why"],
  ...["ratings/ask", "ratings/home"],
  ...["causes/home", "causes/no", "causes/take", "causes/weeks"],
  ...[
    "exports/home",
    "exports/open",
    "figures/digest",
    "figures/figures",
    "figures/home",
    "figures/show",
  ],
  ...["goodcalls/home", "goodcalls/week"],
  ...["plans/home", "plans/open", "plans/review"],
  ...["mydata/confirm", "mydata/export", "mydata/menu", "shifts/home", "shifts/state"],
  ...["promises/home", "promises/newTime"],
  // Of a practice nobody else reads anything.
  ...["practice/askBehaviour", "practice/home", "practice/why"],
  ...["trends/doing", "trends/home", "trends/picture", "trends/reminder"],
  "welcome/welcome",
  "keys/open",
  // Forms show who is in a team as choices of a menu.
  ...["setup/breaks", "setup/card", "setup/care", "setup/check", "setup/company", "setup/export"],
  ...["setup/home", "setup/policy", "setup/remove", "setup/roles", "setup/team", "setup/teams"],
  ...["setup/try", "setup/week"],
]);

type Doors = Pick<AnyFeature, "name" | "doors" | "views" | "pages">;

/** `feature/view` of every message, by its effects; of every dialog; of every part of a home page. */
function viewsOf(all: Iterable<Doors>, files: ReadonlyMap<string, string>): string[] {
  const folders = [...files].flatMap(([path, source]) => {
    const name = path.endsWith("/feature.ts") ? /\bname: "(\w+)"/.exec(source)?.[1] : undefined;
    return name === undefined ? [] : [{ name, folder: path.replace(/feature\.ts$/, "") }];
  });
  const owner = (path: string) =>
    folders
      .filter(({ folder }) => path.startsWith(folder))
      .toSorted((a, b) => b.folder.length - a.folder.length)[0]?.name;
  const messages = [...files].flatMap(([path, source]) =>
    [...source.matchAll(inEffects)].map(([, one, other]) => `${owner(path)}/${one ?? other}`),
  );
  const dialogs = [...all].flatMap(({ name, doors, views, pages = {} }) => [
    ...Object.keys(pages).map((page) => `${name}/${page}`),
    ...Object.keys(doors?.opens ?? {}).map((verb) => `${name}/${verb}`),
    ...(views.home === undefined ? [] : [`${name}/home`]),
  ]);
  return [...new Set([...messages, ...dialogs])].toSorted();
}

/** `view: "page"`, or the view as what `tell` and `card` are given. */
const inEffects = /\bview: "(\w+)"|\b(?:tell\((?:[^"()]*, )?|card\([^"()]+, )"(\w+)", /g;
