import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { accountOf, told, trierOf } from "../support/doors.ts";
import { stories } from "../support/stories.ts";

const world = stories({
  file: organisationFile.replace(
    "    escalation:",
    '    offers: { AUT: ["Refund up to 50", "Free delivery"] }\n    escalation:',
  ),
});
const listed = ["Free delivery", "Refund up to 50"];

/** Every request, as the state says: its status, who has it, and the answer that was given last. */
async function requests(): Promise<unknown[]> {
  const { rows } = await world().asOwner(
    `select concat_ws(' ', state->>'status', p.name, state->'verdict'->>'verdict') as said
     from handrail.requests r left join handrail.people p on p.person = r.holder order by opened_at`,
  );
  return rows.map(({ said }) => said);
}

test("E10, E6: Approve takes it, answers in a message that rings, and makes it joined: a yes and not a walk", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate");
  await priya.clicks("Approve");
  await ana.hears("Priya: yes, approved.");
  const card = await ana.sees("Priya: yes, approved.", "Say: “Yes, I can do that for you.”");
  expect(card.words).toMatch(/You asked at \d\d:\d\d\. Priya answered at \d\d:\d\d\./);
  expect(ana.rings()).toEqual(["Asking Priya and Sam.", "Priya: yes, approved."]);
  await priya.sees("You answered Ana: yes, approved");
  await sam.sees("Priya has it");
  await sam.losesButton("I've got it");
  expect(await requests()).toEqual(["joined Priya Nair approve"]);
  // Joined is not on the way: nobody lapses, and nobody is asked any further.
  await world().timePasses(300);
  expect(priya.rings()).toHaveLength(1);
  await priya.clicks("Done");
  await ana.sees("Closed. Priya answered within a minute.");
  expect((await ana.opens("Timeline")).words).toMatch(
    /Priya answered: yes, approved, \d\d:\d\d:\d\d/,
  );
  await ana.closesDialogs();
});

test("E10: five buttons stand open on the card, I've got it first, and the other answers behind More", async () => {
  const { ana, ben, sam } = world();
  await ana.types("/escalate");
  const asked = await sam.sees("Ana needs help now");
  const more = [
    "Call back",
    "I'll take it",
    "Listening",
    "Coaching",
    "Joining",
    ...(told === "teams" ? ["Call"] : []),
    "Open call",
  ];
  const open = ["I've got it", "Approve", "Offer instead…", "Pass on"];
  expect(asked.buttons).toEqual([...open, ...more]);
  await ben.types("/escalate");
  await ben.clicks("Danger");
  const danger = await sam.sees("DANGER: Ben, Billing");
  for (const answer of ["Approve", "Offer instead…", "Call back", "I'll take it"])
    expect(danger.buttons).not.toContain(answer);
});

test("E10: Offer instead shows the team's list and free words; the agent reads it at once, and no notification tells it", async () => {
  const { ana, sam, priya } = world();
  const words = "ten per cent off, <b>today</b> @here";
  await ana.types("/escalate");
  await sam.opens("Offer instead…");
  expect(await sam.choices("listed")).toEqual(listed);
  await sam.submits({ listed: await sam.choice("listed", "Free delivery"), words });
  await ana.hears("Sam: offer this instead.");
  await ana.sees("Free delivery", words, "Say: “Here is what I can do for you now.”");
  await sam.closesDialogs();
  await sam.sees("You answered Ana: an offer instead");
  await priya.sees("Sam has it");
  for (const one of [ana, sam, priya])
    expect(one.rings().join()).not.toMatch(/ten per cent|Free delivery/);
  expect(`${sam.screen()}${priya.screen()}`).not.toContain("ten per cent");
  expect(await stored()).not.toMatch(/ten per cent|Free delivery/);
  // What redraws the card keeps it.
  await ana.clicks("On hold");
  await ana.sees("On hold since ", "Free delivery", words);
  await ana.answers("Say why", "Outside my authority");
  await ana.sees("Free delivery", words);
  const offered = (await sam.opens("Show what Ana wrote")).words;
  expect(offered).toContain("Offered instead:");
  expect(offered).toContain("ten per cent off");
  await sam.closesDialogs();
});

test("E10: with an empty list for the reason there are the words alone, and nothing chosen is a sentence", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await ana.answers("Say why", "Angry or crying");
  const form = await sam.opens("Offer instead…");
  expect(form.fields).toEqual(["words"]);
  await sam.submits({ words: " " });
  await sam.dialog();
  expect(await requests()).toEqual(["open"]);
  await sam.submits({ words: "a new engineer tomorrow" });
  await ana.hears("Sam: offer this instead.");
  await ana.sees("a new engineer tomorrow");
  await sam.closesDialogs();
});

