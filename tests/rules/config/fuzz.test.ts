import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { describeProblems, describeWarnings, loadConfig } from "../../../src/config.ts";
import { patience, runs } from "../../support/runs.ts";

const example = readFileSync(new URL("../../../handrail.example.yaml", import.meta.url), "utf8");
const lines = example.split("\n");

/** Whatever comes in: a configuration, or problems that each say where, what and what to do. */
function holds(env: NodeJS.ProcessEnv, files: Readonly<Record<string, string>>): void {
  const result = loadConfig(
    env,
    (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    (path) => (path === "folder" ? Object.keys(files) : undefined),
  );
  const told = "config" in result ? result.config.warnings : result.problems;
  for (const part of told.flatMap(({ where, what, remedy }) => [where, what, remedy]))
    expect(part.trim()).not.toBe("");
  expect(describeWarnings(told).length === 0).toBe(told.length === 0);
  const accepted = "config" in result;
  expect(accepted || told.length > 0).toBe(true);
  expect(describeProblems(told)).toContain(told[0]?.remedy.split("\n")[0] ?? "0 problems");
  for (const organisation of accepted ? result.config.organisations : []) {
    const known = new Set(organisation.people.map(({ email }) => email));
    for (const team of organisation.teams) {
      for (const email of [...team.agents, ...team.supervisors]) expect(known).toContain(email);
      for (const policy of Object.values(team.policies))
        expect(policy.steps.length).toBeGreaterThan(0);
    }
  }
}

const settings = [
  "organisation",
  "workspaces",
  "people",
  "teams",
  "wellbeing",
  "roles",
  "admins",
  "editors",
  "heads",
  "escalation",
  "steps",
  "notify",
  "timeout",
  "levels",
  "hours",
  "agents",
  "supervisors",
  "accounts",
  "slack",
  "breaks",
  "lengths",
  "check_ins",
  "offers",
  "phrases",
  "ladder",
  "insults",
  "emergency_numbers",
  "cron",
  "id",
  "country",
  "join_url",
  "Billing",
  "ana@acme.test",
  "__proto__",
  "constructor",
];
const values = fc.oneof(
  fc.constantFrom(
    "20s",
    "supervisors",
    "everyone",
    "sam@acme.test",
    "Mon-Fri 08:00-20:00",
    "GB",
    "T0AAA",
    "*",
    "&a",
    "!x",
  ),
  fc.string(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    values,
    fc.array(tie("node"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...settings), tie("node"), { maxKeys: 5 }),
  ),
})).node;
const mangled = fc
  .array(
    fc.record({
      at: fc.nat(lines.length - 1),
      how: fc.constantFrom("drop", "repeat", "indent", "cut", "colon"),
      cut: fc.nat(60),
    }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((changes) => {
    const text = [...lines];
    for (const { at, how, cut } of changes) {
      const line = text[at] ?? "";
      text[at] = {
        drop: "",
        repeat: `${line}\n${line}`,
        indent: ` ${line}`,
        cut: line.slice(0, cut),
        colon: line.replace(":", ""),
      }[how];
    }
    return text.join("\n");
  });
const yamlish = fc.string({
  unit: fc.constantFrom(..."{}[]:,-&*!|>'\"%@#? \n\tab0", "teams", "\u0000", "é", "😀"),
  maxLength: 200,
});
const file = fc.oneof(
  tree.map((value) => JSON.stringify(value) ?? ""),
  mangled,
  yamlish,
  fc.string({ unit: "binary" }),
);

it(
  "any file is an organisation or a list of problems",
  () => {
    fc.assert(
      fc.property(file, (text) =>
        holds({ SLACK_SIGNING_SECRET: "s", SLACK_BOT_TOKEN: "t" }, { "handrail.yaml": text }),
      ),
      { numRuns: runs(150) },
    );
  },
  patience(150),
);

it(
  "any folder is organisations or a list of problems",
  () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("a.yaml", "b.yml", "c.txt", ".d.yaml"), file),
        (files) => {
          holds(
            { HANDRAIL_CONFIG: "folder" },
            Object.fromEntries(
              Object.entries(files).flatMap(([name, text]) => [
                [name, text],
                [`folder/${name}`, text],
              ]),
            ),
          );
        },
      ),
      { numRuns: runs(30) },
    );
  },
  patience(30),
);

it(
  "any environment is a configuration or a list of problems",
  () => {
    const names = [
      "PORT",
      "HOST",
      "METRICS_PORT",
      "METRICS_HOST",
      "DATABASE_URL",
      "HANDRAIL_DATA_DIR",
      "HANDRAIL_CONFIG",
      "HANDRAIL_KEYS",
      "HANDRAIL_OTHER",
      "SLACK_SIGNING_SECRET",
      "SLACK_BOT_TOKEN",
      "SLACK_BOT_TOKEN_FILE",
      "SLACK_APP_TOKEN",
      "SLACK_API_URL",
      "MicrosoftAppId",
      "MicrosoftAppPassword",
      "MicrosoftAppType",
      "MicrosoftAppTenantId",
      "OAuthUrl",
      "CallerId",
      "HANDRAIL_TEAMS_REGISTRATIONS",
      "HANDRAIL_TEAMS_SERVICE_HOSTS",
      "LOG_LEVEL",
      "constructor",
      "__proto__",
    ];
    const value = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.nat().map(String),
      fc.constantFrom(
        "",
        "folder",
        "handrail.yaml",
        "http://127.0.0.1/api/",
        "k:AAAA",
        "postgres://x",
        ",",
        "::1",
      ),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (env) =>
        holds(env, { "handrail.yaml": example }),
      ),
      { numRuns: runs(120) },
    );
  },
  patience(120),
);
