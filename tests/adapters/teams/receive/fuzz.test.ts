import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { hostile } from "../../slack/render/hostile.ts";
import { Growth } from "../../../support/memory.ts";
import { isClean, patience, runs, unnatural } from "../../../support/runs.ts";
import { token } from "../issuer.ts";
import { notice, type World, world } from "../world.ts";

/* Signed, and not at all what Teams sends: every answer is one of ours, and nothing escapes. */

const escaped: unknown[] = [];
const note = (reason: unknown) => void escaped.push(reason);
process.on("unhandledRejection", note);
afterAll(() => {
  process.off("unhandledRejection", note);
});

const anything = fc.oneof(hostile, fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<unknown>);
const types = ["message", "invoke", "installationUpdate", "conversationUpdate", "messageUpdate"];
const names = [
  "adaptiveCard/action",
  "task/fetch",
  "task/submit",
  "composeExtension/fetchTask",
  "composeExtension/submitAction",
];
const data = fc.record({
  handrail: fc.oneof(
    anything,
    fc.record({
      k: fc.constantFrom("press", "form"),
      action: anything,
      form: anything,
      s: anything,
      a: anything,
      n: anything,
      f: anything,
      v: anything,
      o: anything,
      pa: anything,
    }),
  ),
  msteams: anything,
  words: anything,
});
const value = fc.oneof(
  anything,
  fc.record({
    action: fc.oneof(anything, fc.record({ verb: anything, data })),
    data,
    trigger: anything,
    commandId: fc.oneof(fc.constant("escalate"), anything),
  }),
  data,
);
const activities = fc.record(
  {
    type: fc.oneof(fc.constantFrom(...types), hostile),
    name: fc.oneof(fc.constantFrom(...names), anything),
    ...{
      id: anything,
      text: anything,
      value,
      action: anything,
      replyToId: anything,
      membersAdded: anything,
      entities: anything,
      localTimezone: anything,
      locale: anything,
    },
    from: fc.oneof(
      anything,
      fc.record({ id: anything, aadObjectId: hostile, userRole: anything, tenantId: anything }),
    ),
    recipient: anything,
  },
  { requiredKeys: ["type"] },
);

async function answered(w: World, more: object): Promise<number> {
  const response = await w.send(w.activity(more));
  await response.arrayBuffer();
  return response.status;
}

it(
  "no activity is too strange",
  async () => {
    const w = await world();
    w.core.answer = { notice: notice("Asked Sam") };
    const growth = new Growth(runs(600));
    await fc.assert(
      fc.asyncProperty(activities, async (more) => {
        expect([200, 400]).toContain(await answered(w, more));
        // What this world remembers for other tests is not the door's.
        for (const records of [w.core.gestures, w.cloud.calls, w.logged]) records.length = 0;
        growth.ran();
      }),
      { numRuns: runs(600) },
    );
    expect(growth.megabytes()).toBeLessThanOrEqual(50);
    await w.adapter.stop();
    expect(escaped).toEqual([]);
    expect(isClean()).toBe(true);
  },
  patience(600),
);

it.each(unnatural)("%s: answered, and nothing is left behind", async (_, json) => {
  const w = await world();
  // As text: an object here would never have the keys that it is about.
  const whole = JSON.stringify(
    w.activity({ type: "message", text: "escalate", value: "@" }),
  ).replace('"@"', () => json);
  const response = await w.post(whole, `Bearer ${await token(w.cloud.serviceUrl)}`);
  await response.arrayBuffer();
  expect([200, 400]).toContain(response.status);
  expect(isClean()).toBe(true);
  await w.adapter.stop();
});
