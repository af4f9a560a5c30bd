import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Contact, type Event, evolve, isLive } from "../../src/checkins/contact/request.ts";
import {
  type Command,
  type Facts,
  decide,
  effects,
  timers,
} from "../../src/checkins/contact/rules.ts";

const minute = 60_000;
const there = (person: string, is = true, reachable = true, own = false) => ({
  ...{ person, there: is, reachable, own },
});
const given = (at: number, by?: string) => ({ at, by, via: undefined, newId: "request", seed: 1 });
const both: Facts = { contacts: [there("lee"), there("kim")] };

function after(
  state: Contact | undefined,
  command: Command,
  at: number,
  by?: string,
  facts = both,
) {
  const decision = decide(state, command, given(at, by), facts);
  const events: readonly Event[] = "events" in decision ? decision.events : [];
  const contact = events.reduce<Contact | undefined>(evolve, state);
  return {
    decision,
    contact,
    told: contact === undefined ? [] : events.flatMap((event) => effects(event, contact)),
  };
}

describe("K4: ask a person to contact me now", () => {
  it("who is there first, then who is not; whoever cannot be reached and whoever asks are left out", () => {
    const order = (contacts: Facts["contacts"]) =>
      after(undefined, { do: "ask" }, 0, "ana", { contacts }).contact?.order;
    expect(order([there("lee", false), there("kim")])).toEqual(["kim", "lee"]);
    expect(order([there("lee", true, false), there("kim", false)])).toEqual(["kim"]);
    expect(order([there("ana"), there("kim")])).toEqual(["kim"]);
  });

  it("one's own supervisor comes behind every other who is there", () => {
    const order = (contacts: Facts["contacts"]) =>
      after(undefined, { do: "ask" }, 0, "ana", { contacts }).contact?.order;
    const sam = there("sam", true, true, true);
    expect(order([sam, there("kim")])).toEqual(["kim", "sam"]);
    expect(order([sam, there("kim", false)])).toEqual(["sam", "kim"]);
    expect(order([there("sam", false, true, true), there("kim", false)])).toEqual(["kim", "sam"]);
    expect(order([sam])).toEqual(["sam"]);
  });

  it("pressed three times in a row it is one wish: the contacts are not used up", () => {
    let { contact } = after(undefined, { do: "ask" }, 0, "ana");
    for (const at of [1_000, 2_000, 20_000]) {
      const again = after(contact, { do: "ask" }, at, "ana");
      expect(again.decision).toMatchObject({ answer: "again", events: [] });
      contact = again.contact ?? contact;
    }
    expect(Object.keys(contact?.pages ?? {})).toEqual(["lee"]);
    expect(after(contact, { do: "ask" }, 31_000, "ana").contact?.pages).toHaveProperty("kim");
  });

  it("the second within five minutes, everybody and an alarm after that, again every quarter of an hour for two hours", () => {
    let { contact } = after(undefined, { do: "ask" }, 0, "ana");
    const asked: string[] = [];
    for (let at = 0; at < 180 * minute; at += minute) {
      const looked = after(contact, { do: "look" }, at);
      contact = looked.contact;
      for (const tell of looked.told)
        if (tell.do === "tell" && tell.view === "page" && "person" in tell.to)
          asked.push(`${tell.to.person} ${at / minute}`);
    }
    expect(asked.slice(0, 5)).toEqual(["kim 2", "lee 5", "kim 5", "lee 20", "kim 20"]);
    expect(asked.at(-1)).toBe("kim 110");
    expect(contact).toMatchObject({ status: "unanswered" });
    expect(after(contact, { do: "take" }, 170 * minute, "kim").contact).toMatchObject({
      status: "taken",
      by: "kim",
    });
  });

  it("nobody named, or nobody reachable: said at once, and an alarm", () => {
    expect(after(undefined, { do: "ask" }, 0, "ana", { contacts: [] })).toMatchObject({
      decision: { answer: "nobody" },
      contact: { status: "unanswered" },
    });
  });

  it("only whoever was asked can take it, only whoever asked can withdraw it", () => {
    const { contact } = after(undefined, { do: "ask" }, 0, "ana");
    expect(after(contact, { do: "take" }, 1, "kim").decision).toEqual({ refused: "not-yours" });
    expect(after(contact, { do: "withdraw" }, 1, "lee").decision).toEqual({ refused: "not-yours" });
    const { contact: taken } = after(contact, { do: "take" }, 1, "lee");
    expect(after(taken, { do: "take" }, 2, "lee").decision).toEqual({ refused: "closed" });
    expect(after(contact, { do: "withdraw" }, 1, "ana").contact).toMatchObject({
      status: "withdrawn",
    });
  });

  it("a page that can never arrive goes on at once", () => {
    const { contact } = after(undefined, { do: "ask" }, 0, "ana");
    expect(after(contact, { do: "unreachable", person: "lee" }, 1).contact?.pages).toHaveProperty(
      "kim",
    );
    expect(after(contact, { do: "unreachable", person: "kim" }, 1).decision).toEqual({
      refused: "closed",
    });
  });

  it("never a silent end: while it is open, somebody is asked and it is looked at again, or its person was told the truth", () => {
    const press = fc.record({
      command: fc.constantFrom<Exclude<Command["do"], "unreachable">>(
        "ask",
        "take",
        "pass",
        "withdraw",
        "look",
      ),
      by: fc.constantFrom("ana", "lee", "kim"),
      wait: fc.integer({ min: 0, max: 20 * minute }),
    });
    fc.assert(
      fc.property(fc.array(press, { maxLength: 30 }), (presses) => {
        let at = 0;
        let { contact, told } = after(undefined, { do: "ask" }, at, "ana");
        for (const { command, by, wait } of presses) {
          at += wait;
          ({ contact, told } = after(
            contact,
            { do: command },
            at,
            command === "look" ? undefined : by,
          ));
          if (contact === undefined || !isLive(contact)) continue;
          if (contact.status === "open") expect(timers(contact)).toHaveLength(1);
          else if (told.length > 0)
            expect(told).toContainEqual(
              expect.objectContaining({ view: "receipt", occasion: contact.receipt }),
            );
        }
      }),
      { numRuns: 300 },
    );
  });
});
