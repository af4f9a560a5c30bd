import { beforeAll, expect, test } from "vitest";
import type { Platform } from "../../src/kernel/ids.ts";
import { catalogues } from "../../src/locales/index.ts";
import { organisationFile } from "../support/acme.ts";
import { served, signsIn } from "../support/browse.ts";
import { accounts, objectId } from "../support/cast.ts";
import { sourcesOf } from "../support/house.ts";
import { stories } from "../support/stories.ts";

/** Ana and Dana are on Slack; Ben, Carla and Priya in Teams; Sam on both. */
const world = stories({
  env: served,
  file: `${organisationFile}roles: { heads: [priya@acme.test] }\n`,
  lives: {
    ana: ["slack"],
    dana: ["slack"],
    ben: ["teams"],
    carla: ["teams"],
    priya: ["teams"],
    sam: ["slack", "teams"],
  },
});
const page = "Ana needs help now. Billing, phone.";
const bensPage = "Ben needs help now. Billing, phone.";

/** What a platform's texts never say: the other's name. Teams are also what people work in, so its name counts as a name. */
const others = { slack: /\bMicrosoft\b|\bTeams\b/, teams: /\bslack\b/i };
/** Every card, message and dialog that anybody had on the screen. */
const seen = { slack: new Set<string>(), teams: new Set<string>() };
beforeAll(() => {
  for (const [platform, double, ids] of [
    ["slack", world().slack, ["U0ANA", "U0DANA", "U0SAM"]],
    [
      "teams",
      world().teams,
      (["ben", "carla", "priya", "sam"] as const).map((name) => objectId(accounts[name])),
    ],
  ] as const)
    double.onChange(() => {
      for (const id of ids) {
        const { messages, dialog, home } = { home: undefined, ...double.desk(id) };
        for (const one of [...messages.slice(-3), dialog?.view, home])
          if (one !== undefined) seen[platform].add(JSON.stringify(one));
      }
    });
});

const samInTeams = () => world().on("teams", "sam");

test("across: an agent on Slack reaches supervisors on both; one taken in Teams loses its button on Slack", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate");
  await sam.hears(page);
  await priya.hears(page);
  await priya.clicks("I've got it");
  await sam.losesButton("I've got it");
  await samInTeams().losesButton("I've got it");
  await ana.hears("Priya has it.");
  await sam.sees("Priya has it");
});

test("C3, C4: the steps and the hold of an agent on one platform are on the supervisor's card on the other", async () => {
  const { ana, ben, sam, priya } = world();
  await ana.types("/escalate");
  await priya.clicks("I've got it");
  await ana.hears("Priya has it.");
  await ana.answers("Boundary", "Insults or shouting at you");
  await priya.sees("You have it: Ana", "Warning 1: Insults or shouting at you, ");
  await ana.clicks("On hold");
  await priya.sees("On hold since ");
  await world().timePasses(45);
  await ana.hears("45 seconds on hold. Go back now.");
  await ana.answers("Something else now", "Sexual, hate or detailed threat");
  await ana.clicks("End the call");
  await priya.sees("Ana ended the call, within policy.");

  await ben.types("escalate");
  await sam.clicks("I've got it");
  await ben.hears("Sam has it.");
  await ben.answers("Boundary", "In crisis, ill or confused");
  await sam.sees("You have it: Ben", "No warnings, a supervisor decides: ");
  await ben.clicks("On hold");
  await world().timePasses(45);
  await ben.hears("45 seconds on hold. Go back now.");
  await sam.clicks("Done");
  await ben.sees("Closed. ");
  expect(ben.screen()).not.toContain("On hold since");
});

test("E10: an answer on one platform is told on the other, and Call is there for who is in Teams", async () => {
  const { ana, ben, sam, priya } = world();
  await ana.types("/escalate");
  const anas = await priya.sees("Ana needs help now");
  expect(anas.buttons).not.toContain("Call");
  await priya.clicks("Approve");
  await ana.hears("Priya: yes, approved.");
  await sam.sees("Priya has it", "Priya answered: yes, approved.");
  await samInTeams().sees("Priya has it", "Priya answered: yes, approved.");

  await ben.types("escalate");
  const bens = await sam.sees("Ben needs help now");
  expect(bens.buttons).toContain("Call");
  expect(world().sent("slack")).toContain(
    "https://teams.microsoft.com/l/call/0/0?users=ben%40acme.test",
  );
  await sam.opens("Offer instead…");
  await sam.submits({ words: "half of it today" });
  await ben.hears("Sam: offer this instead.");
  await ben.sees("half of it today");
  await sam.closesDialogs();
});

