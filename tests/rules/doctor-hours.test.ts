import { describe, expect, it } from "vitest";
import { type Rostered, checkHours } from "../../src/setup/reach.ts";
import { told } from "../../src/platform/finding.ts";
import { loadConfig } from "../../src/config/load.ts";

/* P8: the dry run finds the hours in which a call would reach nobody. */

const monday = Date.UTC(2026, 10, 30, 0);

function hours(
  teams: string,
  lost: readonly string[] = [],
  rostered: Rostered = () => undefined,
): string[] {
  const text = `
organisation: { id: acme, name: Acme, time_zone: Europe/London, locale: en }
workspaces: { slack: [T0123456789] }
teams:
${teams}`;
  const loaded = loadConfig(
    { HANDRAIL_CONFIG: "handrail.yaml" },
    () => text,
    () => undefined,
  );
  if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
  const [file] = loaded.config.organisations;
  if (file === undefined) throw new Error("no organisation");
  return checkHours({ file, rostered, lost: new Set(lost) }, monday)
    .filter(({ level }) => level !== "good")
    .map((one) => told(one))
    .map(({ level, about, says }) => `${level} ${about} ${says}`);
}

describe("P8: the dry run", () => {
  it("finds nothing where somebody is always there", () => {
    expect(hours("  Billing: { supervisors: [sam@acme.test], agents: [ana@acme.test] }")).toEqual(
      [],
    );
  });

  it("finds the hours in which the only person of a step is not on shift", () => {
    const policy = "{ steps: [{ notify: [dana@acme.test], timeout: 20s }] }";
    expect(
      hours(`  Billing: { hours: "Mon-Tue 08:00-20:00", supervisors: [sam@acme.test], agents: [ana@acme.test], escalation: ${policy} }
  Early: { hours: "Mon-Tue 08:00-12:30", supervisors: [dana@acme.test], agents: [eve@acme.test] }`),
    ).toEqual([
      "wrong Billing Abuse, Help, Question: nobody would be asked Mon 12:30–20:00, Tue 12:30–20:00",
    ]);
  });

  it("a team without anybody who can be reached, at any hour", () => {
    const billing = "  Billing: { supervisors: [sam@acme.test], agents: [ana@acme.test] }";
    expect(hours(billing, ["sam@acme.test"])).toEqual([
      "wrong Billing Danger, Abuse, Help, Question: nobody would be asked at any hour of the next seven days",
    ]);
  });

  it("a question that rings nobody is a note: others help with all else", () => {
    expect(
      hours(
        `  Billing: { supervisors: [sam@acme.test], agents: [ana@acme.test] }
  Night: { supervisors: [kim@acme.test], agents: [ben@acme.test] }`,
        ["kim@acme.test"],
      ),
    ).toEqual(["note Night Question: nobody would be asked at any hour of the next seven days"]);
  });

  it("goes by the roster where it says something, within the hours and outside them", () => {
    const billing = `  Billing: { hours: "Mon-Fri 08:00-20:00", supervisors: [sam@acme.test], agents: [ana@acme.test], escalation: { steps: [{ notify: supervisors, timeout: 20s }] } }`;
    const hour = (at: number) => (at - monday) / 3_600_000;
    const shifts: Record<string, readonly [from: number, to: number]> = {
      "sam@acme.test": [8, 21],
      "ana@acme.test": [8, 22],
    };
    // It covers Monday only: from Tuesday on the hours decide.
    const rostered: Rostered = (who, at) => {
      const [from, to] = shifts[who] ?? [0, 0];
      return hour(at) < 24 ? from <= hour(at) && hour(at) < to : undefined;
    };
    expect(hours(billing)).toEqual([]);
    expect(hours(billing, [], rostered)).toEqual([
      expect.stringMatching(
        /^wrong Billing .*Help, Question: nobody would be asked Mon 21:00–22:00$/,
      ),
    ]);
    // Nobody takes calls in the evening, so nobody is missing then.
    shifts["ana@acme.test"] = [8, 21];
    expect(hours(billing, [], rostered)).toEqual([]);
  });
});