test("E10: Call back has the agent promise one; I'll take it says where to put the customer through", async () => {
  const { ana, ben, sam, priya } = world();
  await ana.types("/escalate");
  await priya.clicks("Call back");
  await ana.hears("Priya: promise a call-back.");
  await ana.sees("When can I call you back?", "Name a time, not “soon”.");
  await ben.types("/escalate");
  await sam.sees("Ben needs help now");
  await sam.clicks("I'll take it");
  await ben.hears("Sam takes this call.");
  await ben.sees("I'm putting you through", "Sam is on extension 4400.");
  expect(await requests()).toEqual(["joined Priya Nair callBack", "joined Sam Reyes takeOver"]);
});

test("E10, E6: answered after taking, then at the agent's side: each is told, and the card follows", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  await sam.clicks("Approve");
  await ana.hears("Sam: yes, approved.");
  await sam.clicks("Call back");
  await ana.hears("Sam: promise a call-back.");
  await sam.clicks("I'm with Ana");
  await ana.sees("Sam is with you.");
  await sam.sees("You are with Ana");
  expect(ana.rings()).toHaveLength(4);
});

test("E10: two who answer at once: the first wins, the other reads who did and what", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate");
  await sam.sees("Ana needs help now");
  await priya.sees("Ana needs help now");
  await Promise.all([sam.clicks("Approve"), priya.clicks("Approve")]);
  await world().settled();
  const won = ana.rings().at(-1);
  expect(["Sam: yes, approved.", "Priya: yes, approved."]).toContain(won);
  expect(ana.rings()).toHaveLength(2);
  const [first, other] = won?.startsWith("Sam") === true ? ["Sam", priya] : ["Priya", sam];
  await other.sees(`${first} has it`, `${first} answered: yes, approved.`);
  if (told === "slack") await other.isAnswered(`${first} was first: yes, approved.`);
  expect((await requests()).join()).toMatch(/^joined (?:Sam Reyes|Priya Nair) approve$/);
  await other.closesDialogs();
});

test("E10: a closed request, a danger, a forged offer, somebody else, 3,000 characters: a sentence, and nothing changed", async () => {
  const { ana, ben, sam } = world();
  await ana.types("/escalate");
  await sam.sees("Ana needs help now");
  const { rows } = await world().asOwner(
    "select request::text as subject, state->'pages' as pages from handrail.requests",
  );
  const about = {
    ...{ feature: "escalations", subject: String(rows[0]?.["subject"]), view: "page" },
    occasion: "a0",
  };
  await sam.opensHome();
  const asSam = await trierOf(world(), sam, accountOf("sam"), {});
  const asBen = await trierOf(world(), ben, accountOf("ben"), {});
  const read = async (who: typeof sam, tried: Promise<string>) => {
    const body = await tried;
    await world().settled();
    return `${body}\n${who.screen()}\n${who.client.dialog()?.words ?? ""}`;
  };
  const offer = (values: Record<string, string>) =>
    asSam.submit("escalations.offer", about, values);
  expect(await read(sam, offer({ listed: "A free car" }))).toContain("That is not on the list.");
  expect(await read(sam, offer({ words: "x".repeat(3_000) }))).toContain("At most 300 characters");
  await sam.closesDialogs();
  expect(await read(ben, asBen.press("escalations.approve", about))).toContain(
    "you cannot take it.",
  );
  await ben.closesDialogs();
  expect(await requests()).toEqual(["open"]);
  await ana.clicks("Danger");
  await sam.sees("DANGER: Ana");
  expect(await read(sam, asSam.press("escalations.approve", about))).toContain(
    "This is a danger now. Nothing was sent.",
  );
  await sam.closesDialogs();
  expect(await requests()).toEqual(["open"]);
  await ana.clicks("Not danger");
  await ana.clicks("Call ended");
  await sam.sees("Ana says the call has ended.");
  for (const tried of [
    asSam.press("escalations.approve", about),
    offer({ listed: "Free delivery" }),
  ]) {
    expect(await read(sam, tried)).toContain("This is closed already. Nothing was changed.");
    await sam.closesDialogs();
  }
  expect(await requests()).toEqual(["resolved"]);
  expect(await stored()).not.toMatch(/A free car|xxxx/);
});

test("E10: a danger after an answer: the agent reads who has it, and not that somebody is there", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.clicks("Approve");
  await ana.hears("Sam: yes, approved.");
  await ana.clicks("Danger");
  await ana.sees("Sam has it.", "Danger was sent.");
  await sam.sees("DANGER. You have it: Ana");
  await sam.clicks("I'm with Ana");
  await ana.sees("Sam is with you.");
});

test("E10: on chat the sentence is one to write", async () => {
  const { carla, dana } = world();
  await carla.types("/escalate");
  await dana.clicks("Approve");
  await carla.sees("Dana: yes, approved.", "Write: “Yes, I can do that for you.”");
});

/** Everything in the database that holds something of a request. */
async function stored(): Promise<string> {
  const tables = ["requests", "request_words", "journal", "messages", "timers", "inbox"];
  const rows = await Promise.all(
    tables.map(async (table) => (await world().asOwner(`select * from handrail.${table}`)).rows),
  );
  return JSON.stringify(rows);
}
