import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { accounts, objectId } from "../support/cast.ts";
import type { Sighting } from "../support/client.ts";
import { stories } from "../support/stories.ts";

const world = stories();
const insults = "Insults or shouting at you";
const worst = "Sexual, hate or detailed threat";
/** Stands on the live card, and in no answer. */
const onCard = "Sam is on extension";
const toAsk = "Can we go on without that?";

async function ends(): Promise<unknown[]> {
  const { rows } = await world().asOwner(
    "select state->>'status' as status, state->>'how' as how from handrail.requests",
  );
  return rows.map(({ status, how }) => `${String(status)} ${String(how)}`);
}
/** Steps of every call, as the journal has them: figures read them there. */
async function logged(): Promise<unknown[]> {
  const { rows } = await world().asOwner(
    "select event from handrail.journal where event->>'type' = 'boundary' order by (event->>'at')::bigint",
  );
  return rows.map(({ event }) => {
    const { behaviour, warning, stage } = event as Record<string, unknown>;
    return [behaviour, warning, stage].filter((part) => part !== undefined).join(" ");
  });
}

async function called() {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
}

test("C3: the behaviour is asked once, in two taps; each next step is one tap, with its sentence and its time", async () => {
  const { ana } = world();
  await called();
  await ana.answers("Boundary", insults);
  await ana.sees(toAsk, "Warning 1 at ", "If it happens again, press Boundary.", onCard);
  await ana.clicks("Boundary");
  await ana.sees("I've asked once. If it happens again I'll end this call", "Warning 2 at ");
  await ana.sees("That was the last warning. If it happens again, you may end it.");
  expect(await logged()).toEqual(["insults 1 warned", "insults 2 end"]);
  expect(ana.rings()).toEqual(["Asking Priya and Sam.", "Sam has it."]);
});

test("C3: the dialog that asked says the sentence, and has the next step in it", async () => {
  const { ana, sam } = world();
  await called();
  await ana.opens("Boundary");
  await ana.clicksInDialog(insults);
  await inDialog(toAsk);
  await ana.clicksInDialog("Boundary");
  await inDialog("That was the last warning.");
  await ana.clicksInDialog("End the call");
  await inDialog("Then end it. Do not wait for an answer.");
  await ana.closesDialogs();
  await sam.sees("Ana ended the call, within policy.");
  expect(await logged()).toEqual(["insults 1 warned", "insults 2 end"]);
});

test("C3: End the call comes after the last warning, asks nobody, and is within policy", async () => {
  const { ana, sam } = world();
  await called();
  await ana.answers("Boundary", insults);
  await ana.sees("Warning 1 at ", onCard);
  expect(buttonsOf(ana)).not.toContain("End the call");
  await ana.clicks("Boundary");
  await ana.sees("Warning 2 at ");
  await ana.clicks("End the call");
  await ana.sees("Closed. You ended it within policy.", "because of the language");
  await ana.sees("It is logged as within policy. It never counts against you.");
  await sam.sees("Ana ended the call, within policy.");
  expect(await ends()).toEqual(["resolved within-policy"]);
  await ana.losesButton("End the call");
});

test("C3: the supervisor who has it sees each step; a notification tells none of it", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate");
  await priya.hears("Ana needs help now. Billing, phone.");
  await ana.answers("Boundary", insults);
  await sam.clicks("I've got it");
  await sam.sees("You have it: Ana", `Warning 1: ${insults}, `);
  await ana.sees("Sam has it.", "Warning 1 at ");
  await ana.clicks("Boundary");
  await sam.sees(`Done: Warning 1: ${insults}, `, " · Warning 2, ");
  expect(priya.screen()).not.toContain("Warning");
  expect([...sam.rings(), ...priya.rings(), ...ana.rings()].join()).not.toMatch(/arning|nsult/);
  const timeline = await sam.client.press(sam.last(), "Done").then(() => sam.opens("Timeline"));
  expect(timeline.words).toMatch(
    /Warning 1: Insults or shouting at you, \d\d:\d\d:\d\d\n[^]*Warning 2: .*, \d\d:\d\d:\d\d/,
  );
  await sam.closesDialogs();
});

