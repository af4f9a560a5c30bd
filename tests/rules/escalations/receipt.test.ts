import { describe, expect, it } from "vitest";
import type { Event } from "../../../src/escalations/events.ts";
import { evolve } from "../../../src/escalations/evolve.ts";
import { defaultPolicies } from "../../../src/escalations/policy.ts";
import { receipt } from "../../../src/escalations/cards/receipt.ts";
import type { Request, Ringing } from "../../../src/escalations/request.ts";
import { saidAsNow } from "../../../src/escalations/times.ts";
import { say } from "../../../src/platform/say.ts";
import type { Organisation } from "../../../src/runtime/directory/directory.ts";
import { noRoster } from "../../../src/runtime/directory/roster.ts";
import type { Shell, Viewer } from "../../../src/runtime/feature.ts";
import { policy } from "../../support/given.ts";

const reader = {
  platform: "slack",
  locale: "en-GB",
  timeZone: "UTC",
  nameOf: (id: string) => id,
} as const;
const organisation: Organisation = {
  ...{
    id: "acme",
    name: "Acme",
    timeZone: "UTC",
    locale: "en",
    people: new Map(),
    revision: 1,
    roster: noRoster,
    accounts: new Map(),
    accountsOf: new Map(),
    supervisors: [],
    byAddress: new Map(),
    teams: new Map(),
  },
};
// A receipt reads no sealed words: the vault is never opened.
const shell = { organisation, now: 0 } as unknown as Shell;
const viewer: Viewer = { person: "Ana", account: "a1", occasion: "a0", posted: true, now: 0 };

/** Ana asks for help. */
const openedAt = (at: number, policies: typeof defaultPolicies): Event => ({
  type: "opened",
  at,
  id: "r1",
  requester: "Ana",
  via: "a1",
  team: "Billing",
  policies,
  worded: false,
  occasion: "a0",
});

/** The title of the agent's message when this many were asked. */
function title(count: number): string {
  const people = Array.from({ length: count }, (_, index) => `Sam${index + 1}`);
  const events: Event[] = [
    openedAt(0, defaultPolicies),
    {
      type: "asked",
      at: 0,
      people,
      round: 0,
      step: 0,
      ringing: { since: 0, dueAt: 1, asked: people, later: [] },
      heldBack: [],
      occasion: "p1",
      reason: "opened",
    },
  ];
  const request = events.reduce<Request | undefined>(evolve, undefined);
  if (request === undefined) throw new Error("no request");
  const card = receipt({ request, waiting: [] }, viewer, shell);
  return card === undefined ? "" : say(card.title, reader);
}

describe("the agent's message", () => {
  it("names a few, and counts more: a title holds 150 characters (E2)", () => {
    expect(title(4)).toBe("Asking Sam1, Sam2, Sam3 and Sam4.");
    expect(title(5)).toBe("Asking 5 people.");
    expect(title(60)).toBe("Asking 60 people.");
  });
});

describe("a time to be there by", () => {
  const at = (clock: string) => Date.parse(`2026-11-22T${clock}Z`);
  it("is a clock time while that minute is still to come, and now once it has begun", () => {
    expect(saidAsNow(at("07:50:20"), at("07:49:50"))).toBe(false);
    expect(saidAsNow(at("07:50:20"), at("07:50:00"))).toBe(true);
    expect(saidAsNow(at("07:50:20"), at("07:51:00"))).toBe(true);
    // A minute was given on the minute: its end is the clearer word.
    expect(saidAsNow(at("07:50:59.900"), at("07:50:00"))).toBe(false);
  });
});

