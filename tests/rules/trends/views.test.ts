import { expect, test } from "vitest";
import { render } from "../../../adapters/slack/render/render.ts";
import { say } from "../../../src/platform/say.ts";
import type { Organisation, Person } from "../../../src/runtime/directory/directory.ts";
import type { Shell } from "../../../src/runtime/feature.ts";
import { openVault } from "../../../src/runtime/keys.ts";
import type { Picture } from "../../../src/trends/gate.ts";
import { questions, windowOf } from "../../../src/trends/questions.ts";
import type { PastWindow, Trends } from "../../../src/trends/state.ts";
import { answer } from "../../../src/trends/views.ts";

const start = windowOf(Date.UTC(2026, 3, 1));
const teams = Array.from(
  { length: 23 },
  (_, n) => `Customer care, team ${String(n + 1).padStart(2, "0")}`,
);
const picture: Picture = (["everyone", ...teams.keys()] as const).flatMap((team) =>
  Object.keys(questions).map((question) => ({
    question: question as keyof typeof questions,
    team,
    from: 50,
    to: 100,
    people: 1_000,
  })),
);
const past = Array.from({ length: 6 }, (_, n): PastWindow => ({
  start: start + n,
  teams,
  picture,
  answered: picture.map(() => 1_000),
}));
const trends: Trends = { lastAt: start, window: start, past, looks: 2 };

const lee = { id: "lee", agentOf: [], supervises: [] } as unknown as Person;
const ana = { ...lee, id: "ana", agentOf: [teams[3]] } as unknown as Person;
const organisation = {
  ...{
    id: "acme",
    name: "Acme Support",
    people: new Map([lee, ana].map((person) => [person.id, person])),
  },
  teams: new Map([["A", { name: "A", listed: true, settings: { support: { leads: ["lee"] } } }]]),
} as unknown as Organisation;
const shell: Shell = {
  organisation,
  now: start,
  vault: openVault([{ kid: "k", key: new Uint8Array(32) }]),
};
const reader = {
  platform: "slack",
  locale: "es",
  timeZone: "UTC",
  nameOf: () => undefined,
} as const;
const wordsOf = (from: number, by: string) =>
  answer({ from }, { trends, doing: "x".repeat(500) }, by, shell).lines.map((line) =>
    say(line, reader),
  );

test("K5: a lead turns over every team, ten at a time, and each screen is within what Slack shows", () => {
  const seen: string[] = [];
  for (let from: number | undefined = 0; from !== undefined;) {
    const notice = answer({ from }, { trends, doing: "x".repeat(500) }, "lee", shell);
    const words = notice.lines.map((line) => say(line, reader));
    seen.push(...words.flatMap((line) => teams.filter((team) => line.startsWith(team))));
    expect(JSON.stringify(render<"notice">(notice, reader).blocks)).toContain(words.at(-1));
    const more = notice.buttons.find(({ argument }) => argument !== undefined);
    from = more?.argument === undefined ? undefined : Number(more.argument);
  }
  expect(seen).toEqual(teams);
});

test("K5: staff read the whole and their own team, and of earlier windows a few", () => {
  const words = wordsOf(0, "ana");
  expect(words.filter((line) => line.startsWith("Customer care"))).toHaveLength(1);
  expect(words.filter((line) => line.includes("batería 50"))).toHaveLength(1 + 1 + 3);
});
