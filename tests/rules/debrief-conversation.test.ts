import { describe, expect, it } from "vitest";
import { effects } from "../../src/debriefs/effects.ts";
import { Situation } from "./debriefs/given.ts";
import { now, supporter } from "./debriefs/people.ts";

const chat = { workspace: "T0ACME00", channel: "G1" };

/** Ben said yes to Ana. */
function together(): Situation {
  const given = new Situation(supporter("ben"));
  given.looks();
  given.when("ben", { do: "yes" });
  return given;
}
const after = (given: Situation) => given.types().slice(given.types().indexOf("accepted") + 1);

describe("the conversation of the two (issue 5, item 3)", () => {
  it("is wished for with the yes, as one message that is hers, and looked for two seconds later", () => {
    const given = together();
    const accepted = given.happened.find(({ type }) => type === "accepted");
    if (accepted === undefined || given.state === undefined) throw new Error("nobody said yes");
    const told = effects(accepted, given.state).filter((effect) => effect.do === "tell");
    expect(told.map(({ view, to }) => [view, to])).toEqual([
      ["own", { person: "ana" }],
      ["both", { person: "ana" }],
    ]);
    expect(given.timers.get("chat")).toBe(now + 2_000);
  });

  it("found, it is known until the talk is over, and not looked for again", () => {
    const given = together();
    given.chat = chat;
    given.passes(2);
    expect(given.state).toMatchObject({ status: "accepted", chat });
    given.passes(600);
    expect(after(given)).toEqual(["chatSettled"]);
    given.when("ana", { do: "finish" });
    expect(given.state).not.toHaveProperty("chat");
  });

  it("where there is none it is looked for once", () => {
    const given = together();
    given.passes(600);
    expect(after(given)).toEqual(["chatSettled"]);
    expect(given.state).toMatchObject({ status: "accepted" });
    expect(given.state).not.toHaveProperty("chat");
  });

  it("on its way, it is looked for again, and not for longer than two minutes", () => {
    const given = together();
    given.chat = "opening";
    given.passes(40);
    expect(after(given)).toEqual(["chatAwaited", "chatAwaited", "chatAwaited"]);
    given.chat = chat;
    given.passes(15);
    expect(given.state).toMatchObject({ chat });
    const never = together();
    never.chat = "opening";
    never.passes(44 * 60);
    expect(after(never).at(-1)).toBe("chatSettled");
    expect(after(never).length).toBeLessThan(12);
  });

  it("a look that comes too early, or when they have talked already, changes nothing", () => {
    const given = together();
    expect(given.when(undefined, { do: "chat" }).refused).toBe("too-early");
    given.when("ben", { do: "finish" });
    given.now += 5_000;
    expect(given.when(undefined, { do: "chat" }).refused).toBe("too-early");
  });

  it("somebody who had to leave takes no conversation along: the next two are looked for anew", () => {
    const given = new Situation(supporter("ben"), supporter("carla", { month: 2 }));
    given.looks();
    given.when("ben", { do: "yes" });
    given.chat = chat;
    given.passes(2);
    given.when("ben", { do: "leave" });
    expect(given.state).not.toHaveProperty("chat");
    given.when("carla", { do: "yes" });
    expect(given.state).toMatchObject({ status: "accepted", partner: "carla" });
    expect(given.state).not.toHaveProperty("chat");
    expect(given.timers.get("chat")).toBe(given.now + 2_000);
  });
});