test("C6, A1: a handover written on one platform is read on the other, and the note is one for both", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate the tulip order");
  await priya.clicks("I've got it");
  await priya.sees("You have it: Ana", "Said: the tulip order");
  await ana.opens("Handover");
  await ana.submits({ said: "wants the tulips today", promised: "an answer by noon" });
  await ana.isAnswered("Saved.");
  await ana.closesDialogs();
  await priya.sees("Said: wants the tulips today", "Promised: an answer by noon");
  await priya.opens("Give to…");
  await priya.submits({ to: await priya.choice("to", "Sam Reyes") });
  await priya.closesDialogs();
  for (const one of [sam, samInTeams()])
    await one.sees("Priya would like you to take this.", "Said: wants the tulips today");
  await sam.clicks("I've got it");
  await sam.sees("You have it: Ana", "Promised: an answer by noon");
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  await priya.opens("Note");
  await priya.submits({ said: "wants the tulips today", done: "sent a courier", promised: "" });
  await priya.isAnswered("Saved.");
  await priya.closesDialogs();
  for (const one of [ana, samInTeams(), priya]) {
    const { texts } = await one.opens("Copy for CRM");
    expect(texts["text"]).toMatch(/Done: sent a courier\nSam came at \d\d:\d\d$/);
    await one.closesDialogs();
  }
});

test("E14: the timeline says to the second who was asked, and by which app, without naming the other one", async () => {
  const { ana, priya } = world();
  await ana.types("/escalate");
  await priya.clicks("I've got it");
  await priya.clicks("I'm with Ana");
  await priya.clicks("Done");
  const toPriya = (await priya.opens("Timeline")).words;
  expect(toPriya).toMatch(
    /Asked Priya in this app, \d\d:\d\d:\d\d\nAsked Sam in both apps, \d\d:\d\d:\d\d\nPriya took it, \d\d:\d\d:\d\d/,
  );
  await priya.closesDialogs();
  const toAna = (await ana.opens("Timeline")).words;
  expect(toAna).toMatch(/Asked Priya in the other app, \d\d:\d\d:\d\d\nAsked Sam in both apps, /);
  await ana.closesDialogs();
});

test("E14, I2: on a page the timeline names no app, because the page is in neither", async () => {
  const { ana, priya } = world();
  const browser = await signsIn(world(), "priya");
  await ana.types("/escalate");
  await priya.clicks("I've got it");
  const { rows } = await world().asOwner(
    "select request from handrail.requests order by opened_at desc limit 1",
  );
  const path = `/desk/requests?request=${String(rows[0]?.["request"])}`;
  const { status, text } = await browser.get(path);
  expect(status).toBe(200);
  expect(text).toMatch(/Asked (Priya and Sam|Sam and Priya), \d\d:\d\d:\d\d/);
  expect(text).not.toMatch(/(this|other|both) apps?/);
  await priya.clicks("I'm with Ana");
  await priya.clicks("Done");
});

test("across: an agent in Teams reaches a supervisor on Slack; the colleague in Teams loses the button", async () => {
  const { ben, sam, priya } = world();
  await ben.types("escalate");
  await ben.isTold("Asking Priya and Sam.");
  await sam.hears(bensPage);
  await priya.hears(bensPage);
  await sam.clicks("I've got it");
  await priya.losesButton("I've got it");
  await ben.hears("Sam has it.");
  await sam.clicks("I'm with Ben");
  await ben.sees("Sam is with you.");
});

test.each(["slack", "teams"] as const)(
  "across: one person on both is asked on both, and takes it on %s alone",
  async (platform) => {
    const { ana, sam } = world();
    const other: Platform = platform === "slack" ? "teams" : "slack";
    await ana.types("/escalate");
    await sam.hears(page);
    await samInTeams().hears(page);
    await world().on(platform, "sam").clicks("I've got it");
    await world().on(other, "sam").losesButton("I've got it");
    await ana.hears("Sam has it.");
    // It is theirs wherever they look.
    await world().on(other, "sam").clicks("I'm with Ana");
    await ana.sees("Sam is with you.");
    expect(ana.rings().filter((ring) => ring === "Sam has it.")).toHaveLength(1);
    await world().on(platform, "sam").sees("You are with Ana");
  },
);

test("across: pressed on both sides at once, one wins and the other is told who", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate");
  for (const one of [sam, priya]) await one.hears(page);
  await Promise.all([sam.clicks("I've got it"), priya.clicks("I've got it")]);
  await world().settled();
  const [winner, loser] = sam.card().buttons.includes("I'm with Ana") ? [sam, priya] : [priya, sam];
  expect(winner.card().buttons).toContain("I'm with Ana");
  expect(loser.card().buttons).not.toContain("I'm with Ana");
  await loser.isTold(`${winner === sam ? "Sam" : "Priya"} has it already.`);
  expect(ana.rings().filter((ring) => ring.endsWith("has it."))).toHaveLength(1);
});

