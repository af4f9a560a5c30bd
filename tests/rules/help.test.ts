import { describe, expect, test } from "vitest";
import { helpFor } from "../../src/home/help.ts";
import { telephone } from "../../src/platform/text.ts";
import type { Shell } from "../../src/runtime/feature.ts";
import type { Organisation } from "../../src/runtime/directory/organisation.ts";

const team = (name: string, settings: Record<string, unknown>) =>
  [name, { name, listed: true, settings }] as const;
const member = (id: string, agentOf: readonly string[], supervises: readonly string[]) =>
  [id, { id, agentOf, supervises }] as const;

/** Deliveries has check-ins, Billing has none; Lee is in the file and in no team. */
const organisation = (contacts: readonly string[] = []) =>
  ({
    people: new Map([
      member("ana", ["Billing"], []),
      member("carla", ["Deliveries"], []),
      member("dana", [], ["Deliveries"]),
      member("lee", [], []),
    ]),
    teams: new Map([
      team("Billing", { checkIns: [], support: { contacts } }),
      team("Deliveries", { checkIns: [{ name: "weekly" }] }),
    ]),
  }) as unknown as Organisation;

const shell = (contacts?: readonly string[]) => ({ organisation: organisation(contacts) }) as Shell;

const named = (person: string | undefined) =>
  helpFor(shell(), person).lines.map((line) => "key" in line && line.key);

describe("help names what this person can use", () => {
  test.each([
    [
      "an agent whose team has no check-ins",
      "ana",
      ["help.title", "help.words", "help.break", "help.promise", "help.debrief", "help.shift"],
    ],
    [
      "an agent whose team has them",
      "carla",
      [
        "help.title",
        "help.words",
        "help.break",
        "help.promise",
        "help.debrief",
        "help.checkin",
        "help.shift",
      ],
    ],
    [
      "a supervisor of such a team",
      "dana",
      [
        "help.title",
        "help.words",
        "help.break",
        "help.promise",
        "help.debrief",
        "help.checkin",
        "help.shift",
      ],
    ],
    [
      "somebody in no team, for whom nobody could be asked",
      "lee",
      ["help.title", "help.break", "help.debrief", "help.shift"],
    ],
    [
      "somebody whom we do not know",
      undefined,
      ["help.title", "help.break", "help.debrief", "help.shift"],
    ],
  ])("%s", (_, person, keys) => {
    expect(named(person)).toEqual(keys);
  });

  test("Get help now comes first, whoever asks; a person to turn to is offered where the file names one", () => {
    const pressed = (contacts: readonly string[]) => {
      const { first = [], buttons } = helpFor(shell(contacts), "lee");
      return [first, buttons].map((some) => some.map(({ action }) => action));
    };
    // Above the lines stands that one alone.
    expect(pressed([])).toEqual([["escalations.escalate"], ["escalations.say", "mydata.menu"]]);
    expect(pressed(["dana"])).toEqual([
      ["escalations.escalate"],
      ["contacts.ask", "escalations.say", "mydata.menu"],
    ]);
  });
});

test("a telephone number never breaks in the middle", () => {
  expect(telephone("0800 111 0 111")).toEqual({ literal: "0800\u00a0111\u00a00\u00a0111" });
});
