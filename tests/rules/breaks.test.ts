import { describe, expect, it } from "vitest";
import { evolve } from "../../src/breaks/evolve.ts";
import { minutes, seconds } from "../../src/kernel/time.ts";
import { House, types } from "./breaks-house.ts";

const two = () => new House(["ana", "ben", "cat"]);
const offer = { do: "offer" } as const;
const offerAfterDanger = { do: "offerAfterDanger" } as const;

describe("B1: now, in some minutes, or after this call", () => {
  it("under the limit it starts now", () => {
    const house = two();
    expect(types(house.asks("ana", 10))).toEqual(["started"]);
    expect(house.of("ana")).toMatchObject({ status: "away", until: house.now + minutes(10) });
  });

  it("what came of it is said, but not beside the card or the home page that shows it", () => {
    const answers = (how: { shown?: true }) => {
      const house = two();
      house.asks("ben", 20);
      house.asks("ben", 20);
      const { answer: asked } = house.when(
        "ana",
        { do: "ask", length: minutes(20), ...how },
        "ana",
      );
      const { answer: more } = house.when("ben", { do: "more", ...how }, "ben");
      house.when("cat", offer);
      house.when("cat", { do: "ask", length: minutes(20) }, "cat");
      const { answer: bridge } = house.when("cat", { do: "back", ...how }, "cat");
      return [asked, more, bridge];
    };
    expect(answers({})).toEqual(["asked", "asked", "asked"]);
    expect(answers({ shown: true })).toEqual(["done", "done", "done"]);
  });

  it("at the limit it is queued with honest minutes, and starts when somebody is back", () => {
    const house = two();
    house.asks("ana", 20);
    expect(types(house.asks("ben", 20))).toEqual(["queued"]);
    const queued = house.of("ben");
    expect(queued).toMatchObject({ status: "queued", ahead: 0 });
    expect(queued.status === "queued" && (queued.about ?? 0) - house.now).toBeLessThanOrEqual(
      minutes(21),
    );
    house.when("ana", { do: "back" }, "ana");
    expect(house.of("ben").status).toBe("away");
  });

  it("five minutes start at once even at the limit, but not for the last one on the queue", () => {
    const house = two();
    house.asks("ana", 20);
    expect(types(house.asks("ben", 5))).toEqual(["started", "coverAsked"]);
    expect(types(house.asks("cat", 5))).toEqual(["queued", "coverAsked"]);
  });

  it("after abuse, at the limit: five minutes right now, and one's place kept", () => {
    const house = two();
    house.asks("ana", 20);
    house.when("ben", offer);
    expect(types(house.asks("ben", 20))).toEqual(["queued", "coverAsked"]);
    expect(house.of("ben")).toMatchObject({
      status: "queued",
      bridgeUntil: house.now + minutes(5),
    });
    house.passes(5);
    expect(house.of("ben")).not.toHaveProperty("bridgeUntil");
    house.when("ana", { do: "back" }, "ana");
    expect(house.of("ben")).toMatchObject({ status: "away" });
  });

  it("the bridge can be ended by hand, and comes once", () => {
    const house = two();
    house.asks("ana", 20);
    house.when("ben", offer);
    house.asks("ben", 20);
    expect(types(house.when("ben", { do: "back" }, "ben"))).toEqual(["bridgeEnded"]);
    expect(house.when("ben", { do: "back" }, "ben").refused).toBe("not-away");
    house.asks("ben", 30);
    expect(house.of("ben")).not.toHaveProperty("bridgeUntil");
  });

  it("another length, or a worse call, takes nothing away: not the five minutes, and not the latest time", () => {
    const house = new House(["ana", "ben"]);
    house.asks("ana", 20);
    house.when("ben", offer);
    house.asks("ben", 20);
    const bridgeUntil = house.now + minutes(5);
    house.now += minutes(1);
    house.asks("ben", 10);
    expect(house.of("ben")).toMatchObject({ length: minutes(10), bridgeUntil });
    house.when("ben", offerAfterDanger);
    const coverBy = house.now + minutes(2);
    expect(house.of("ben")).toMatchObject({ bridgeUntil, coverBy });
    house.now += minutes(1);
    house.asks("ben", 30);
    expect(house.of("ben")).toMatchObject({ bridgeUntil, coverBy });
  });

  it("whoever waited for a colleague who then goes home is not forgotten", () => {
    const house = new House(["ana", "ben"]);
    house.asks("ana", 30);
    house.asks("ben", 20);
    expect(house.of("ben")).not.toHaveProperty("coverBy");
    house.here.delete("ana");
    house.passes(1);
    expect(house.of("ben")).toMatchObject({ cover: { asked: ["sam"] } });
    expect(house.of("ben")).not.toHaveProperty("about");
    house.passes(14);
    expect(house.of("ben").status).toBe("afterCall");
  });

  it("cover that is not needed any more makes nobody go over the limit", () => {
    const house = new House(["ana"]);
    house.asks("ana", 20);
    house.here.add("ben").add("cat");
    house.asks("ben", 5);
    house.passes(0.1);
    expect(house.of("ben").status).toBe("away");
    house.when("ben", { do: "more" }, "ben");
    house.when("ben", { do: "more" }, "ben");
    house.passes(14.9);
    expect(house.of("ana")).toMatchObject({ status: "queued" });
    expect(house.of("ana")).not.toHaveProperty("coverBy");
  });

  it("nobody is said to be asked for cover where nobody is there to be asked", () => {
    const house = new House(["ana"]);
    house.coverers = [];
    expect(types(house.asks("ana", 10))).toEqual(["queued"]);
    expect(house.of("ana")).not.toHaveProperty("cover");
    house.passes(15);
    expect(house.of("ana").status).toBe("afterCall");
  });

  it("the end of somebody's five minutes lets whoever is first go at that very moment", () => {
    const house = new House(["ana", "ben", "cat", "dan"]);
    house.asks("ana", 20);
    house.when("ben", offer);
    house.asks("ben", 20);
    house.passes(3.5);
    house.when("cat", offer);
    house.asks("cat", 20);
    house.passes(2.2);
    house.when("ana", { do: "back" }, "ana");
    expect(house.of("ben").status).toBe("queued");
    house.passes(2.7);
    expect(house.of("ben").status).toBe("queued");
    house.passes(0.1);
    expect(house.of("ben").status).toBe("away");
  });

  it("nobody takes five minutes in the middle of a call", () => {
    const house = two();
    house.asks("ana", 20);
    house.when("ben", offer);
    house.inCall.add("ben");
    house.asks("ben", 20);
    expect(house.of("ben")).toMatchObject({ status: "queued" });
    expect(house.of("ben")).not.toHaveProperty("bridgeUntil");
  });

  it("a look that comes too early changes nothing", () => {
    const house = two();
    house.asks("ana", 20);
    house.now += minutes(20) - 1;
    expect(types(house.when("ana", { do: "look" }))).toEqual([]);
    house.now += 1;
    expect(types(house.when("ana", { do: "look" }))).toEqual(["nudged"]);
  });

  it("after a danger it starts over the limit, and cover is asked for without a word on why", () => {
    const house = two();
    house.asks("ana", 20);
    house.when("ben", offerAfterDanger);
    const happened = house.asks("ben", 20);
    expect(types(happened)).toEqual(["started", "coverAsked"]);
    expect(happened.events[1]).toMatchObject({ people: ["sam"], away: 2, limit: 1 });
    // What the row holds from now on does not say what the call was.
    expect(JSON.stringify(house.of("ben"))).not.toMatch(/danger|severity/);
  });

  it("after a danger, alone: when somebody covers, and after two minutes when the call is over", () => {
    const house = new House(["ana"]);
    house.when("ana", offerAfterDanger);
    expect(types(house.asks("ana", 20))).toEqual(["queued", "coverAsked"]);
    house.now += seconds(119);
    house.when("ana", { do: "look" });
    expect(house.of("ana").status).toBe("queued");
    house.now += seconds(1);
    house.when("ana", { do: "look" });
    expect(house.of("ana")).toMatchObject({ status: "afterCall", length: minutes(20) });
    expect(types(house.when("ana", { do: "callOver" }, "ana"))).toEqual(["started"]);
  });

  it("alone and nobody to come back: cover is asked for at once, and it starts after the call two minutes later, as after a danger", () => {
    const house = new House(["ana"]);
    expect(types(house.asks("ana", 10))).toEqual(["queued", "coverAsked"]);
    house.passes(1);
    expect(house.of("ana").status).toBe("queued");
    house.passes(1);
    expect(house.of("ana").status).toBe("afterCall");
  });

  it("with a request open it starts when they say that the call is over, and the place is kept meanwhile", () => {
    const house = two();
    house.inCall.add("ana");
    expect(types(house.asks("ana", 20))).toEqual(["afterCall"]);
    expect(types(house.asks("ben", 20))).toEqual(["queued"]);
    expect(house.when("ben", { do: "callOver" }, "ben").refused).toBe("closed");
    expect(types(house.when("ana", { do: "callOver" }, "ana"))).toEqual(["started"]);
  });

  it("a place kept for a call that goes on is given to others after half an hour; the break is not lost", () => {
    const house = two();
    house.inCall.add("ana");
    house.asks("ana", 20);
    house.asks("ben", 20);
    house.passes(30);
    expect(house.of("ben").status).toBe("away");
    expect(types(house.when("ana", { do: "callOver" }, "ana"))).toEqual(["started"]);
  });

  it("whoever is off shift leaves no gap, so it is now", () => {
    const house = new House(["ben"]);
    expect(types(house.asks("ana", 30))).toEqual(["started"]);
  });
});

