import { defineConfig } from "vitest/config";

/** `rules` takes what no other project names, so a test in a new folder is never left out. */
const browser = ["tests/playground/browser/**"];
const parts = ["tests/database/**", "tests/adapters/**", "tests/playground/**"];
const stories = ["tests/stories/**"];
/** Told once, with the stories on Slack. Each feature has a story in Teams as well (docs/decisions/0095). */
const notInTeams = [
  // These say by themselves who lives where.
  ...["slack-*", "first-start", "first-hour", "*across*", "teams-*"],
  // The machinery beneath: processes, keys, files, what is forgotten when.
  ...["crash*", "instances", "keys", "keys-gone", "retention", "my-data-operator"],
  ...["roster-file", "setup-file", "breaks-clock"],
  // Pages and programs: a chat is in them only to begin with.
  ...["webhooks", "second-channel", "api", "figures", "breaks-figures", "breaks-desk"],
  // Further branches of rules, drawn by views that other stories show in Teams.
  ...["closed-card", "easing", "debriefs-private", "promises-private", "repeat-private"],
].map((name) => `tests/stories/${name}.test.ts`);
/** One PostgreSQL for a run; each world has a database of its own in it. */
const server = "tests/support/shared-server.ts";
/** Days in a simulated world, with clocks of their own. */
const simulation = ["tests/reliability/simulation/**"];
/** Transactions in every order on a real PostgreSQL, and real processes that are killed and frozen. */
const disasters = ["tests/reliability/interleaving/**", "tests/reliability/torture/**"];
/** Files follow one another in a process that keeps the house loaded, which has no state outside of its worlds: that saves a second a file. */
const together = { isolate: false };
/** Node strips types itself, as it does for operators, and keeps what it compiled (tools/check.ts). Nothing here is mocked. */
const native = { experimental: { viteModuleRunner: false, nodeLoader: false } };
/** A story waits for the clock's next look as long as it computes, so a third file fills the gaps of two. */
const waiting = {
  ...together,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  maxWorkers: 3,
  globalSetup: server,
  sequence: { groupOrder: 1 },
};

export default defineConfig({
  test: {
    // A forgotten `.only` fails instead of hiding its neighbours.
    allowOnly: false,
    // Two cores is the machine that has to be enough.
    maxWorkers: 2,
    setupFiles: ["tests/support/seeds.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What a page or a poll waits for may take its time on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      project(
        "rules",
        ["tests/**"],
        [...parts, ...stories, ...browser, ...simulation, ...disasters],
        together,
      ),
      project("parts", parts, browser, waiting),
      project("stories", stories, [], waiting),
      project("stories-teams", stories, notInTeams, { ...waiting, env: { STORIES_IN: "teams" } }),
      project("disasters", disasters, [], { testTimeout: 480_000, hookTimeout: 60_000 }),
      // In `npm test` it gets the time that others leave, and ends after them.
      project("simulation", simulation, [], {
        testTimeout: 1_200_000,
        hookTimeout: 120_000,
        globalSetup: "tests/reliability/simulation/database/setup.ts",
      }),
      project("browser", browser, [], {
        testTimeout: 240_000,
        hookTimeout: 120_000,
        maxWorkers: 1,
      }),
    ],
  },
});

function project(name: string, folders: string[], exclude: string[], options: object) {
  return {
    extends: true as const,
    test: {
      name,
      include: folders.map((folder) => `${folder}/*.test.{ts,tsx}`),
      exclude,
      ...native,
      ...options,
    },
  };
}
