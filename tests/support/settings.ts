import { expect } from "vitest";
import { objectId } from "./cast.ts";
import type { Somebody } from "./person.ts";
import type { World } from "./story.ts";

/* Set-up in chat, as stories look at it. */

/** What a people picker sends of somebody, by their id on Slack. */
export const value = (account: string): string =>
  process.env["STORIES_IN"] === "teams" ? objectId(account) : account;

export async function version({ asOwner }: World): Promise<number> {
  const { rows } = await asOwner("select (state ->> 'at')::int as at from handrail.settings");
  return Number(rows[0]?.["at"]);
}

/** Waits until the tables hold what was saved last. */
export async function counts(world: World): Promise<void> {
  await expect
    .poll(async () => {
      await world.settled();
      const { rows } = await world.asOwner(
        "select state -> 'at' = state -> 'applied' as counts from handrail.settings",
      );
      return rows.every((row) => row["counts"] === true);
    })
    .toBe(true);
  await world.knowsSettings();
  await world.settled();
}

export async function documentNow({ asOwner }: World): Promise<string> {
  const { rows } = await asOwner("select document from handrail.settings");
  return String(rows[0]?.["document"]);
}

/** Presses a button where it is: in the dialog on top, or on the newest message. Waits for what opens. */
export async function goesOn(who: Somebody, label: string): Promise<void> {
  const inDialog = () => who.client.dialog()?.words.split("\n").includes(label) === true;
  await who.client
    .until(
      () => inDialog() || who.messages().some(({ buttons }) => buttons.includes(label)),
      `${who.name} finds ${label}`,
    )
    .catch(() => undefined);
  const before = JSON.stringify([
    who.client.dialog()?.words,
    who.messages().map(({ words }) => words),
  ]);
  await (inDialog() ? who.clicksInDialog(label) : who.clicks(label));
  await who.client
    .until(
      () =>
        JSON.stringify([who.client.dialog()?.words, who.messages().map(({ words }) => words)]) !==
        before,
      `${who.name} sees what ${label} does`,
    )
    .catch(() => undefined);
}

/** Fills in the form that is open or about to be. */
export async function fills(who: Somebody, values: Record<string, string>): Promise<void> {
  await who.client
    .until(
      () => Object.keys(values).every((name) => who.client.dialog()?.fields.includes(name)),
      `${who.name} has a form with ${Object.keys(values).join(", ")}`,
    )
    .catch(() => {
      throw new Error(`${who.name} has no such form:\n${who.screen()}`);
    });
  await who.submits(values);
}

/** From the home page: a team of Sam's, with `values` in its form. */
export async function addsTeam(who: Somebody, values: Record<string, string>): Promise<void> {
  await who.opensHome();
  await who.clicksAtHome("Set up Handrail");
  await who.sees("Set-up of Acme");
  await goesOn(who, "Your teams");
  await goesOn(who, "Add a team");
  await fills(who, { supervisors: "U0SAM", ...values });
  await who.isAnswered("Saved.");
}

/** The addresses of a team's agents, as the tables have them. */
export async function agentsOf({ asOwner }: World, team: string): Promise<string[]> {
  const { rows } = await asOwner(`
    select p.email from handrail.memberships m join handrail.people p
      on p.organisation_id = m.organisation_id and p.person = m.person
    where m.team = '${team}' and m.role = 'agent' order by 1`);
  return rows.map(({ email }) => String(email));
}
