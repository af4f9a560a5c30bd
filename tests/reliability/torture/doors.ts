import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const vitest = fileURLToPath(new URL("../../../node_modules/vitest/vitest.mjs", import.meta.url));

/**
 * The fuzz of `npm test`, at the size of the bar: so many bodies at each platform's door, and twice as
 * many hostile words through each renderer.
 */
export async function doors(bodies: number): Promise<Readonly<Record<string, string>>> {
  return {
    slackDoor: await passes(bodies, "tests/adapters/slack/receive/fuzz.test.ts"),
    teamsDoor: await passes(bodies, "tests/adapters/teams/receive/fuzz.test.ts"),
    slackWords: await passes(bodies * 2, "tests/adapters/slack/render/literal.test.ts"),
    teamsWords: await passes(bodies * 2, "tests/adapters/teams/render/render.test.ts"),
  };
}

/** @throws with the end of what it printed, when a test failed */
function passes(runs: number, file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, FUZZ: String(runs) };
    execFile(
      process.execPath,
      [vitest, "run", "--project", "parts", file],
      { cwd: root, env, maxBuffer: 50_000_000 },
      (error, stdout) => {
        if (error === null) resolve(`${runs} of each kind`);
        else reject(new Error(`${file}: ${stdout.slice(-2_000)}`));
      },
    );
  });
}
