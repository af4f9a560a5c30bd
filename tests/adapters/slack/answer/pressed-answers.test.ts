import { expect, test } from "vitest";
import { PressedAnswers } from "../../../../adapters/slack/answer/pressed-answers.ts";

let now = 0;
const pressed = () => {
  now = 1_000;
  return new PressedAnswers(() => now);
};

test("E2: a private answer that was pressed is deleted once, when it is over", () => {
  const answers = pressed();
  expect(answers.keep("U1", "request", "https://one", now)).toBe(true);
  expect(answers.take("U2", "request")).toBeUndefined();
  expect(answers.take("U1", "request")).toBe("https://one");
  expect(answers.take("U1", "request")).toBeUndefined();
});

test("E2: over before the answer to the very press that ended it: nobody would ask for its address", () => {
  const answers = pressed();
  const pressedAt = now;
  now += 20;
  expect(answers.take("U1", "request")).toBeUndefined();
  expect(answers.keep("U1", "request", "https://one", pressedAt)).toBe(false);
  // A later press on it, such as Danger, is answered as any.
  now += 20;
  expect(answers.keep("U1", "request", "https://two", now)).toBe(true);
});

test("an address is not taken for longer than Slack takes it, and thousands do not fill the memory", () => {
  const answers = pressed();
  answers.keep("U1", "request", "https://one", now);
  now += 31 * 60_000;
  expect(answers.take("U1", "request")).toBeUndefined();
  for (let n = 0; n < 5_001; n++) answers.keep("U1", `request ${n}`, `https://${n}`, now);
  expect(answers.take("U1", "request 0")).toBeUndefined();
  expect(answers.take("U1", "request 5000")).toBe("https://5000");
});