describe("B1: the offer", () => {
  it("comes once; a worse call makes it more urgent, and a milder one does not", () => {
    const house = two();
    expect(types(house.when("ana", offer))).toEqual(["offered"]);
    expect(types(house.when("ana", offer))).toEqual([]);
    expect(types(house.when("ana", offerAfterDanger))).toEqual(["worsened"]);
    expect(types(house.when("ana", offer))).toEqual([]);
    expect(house.of("ana")).toMatchObject({ severity: "danger" });
  });

  it("asks nothing of somebody who is away already, and moves up who waits", () => {
    const house = two();
    house.asks("ana", 20);
    expect(types(house.when("ana", offerAfterDanger))).toEqual([]);
    house.asks("ben", 20);
    house.when("ben", offerAfterDanger);
    expect(house.of("ben").status).toBe("away");
  });

  it("is gone after two hours, or when they say so", () => {
    const house = two();
    house.when("ana", offer);
    house.passes(119);
    expect(house.of("ana").status).toBe("offered");
    house.passes(1);
    expect(house.of("ana").status).toBe("none");
    house.when("ana", offer);
    expect(house.when("ana", { do: "decline" }, "ana").answer).toBe("declined");
    expect(house.of("ana").status).toBe("none");
  });

  it("two offers of one timer are two breaks: no message of the first is the second's", () => {
    const house = two();
    const ids = [1, 2].map(() => {
      const event = house.when("ana", offer).events[0];
      house.when("ana", { do: "decline" }, "ana");
      house.now += 1;
      return event?.type === "offered" ? event.occasion : undefined;
    });
    expect(new Set(ids).size).toBe(2);
  });
});

