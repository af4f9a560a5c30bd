import { expect, it } from "vitest";
import { nextSlots } from "../../../src/checkins/schedule.ts";
import { offeredTo } from "../../../src/checkins/where.ts";
import type { Organisation } from "../../../src/runtime/directory/directory.ts";

it("of several check_ins of a team all count", () => {
  const checkIns = [
    { name: "weekly", cron: "0 15 * * 5", questions: "weekly" },
    { name: "monthly", cron: "0 10 1 * *", questions: "weekly" },
  ];
  const ana = { listed: true, agentOf: ["Billing"], supervises: [] };
  const organisation = {
    people: new Map([["ana", ana]]),
    teams: new Map([["Billing", { name: "Billing", listed: true, settings: { checkIns } }]]),
  } as unknown as Organisation;
  const { cron = "" } = offeredTo(organisation, "ana") ?? {};
  const from = Date.UTC(2026, 10, 28);
  expect(nextSlots(cron, "UTC", from, 3).map(({ at }) => new Date(at).toISOString())).toEqual([
    "2026-12-01T10:00:00.000Z",
    "2026-12-04T15:00:00.000Z",
    "2026-12-11T15:00:00.000Z",
  ]);
});