test("C3: hate, sexual remarks and a threat with detail need no warning: the end is there at once", async () => {
  const { ana, sam } = world();
  await called();
  await ana.answers("Boundary", worst);
  await ana.sees("That is not acceptable. I'm ending the call.", "Nobody has to allow it.");
  await ana.sees("Press Danger, and stay on if you are safe.");
  await sam.sees(`The agent may end the call: ${worst}, `);
  await ana.clicks("End the call");
  await ana.sees("Closed. You ended it within policy.");
  expect(await logged()).toEqual(["serious end"]);
});

test("C3: a threat without detail has one warning, and in a danger nobody is told to hang up", async () => {
  const { ana } = world();
  await called();
  await ana.answers("Boundary", "Threat without detail");
  await ana.sees(
    "If you say it again, I end the call and report it.",
    "That was the last warning.",
  );
  await ana.clicks("Danger");
  await ana.sees("Call 999");
  await world().settled();
  const card = ana.messages().find(({ buttons }) => buttons.includes("Call ended"));
  expect(card?.buttons.slice(0, 3)).toEqual(["Not danger", "Sam's here", "Call ended"]);
});

test("C3: in a danger the worst words do not say to hang up", async () => {
  const { ana } = world();
  await called();
  await ana.clicks("Danger");
  await ana.answers("Boundary", worst);
  await ana.sees("Nobody is warned in a danger. Stay on if you are safe.");
  expect(ana.screen()).not.toMatch(/I'm ending|end it/);
  expect(buttonsOf(ana)).not.toContain("End the call");
  // What is no threat may be ended.
  await ana.answers("Say why", "Abuse: hate or sexual");
  await ana.sees("Stay on if you are safe. If you cannot go on, you may end it.");
  expect(buttonsOf(ana)).toContain("End the call");
});

test("C3: in crisis, ill or confused: nobody is warned, and a supervisor decides", async () => {
  const { ana, sam } = world();
  await called();
  await ana.answers("Boundary", "In crisis, ill or confused");
  await ana.sees("No warnings in a call like this.", "Thank them for telling you.");
  await sam.sees("No warnings, a supervisor decides: In crisis, ill or confused, ");
  expect(buttonsOf(ana)).not.toContain("End the call");
  // What needs no warning needs none here either.
  await ana.answers("Boundary", worst);
  await ana.sees("Nobody has to allow it.", onCard);
  expect(buttonsOf(ana)).toContain("End the call");
  expect(await logged()).toEqual(["crisis paused", "serious end"]);
});

test("C3: swearing about the problem is no step: listening helps", async () => {
  const { ana } = world();
  await called();
  await ana.opens("Boundary");
  await ana.clicksInDialog("Swearing about the problem");
  await inDialog("This is about the problem, not about you. It needs no warning.");
  await inDialog("Let them talk; note their words.");
  await ana.closesDialogs();
  expect(await logged()).toEqual([]);
});

test("C3: it gets worse: something else is two taps away, and needs no warning", async () => {
  const { ana } = world();
  await called();
  await ana.answers("Boundary", insults);
  await ana.sees("Warning 1 at ", onCard);
  await ana.answers("Something else now", worst);
  await ana.clicks("End the call");
  await ana.sees("Closed. You ended it within policy.");
  expect(await logged()).toEqual(["insults 1 warned", "serious end"]);
});

test("C3: on chat the sentence is one to write", async () => {
  const { carla } = world();
  await carla.types("/escalate");
  await carla.answers("Boundary", insults);
  await carla.sees("I won't reply to messages with insults.");
});

test("C3, B1: after a call with a warning a break is offered, whatever the level was", async () => {
  const { ana } = world();
  await called();
  await ana.answers("Boundary", worst);
  await ana.clicks("End the call");
  await ana.sees("20 min");
});

test("C3, C4: an old card, a forged step and a closed call: a sentence, and nothing changed", async () => {
  const { ana } = world();
  await called();
  await ana.answers("Boundary", insults);
  const warned = await ana.sees("Warning 1 at ", onCard);
  const [boundary, hold] = [kept(warned, "Boundary"), kept(warned, "On hold")];
  await ana.clicks("Boundary");
  await ana.sees("Warning 2 at ");
  await boundary();
  await boundary("sexual-9");
  expect(await logged()).toEqual(["insults 1 warned", "insults 2 end"]);
  await ana.clicks("End the call");
  await ana.sees("Closed. You ended it within policy.");
  for (const press of [boundary, hold])
    expect(await press()).toContain("This is closed already. Nothing was changed.");
  expect(await logged()).toHaveLength(2);
  expect(await ends()).toEqual(["resolved within-policy"]);
});

test("C3: the file sets how many warnings there are, within bounds", async () => {
  const { ana } = world();
  await world().reload(
    organisationFile.replace(
      "    escalation:",
      "    ladder: { insults: 1, threat: 0 }\n    escalation:",
    ),
  );
  try {
    await called();
    await ana.answers("Boundary", insults);
    await ana.sees("I want to sort this out with you. If it happens again I'll end this call");
    await ana.clicks("End the call");
    await ana.sees("Closed. You ended it within policy.");
    await ana.types("/escalate");
    await ana.answers("Boundary", "Threat without detail");
    await ana.sees("I'm ending the call now because of the threat.");
    expect(await logged()).toEqual(["insults 1 end", "threat end"]);
  } finally {
    await world().reload(organisationFile);
  }
});

test("C5: the organisation's own emergency number stands in place of the public one", async () => {
  const { ana, sam } = world();
  await world().reload(
    organisationFile.replace("locale: en,", 'locale: en, emergency_numbers: { GB: "9-999" },'),
  );
  try {
    await ana.types("/escalate");
    await ana.clicks("Danger");
    await ana.sees("Call 9-999 from another phone.");
    await sam.sees("Emergency number where Ana is: 9-999.");
  } finally {
    await world().reload(organisationFile);
  }
});

type Person = ReturnType<typeof world>["ana"];

const buttonsOf = (one: Person): string[] => one.messages().flatMap(({ buttons }) => [...buttons]);

let nextId = 1;

/**
 * A press on the card as it is now, for later, and what it is answered with. `argument` is one that
 * nobody drew.
 */
function kept(on: Sighting, label: string): (argument?: string) => Promise<string> {
  if (process.env["STORIES_IN"] === "teams") {
    const { teams } = world();
    const pressed = teams.pressActivity(objectId(accounts.ana), on.id, label, {});
    return async (argument) => {
      // Another press, and not the same one that arrives again.
      const own = `press${nextId++}`;
      const text = JSON.stringify({ ...pressed, id: own }).replace(/"n":"[^"]*"/, `"n":"${own}"`);
      const sent = await teams.send(
        JSON.parse(argument === undefined ? text : text.replace("insults-1", argument)),
      );
      return sent.body;
    };
  }
  const action = `escalations.${label === "Boundary" ? "boundary" : "hold"}`;
  const pressed = world().slack.pressPayload(accounts.ana, on.id, action);
  return async (argument) => {
    const text = JSON.stringify({ ...pressed, trigger_id: world().slack.trigger(accounts.ana) });
    await world().slack.pressRaw(
      JSON.parse(argument === undefined ? text : text.replace("insults-1", argument)),
    );
    await world().settled();
    return world().ana.screen();
  };
}

async function inDialog(words: string): Promise<void> {
  await expect.poll(() => world().ana.client.dialog()?.words).toContain(words);
}
