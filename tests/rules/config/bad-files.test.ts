import { describe, expect, it } from "vitest";
import { problemsOf, slack } from "./world.ts";

const head = "organisation: { id: acme, time_zone: Europe/London, country: GB }\n"; // line 1
/** The team begins in line 3; its settings in line 5. */
const team = (settings: string, rest = "") =>
  `${head}teams:\n  Billing:\n    supervisors: [sam@acme.test]\n${settings.replace(/^/gm, "    ")}\n${rest}`;
/** The person is in line 3. */
const person = (settings: string) => `${head}people:\n  ana@acme.test: ${settings}\n${good}`;
const good = "teams: { Billing: { supervisors: [sam@acme.test] } }\n";
const steps = (list: string) => team(`escalation:\n  steps:\n    ${list}`); // the first step is in line 7

const bad: [name: string, text: string, line: number, words: RegExp][] = [
  // YAML
  ["an empty file", "", 1, /file is empty/],
  ["only a comment", "# soon\n", 1, /file is empty/],
  ["a word", "hello\n", 1, /not a group of settings/],
  ["a list", "- a\n- b\n", 1, /not a group of settings/],
  ["an open bracket", `${head}teams: [a\n`, 3, /./],
  ["a tab for an indent", `${head}teams:\n\tBilling: {}\n`, 3, /[Tt]ab/],
  ["a crooked indent", `${head}teams:\n    A: {}\n  B: {}\n`, 4, /column|indent/i],
  ["two documents", `${head}${good}---\na: 1\n`, 3, /document/i],
  ["a key twice", `${head}${good}teams: {}\n`, 3, /"teams" is here twice/],
  ["a tag of one's own", `organisation: !secret { id: acme }\n${good}`, 1, /tag/],
  [
    "a tag that makes binary data",
    `${head}people:\n  ana@acme.test: { desk: !!binary aGk= }\n${good}`,
    3,
    /tag/,
  ],
  ["an unknown alias", `${head}teams: *others\n`, 2, /alias/],
  ["an alias in itself", `${head}teams: &t { Billing: *t }\n`, 2, /Billing.*(alias|not a setting)/],
  [
    "a bomb of aliases",
    `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`,
    2,
    /alias/,
  ],
  ["aliases by the hundred", `a: &a x\nb: [${"*a,".repeat(101)}]\n`, 2, /more than 100 aliases/],
  ["__proto__", `${head}__proto__: { polluted: true }\n${good}`, 2, /cannot be a name/],
  ["__proto__ in a person", person("{ __proto__: { name: X } }"), 3, /cannot be a name/],
  ["a number for a name", `${head}teams:\n  24: { supervisors: [sam@acme.test] }\n`, 3, /not text/],
  [
    "nesting without end",
    `${head}teams: ${"[".repeat(40)}${"]".repeat(40)}\n`,
    2,
    /nested too deeply/,
  ],
  ["nesting that ends the stack", `${head}teams: ${"[".repeat(5_000)}\n`, 2, /./],
  ["more than four megabytes", `${head}${good}# ${"x".repeat(4_000_000)}\n`, 1, /4 MB/],
  // The organisation
  ["an unknown section", `${head}${good}team: {}\n`, 3, /^team is not a setting here/],
  [
    "a section called constructor",
    `${head}${good}constructor: {}\n`,
    3,
    /^constructor is not a setting here/,
  ],
  [
    "an unknown setting",
    `organisation:\n  id: acme\n  timezone: Europe/London\n${good}`,
    3,
    /timezone is not a setting/,
  ],
  ["a section that is a list", `organisation: [acme]\n${good}`, 1, /not a group of settings/],
  ["an id with capitals", `organisation:\n  id: Acme\n${good}`, 2, /"Acme" is not an id/],
  [
    "no such time zone",
    `organisation:\n  time_zone: Europe/Lundon\n${good}`,
    2,
    /"Europe\/Lundon" is not a time zone/,
  ],
  [
    "an offset for a time zone",
    `organisation:\n  time_zone: "+02:00"\n${good}`,
    2,
    /not a time zone/,
  ],
  ["no such country", `organisation:\n  country: XX\n${good}`, 2, /not a country/],
  ["a country by its name", `organisation:\n  country: England\n${good}`, 2, /not a country/],
  ["UK for GB", `organisation:\n  country: UK\n${good}`, 2, /not the country's code.*Write GB/],
  ["a union for a country", `organisation:\n  country: EU\n${good}`, 2, /not a country/],
  ["no such language", `organisation:\n  locale: english!\n${good}`, 2, /not a language/],
  [
    "a phone number without quotes",
    `organisation:\n  duty_phone: 0800123\n${good}`,
    2,
    /read as a number.*quotes/,
  ],
  [
    "an emergency number for no country",
    `organisation:\n  emergency_numbers:\n    UK: "999"\n${good}`,
    3,
    /UK.*Write GB/,
  ],
  [
    "an emergency number without quotes",
    `organisation:\n  emergency_numbers: { GB: 999 }\n${good}`,
    2,
    /GB 999 is read as a number.*quotes/,
  ],
  [
    "an emergency number in words",
    `organisation:\n  emergency_numbers: { GB: reception }\n${good}`,
    2,
    /"reception" is not a number to dial/,
  ],
  ["a name of two lines", `organisation:\n  name: "Acme\\nSupport"\n${good}`, 2, /line break/],
  [
    "a name that turns the text round",
    `organisation:\n  name: "Acme\\u202Etroppus"\n${good}`,
    2,
    /control character/,
  ],
  ["a name without end", `organisation:\n  name: ${"x".repeat(81)}\n${good}`, 2, /longer than 80/],
  ["a setting without value", `organisation:\n  name:\n${good}`, 2, /name has no value/],
  [
    "hours without a time zone",
    "organisation: { id: acme }\nteams: { Billing: { hours: 08:00-20:00, supervisors: [sam@acme.test] } }\n",
    1,
    /no time_zone/,
  ],
  // Where it lives
  [
    "a Slack workspace by name",
    `${head}${good}workspaces:\n  slack: [acme]\n`,
    4,
    /slack › 1 "acme" is not a Slack workspace id/,
  ],
  [
    "a workspace not in a list",
    `${head}${good}workspaces:\n  slack: T0123456789\n`,
    4,
    /not a list/,
  ],
  [
    "a workspace twice",
    `${head}${good}workspaces:\n  slack: [T0AAA, T0AAA]\n`,
    4,
    /slack › 2 is here twice/,
  ],
  [
    "a tenant by its domain",
    `${head}${good}workspaces:\n  teams:\n    - acme.onmicrosoft.com\n`,
    5,
    /not a Teams tenant id/,
  ],
  // People
  ["a person by name", `${head}people:\n  Ana: {}\n${good}`, 3, /"Ana" is not an e-mail/],
  [
    "a person twice",
    `${head}people:\n  ana@acme.test: {}\n  ANA@acme.test: {}\n${good}`,
    4,
    /here twice/,
  ],
  [
    "an account twice",
    `${head}people:\n  ana@acme.test: { accounts: { slack: U0ANA } }\n  ben@acme.test: { accounts: { slack: U0ANA } }\n${good}`,
    4,
    /account of ana@acme.test/,
  ],
  ["a Slack account by name", person("{ accounts: { slack: ana } }"), 3, /not a Slack member id/],
  [
    "a Teams account by address",
    person("{ accounts: { teams: ana@acme.test } }"),
    3,
    /not an Entra object id/,
  ],
  [
    "an account elsewhere",
    person("{ accounts: { discord: ana } }"),
    3,
    /discord is not a setting.*slack, teams/,
  ],
  ["an extension without quotes", person("{ extension: 4417 }"), 3, /read as a number/],
  ["remote: perhaps", person("{ remote: perhaps }"), 3, /neither true nor false/],
  [
    "a join address over http",
    person('{ join_url: "http://meet.acme.test" }'),
    3,
    /not an https address/,
  ],
  [
    "a join address that runs",
    person('{ join_url: "javascript:alert(1)" }'),
    3,
    /not an https address/,
  ],
  ["one language not in a list", person("{ languages: en }"), 3, /not a list/],
  // Teams
  ["no teams", head, 1, /no teams/],
  ["an empty section of teams", `${head}teams:\n`, 2, /no teams/],
  ["an empty team", `${head}${good.replace("} }", "}, Empty: {} }")}`, 2, /Empty has nobody in it/],
  [
    "a team twice",
    `${head}teams:\n  Billing: { supervisors: [sam@acme.test] }\n  billing: { supervisors: [sam@acme.test] }\n`,
    4,
    /same team as Billing/,
  ],
  [
    "a supervisor by name",
    `${head}teams:\n  Billing:\n    supervisors: [Sam]\n`,
    4,
    /supervisors › 1 "Sam" is not an e-mail/,
  ],
  ["an agent twice", team("agents: [ana@acme.test, Ana@acme.test]"), 5, /agents › 2 is here twice/],
  ["hours in words", team("hours: office hours"), 5, /hours .*neither days nor times/],
  ["no such weekday", team('hours: "Mon-Fry 08:00-20:00"'), 5, /"Mon-Fry" is not a weekday/],
  // Escalation
  [
    "a setting of another name",
    team("escalation:\n  timeout: 20s"),
    6,
    /timeout is not a setting.*steps, repeat, join_within, levels/,
  ],
  ["no steps", team("escalation:\n  steps: []"), 6, /no steps/],
  ["a step without a timeout", steps("- { notify: supervisors }"), 7, /timeout is missing/],
  [
    "a step that asks nobody in particular",
    steps("- { timeout: 20s }"),
    7,
    /notify .*(not a list|missing)/,
  ],
  [
    "a step that asks nobody",
    steps("- { notify: supervisors, timeout: 20s }\n    - { notify: [], timeout: 20s }"),
    8,
    /names nobody/,
  ],
  [
    "a step that asks a misspelt word",
    steps("- { notify: supervisor, timeout: 20s }"),
    7,
    /"supervisor" is not known here.*Write supervisors\.$/,
  ],
  [
    "a step that asks another",
    steps("- { notify: Everyon, timeout: 20s }"),
    7,
    /"Everyon" is not known here.*Write everyone\.$/,
  ],
  [
    "a step that asks one person without brackets",
    steps("- { notify: sam@acme.test, timeout: 20s }"),
    7,
    /in brackets: \[sam@example\.com\]/,
  ],
  [
    "a step that asks a word like none",
    steps("- { notify: duty, timeout: 20s }"),
    7,
    /Write supervisors, everyone or people by e-mail/,
  ],
  ["a step that asks a name", steps("- { notify: Sam, timeout: 20s }"), 7, /notify/],
  [
    "a step that asks a bad address",
    steps("- notify:\n          - dana@acme.test\n          - dana\n      timeout: 20s"),
    9,
    /notify › 2 "dana" is not an e-mail/,
  ],
  [
    "a timeout below five seconds",
    steps("- { notify: everyone, timeout: 4s }"),
    7,
    /"4s" is too short.*5s and up/,
  ],
  ["a timeout without a unit", steps("- { notify: everyone, timeout: 20 }"), 7, /20 has no unit/],
  [
    "a timeout in words",
    steps("- { notify: everyone, timeout: soon }"),
    7,
    /"soon" is not a duration/,
  ],
  ["a timeout of days", steps("- { notify: everyone, timeout: 25h }"), 7, /too long/],
  ["six rounds", team("escalation:\n  repeat: 6"), 6, /6 is not a whole number from 0 to 5/],
  ["half a round", team("escalation: { repeat: 0.5 }"), 5, /0.5 is not a whole number/],
  [
    "an unknown level",
    team("escalation:\n  levels:\n    urgent: { repeat: 1 }"),
    7,
    /urgent is not a setting.*danger, abuse, help, question/,
  ],
  [
    "a chain of supervisors that are not there",
    `${head}teams:\n  Billing: { agents: [ana@acme.test], escalation: { steps: [{ notify: supervisors, timeout: 20s }] } }\n  Other: { supervisors: [dana@acme.test] }\n`,
    3,
    /steps names nobody at all for abuse, help/,
  ],
  [
    "a chain of everyone where nobody supervises",
    `${head}teams:\n  Billing:\n    agents: [ana@acme.test]\n`,
    3,
    /names nobody at all for danger, abuse, help, question/,
  ],
  [
    "a level's own chain that names nobody",
    `${head}teams:\n  Chat:\n    agents: [ana@acme.test]\n    escalation:\n      levels:\n        question:\n          steps: [{ notify: supervisors, timeout: 20s }]\n  Other: { supervisors: [dana@acme.test] }\n`,
    8,
    /question › steps names nobody at all for question/,
  ],
  // Breaks, check-ins, wellbeing
  ["no length", team("breaks: { lengths: [] }"), 5, /offers no length/],
  [
    "a preselected length that is not offered",
    team("breaks:\n  lengths: [5m]\n  preselect: 20m"),
    7,
    /not one of the lengths/,
  ],
  [
    "a real-time desk by name",
    team("breaks: { real_time_desk: [wfm] }"),
    5,
    /"wfm" is not an e-mail/,
  ],
  ["an offer for no category", team("offers: { REFUND: [Refund] }"), 5, /REFUND is not a category/],
  ["offers without any", team("offers:\n  AUT: []"), 6, /AUT offers nothing/],
  ["an offer that is no text", team("offers:\n  AUT: [50]"), 6, /read as a number/],
  ["an offer twice", team("offers:\n  AUT: [Refund, Refund]"), 6, /AUT › 2 is here twice/],
  [
    "more offers than anybody reads",
    team(`offers:\n  AUT: [${Array.from({ length: 11 }, (_, n) => `offer ${n}`).join()}]`),
    6,
    /AUT offers 11 things/,
  ],
  ["offers in a list", team("offers: [Refund]"), 5, /offers is not a group of settings/],
  ["another phrase", team("phrases: { apology: check_first }"), 5, /apology is not a setting here/],
  [
    "a phrase locked otherwise",
    team("phrases: { apology_fault: never }"),
    5,
    /"never" is not known here/,
  ],
  [
    "no warning for insults",
    team("ladder: { insults: 0 }"),
    5,
    /insults 0 is not a whole number from 1 to 3/,
  ],
  [
    "four warnings",
    team("ladder:\n  insults: 4"),
    6,
    /insults 4 is not a whole number from 1 to 3/,
  ],
  [
    "three warnings of a threat",
    team("ladder:\n  threat: 3"),
    6,
    /threat 3 is not a whole number from 0 to 2/,
  ],
  ["half a warning", team("ladder: { threat: 0.5 }"), 5, /threat 0.5 is not a whole number/],
  ...["sexual", "hate", "detailed_threat"].map((worst): [string, string, number, RegExp] => [
    `a warning for ${worst}`,
    team(`ladder:\n  ${worst}: 1`),
    6,
    new RegExp(`${worst} needs no warning.*Remove it`),
  ]),
  [
    "a behaviour that nobody knows",
    team("ladder: { swearing: 1 }"),
    5,
    /swearing is not a setting here/,
  ],
  ["a limit of nobody", team("breaks: { limit: 0 }"), 5, /limit 0 is not a whole number/],
  [
    "a cron of four fields",
    team('check_ins: [{ name: weekly, cron: "0 15 * *" }]'),
    5,
    /not a schedule/,
  ],
  [
    "a cron by the second",
    team('check_ins: [{ name: weekly, cron: "* * * * * *" }]'),
    5,
    /not a schedule/,
  ],
  [
    "a cron at 99 o'clock",
    team('check_ins: [{ name: weekly, cron: "0 99 * * *" }]'),
    5,
    /not a schedule/,
  ],
  [
    "a nickname, which means midnight",
    team('check_ins: [{ name: weekly, cron: "@weekly" }]'),
    5,
    /at midnight/,
  ],
  ["another nickname", team('check_ins: [{ name: weekly, cron: "@daily" }]'), 5, /at midnight/],
  [
    "a star in the hour, which means midnight",
    team('check_ins: [{ name: weekly, cron: "0 * * * 5" }]'),
    5,
    /more than one time of day/,
  ],
  [
    "hours in steps",
    team('check_ins: [{ name: weekly, cron: "0 */4 * * 5" }]'),
    5,
    /more than one time of day/,
  ],
  [
    "hours over midnight",
    team('check_ins: [{ name: weekly, cron: "0 22-2 * * 5" }]'),
    5,
    /more than one time of day/,
  ],
  [
    "two hours",
    team('check_ins: [{ name: weekly, cron: "0 9,15 * * 5" }]'),
    5,
    /more than one time of day/,
  ],
  [
    "a star in the minute",
    team('check_ins: [{ name: weekly, cron: "* 15 * * 5" }]'),
    5,
    /more than one time of day/,
  ],
  [
    "the last day of a month",
    team('check_ins: [{ name: weekly, cron: "0 15 L * *" }]'),
    5,
    /has an L, W, # or \?/,
  ],
  [
    "the last Friday",
    team('check_ins: [{ name: weekly, cron: "0 15 * * 5L" }]'),
    5,
    /has an L, W, # or \?/,
  ],
  [
    "the second Friday",
    team('check_ins: [{ name: weekly, cron: "0 15 * * fri#2" }]'),
    5,
    /has an L, W, # or \?/,
  ],
  [
    "the nearest working day",
    team('check_ins: [{ name: weekly, cron: "0 15 15W * *" }]'),
    5,
    /has an L, W, # or \?/,
  ],
  [
    "no day in particular",
    team('check_ins: [{ name: weekly, cron: "0 15 ? * 5" }]'),
    5,
    /has an L, W, # or \?/,
  ],
  [
    "every second day that is a Monday",
    team('check_ins: [{ name: weekly, cron: "0 15 */2 * 1" }]'),
    5,
    /one of them in steps/,
  ],
  [
    "a day that never comes",
    team('check_ins: [{ name: weekly, cron: "0 15 30 2 *" }]'),
    5,
    /(not a schedule|never comes)/,
  ],
  [
    "another day that never comes",
    team('check_ins: [{ name: weekly, cron: "0 15 31 4,6,9,11 *" }]'),
    5,
    /(not a schedule|never comes)/,
  ],
  [
    "check-ins before there is anybody to turn to",
    team('check_ins: [{ name: weekly, cron: "0 15 * * 5" }]'),
    5,
    /wellbeing names nobody to turn to/,
  ],
  [
    "check-ins with one contact only",
    team(
      'check_ins: [{ name: weekly, cron: "0 15 * * 5" }]',
      "wellbeing: { contacts: [sam@acme.test] }\n",
    ),
    5,
    /one person only to turn to/,
  ],
  [
    "check-ins where no help line is known",
    team(
      'check_ins: [{ name: weekly, cron: "0 15 * * 5" }]',
      "wellbeing: { contacts: [sam@acme.test, ana@acme.test] }\n",
    ).replace("GB", "JP"),
    5,
    /knows no help line in JP/,
  ],
  ["a check-in without a name", team('check_ins: [{ cron: "0 15 * * 5" }]'), 5, /name is missing/],
  [
    "two check-ins of one name",
    team(
      'check_ins:\n  - { name: weekly, cron: "0 15 * * 5" }\n  - { name: weekly, cron: "0 9 * * 1" }',
      "wellbeing: { contacts: [sam@acme.test, ana@acme.test] }\n",
    ),
    7,
    /another check-in called weekly/,
  ],
  [
    "an unknown set of questions",
    team('check_ins: [{ name: weekly, cron: "0 15 * * 5", questions: who5 }]'),
    5,
    /"who5" is not known here/,
  ],
  [
    "a contact by name",
    `${head}${good}wellbeing:\n  leads: [lee@acme.test]\n  contacts: [Kim]\n`,
    5,
    /"Kim" is not an e-mail/,
  ],
  ["an editor by name", `${head}${good}roles: { editors: [Sam] }\n`, 3, /"Sam" is not an e-mail/],
  [
    "an editor twice",
    `${head}${good}roles:\n  editors: [sam@acme.test, sam@acme.test]\n`,
    4,
    /is here twice/,
  ],
  ["a head by name", `${head}${good}roles: { heads: [Kim] }\n`, 3, /"Kim" is not an e-mail/],
  ["a role that is none", `${head}${good}roles: { bosses: [kim@acme.test] }\n`, 3, /heads/],
  [
    "a head twice",
    `${head}${good}roles:\n  heads: [kim@acme.test, kim@acme.test]\n`,
    4,
    /is here twice/,
  ],
];

describe("a bad file is refused with its line", () => {
  it.each(bad)("%s", (_, text, line, words) => {
    const problems = problemsOf(slack, { "handrail.yaml": text });
    expect(problems.map(({ where }) => where)).toContain(`handrail.yaml:${line}`);
    const there = problems
      .filter(({ where }) => where === `handrail.yaml:${line}`)
      .map(({ what, remedy }) => `${what} → ${remedy}`);
    expect(there.join("\n")).toMatch(words);
    for (const { what, remedy } of problems) expect([what, remedy]).not.toContain("");
  });
  it("pollutes no prototype on the way", () =>
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined());

  it("names one fault once: a mistake in one place is one problem", () => {
    for (const [name, text] of bad.slice(
      bad.findIndex(([title]) => title === "an unknown section"),
    ))
      expect([name, problemsOf(slack, { "handrail.yaml": text }).length]).toEqual([name, 1]);
  });
  it("tells every fault of a file at once, in whatever section", () => {
    const text = `organisation: { country: XX }
workspaces: { slack: [acme] }
people: { Ana: {}, ben@acme.test: { remote: perhaps } }
teams:
  Billing: { agents: [ana], escalation: { repeat: 9 } }
  Chat: { agents: [carla@acme.test], escalation: { steps: [{ notify: supervisors, timeout: 20s }] } }
wellbeing: { contacts: [kim] }
extra: 1
`;
    const lines = problemsOf(slack, { "handrail.yaml": text }).map(({ where }) =>
      Number(where.split(":")[1]),
    );
    expect(lines.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 3, 5, 5, 6, 7, 8]);
  });
  it("looks at a large one a few times, not once for each pair of its keys", () => {
    const keys = 60_000;
    const text = Array.from({ length: keys }, (_, at) => `k${at}: v`).join("\n");
    const looked = itemsLookedAt(50 * keys, () =>
      expect(problemsOf(slack, { "handrail.yaml": text }).length).toBeGreaterThan(1),
    );
    expect(looked).toBeLessThan(50 * keys);
  }, 120_000);
});

const searches = ["some", "every", "find", "findIndex", "includes", "indexOf", "filter"] as const;

/**
 * How many items the searches through lists may have looked at while this ran: a measure of work
 * that is the same on every machine. @throws at once when it is more than `most`
 */
function itemsLookedAt(most: number, work: () => void): number {
  let looked = 0;
  const list = Array.prototype as unknown as Record<string, (...given: unknown[]) => unknown>;
  const own = searches.map((name) => [name, list[name]] as const);
  for (const [name, search] of own)
    list[name] = function (this: unknown[], ...given) {
      looked += this.length;
      if (looked > most) throw new Error(`looked at more than ${most} items`);
      return search?.apply(this, given);
    };
  try {
    work();
  } finally {
    for (const [name, search] of own) if (search !== undefined) list[name] = search;
  }
  return looked;
}
