import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readOrganisation } from "../../../src/config/organisation.ts";
import { completed } from "../../../src/setup/chat/complete.ts";
import { codeIn, hashOf, newCode } from "../../../src/setup/chat/code.ts";
import { edited } from "../../../src/setup/chat/edit.ts";
import type { Hand } from "../../../src/setup/chat/hand.ts";
import type { Reading } from "../../../src/setup/chat/groups/rules.ts";
import { rawOf, textOf } from "../../../src/setup/chat/raw.ts";
import { minuteIn } from "../../../src/setup/chat/try.ts";
import { inParts } from "../../../src/setup/chat/versions.ts";

/* P2: what forms change in the document, and what they leave. */

const example = readFileSync(new URL("../../../handrail.example.yaml", import.meta.url), "utf8");
const read = (text: string) =>
  readOrganisation({ path: "a", text, version: 0 }, { idRequired: false, mayBeEmpty: true });
const before = read(example).organisation;

/** Accounts are addresses in capitals; everybody is on this platform. */
const hand: Hand = {
  platform: "slack",
  addressOf: (account) => `${account.toLowerCase()}@acme.test`,
  isThere: () => true,
};

describe("P2: the document", () => {
  it("says the same after it is written anew", () => {
    const again = read(textOf(rawOf(example))).organisation;
    expect({ ...again, text: "", hash: "" }).toEqual({ ...before, text: "", hash: "" });
  });

  it("a change of the company leaves every other setting as it was", () =>
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-zA-Z][a-zA-Z ]{0,30}[a-z]$/),
        fc.constantFrom("Europe/Madrid", "America/New_York", "Asia/Tokyo"),
        (name, time_zone) => {
          const values = { name, time_zone, country: "GB", locale: "en", duty_phone: "5000" };
          const changed = edited(example, "organisation", values, hand);
          if ("unfit" in changed) throw new Error(changed.unfit);
          const after = read(changed.document).organisation;
          expect(after?.name).toBe(name);
          expect(after?.timeZone).toBe(time_zone);
          expect(after?.teams).toEqual(before?.teams);
          expect(after?.wellbeing).toEqual(before?.wellbeing);
        },
      ),
      { seed: 76, numRuns: 30 },
    ));

  it("a form keeps who is not on its platform", () => {
    const isThere = (address: string) => address !== "ben@acme.test";
    const values = { name: "Billing", supervisors: "SAM", agents: "ANA" };
    const changed = edited(example, "team", values, { ...hand, isThere }, 0);
    if ("unfit" in changed) throw new Error(changed.unfit);
    expect(read(changed.document).organisation?.teams[0]?.agents).toEqual(
      expect.arrayContaining(["ana@acme.test", "ben@acme.test"]),
    );
  });

  it("who is known by account alone gets their address, everywhere, once the platform tells it", async () => {
    const changed = edited(
      example,
      "team",
      { name: "New", supervisors: "U0NEW", agents: "U0NEW2" },
      { ...hand, addressOf: () => undefined },
    );
    if ("unfit" in changed) throw new Error(changed.unfit);
    expect(changed.document).toContain("u0new@slack.invalid");
    const describeAccount = async (_: string, account: string) => ({
      ...{ account, name: account, kind: "member" as const },
      email: `${account.toLowerCase()}@Acme.test`,
    });
    const done = await completed(
      { text: changed.document },
      new Map([["slack", { describe: describeAccount }]]),
      { read: async () => "unknown" },
    );
    if ("fault" in done) throw new Error(done.fault);
    expect(done.text).not.toContain(".invalid");
    const team = read(done.text).organisation?.teams.at(-1);
    expect(team?.supervisors).toEqual(["u0new@acme.test"]);
  });

  it("the members of a group become agents, and who supervises stays that", async () => {
    const text = textOf({
      organisation: { id: "a", time_zone: "UTC" },
      workspaces: { slack: ["T0ACME00"] },
      teams: { Billing: { supervisors: ["sam@acme.test"] } },
    });
    const members = ["sam", "ana"].map((name) => ({
      ...{ account: `U0${name.toUpperCase()}`, kind: "member" as const },
      email: `${name}@acme.test`,
    }));
    const of = {
      platform: "slack",
      workspace: "T0ACME00",
      kind: "group",
      name: "b",
      team: 0,
    } as const;
    const asked = (reading: Reading) =>
      completed({ text, awaits: [of] }, new Map(), { read: async () => reading });
    const done = await asked({
      ...{ id: "S1", title: "@b", isTold: true },
      ...{ accounts: members.map(({ account }) => account), facts: members },
    });
    if ("fault" in done) throw new Error(done.fault);
    expect(rawOf(done.text).teams?.["Billing"]?.agents).toEqual(["ana@acme.test"]);
    expect(done.groups).toMatchObject([{ team: "Billing", id: "S1", accounts: ["U0ANA"] }]);
    expect(await asked("unknown")).toEqual({ fault: "group" });
    expect(await asked("forbidden")).toEqual({ fault: "unreadable" });
    expect(await asked("large")).toEqual({ fault: "large" });
    expect(await asked("unanswered")).toEqual({ fault: "other" });
  });

  it("names no file of the machine: what it says of other systems is not read", () => {
    const text = `${example}\noutward: { webhooks: [{ url: "https://a.test", secret_file: /etc/passwd }] }\n`;
    expect(read(text).organisation?.outward).toBeUndefined();
  });

  it("is shown in parts that end with a line, and that are the whole", () =>
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 200 }), { maxLength: 100 }), (lines) => {
        const text = lines.join("\n");
        const parts = inParts(text);
        expect(parts.join("\n")).toBe(text);
        expect(parts.every((part) => part.length <= 2_900)).toBe(true);
      }),
      { seed: 77, numRuns: 50 },
    ));
});

describe("P2: what is typed", () => {
  it.each([
    ["17:40", 1060],
    ["9.05", 545],
    ["24:00", undefined],
    ["25", undefined],
    ["", undefined],
  ])("%s as a time of day", (written, minute) => expect(minuteIn(written)).toBe(minute));

  it("a code is read in small letters and without its dash, and nothing else is one", () => {
    const code = newCode();
    expect(codeIn(code.toLowerCase().replace("-", ""))).toBe(code);
    expect(codeIn("help")).toBeUndefined();
    expect(codeIn("my data now")).toBeUndefined();
    expect(hashOf(code)).toHaveLength(64);
  });
});
