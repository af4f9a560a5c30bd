import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { demoFile, loadConfigFromDisk } from "../../../src/config.ts";
import { defaultPolicies } from "../../../src/escalations/policy.ts";
import { hours, minutes, seconds } from "../../../src/kernel/time.ts";
import { configOf, organisationOf, problemsOf, slack, smallest } from "./world.ts";

/** A file with this under the team Billing, whose supervisors are Sam and Priya; Dana supervises another team. */
const billing = (settings: string) =>
  organisationOf(`organisation: { time_zone: Europe/London, country: GB }
teams:
  Billing:
    supervisors: [sam@acme.test, priya@acme.test]
    agents: [ana@acme.test]
${settings.replace(/^/gm, "    ")}
  Other: { supervisors: [dana@acme.test] }
`).teams[0];
const supervisors = (timeout: number) => ({ notify: "supervisors", timeout: seconds(timeout) });
const everyone = (timeout: number) => ({ notify: "everyone", timeout: seconds(timeout) });

describe("the example", () => {
  const text = readFileSync(new URL("../../../handrail.example.yaml", import.meta.url), "utf8");
  const {
    organisations: [acme],
    warnings,
  } = configOf(
    { ...slack, HANDRAIL_CONFIG: "handrail.example.yaml" },
    { "handrail.example.yaml": text },
  );
  it("loads without a word", () => expect(warnings).toEqual([]));
  it("means what docs/operating.md says", () => {
    expect(acme).toMatchObject({
      id: "acme",
      name: "Acme Support",
      timeZone: "Europe/London",
      country: "GB",
      locale: "en",
      dutyPhone: "5000",
      emergencyNumbers: {},
      version: 1_234,
      path: "handrail.example.yaml",
      workspaces: { slack: ["T0123456789"], teams: ["00000000-0000-0000-0000-000000000000"] },
      editors: [],
      admins: ["kim@acme.test"],
      wellbeing: {
        leads: ["lee@acme.test"],
        contacts: ["lee@acme.test", "kim@acme.test"],
        employeeAssistance: "0800 000 000",
      },
      heads: ["lee@acme.test"],
    });
    expect(acme?.hash).toMatch(/^[0-9a-f]{64}$/);
    const [team] = acme?.teams ?? [];
    expect(team).toMatchObject({
      name: "Billing",
      agents: ["ana@acme.test", "ben@acme.test"],
      supervisors: ["sam@acme.test", "priya@acme.test"],
      hours: [{ days: [1, 2, 3, 4, 5], from: 480, to: 1200 }],
      breaks: {
        lengths: [5, 10, 20, 30].map(minutes),
        preselect: minutes(20),
        limit: "auto",
        phoneCode: "AUX 7",
      },
      checkIns: [{ name: "weekly", cron: "0 15 * * 5", questions: "weekly" }],
      offers: { AUT: ["Refund up to 50", "Free delivery"] },
      phrases: { apologyFault: "check_first" },
      ladder: { insults: 2, threat: 1 },
    });
    expect(team?.policies.help).toEqual({
      steps: [supervisors(20), { notify: ["dana@acme.test"], timeout: seconds(30) }, everyone(45)],
      repeat: 1,
      joinWithin: seconds(60),
    });
    expect(team?.policies.abuse).toEqual(team?.policies.help);
    expect(team?.policies.danger).toEqual(defaultPolicies.danger);
    expect(team?.policies.question).toEqual({
      steps: [supervisors(180)],
      repeat: 1,
      joinWithin: minutes(10),
    });
  });
  it("knows everybody it mentions", () => {
    expect(acme?.people.map(({ email }) => email)).toEqual(
      ["ana", "ben", "dana", "kim", "lee", "priya", "sam"].map((name) => `${name}@acme.test`),
    );
    expect(acme?.people[0]).toEqual({
      email: "ana@acme.test",
      name: "Ana Silva",
      named: true,
      desk: "B 12",
      extension: "4417",
      channel: "phone",
      remote: false,
      joinUrl: "https://meet.acme.test/ana",
      languages: ["pt", "en"],
      accounts: {},
    });
    expect(acme?.people.at(-1)).toEqual({
      email: "sam@acme.test",
      name: "Sam",
      named: false,
      timeZone: "Europe/Madrid",
      remote: false,
      languages: [],
      accounts: { slack: "U0SAM", teams: "00000000-0000-0000-0000-000000000001" },
    });
  });
});

