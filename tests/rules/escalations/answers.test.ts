import { describe, expect, it } from "vitest";
import type { Shell } from "../../../src/runtime/feature.ts";
import { callLinkOf } from "../../../src/people/place.ts";
import { effects } from "../../../src/escalations/effects.ts";
import { standingVerdict } from "../../../src/escalations/verdict/standing.ts";
import { type Verdict, verdicts } from "../../../src/escalations/verdict/verdicts.ts";
import { Situation, offered, types } from "../../support/given.ts";

const answer = (verdict: Verdict, listed?: string) => ({ do: "answer", verdict, listed }) as const;

function asked(): Situation {
  const s = new Situation();
  s.escalates();
  return s;
}

describe("E10: an answer in one press", () => {
  it.each(verdicts)("%s takes it, makes it joined, and tells the agent anew", (verdict) => {
    const s = asked();
    const { receipt } = s.state;
    const happened = s.when("sam", answer(verdict));
    expect(types(happened)).toEqual(["answered"]);
    expect(s.state).toMatchObject({ status: "joined", holder: "sam", attended: true });
    expect(s.state.receipt).not.toBe(receipt);
    expect(effects(happened.events[0] as never, s.state)).toMatchObject([
      { do: "tell", view: "receipt", occasion: s.state.receipt },
    ]);
  });

  it("before taking and after it, on the way and at the agent's side", () => {
    const s = asked();
    s.when("sam", { do: "acknowledge" });
    s.when("sam", answer("approve"));
    expect(standingVerdict(s.state)?.verdict).toBe("approve");
    s.when("sam", { do: "arrived" });
    expect(standingVerdict(s.state)).toBeUndefined();
    s.when("sam", answer("callBack"));
    expect(standingVerdict(s.state)?.verdict).toBe("callBack");
  });

  it("the second of two clicks is no second answer; after the agent asked again it is one", () => {
    const s = asked();
    s.when("sam", answer("approve"));
    expect(s.when("sam", answer("approve"))).toEqual({ events: [], answer: "done" });
    s.passes(20);
    s.escalates();
    expect(types(s.when("sam", answer("approve")))).toEqual(["answered"]);
  });

  it("the first wins; the other is refused, and so is the agent", () => {
    const s = asked();
    s.when("sam", answer("approve"));
    expect(s.when("priya", answer("approve"))).toMatchObject({ refused: "taken" });
    expect(s.when("ana", answer("approve"))).toMatchObject({ refused: "not-asked" });
    expect(s.when("kim", answer("approve"))).toMatchObject({ refused: "not-asked" });
  });

  it("whom the agent's second call asks may answer in the holder's place", () => {
    const s = asked();
    s.when("sam", { do: "acknowledge" });
    s.passes(20);
    s.escalates();
    s.when("dana", answer("approve"));
    expect(s.state).toMatchObject({ status: "joined", holder: "dana" });
  });

  it("after No answer it still can be answered", () => {
    const s = asked();
    s.passes(300);
    expect(s.state.status).toBe("exhausted");
    s.when("priya", answer("approve"));
    expect(s.state).toMatchObject({ status: "joined", holder: "priya" });
  });

  it("a danger has no answers; one that stood before ends nothing there", () => {
    const s = asked();
    s.when("ana", { do: "danger" });
    for (const verdict of verdicts)
      expect(s.when("sam", answer(verdict))).toEqual({ events: [], refused: "in-danger" });
    const t = asked();
    t.when("sam", answer("approve"));
    t.when("ana", { do: "danger" });
    expect(t.state).toMatchObject({ level: "danger", danger: { partner: "sam" } });
  });

  it("an offer is one of the list, or words; each is an answer of its own", () => {
    const s = asked();
    expect(s.when("sam", answer("offer", "A free car"))).toMatchObject({
      refused: "no-such-offer",
    });
    for (const listed of [...offered, undefined, undefined])
      expect(types(s.when("sam", answer("offer", listed)))).toEqual(["answered"]);
    // No text of an offer is in the history.
    expect(JSON.stringify([s.journal, s.state])).not.toContain("Refund");
  });

  it("a closed request has none; a stranger learns no more of it than before", () => {
    const s = asked();
    s.when("ana", { do: "callEnded" });
    expect(s.when("sam", answer("approve"))).toEqual({ events: [], refused: "closed" });
    expect(s.when("kim", answer("approve"))).toEqual({ events: [], refused: "not-asked" });
  });

  it("C3: who answered from afar hears no customer, so the warnings stay as they are", () => {
    const s = asked();
    s.when("sam", answer("approve"));
    s.when("ana", { do: "boundary", step: { behaviour: "insults", after: 0 } });
    expect(s.state.boundary?.stage).toBe("warned");
    s.when("sam", { do: "arrived" });
    const t = asked();
    t.when("sam", { do: "arrived" });
    t.when("ana", { do: "boundary", step: { behaviour: "insults", after: 0 } });
    expect(t.state.boundary?.stage).toBe("end");
  });
});

it("E10: a call link is there for who is in Teams and has an address", () => {
  const of = (email: string | undefined, platform: string, open = true) =>
    callLinkOf(
      {
        people: new Map([["ana", { email }]]),
        accountsOf: new Map([["ana", [{ platform, open }]]]),
      } as unknown as Shell["organisation"],
      "ana",
    );
  expect(of("ana+1@acme.test", "teams")).toBe(
    "https://teams.microsoft.com/l/call/0/0?users=ana%2B1%40acme.test",
  );
  expect(of(undefined, "teams")).toBeUndefined();
  expect(of("ana@acme.test", "slack")).toBeUndefined();
  expect(of("ana@acme.test", "teams", false)).toBeUndefined();
});
