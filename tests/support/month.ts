import { sealTokens } from "../../src/setup/installs/tokens.ts";
import { makeKey } from "../../src/runtime/api/keys.ts";
import { five, teamOfSix } from "./checkins.ts";
import { replaceShifts } from "../../src/people/roster/store.ts";
import { people } from "./debriefs.ts";
import { dayIn } from "./shifts.ts";
import type { Somebody } from "./person.ts";
import type { World } from "./story.ts";

/** A month at Acme, in a world of `teamOfSix`: afterwards every table holds something. */
export async function oneOfEverything(world: () => World): Promise<void> {
  const { talk } = people(world);
  const { ana, ben, carla, sam, dana } = world();
  await world().becomes("Mon", "09:00");
  await world().reload(teamOfSix);
  await world().settled();
  for (const name of five) {
    await world()[name].clicks("Keep this time");
    await picks(world()[name]);
  }
  // A week of calls and breaks, with words, and a hard one among them.
  // From her desktop, so that it comes with a link to the call.
  await summonsByApi(world(), {
    person: "ana@acme.test",
    words: "a caller who shouts",
    join_url: "https://calls.acme.test/join/8871",
  });
  await ana.answers("Say why", "Abuse: hate or slurs");
  await ana.answers("Say why", "In words");
  await ana.dialog();
  await ana.submits({
    case: "RF-2041",
  });
  await ana.closesDialogs();
  await dana.clicks("I've got it");
  await ana.opens("Handover");
  await ana.submits({ promised: "a call on Tuesday" });
  await ana.closesDialogs();
  await dana.opens("Offer instead…");
  await dana.submits({ words: "half of it back" });
  await ana.sees("Dana: offer this instead.");
  await dana.closesDialogs();
  await dana.clicks("I'm with Ana");
  await dana.clicks("Done");
  await dana.opens("Note");
  await dana.submits({ done: "half of it back" });
  await dana.closesDialogs();
  await world().settled();
  await comesBack(ben, dana);
  await goodCall(ben);
  await cause(ben, dana);
  await learns(ana, dana);
  await ana.clicks("30 min");
  await ana.sees("Now. Back about");
  await ana.clicks("I'm back");
  await ana.types("/shift on");
  await talk("ana", "ben");
  await ana.clicks("We're done");
  for (const name of ["ana", "ben"] as const) await joins(world()[name]);
  await ana.types("/promise in 5 min refund");
  await ana.clicks("Keep it");
  await ana.isTold("Saved.");
  await world().timePasses(361);
  await ana.clicks("Called");
  await ana.sees("Called at ");
  await world().becomes("Tue", "10:01");
  await ana.hears("This time there is nobody new for you.");
  // Answers, the poll, what is being done, and somebody who wants to be contacted.
  await checksIn(ana, { energy: "2", strain: "3", note: "a long week" });
  await ana.closesDialogs();
  await ben.opensHome();
  await ben.clicksAtHome("Team poll");
  await ben.isAnswered("Take fifteen minutes together");
  await (ben.client.dialog() === undefined
    ? ben.clicks("Take it now")
    : ben.clicksInDialog("Take it now"));
  await ben.isAnswered("what costs most");
  await ben.closesDialogs();
  await dana.opensHome();
  await dana.clicksAtHome("What we're doing");
  await dana.dialog();
  await dana.submits({ doing: "One more person on Mondays." });
  await dana.isAnswered("Saved. Everyone can read it now.");
  await dana.closesDialogs();
  await checksIn(ben, { note: "suicidal" });
  await ben.clicksInDialog("Ask a person to contact me now");
  await ben.isAnswered("to contact you.");
  await ben.closesDialogs();
  // Dana runs the team: the other contact comes first.
  await sam.clicks("I'll contact Ben");
  await ben.types("/break 5");
  await carla.opensHome();
  await carla.clicksAtHome("Practise");
  await carla.clicks("End practice");
  await worksShifts(world(), dana);
  // Of settings that were changed since.
  await world().asOwner(
    "insert into handrail.setting_versions (organisation_id, version, made_at, what, document) values ('acme', 0, handrail.now(), 'file', '{}')",
  );
  // Of a workspace whose people added Handrail themselves.
  const tokens = await sealTokens(world().app.parts.vault, "acme", "T1", {
    token: "xoxb-month",
    renewal: undefined,
  });
  await world().asOwner(
    `insert into handrail.installs (organisation_id, platform, workspace, installed_at, version, sealed, scopes) select organisation_id, platform, workspace, handrail.now(), 1, '${tokens}', '{}' from handrail.workspaces limit 1`,
  );
  // Of a system outside that never took it.
  await world().asOwner(
    "insert into handrail.outward (organisation_id, target, id, type, body, not_before, created_at) values ('acme', 'hook', '1', 'request.opened', '{}', handrail.now(), handrail.now())",
  );
  await figures(world());
  await world().timePasses(60);
}

