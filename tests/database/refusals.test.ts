import { expect, test } from "vitest";
import { Metrics } from "../../src/runtime/metrics.ts";
import { oncePer } from "../../src/runtime/once-per.ts";
import { refusals } from "../../src/runtime/refusals.ts";
import { namedIn } from "../../src/setup/apply-again.ts";
import type { OrganisationFile } from "../../src/config.ts";

test("refusals are counted by reason, and each reason is one line a minute", async () => {
  const metrics = new Metrics();
  const lines: object[] = [];
  const refuse = refusals(metrics, { warn: (fields: object) => void lines.push(fields) } as never);
  for (let n = 0; n < 30; n++) refuse("slack", "signature", { seconds: 0 });
  refuse("slack", "missing_scope users:read", { method: "users.info" });
  refuse("teams", "signature");
  expect(lines).toEqual([
    { platform: "slack", reason: "signature", times: 1, seconds: 0 },
    {
      ...{ platform: "slack", reason: "missing_scope users:read", times: 1 },
      method: "users.info",
    },
    { platform: "teams", reason: "signature", times: 1 },
  ]);
  expect(await metrics.registry.metrics()).toContain(
    'handrail_refusals_total{platform="slack",reason="signature"} 30',
  );
});

test("what an operator can mend is said in a sentence of its own", () => {
  const said: string[] = [];
  const refuse = refusals(new Metrics(), {
    warn: (_: object, sentence: string) => void said.push(sentence),
  } as never);
  for (const reason of ["signature", "clock", "workspace_unknown", "by_rule", "lookup_stopped"])
    refuse("slack", reason);
  expect(said.slice(0, 2)).toEqual([
    expect.stringContaining("SLACK_SIGNING_SECRET"),
    expect.stringContaining("clock"),
  ]);
  expect(new Set(said).size).toBe(5);
  expect(said).not.toContain("refused");
});

test("a line says how often it happened since the last", () => {
  let now = 0;
  const said: number[] = [];
  const once = oncePer(60_000, () => now);
  for (now = 0; now < 120_001; now += 1_000) once("a", (times) => void said.push(times));
  expect(said).toEqual([1, 60, 60]);
});

test("keys that come in requests do not fill the memory, and the oldest is said again", () => {
  const once = oncePer(60_000, () => 0);
  const said: string[] = [];
  for (let n = 0; n <= 1_000; n++) once(`k${n}`, () => void said.push(`k${n}`));
  once("k1000", () => void said.push("again"));
  once("k0", () => void said.push("k0"));
  expect(said.slice(-2)).toEqual(["k1000", "k0"]);
});

/** An outage is said without a database: by the files. */
test.each([
  ["its own workspace", { slack: ["T1"], teams: [] }, "T1", "5000"],
  ["another workspace", { slack: ["T1"], teams: [] }, "T2", undefined],
  ["the token's, which no file names", { slack: [], teams: [] }, "T1", "5000"],
  [
    "another company's tenant",
    { slack: [], teams: [] },
    "bbbbbbbb-0000-4000-8000-000000000002",
    undefined,
  ],
])("the duty phone in an outage: %s", (_, workspaces, workspace, phone) => {
  const file = { workspaces, id: "acme" } as unknown as OrganisationFile;
  expect(namedIn([file], true)(workspace)).toBe(phone === undefined ? undefined : "acme");
  // Where anybody may add the app, a workspace that no file names is somebody else's.
  const isNamed = workspaces.slack.includes(workspace);
  expect(namedIn([file], false)(workspace)).toBe(isNamed ? "acme" : undefined);
});
