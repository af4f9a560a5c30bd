import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import type { Claimed } from "../../../src/runtime/messages/claims.ts";
import { type Actor, type Run, everyOrder } from "./orders.ts";
import { type Rig, type Stage, openStage } from "./rig.ts";
import { type Found, again, empty, keep, lawful, posted } from "./tables.ts";

/* What comes before two or three transactions meet, and every order in which they do. */

export let stage: Stage;
let request: string;
/** Leased, of the scene's last transaction. */
export let pages: Claimed[];

/** A PostgreSQL and three rigs for the tests of a file. */
export function onStage(): void {
  beforeAll(async () => {
    stage = await openStage(3);
  }, 60_000);
  beforeEach(() => empty(stage.admin));
  afterAll(() => stage?.stop());
}

const begins = Date.UTC(2026, 10, 12, 9);
let now = begins;
export const rig = (n: number): Rig => stage.rigs[n] as Rig;
let deliveries = 0;
/** The day begins, and nothing has happened. */
export async function morning(): Promise<void> {
  now = begins;
  await passes(0);
}
export const passes = async (seconds: number) => stage.becomes((now += seconds * 1_000));
const does = (who: string, command: { readonly do: string }) =>
  rig(0).gesture(
    who,
    command,
    `scene-${++deliveries}`,
    command.do === "escalate" ? undefined : request,
  );

/** Ana has asked; Sam and Priya have their pages. */
export async function asked(): Promise<void> {
  await morning();
  rig(0).leased.length = 0;
  const result = await does("ana", { do: "escalate", worded: false } as never);
  if (!("said" in result)) throw new Error("nobody was asked");
  request = result.said.subject ?? "";
  pages = [...rig(0).leased];
}
export async function taken(): Promise<void> {
  await asked();
  await posted(stage.admin);
  await does("sam", { do: "acknowledge" });
  await posted(stage.admin);
}
/** Sam has it, Ana has asked again, and so Dana or whoever is next may take it over. */
export async function takenAndAskedAgain(): Promise<void> {
  await taken();
  await passes(12);
  await does("ana", { do: "escalate", worded: false } as never);
  await posted(stage.admin);
}

export const press = (n: number, who: string, command: string): Actor => ({
  ...{ name: "ABC"[n] ?? "?", gate: rig(n).gate },
  work: () => rig(n).gesture(who, { do: command }, `${who}-${command}`, request),
});
export const tick = (n: number, command: string): Actor => ({
  name: "ABC"[n] ?? "?",
  gate: rig(n).gate,
  work: () => rig(n).tick(command, request),
});

/** The tables, the time and nothing leased, as they were. */
export async function fresh(): Promise<void> {
  await again(stage.admin);
  await stage.becomes(now);
  for (const one of stage.rigs) one.leased.length = 0;
}

/** What each order led to, by the events that it added. @returns the orders of each outcome */
export async function inEveryOrder(
  actors: () => readonly Actor[],
  more: (found: readonly Found[], run: Run) => void = () => undefined,
  tables: () => Promise<void> = async () => undefined,
): Promise<Map<string, string[]>> {
  await keep(stage.admin);
  const before = (await lawful(stage.admin))[0]?.types.length ?? 0;
  const outcomes = new Map<string, string[]>();
  const orders = await everyOrder(
    actors,
    stage.admin,
    fresh,
    async (run) => {
      const errors = run.results.filter((result) => result instanceof Error);
      expect(errors, run.order).toEqual([]);
      expect(run.order, "two wait for each other").not.toContain("!");
      const found = await lawful(stage.admin);
      leasedOnce(run);
      more(found, run);
      await tables();
      const outcome = found[0]?.types.slice(before).join(" ") ?? "";
      outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), run.order]);
    },
    2_000,
  );
  expect(orders).toBeGreaterThan(3);
  if (process.env["ORDERS"] !== undefined)
    process.stderr.write(`${expect.getState().currentTestName}: ${orders} orders\n`);
  return outcomes;
}

/** No message is leased to two at once: their attempts differ, and the later one is the table's. */
export function leasedOnce({ order }: Run): void {
  const leased = stage.rigs
    .flatMap((one) => one.leased)
    .map((c) => `${c.subject} ${c.view} ${c.account_id} ${c.occasion} ${c.attempt}`);
  expect(new Set(leased).size, order).toBe(leased.length);
}