/** A week that is counted, and an export: neither is over within the month's first days. */
async function figures({ asOwner }: World): Promise<void> {
  const week = "to_char(date_trunc('week', handrail.now()), 'YYYY-MM-DD')";
  await asOwner(`insert into handrail.figure_cells
    values ('acme', false, 'level', ${week}, 'Billing', 'help', '{"calls": 5}')`);
  await asOwner(`insert into handrail.figure_people
    values ('acme', 'team', ${week}, 'Billing', '', 5)`);
  await asOwner(`insert into handrail.exports
    select 'acme', id, 1, person, handrail.now(),
      jsonb_build_object('id', id, 'lastAt', 0, 'by', person, 'kind', 'csv')
    from handrail.people, gen_random_uuid() id where email = 'dana@acme.test'`);
  await asOwner(`insert into handrail.page_tests
    select 'acme', gen_random_uuid(), 1, person, person, handrail.now(), '{}'
    from handrail.people where email = 'dana@acme.test'`);
}

/** In a world that is served (browse.ts). */
async function summonsByApi({ app }: World, body: object): Promise<void> {
  const { secret } = await app.db.inOrganisation("acme", (tx) =>
    makeKey(tx, "acme", { name: "CRM", scopes: ["escalate"] }),
  );
  const response = await fetch(`${app.url}/api/v1/escalations`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${secret}`,
      "content-type": "application/json",
      "idempotency-key": "button",
    },
    body: JSON.stringify(body),
  });
  if (response.status !== 201) throw new Error(`the API answered ${response.status}`);
}

/** A roster that was pushed, and a change for today. */
async function worksShifts(world: World, dana: Somebody): Promise<void> {
  const { db, parts } = world.app;
  const { rows } = await world.asOwner("select extract(epoch from handrail.now()) * 1000 as now");
  const now = Number(rows[0]?.["now"]);
  const organisation = await parts.directory.organisation("acme");
  const [from, to] = [now + 20 * 3_600_000, now + 28 * 3_600_000];
  const shift = { who: "ana@acme.test", from, to, line: 1 };
  await db.inOrganisation("acme", (tx) => replaceShifts(tx, organisation, { from, to }, [shift]));
  await dana.types("/shift");
  await dana.isTold("shift");
  await dana.opens("Change a shift");
  await dana.submits({
    ...{ person: await dana.choice("person", "Ana Silva"), day: await dayIn(world, 0) },
    ...{ how: "off", from: "", to: "" },
  });
  await dana.isAnswered("Saved. It counts now, and they read it.");
  await dana.closesDialogs();
}

/** The same case twice more: a plan is set for it. */
async function comesBack(who: Somebody, dana: Somebody): Promise<void> {
  for (const time of ["second", "third"]) {
    await who.types("/escalate");
    await who.sees("Asking");
    await who.answers("Say why", "In words");
    await who.client.until(() => who.client.dialog()?.fields.includes("case"), "the form");
    await who.submits({ case: "rf 2041" });
    await who.isAnswered("Noted. Thank you.");
    await who.closesDialogs();
    if (time === "second") await who.clicks("Don't need help");
  }
  await dana.opens("Set a plan");
  const [until = ""] = Object.values((await dana.dialog()).choices["until"] ?? {}).toSorted();
  await dana.submits({ words: "by letter", until, review: "before" });
  await dana.isAnswered("Saved. The plan ends");
  await dana.closesDialogs();
  await who.clicks("Don't need help");
}

/** A kind customer. */
async function goodCall(who: Somebody): Promise<void> {
  await who.opensHome();
  await who.clicksAtHome("Good call");
  await who.isAnswered("Logged for your team.");
  await who.closesDialogs();
}

/** A cause that came for the third time, and is dealt with. */
async function cause(who: Somebody, dana: Somebody): Promise<void> {
  for (let time = 0; time < 3; time++) {
    await who.types("/escalate");
    await who.sees("Asking");
    await who.answers("Say why", "Complaint, wants a manager");
    await who.clicks("Don't need help");
  }
  await dana.sees("Billing, 3 times or more in a week");
  await dana.opens("Decline");
  await dana.submits({ reason: "a new shop opens" });
  await dana.isAnswered("Declined.");
  await dana.closesDialogs();
}

/** How the help was, and feedback that was asked for. */
async function learns(who: Somebody, dana: Somebody): Promise<void> {
  await who.answers("Rate the help", "Got what I needed");
  await who.losesButton("Rate the help");
  await who.clicks("Ask for feedback");
  await who.isAnswered("Asked Dana.");
  await who.closesDialogs();
  await dana.opens("Write it");
  await dana.submits({ worked: "calm and kind", next: "ask sooner" });
  await dana.isAnswered("Sent. Only Ana can read it.");
  await dana.closesDialogs();
  await who.opensHome();
  await who.clicksAtHome("Ask me");
  await who.isAnswered("You are asked on your next day");
  await who.closesDialogs();
  await writesAgain(who);
  for (const text of ["breathe out slowly", "say the next step"]) {
    await (who.client.dialog() === undefined
      ? who.clicks("Share as a tip")
      : who.clicksInDialog("Share as a tip"));
    await who.client.until(() => who.client.dialog()?.fields.includes("text"), "the form");
    await who.submits({ text, card: await who.choice("card", "Any call") });
    await who.isAnswered("Sent, without your name.");
    await who.closesDialogs();
    await writesAgain(who);
  }
  await who.closesDialogs();
  await dana.opensHome();
  await dana.clicksAtHome("Next tip");
  await dana.dialog();
  const decision = await dana.choice("decision", "Decline it");
  await dana.submits({ decision, reason: "we have it" });
  await dana.isAnswered("Declined. Who wrote it can read why.");
  await dana.closesDialogs();
}

async function writesAgain(who: Somebody): Promise<void> {
  await who.closesDialogs();
  await who.opensHome();
  await who.clicksAtHome("Write it");
  await who.dialog();
  await who.submits({ keep: "a slow breath" });
  await who.isAnswered("Saved. Only you can read it.");
}

async function checksIn(who: Somebody, values: Record<string, string>): Promise<void> {
  await who.types("/checkin");
  await who.opens("Check in");
  await who.submits(values);
  await who.client.until(() => who.client.dialog(), "an answer");
}

async function picks(who: Somebody): Promise<void> {
  await who.types("/checkin");
  await who.opens("My hard calls");
  await who.submits({ kind1: await who.choice("kind1", "loud") });
  await who.isAnswered("Saved. Your cards are in your order now.");
  await who.closesDialogs();
}

async function joins(who: Somebody): Promise<void> {
  await who.types("/debrief");
  await who.opens("Who and when");
  await who.submits({ willing: "yes", today: "open", rounds: "yes" });
  await who.isAnswered("Saved. Only you see it.");
  await who.closesDialogs();
}