describe("what the agent reads of whoever took it", () => {
  const at = Date.parse("2026-11-22T07:49:50Z");
  const policies = defaultPolicies;
  const opened: Event = openedAt(at, policies);
  const took: Event = { type: "acknowledged", at, by: "Sam", joinBy: at + 30_000, occasion: "a1" };
  const read = (now: number, ...events: Event[]) => {
    const request = [opened, took, ...events].reduce<Request | undefined>(evolve, undefined);
    if (request === undefined) throw new Error("no request");
    const card = receipt(
      { request, waiting: [] },
      { ...viewer, occasion: request.receipt, now },
      shell,
    );
    return [card?.title, ...(card?.lines ?? [])].map((line) =>
      line === undefined ? "" : say(line, reader),
    );
  };
  it("says until when, and once that minute has begun, within a minute", () => {
    expect(read(at)).toContain("If Sam is not there by 07:50, we ask others.");
    expect(read(at + 11_000)).toContain("If Sam is not there within a minute, we ask others.");
  });
  it("never says that nobody came where somebody was on the way, or says it is done", () => {
    const ended: Event = { type: "resolved", at, by: "Ana", how: "call-ended", assisted: false };
    const lapsed: Event = { type: "lapsed", at, by: "Sam", occasion: "a2" };
    expect(read(at, ended).slice(0, 2)).toEqual([
      "Closed. Sam was on the way.",
      "The call ended first. Thank you for asking for help.",
    ]);
    expect(read(at, lapsed, ended)[0]).toBe("Closed. Nobody came. That is our fault, not yours.");
    expect(read(at, lapsed, { ...ended, by: "Sam", how: "done" })[0]).toBe(
      "Closed. Sam says it is done.",
    );
  });
});

describe("who is asked next, and when", () => {
  const at = Date.parse("2026-11-22T12:12:00Z");
  const people = new Map(["Dana", "Lee"].map((id) => [id, { listed: true }]));
  const there = { ...shell, organisation: { ...organisation, people } } as unknown as Shell;
  const { steps } = policy([
    ["supervisors", 20],
    [["Dana", "gone"], 60],
    ["everyone", 60],
  ]);
  const abuse = { ...defaultPolicies.abuse, steps };
  const help = { ...defaultPolicies.help, steps };
  const policies = { ...defaultPolicies, abuse, help };
  const opened: Event = openedAt(at, policies);
  const read = (round: number, step: number, more: Partial<Ringing> = {}, ...others: Event[]) => {
    const ringing = {
      since: at,
      dueAt: at + 90_000,
      asked: ["Sam"],
      later: [],
      ...more,
    } as Ringing;
    const asked: Event = {
      type: "asked",
      at,
      people: ["Sam"],
      round,
      step,
      ringing,
      heldBack: [],
      occasion: "p1",
      reason: "opened",
    };
    const request = [opened, asked, ...others].reduce<Request | undefined>(evolve, undefined);
    if (request === undefined) throw new Error("no request");
    const card = receipt({ request, waiting: [] }, { ...viewer, now: at }, there);
    return (card?.lines ?? [])
      .map((line) => say(line, reader))
      .filter((line) => !line.startsWith("You can say"));
  };

  it("names whom the policy names, and nobody who is gone", () =>
    expect(read(0, 0)).toEqual(["You asked at 12:12.", "Dana is asked at 12:13."]));

  it("says the round, and that of the last step nobody is asked any more", () => {
    expect(read(1, 1)).toEqual([
      "You asked at 12:12. This is the second round.",
      "Then we ask the supervisors of all teams, at 12:13.",
    ]);
    expect(read(1, 2)[1]).toBe("If nobody takes it, we tell you here at 12:13.");
    expect(read(0, 2)[1]).toBe("Then we ask the supervisors of your team, at 12:13.");
  });

  it("names who waits for the middle of the step first", () =>
    expect(read(0, 0, { later: ["Lee"], laterAt: at + 70_000 })[1]).toBe("Lee is asked at 12:13."));

  it("passes over whoever passed on, or cannot be reached", () =>
    expect(read(0, 0, {}, { type: "passedOn", at, by: "Dana" })[1]).toBe(
      "Then we ask the supervisors of all teams, at 12:13.",
    ));
});
