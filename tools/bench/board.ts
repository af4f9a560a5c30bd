import { setTimeout as wait } from "node:timers/promises";
import { calm } from "./latency.ts";
import { hours, makeOrganisation, nameOf } from "./organisation.ts";
import { nowhere } from "./slack.ts";
import type { Kind, Site } from "./stores.ts";

export interface Breaks {
  /** `/break 10`, until it was answered. Milliseconds. */
  readonly answered: number[];
  /** The same, until a supervisor's board in the chat said so. */
  readonly board: number[];
  /** `/escalate` by others at the same rate, until a supervisor had the page: in the same run, to compare with. */
  readonly page: number[];
}

const patience = 10_000;

/** In each team in turn somebody takes a break and, a moment later, somebody else calls for help. Every supervisor has the board. */
export async function measureBreaks(
  site: Site,
  kind: Kind,
  plan: { readonly teams: number; readonly rounds: number },
): Promise<Breaks> {
  const { slack } = site;
  const organisation = makeOrganisation(plan.teams, { settings: hours });
  const house = await site.house(kind, `breaks_${kind.toLowerCase()}`, organisation.yaml);
  const { commands } = house;
  for (const team of organisation.teams)
    for (const supervisor of team.supervisors)
      await commands.press(supervisor, "home.board", nowhere);
  await calm(slack);

  const measured: Breaks = { answered: [], board: [], page: [] };
  // The first round only warms it.
  for (let round = 0; round <= plan.rounds; round++) {
    for (const { agents, supervisors } of organisation.teams) {
      const [resting = "", calling = ""] = [
        agents[round % agents.length],
        agents[(round + 1) % agents.length],
      ];
      const boards = new Set(supervisors.map((account) => `D${account.slice(1)}`));
      const updated = heard((done) => {
        slack.onShown = (method, where, at) => {
          if (method === "chat.update" && boards.has(where)) done(at);
        };
      });
      const rest = await commands.say(resting, "/break", "10");
      const board = await updated;
      slack.onShown = () => undefined;
      const paged = heard((done) => {
        slack.onPage = (page) => {
          if (page.agent === nameOf(calling)) done(page.at);
        };
      });
      const call = await commands.escalate(calling);
      const page = await paged;
      slack.onPage = () => undefined;
      await commands.press(resting, "breaks.back", nowhere);
      await commands.press(calling, "escalations.callEnded", nowhere);
      await calm(slack);
      if (round === 0) continue;
      measured.answered.push(rest.answered - rest.sent);
      measured.board.push(board - rest.sent);
      measured.page.push(page - call.sent);
    }
  }
  if (commands.refused > 0) throw new Error("a command was refused");
  await house.stop();
  return measured;
}

/** @returns when it was heard; infinite when it never was */
function heard(listen: (done: (at: number) => void) => void): Promise<number> {
  return Promise.race([new Promise<number>(listen), wait(patience, Infinity, { ref: false })]);
}
