import { describe, expect, it } from "vitest";
import { registrationOf } from "../../../src/platform/registrations.ts";
import { configOf, problemsOf, smallest, teams } from "./world.ts";

/* Several registrations of Teams in one process: HANDRAIL_TEAMS_REGISTRATIONS names their file. */

const id = (end: string) => `00000000-0000-4000-8000-0000000000${end}`;
const [appA, appB, acme, bravo, third] = [id("a1"), id("b1"), id("a2"), id("b2"), id("c2")];
const one = (app: string, tenant: string, file = "/run/a") =>
  `- { app_id: ${app}, tenant_id: ${tenant}, password_file: ${file} }\n`;
const env = { HANDRAIL_TEAMS_REGISTRATIONS: "teams.yaml" };
const disk = {
  "handrail.yaml": `${smallest}workspaces: { teams: [${acme}] }\n`,
  "/run/a": "secret-a\n",
  "/run/b": "secret-b\n",
};
const two = { ...disk, "teams.yaml": one(appA, acme) + one(appB.toUpperCase(), bravo, "/run/b") };
const registration = (appId: string, tenantId: string, password: string) => ({
  ...{ appId, password, type: "SingleTenant", tenantId, tenants: [tenantId] },
});

describe("several registrations", () => {
  it("are read from one file, their secrets from files, without Microsoft's own names", () => {
    const { teams: read, warnings } = configOf(env, two);
    expect(read?.registrations).toEqual([
      registration(appA, acme, "secret-a"),
      registration(appB, bravo, "secret-b"),
    ]);
    expect(warnings).toEqual([]);
  });
  it("stand beside Microsoft's own names, which serve every other tenant", () => {
    const all = configOf({ ...env, ...teams }, two).teams?.registrations ?? [];
    expect(all).toHaveLength(3);
    expect(registrationOf(all, acme)?.appId).toBe(appA);
    expect(registrationOf(all, bravo)?.appId).toBe(appB);
    expect(registrationOf(all, third)?.appId).toBe(teams.MicrosoftAppId);
  });
  it("serve nobody else's tenant", () => {
    const all = configOf(env, two).teams?.registrations ?? [];
    expect(registrationOf(all, third)).toBeUndefined();
  });
  it("of one alone its tenant is where a single organisation lives; of several it is written", () => {
    const plain = { ...two, "handrail.yaml": smallest };
    const single = { ...plain, "teams.yaml": one(appA, acme) };
    expect(configOf(env, single).organisations[0]?.workspaces.teams).toEqual([acme]);
    expect(problemsOf(env, plain)).toMatchObject([
      { where: "handrail.yaml", what: expect.stringContaining("no Teams tenant is listed") },
    ]);
  });

  const wrong: [string, Record<string, string>, string, RegExp][] = [
    ["no such file", {}, "HANDRAIL_TEAMS_REGISTRATIONS", /cannot be read/],
    ["an empty file", { "teams.yaml": "" }, "teams.yaml:1", /lists no registration/],
    ["no list", { "teams.yaml": "app_id: x" }, "teams.yaml:1", /lists no registration/],
    ["no YAML", { "teams.yaml": "- {" }, "teams.yaml:1", /./],
    ["an app id that is none", { "teams.yaml": one("x", acme) }, "teams.yaml:1", /not an app id/],
    ["a tenant that is none", { "teams.yaml": one(appA, "acme") }, "teams.yaml:1", /tenant id/],
    ["no secret", { "teams.yaml": one(appA, acme, "/run/z") }, "teams.yaml:1", /cannot be read/],
    ["an empty secret", { "teams.yaml": one(appA, acme), "/run/a": " " }, "teams.yaml:1", /empty/],
    [
      "a secret itself",
      { "teams.yaml": one(appA, acme).replace("_file: /run/a", ": hush") },
      "teams.yaml:1",
      /not a setting here/,
    ],
    [
      "an app twice",
      { "teams.yaml": one(appA, acme) + one(appA, bravo) },
      "teams.yaml:2",
      /app_id is here twice/,
    ],
    [
      "a tenant twice",
      { "teams.yaml": one(appA, acme) + one(appB, acme) },
      "teams.yaml:2",
      /tenant_id is here twice/,
    ],
  ];
  it.each(wrong)("%s is told with its place and a remedy", (_, files, where, what) => {
    const problems = problemsOf(env, { ...disk, ...files });
    expect(problems).toContainEqual({
      where,
      what: expect.stringMatching(what),
      remedy: expect.stringMatching(/\w/),
    });
    expect(JSON.stringify(problems)).not.toContain("hush");
  });
  it("every problem of the file is told at once, with those of the environment", () => {
    const file = one("x", acme) + one(appB, bravo, "/run/z");
    const problems = problemsOf({ ...env, PORT: "x" }, { ...disk, "teams.yaml": file });
    expect(problems.map(({ where }) => where)).toEqual(["teams.yaml:1", "teams.yaml:2", "PORT"]);
  });
  it("what the environment and the file both name is refused", () => {
    const both = {
      ...env,
      ...teams,
      MicrosoftAppId: appA.toUpperCase(),
      MicrosoftAppType: "SingleTenant",
      MicrosoftAppTenantId: bravo,
    };
    expect(problemsOf(both, two).map(({ where }) => where)).toEqual([
      "MicrosoftAppId",
      "MicrosoftAppTenantId",
    ]);
  });
});
