import fc from "fast-check";
import { expect, it } from "vitest";
import { botEvents } from "../../../../adapters/slack/config.ts";
import { Growth } from "../../../support/memory.ts";
import { isClean, patience, runs, unnatural } from "../../../support/runs.ts";
import { world } from "../world.ts";

/*
 * Signed bodies that Slack would never send: each is answered below 500, and leaves nothing behind,
 * not even memory.
 */

const types = [
  "event_callback",
  "block_actions",
  "view_submission",
  "view_closed",
  "shortcut",
  "message_action",
  "url_verification",
  "x",
];
const keys = [
  "id",
  "type",
  "user",
  "team",
  "team_id",
  "view",
  "actions",
  "event",
  "item",
  "channel",
  "action_id",
  "value",
  "state",
  "values",
  "__proto__",
  "constructor",
  "container",
];
const leaf = fc.oneof(
  fc.constantFrom<unknown>(null, "", "T1", "U1", 0, -1, 1e308, true, [], {}, "button", "escalate"),
  fc.string(),
);
const { any } = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie("any"), { maxKeys: 5 }),
  ),
}));
const event = fc.oneof(
  any,
  fc.record({
    type: fc.constantFrom(...botEvents),
    user: any,
    item: any,
    channel: any,
    tokens: any,
    dnd_status: any,
  }),
);
const body = fc.record(
  {
    type: fc.constantFrom(...types),
    command: any,
    name: any,
    event,
    ...{
      user: any,
      team: any,
      team_id: any,
      user_id: any,
      view: any,
      actions: any,
      container: any,
      authorizations: any,
    },
    ...{
      trigger_id: any,
      response_url: any,
      event_id: any,
      callback_id: any,
      function_data: any,
      is_enterprise_install: any,
    },
  },
  { requiredKeys: [] },
);

it("no signed body brings the door down", { timeout: patience(500) }, async () => {
  const { post, core, api, logged } = await world();
  const seen = new Set<number>();
  const growth = new Growth(runs(500));
  await fc.assert(
    fc.asyncProperty(body, fc.boolean(), async (content, asForm) => {
      const json = JSON.stringify(content);
      const response = asForm
        ? await post(new URLSearchParams({ payload: json }).toString(), {
            "content-type": "application/x-www-form-urlencoded",
          })
        : await post(json, { "content-type": "application/json" });
      await response.arrayBuffer();
      seen.add(response.status);
      // What this world remembers for other tests is not the door's.
      for (const records of [
        core.gestures,
        core.accounts,
        core.quiet,
        core.gone,
        api.calls,
        logged,
      ])
        records.length = 0;
      growth.ran();
      expect([200, 400]).toContain(response.status);
    }),
    { numRuns: runs(500) },
  );
  expect(growth.megabytes()).toBeLessThanOrEqual(50);
  expect([...seen].toSorted((a, b) => a - b)).toEqual([200, 400]);
  expect(isClean()).toBe(true);
});

it.each(unnatural)("%s: answered, and nothing is left behind", async (_, json) => {
  const { post } = await world();
  for (const [body, type] of [
    [json, "application/json"],
    [new URLSearchParams({ payload: json }).toString(), "application/x-www-form-urlencoded"],
  ] as const) {
    const response = await post(body, { "content-type": type });
    await response.arrayBuffer();
    expect([200, 400]).toContain(response.status);
  }
  expect(isClean()).toBe(true);
});