describe("the demo", () => {
  const result = loadConfigFromDisk({ HANDRAIL_CONFIG: demoFile });
  const [demo] = "config" in result ? result.config.organisations : [];
  const isSample = ({ name }: { readonly name: string }) => /sample/i.test(name);
  it("is Acme Support, with two teams to play, and a team whose name says that it is of samples", () => {
    expect(demo).toMatchObject({
      // Trends are the organisation's: they are marked by its name.
      name: "Acme Support (with samples)",
      timeZone: "Europe/London",
      dutyPhone: "5000",
      workspaces: { slack: ["T0ACME00"] },
    });
    expect(demo?.workspaces.teams).toHaveLength(1);
    const played = demo?.people.filter((one) => !isSample(one)) ?? [];
    expect(played.map(({ name, accounts }) => [name, ...Object.keys(accounts)])).toEqual([
      ["Ana Silva", "slack"],
      ["Ben Okafor", "teams"],
      ["Carla Moreno", "slack"],
      ["Dana Fox", "teams"],
      ["Eli Novak", "slack"],
      ["Jo Lind", "slack"],
      ["Noor Haddad", "teams"],
      ["Priya Nair", "slack", "teams"],
      ["Sam Reyes", "slack"],
    ]);
    expect(demo?.teams.map(({ name, hours: open }) => [name, open])).toEqual([
      ["Billing", undefined],
      ["Deliveries", undefined],
      ["Returns (samples)", expect.anything()],
    ]);
    const samples = demo?.people.filter(isSample).map(({ email }) => email);
    expect(samples).toHaveLength(10);
    expect(demo?.teams[2]?.agents.toSorted()).toEqual(samples?.toSorted());
    expect(demo?.teams[0]?.policies.help).toEqual({
      steps: [supervisors(20), everyone(30)],
      repeat: 1,
      joinWithin: seconds(60),
    });
    expect(demo?.version).toBeGreaterThan(Date.UTC(2020, 0));
  });
});

