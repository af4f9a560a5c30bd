import { expect, it } from "vitest";
import { type Live, notOneLive } from "../support/one-live/one-live.ts";

/* The check at the end of every story (tests/support/one-live): each fault once, and beside it what is none. */

const live = (more: Partial<Live> = {}): Live => ({
  ...{
    account: "U0SAM",
    chat: "D1",
    request: "r1",
    presses: ["acknowledge"],
    words: "Ana needs help",
  },
  ...more,
});
const over: ReadonlySet<string> = new Set(["r9"]);
const closed = (more: Partial<Live> = {}) =>
  live({ request: "r9", presses: ["timeline"], words: "Closed.", ...more });

it("finds a second live card of a request, in whatever chat", () => {
  expect(notOneLive([live(), live({ chat: "C1" })], over)).toHaveLength(1);
  const others = [live({ request: "r2" }), live({ account: "U0PRIYA" })];
  expect(notOneLive([live(), ...others], over)).toEqual([]);
});

it("finds a second card of what is over", () => {
  expect(notOneLive([closed(), closed()], over)).toHaveLength(1);
  expect(notOneLive([closed(), live()], over)).toEqual([]);
});

it("finds what is over and reads as if it were not", () => {
  expect(notOneLive([closed({ presses: ["danger"] })], over)).toHaveLength(1);
  expect(notOneLive([closed({ words: "Asking Sam." })], over)).toHaveLength(1);
  expect(notOneLive([live({ presses: ["danger"], words: "Asking Sam." })], over)).toEqual([]);
});