test("across: danger has its partner on one platform and who calls for help on the other", async () => {
  const { ana, priya, dana } = world();
  await ana.types("/escalate");
  await ana.clicks("Danger");
  for (const one of [priya, dana]) await one.hears("Danger: Ana, Billing.");
  await priya.clicks("I've got it");
  await dana.clicks("I'll call for help");
  await dana.sees("You call for help: Ana", "Priya stays with Ana.");
  await priya.sees("Dana calls for help.");
  await ana.sees("Priya has it.", "Dana calls for help.");
  await samInTeams().losesButton("I'll call for help");
});

test("C5, E10: the two lists, the customer's country and how somebody is there, with one on each platform", async () => {
  const { ana, priya, dana } = world();
  await ana.types("/escalate");
  // Ana is not in Teams: her extension dials there as well, and nobody has a call to her.
  const asked = await priya.sees("Ana needs help now", "4417");
  expect(asked.buttons).not.toContain("Call");
  for (const platform of ["slack", "teams"] as const)
    expect(world().sent(platform)).toContain("tel:4417");
  await ana.clicks("Danger");
  await priya.clicks("I've got it");
  await dana.clicks("I'll call for help");
  await priya.sees("Dana calls for help.");
  await priya.clicks("Listening");
  await ana.sees("Priya is listening in.");
  await dana.clicks("Help called");
  await priya.sees("Help called, ");
  await priya.clicks("Place known");
  await dana.sees("Place known, ");
  await ana.sees("Place known, ", "Help called, ");
  await dana.opens("Customer's country");
  await dana.submits({ country: await dana.choice("country", "France: 112") });
  await dana.closesDialogs();
  await priya.sees("Where the customer is, in France: call 112.");
  await ana.sees("The customer is in France.");
  await priya.clicks("Done");
  await priya.clicks("They are safe");
  await ana.sees("Priya says they are safe now.");
});

test("across: given to a colleague on the other platform; it stays until they take it", async () => {
  const { ana, priya, dana } = world();
  await ana.types("/escalate");
  await priya.clicks("I've got it");
  await priya.opens("Give to…");
  await priya.submits({ to: await priya.choice("to", "Dana Fox") });
  await priya.closesDialogs();
  await dana.hears(page);
  await dana.sees("Priya would like you to take this. Until you do, Priya has it.");
  await dana.clicks("I've got it");
  await ana.hears("Dana has it.");
  await priya.sees("Dana has it");
});

test("across: the app removed for somebody in Teams in the middle: a page that cannot arrive, and the next are asked at once", async () => {
  const { carla, dana, ben, priya } = world();
  // Billing's supervisors but Priya are off shift, so that she is the whole first step.
  await world().sam.types("/shift off");
  const back = await world().removesApp("priya");
  try {
    await ben.types("escalate");
    await dana.hears(bensPage);
    await ben.sees("Asking Dana.", "Our messages do not reach Priya.");
    expect([priya.rings(), carla.rings()]).toEqual([[], []]);
    await dana.clicks("I've got it");
    await ben.hears("Dana has it.");
  } finally {
    await back();
  }
});

test("across: removed after the page had come: nothing more reaches them, and the others go on", async () => {
  const { ben, sam, priya, dana } = world();
  await ben.types("escalate");
  await priya.hears(bensPage);
  const back = await world().removesApp("priya");
  try {
    await world().timePasses(20);
    await dana.hears(bensPage);
    await sam.clicks("I've got it");
    await ben.hears("Sam has it.");
    await dana.losesButton("I've got it");
    expect(priya.rings()).toEqual([bensPage]);
  } finally {
    await back();
  }
});