describe("a policy", () => {
  it("absent, is the default", () => expect(billing("")?.policies).toEqual(defaultPolicies));
  it("serves abuse and help; danger asks everyone at once; a question leaves everyone alone", () => {
    const policies = billing(
      "escalation: { steps: [{ notify: supervisors, timeout: 5s }, { notify: everyone, timeout: 6s }], repeat: 0, join_within: 50s }",
    )?.policies;
    expect(policies?.help).toEqual({
      steps: [supervisors(5), everyone(6)],
      repeat: 0,
      joinWithin: seconds(50),
    });
    expect(policies?.abuse).toEqual(policies?.help);
    expect(policies?.danger).toEqual({ ...defaultPolicies.danger, repeat: 0 });
    expect(policies?.question).toEqual({
      steps: [supervisors(5)],
      repeat: 0,
      joinWithin: seconds(50),
    });
  });
  it("that only asks everyone leaves a question with the team for two minutes", () => {
    const policies = billing(
      "escalation: { steps: [{ notify: everyone, timeout: 6s }] }",
    )?.policies;
    expect(policies?.question).toEqual(defaultPolicies.question);
    expect(policies?.help.joinWithin).toBe(minutes(3));
  });
  it("of a level is its own, and takes the rest from the team's", () => {
    const policies = billing(`escalation:
  steps: [{ notify: supervisors, timeout: 5s }]
  repeat: 2
  join_within: 20s
  levels:
    danger: { steps: [{ notify: supervisors, timeout: 7s }, { notify: everyone, timeout: 8s }], join_within: 45s }
    abuse: { repeat: 5 }
    question: { steps: [{ notify: [Dana@Acme.test], timeout: 1h }] }`)?.policies;
    expect(policies?.danger).toEqual({
      steps: [supervisors(7), everyone(8)],
      repeat: 2,
      joinWithin: seconds(45),
    });
    expect(policies?.abuse).toEqual({
      steps: [supervisors(5)],
      repeat: 5,
      joinWithin: seconds(20),
    });
    expect(policies?.question).toEqual({
      steps: [{ notify: ["dana@acme.test"], timeout: hours(1) }],
      repeat: 2,
      joinWithin: seconds(20),
    });
  });
  it("shortens danger's join time and never lengthens it", () => {
    expect(billing("escalation: { join_within: 10s }")?.policies.danger.joinWithin).toBe(
      seconds(10),
    );
    expect(billing("escalation: { join_within: 10m }")?.policies.danger.joinWithin).toBe(
      seconds(30),
    );
  });
  it("of a team without supervisors sends its questions to everyone, and says so", () => {
    const text = smallest.replace(
      "Billing:",
      "Chat: { agents: [ben@acme.test], escalation: { steps: [{ notify: supervisors, timeout: 5s }, { notify: everyone, timeout: 5s }] } }\n  Billing:",
    );
    const { organisations, warnings } = configOf(slack, { "handrail.yaml": text });
    expect(organisations[0]?.teams[0]?.policies.question.steps).toEqual([everyone(5)]);
    expect(organisations[0]?.teams[0]?.policies.help.steps[0]).toEqual(supervisors(5));
    expect(warnings.map(({ where, what }) => `${where} ${what}`)).toContainEqual(
      expect.stringMatching(/^handrail.yaml:3 teams › Chat has no supervisors/),
    );
  });
  it("may be written once and repeated by alias", () => {
    const team = organisationOf(
      `${smallest}  Other: { supervisors: &them [dana@acme.test], agents: *them }\n`,
    ).teams[1];
    expect(team?.agents).toEqual(["dana@acme.test"]);
  });
});

describe("what is left out", () => {
  it("has defaults", () => {
    const [organisation] = configOf(
      {},
      { "handrail.yaml": "teams: { T: { supervisors: [mary-jane.o@acme.test] } }\npeople:\n" },
    ).organisations;
    expect(organisation).toMatchObject({
      id: "default",
      name: "Default",
      timeZone: "UTC",
      locale: "en",
      workspaces: { slack: [], teams: [] },
      wellbeing: { leads: [], contacts: [] },
      editors: [],
      admins: [],
      heads: [],
    });
    expect(organisation?.people).toEqual([
      {
        email: "mary-jane.o@acme.test",
        name: "Mary Jane O",
        named: false,
        remote: false,
        languages: [],
        accounts: {},
      },
    ]);
    expect(organisation?.teams[0]).toMatchObject({
      breaks: { lengths: [5, 10, 20, 30].map(minutes), preselect: minutes(20), limit: "auto" },
      checkIns: [],
    });
  });
  it("is said where it matters", () => {
    const { warnings } = configOf(
      {},
      {
        "handrail.yaml":
          "teams: { T: { supervisors: [sam@acme.test] } }\norganisation: { locale: fr-CA }\n",
      },
    );
    expect(warnings.map(({ where, what }) => `${where} ${what}`)).toEqual([
      expect.stringMatching(/^handrail.yaml:2 .*no time_zone/),
      expect.stringMatching(/^handrail.yaml:2 .*no country/),
      expect.stringMatching(/^handrail.yaml:2 .*does not speak fr-CA/),
      expect.stringMatching(
        /^handrail.yaml:1 .*teams have no hours, so everybody of them is always on shift: T/,
      ),
    ]);
  });
  it("is the longest length up to twenty minutes, when no length is chosen", () => {
    expect(billing("breaks: { lengths: [15m, 5m, 45m] }")?.breaks.preselect).toBe(minutes(15));
    expect(billing("breaks: { lengths: [45m, 30m], limit: 3 }")?.breaks).toEqual({
      lengths: [minutes(45), minutes(30)],
      preselect: minutes(45),
      limit: 3,
    });
  });
  it("names who watches adherence by e-mail, and knows them although they are in no team", () => {
    const file = `${smallest.trimEnd().replace(/\}$/, "")}, breaks: { real_time_desk: [WFM@acme.test] } }\n`;
    const { people, teams } = organisationOf(file);
    expect(teams[0]?.breaks.realTimeDesk).toEqual(["wfm@acme.test"]);
    expect(people.map(({ email }) => email)).toContain("wfm@acme.test");
  });
  it("reads an e-mail without regard to capitals, and merges what is known of it", () => {
    const [ana] = organisationOf(
      `${smallest}people: { ANA@Acme.test: { desk: "7", accounts: { teams: 00000000-0000-0000-0000-0000000000AB } } }\n`,
    ).people;
    expect(ana).toMatchObject({
      email: "ana@acme.test",
      name: "Ana",
      desk: "7",
      accounts: { teams: "00000000-0000-0000-0000-0000000000ab" },
    });
  });
});

