import { defineConfig } from "vitest/config";

/** `rules` takes whatever no other project names, so a test in a new folder is never left out. */
const parts = ["tests/runtime/**", "tests/adapters/**", "tests/playground/**", "tests/people/**", "tests/postgres/**"];
const stories = ["tests/stories/**"];
/** Slack's own doors, and the crashes, which are of the machinery beneath; across needs both platforms by itself. */
const notInTeams = ["slack-*", "crash*", "across", "instances"].map((name) => `tests/stories/${name}.test.ts`);
/** Two processes on one database: PostgreSQL only. */
const instances = ["tests/stories/instances.test.ts"];
const browser = ["tests/browser/**"];
/** An embedded database, made once for each run. */
const template = "tests/world/template.ts";
/** Days in a simulated world, and transactions in every order on a real PostgreSQL. */
const simulation = ["tests/simulation/**", "tests/interleaving/**", "tests/torture/**"];

export default defineConfig({
  test: {
    // A forgotten `.only` fails instead of hiding its neighbours.
    allowOnly: false,
    // Two cores is the machine that has to be enough.
    maxWorkers: 2,
    testTimeout: 10_000,
    hookTimeout: 30_000,
    projects: [
      project("rules", ["tests/**"], [...parts, ...stories, ...browser, ...simulation], {}),
      project("parts", parts, [], { testTimeout: 30_000, globalSetup: template }),
      project("stories", stories, instances, { testTimeout: 60_000, hookTimeout: 60_000, globalSetup: template }),
      project("stories-postgres", stories, [], { testTimeout: 60_000, hookTimeout: 60_000, env: { STORIES_ON: "postgres" } }),
      project("stories-teams", stories, notInTeams, {
        testTimeout: 60_000,
        hookTimeout: 60_000,
        globalSetup: template,
        env: { STORIES_IN: "teams" },
      }),
      project("simulation", simulation, [], { testTimeout: 480_000, hookTimeout: 60_000 }),
      project("browser", browser, [], { testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 1 }),
    ],
  },
});

function project(name: string, folders: string[], exclude: string[], options: object) {
  return { extends: true as const, test: { name, include: folders.map((folder) => `${folder}/*.test.{ts,tsx}`), exclude, ...options } };
}