test("neither platform's texts name the other: all that reached both in this file, the sentences, and the app's package", async () => {
  const { ana, ben } = world();
  // Doors that the stories above did not open.
  for (const one of [ana, ben]) {
    await one.types("/handrail");
    await one.types("/shift maybe");
    await one.opensHome();
    await one.types("/escalate");
    await one.answers("Say why", "In words");
    await one.closesDialogs();
    await one.clicks("Call ended");
    await one.opens("Timeline");
    await one.closesDialogs();
  }
  await world().settled();
  for (const platform of ["slack", "teams"] as const) {
    const texts = [...seen[platform], world().sent(platform)].join("\n");
    // Cards, dialogs and messages are all among them.
    for (const words of ["Priya has it", "Write only what you like", "Say shift on or shift off"])
      expect([words, texts.includes(words)]).toEqual([words, true]);
    expect(texts.match(others[platform])).toBeNull();
  }
  // One catalogue serves both, so its sentences name neither, but for the pages of one platform and
  // what the doctor tells operators of both.
  for (const catalogue of Object.values(catalogues)) {
    const sentences = Object.entries(catalogue)
      .flatMap(([key, sentence]) => (/^(?:install|tab|doctor)\./.test(key) ? [] : [sentence]))
      .join("\n");
    for (const pattern of Object.values(others)) expect(sentences.match(pattern)).toBeNull();
  }
  const inPackage = sourcesOf([
    "adapters/teams/package/manifest.json",
    "adapters/teams/package/es.json",
  ]);
  for (const text of inPackage.values()) expect(text.match(others.teams)).toBeNull();
  for (const text of sourcesOf(["manifest.json"]).values())
    expect(text.match(others.slack)).toBeNull();
});

test("across: C8: a case that comes back is recognised on both, and its plan is read on both", async () => {
  const { ana, ben, dana, sam, priya } = world();
  const names = async (who: typeof ana) => {
    await who.types("/escalate");
    await who.sees("Asking");
    await who.answers("Say why", "In words");
    await who.client.until(() => who.client.dialog()?.fields.includes("case"), "the form");
    await who.submits({ case: "CASE-4821" });
    await who.isAnswered("Noted. Thank you.");
    await who.closesDialogs();
  };
  for (const who of [ben, ana]) {
    await names(who);
    await who.clicks("Call ended");
    await who.sees("Closed.");
  }
  await names(ana);
  await ana.sees("Third contact on this case in 30 days. No plan yet.");
  await sam.sees("Third contact on this case in 30 days. No plan yet.");
  await priya.opens("Set a plan");
  const [until = ""] = Object.values((await priya.dialog()).choices["until"] ?? {});
  await priya.submits({ words: "Written contact only", until, review: "before" });
  await priya.isAnswered("Saved. The plan ends by itself after");
  await priya.closesDialogs();
  for (const who of [ana, sam, priya, samInTeams()])
    await who.sees("Agreed plan until", "Written contact only");
  expect(dana.screen()).not.toContain("Written contact");
});

test("across: A6: thanks go across, in the helper's own app", async () => {
  const { ana, priya } = world();
  await ana.types("/escalate");
  await priya.clicks("I've got it");
  await priya.clicks("I'm with Ana");
  await priya.clicks("Done");
  await ana.clicks("Thank Priya");
  await priya.hears("Ana says thank you.");
  await ana.sees("You thanked Priya.");
});

test("across: A5: a cause on Slack comes to a head in Teams, and is read by agents of both", async () => {
  const { ana, ben, priya } = world();
  for (const who of [ana, ben, ana]) {
    await who.types("/escalate");
    await who.sees("Asking");
    await who.answers("Say why", "Complaint, wants a manager");
    await world().settled();
    await who.clicks("Don't need help");
    await who.sees("Closed.");
  }
  await priya.hears("Billing: a cause to look at.");
  await priya.opens("Take it on");
  const due = Object.values((await priya.dialog()).choices["due"] ?? {}).toSorted()[1] ?? "";
  await priya.submits({ what: "late vans", doing: "one more van", due });
  await priya.isAnswered("Saved. The team reads it.");
  await priya.closesDialogs();
  for (const who of [ana, ben]) {
    await who.opensHome();
    await who.untilHome("You said: late vans. Being done: one more van by ");
  }
});

test("across: A4: feedback goes across, and only the agent reads it", async () => {
  const { ana, priya } = world();
  await ana.types("/escalate");
  await priya.clicks("I've got it");
  await priya.clicks("I'm with Ana");
  await priya.clicks("Done");
  await ana.answers("Rate the help", "Got what I needed");
  await ana.losesButton("Rate the help");
  await ana.clicks("Ask for feedback");
  await ana.sees("You asked Priya for feedback.");
  await ana.closesDialogs();
  await priya.hears("A colleague would like feedback from you.");
  await priya.opens("Write it");
  await priya.submits({ worked: "a calm heron", next: "ask sooner" });
  await priya.isAnswered("Sent. Only Ana can read it.");
  await priya.closesDialogs();
  await ana.sees("Priya sent you feedback.");
  expect((await ana.opens("Read it")).words).toContain("a calm heron");
  await ana.closesDialogs();
  expect(priya.screen() + ana.screen()).not.toContain("heron");
});