describe("a folder of organisations", () => {
  const env = { ...slack, HANDRAIL_CONFIG: "orgs" };
  const home = "workspaces: { slack: [T0AAA] }\n";
  const other = smallest.replace("acme,", "zeta,");
  it("is read file by file, and nothing else in it is", () => {
    const config = configOf(
      { ...env, HANDRAIL_CONFIG: "orgs/" },
      {
        "orgs/z.yaml": other,
        "orgs/a.yml": smallest + home,
        "orgs/README.md": "#",
        "orgs/.hidden.yaml": "x",
        "handrail.yaml": "x",
      },
    );
    expect(config.organisations.map(({ id, path }) => [id, path])).toEqual([
      ["acme", "orgs/a.yml"],
      ["zeta", "orgs/z.yaml"],
    ]);
  });
  it.each<[string, Record<string, string>, string, RegExp]>([
    ["of nothing", { "orgs/README.md": "#" }, "HANDRAIL_CONFIG", /no .yaml file/],
    [
      "with one id twice",
      { "orgs/a.yaml": smallest + home, "orgs/b.yaml": smallest },
      "orgs/b.yaml",
      /same id as orgs\/a.yaml/,
    ],
    [
      "with one workspace twice",
      { "orgs/a.yaml": smallest + home, "orgs/b.yaml": other + home },
      "orgs/b.yaml",
      /T0AAA.*orgs\/a.yaml/,
    ],
    [
      "without any Slack workspace",
      { "orgs/a.yaml": smallest, "orgs/b.yaml": other },
      "HANDRAIL_CONFIG",
      /no organisation lists a Slack workspace/,
    ],
    [
      "with a bad file",
      { "orgs/a.yaml": smallest, "orgs/b.yaml": "teams: []\n" },
      "orgs/b.yaml:1",
      /not a group/,
    ],
  ])("%s is refused", (_, disk, where, what) => {
    expect(problemsOf(env, disk)).toEqual([
      { where, what: expect.stringMatching(what), remedy: expect.stringMatching(/./) },
    ]);
  });
  it("needs an id in every file with DATABASE_URL", () => {
    const database = {
      DATABASE_URL: "postgres://db/x",
      HANDRAIL_KEYS: `k:${Buffer.alloc(32).toString("base64")}`,
    };
    expect(
      problemsOf(
        { ...slack, ...database },
        { "handrail.yaml": `# first\n${smallest.replace("id: acme, ", "")}` },
      ),
    ).toEqual([
      {
        where: "handrail.yaml:2",
        what: "organisation has no id",
        remedy: expect.stringContaining("id: acme"),
      },
    ]);
  });
});

describe("the real disk", () => {
  it("tells a path that is not there", () => {
    expect(loadConfigFromDisk({ HANDRAIL_CONFIG: "no/such/file.yaml" })).toMatchObject({
      problems: [{ where: "HANDRAIL_CONFIG" }],
    });
  });
  it("reads a folder", () => {
    const result = loadConfigFromDisk({
      HANDRAIL_CONFIG: new URL("../../../playground", import.meta.url).pathname,
    });
    expect("config" in result && result.config.organisations.map(({ name }) => name)).toEqual([
      "Acme Support (with samples)",
    ]);
  });
});