describe("B2: waiting too long is a cover problem", () => {
  it("after 15 minutes supervisors are asked, once", () => {
    const house = two();
    house.asks("ana", 30);
    house.asks("ben", 20);
    house.passes(14.9);
    expect(house.of("ben")).not.toHaveProperty("cover");
    house.passes(0.2);
    expect(house.of("ben")).toMatchObject({ cover: { asked: ["sam"], away: 1, limit: 1 } });
    const since = house.of("ben");
    house.passes(5);
    expect(house.of("ben")).toMatchObject({ cover: "cover" in since ? since.cover : {} });
  });

  it("a supervisor can make room, and there is nothing with which to decline", () => {
    const house = two();
    house.asks("ana", 30);
    house.asks("ben", 20);
    house.passes(16);
    expect(house.when("ben", { do: "makeRoom" }, "ana").refused).toBe("not-yours");
    expect(house.when("ben", { do: "decline" }, "sam").refused).toBe("not-yours");
    expect(types(house.when("ben", { do: "makeRoom" }, "sam"))).toEqual(["roomMade", "started"]);
    expect(house.when("ben", { do: "makeRoom" }, "sam").refused).toBe("no-need");
  });

  it("nobody makes room for themselves", () => {
    const house = new House(["sam", "ana"]);
    house.asks("ana", 20);
    house.asks("sam", 20);
    expect(house.when("sam", { do: "makeRoom" }, "sam").refused).toBe("not-yours");
  });
});

