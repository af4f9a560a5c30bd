import { describe, expect, it } from "vitest";
import { evolve } from "../../src/escalations/evolve.ts";
import { defaultPolicies } from "../../src/escalations/policy.ts";
import { receipt } from "../../src/escalations/receipt.ts";
import type { Event, Request } from "../../src/escalations/request.ts";
import { say } from "../../src/platform/say.ts";
import type { Organisation } from "../../src/runtime/directory.ts";
import type { Shell, Viewer } from "../../src/runtime/feature.ts";

const reader = { platform: "slack", locale: "en-GB", timeZone: "UTC", nameOf: (id: string) => id } as const;
const organisation: Organisation = {
  ...{
    id: "acme",
    name: "Acme",
    timeZone: "UTC",
    locale: "en",
    people: new Map(),
    revision: 1,
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

/** The title of the agent's message when this many were asked. */
function title(count: number): string {
  const people = Array.from({ length: count }, (_, index) => `Sam${index + 1}`);
  const events: Event[] = [
    {
      type: "opened",
      at: 0,
      id: "r1",
      requester: "Ana",
      via: "a1",
      team: "Billing",
      policies: defaultPolicies,
      worded: false,
      occasion: "a0",
    },
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
  it("names a few, and counts more: a title holds 150 characters (PRODUCT E2)", () => {
    expect(title(4)).toBe("Asking Sam1, Sam2, Sam3 and Sam4.");
    expect(title(5)).toBe("Asking 5 people.");
    expect(title(60)).toBe("Asking 60 people.");
  });
});
