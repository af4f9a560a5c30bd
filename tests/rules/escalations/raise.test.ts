import { describe, expect, it } from "vitest";
import type { ColleagueNow, Command, Facts } from "../../../src/escalations/commands.ts";
import { decide } from "../../../src/escalations/rules.ts";
import { dana, priya, sam, usualPolicies } from "../../support/given.ts";

const given = {
  ...{ at: 1_794_474_000_007, by: "ana", subject: undefined, via: "anas-account" },
  ...{ newId: "request-1", seed: 1 },
};
const billing = { name: "Billing", policies: usualPolicies };
const ben: ColleagueNow = {
  ...{ person: "ben", via: "bens-account", team: billing, languages: [], isHelped: false },
};
const facts = (more: Partial<Facts>): Facts => ({
  ...{ colleagues: [sam, priya, dana], requesterLanguages: [], team: billing },
  ...more,
});
const byForm: Command = { do: "raise", worded: false, colleague: { person: "ben" } };
const byName: Command = { do: "raise", worded: true, colleague: { account: "U0BEN" } };

describe("E15: asking for a colleague", () => {
  it("opens a request of theirs that says who asked, told where they are", () => {
    expect(decide(undefined, byForm, given, facts({ colleague: ben }))).toMatchObject({
      answer: "raised",
      events: [
        { type: "opened", requester: "ben", via: "bens-account", team: "Billing", raisedBy: "ana" },
        { type: "asked", people: ["sam", "priya"] },
      ],
    });
  });

  it("goes to the team of who asks, where the colleague is in none; where both are in none it is said", () => {
    const alone = { ...ben, team: undefined };
    expect(decide(undefined, byForm, given, facts({ colleague: alone }))).toMatchObject({
      events: [{ type: "opened", requester: "ben", team: "Billing" }, { type: "asked" }],
    });
    expect(decide(undefined, byForm, given, facts({ colleague: alone, team: undefined }))).toEqual({
      refused: "no-team",
    });
  });

  it("a supervisor who asks is not asked to come, as long as there is another", () => {
    const bySam = { ...given, by: "sam" };
    expect(decide(undefined, byForm, bySam, facts({ colleague: ben }))).toMatchObject({
      events: [{ type: "opened" }, { type: "asked", people: ["priya"] }],
    });
  });

  it("a colleague who is being helped gets no second request", () => {
    const helped = { ...ben, isHelped: true };
    expect(decide(undefined, byName, given, facts({ colleague: helped }))).toEqual({
      refused: "raised-already",
    });
  });

  it("a name that we do not know, and one's own, ask for who typed it; a forged choice for nobody", () => {
    expect(decide(undefined, byName, given, facts({}))).toMatchObject({
      answer: "asked-for-self",
      events: [{ type: "opened", requester: "ana", worded: true }, { type: "asked" }],
    });
    const self = { ...ben, person: "ana" };
    expect(decide(undefined, byName, given, facts({ colleague: self }))).toMatchObject({
      answer: "asked",
      events: [{ type: "opened", requester: "ana" }, { type: "asked" }],
    });
    for (const colleague of [undefined, self])
      expect(decide(undefined, byForm, given, facts({ colleague }))).toEqual({
        refused: "not-a-colleague",
      });
  });
});