describe("B3: back", () => {
  it("a nudge when the time is over, ten more as often as they like, and back by themselves ten minutes after", () => {
    const house = two();
    house.asks("ana", 5);
    house.passes(5);
    expect(house.of("ana")).toMatchObject({ nudged: true });
    house.when("ana", { do: "more" }, "ana");
    expect(house.of("ana")).toMatchObject({ until: house.now + minutes(10), nudged: false });
    house.passes(19);
    expect(house.of("ana").status).toBe("away");
    house.passes(1);
    expect(house.of("ana")).toEqual({ person: "ana", status: "none", lastAt: 0 });
  });

  it("nothing is kept of a break that is over", () => {
    const house = two();
    house.when("ana", offerAfterDanger);
    house.asks("ana", 5);
    house.when("ana", { do: "back" }, "ana");
    expect(house.of("ana")).toEqual({ person: "ana", status: "none", lastAt: 0 });
  });

  it("only a break after a hard call leads to an offer to talk", () => {
    const house = two();
    house.asks("ana", 5);
    expect(house.when("ana", { do: "back" }, "ana").events[0]).toMatchObject({ care: false });
    house.when("ana", offer);
    house.asks("ana", 5);
    expect(house.when("ana", { do: "back" }, "ana").events[0]).toMatchObject({ care: true });
    house.when("ana", offer);
    expect(house.when("ana", { do: "decline" }, "ana").events[0]).toMatchObject({ care: false });
  });
});

describe("what does not fit changes nothing, and says so", () => {
  it.each([
    ["0 minutes", minutes(0)],
    ["999 minutes", minutes(999)],
    ["half a minute", seconds(30)],
    ["a banana", "wrong" as const],
  ])("%s", (_, length) => {
    const house = two();
    expect(house.when("ana", { do: "ask", length }, "ana")).toEqual({
      events: [],
      refused: "length",
    });
  });

  it("any whole minutes up to the longest are fine", () => {
    for (const length of [1, 7, 30]) expect(types(two().asks("ana", length))).toEqual(["started"]);
  });

  it("a second break, back twice, more of nothing", () => {
    const house = two();
    house.asks("ana", 10);
    expect(house.asks("ana", 10).refused).toBe("away");
    house.when("ana", { do: "back" }, "ana");
    expect(house.when("ana", { do: "back" }, "ana").refused).toBe("not-away");
    expect(house.when("ana", { do: "more" }, "ana").refused).toBe("not-away");
    expect(house.when("ana", { do: "decline" }, "ana").refused).toBe("closed");
  });

  it("somebody else's break is theirs", () => {
    const house = two();
    house.asks("ana", 10);
    for (const command of [
      { do: "back" },
      { do: "more" },
      { do: "ask" },
      { do: "callOver" },
      { do: "decline" },
    ] as const)
      expect(house.when("ana", command, "ben").refused).toBe("not-yours");
  });

  it("asking again with another length keeps one's place", () => {
    const house = two();
    house.asks("ana", 20);
    house.asks("ben", 20);
    house.now += minutes(1);
    const first = house.of("ben");
    house.asks("ben", 10);
    expect(house.of("ben")).toMatchObject({
      length: minutes(10),
      since: first.status === "queued" ? first.since : 0,
    });
  });

  it("an event that no state wants leaves it alone", () => {
    const none = { person: "ana", status: "none", lastAt: 0 } as const;
    expect(
      evolve(none, { type: "released", at: 1, person: "ana", watchers: [], next: [] }),
    ).toEqual(none);
  });
});
