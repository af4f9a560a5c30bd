import { expect, test } from "vitest";
import { accountOf, readingIn, trierOf } from "../support/doors.ts";
import type { Somebody } from "../support/person.ts";
import { upkeep, old, written, young } from "../support/sealed.ts";
import { stories } from "../support/stories.ts";

const world = stories();
const reference = "CASE-4821";
const agreed = "Written contact only, <b>no calls</b> @here";
const third = "Third contact on this case in 30 days.";
const day = 24 * 3_600;

/** Somebody asks for help and names the case, as they type it. */
async function calls(who: Somebody, typed: string): Promise<void> {
  await who.types("/escalate");
  await who.sees("Asking");
  await names(who, typed);
}

async function names(who: Somebody, typed: string): Promise<void> {
  await who.answers("Say why", "In words");
  await who.client.until(() => who.client.dialog()?.fields.includes("case"), "the form");
  await who.submits({ case: typed });
  await who.isAnswered("Noted. Thank you.");
  await who.closesDialogs();
}

/** Called, named, and over. */
async function called(who: Somebody, typed: string): Promise<void> {
  await calls(who, typed);
  await who.clicks("Call ended");
  await who.sees("Closed.");
}

async function thrice(typed = reference): Promise<void> {
  const { ana, ben, carla } = world();
  await called(ben, typed);
  await called(carla, typed);
  await calls(ana, typed);
}

async function plans(who: Somebody, words = agreed): Promise<void> {
  await who.opens("Set a plan");
  const [last = ""] = await lastDays(who);
  await who.submits({ words, until: await who.choice("until", last), review: "before" });
  await who.isAnswered("Saved. The plan ends by itself after");
  await who.closesDialogs();
}

/** From the nearest. */
async function lastDays(who: Somebody): Promise<string[]> {
  const { choices } = await who.dialog();
  return Object.entries(choices["until"] ?? {})
    .toSorted(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([label]) => label);
}

/** Every row of every table. */
async function stored(): Promise<string> {
  const { rows: tables } = await world().asOwner(
    "select tablename from pg_tables where schemaname = 'handrail'",
  );
  const texts = await Promise.all(
    tables.map(async ({ tablename }) => {
      const { rows } = await world().asOwner(
        `select coalesce(string_agg(to_jsonb(t)::text, ' '), '') as text from handrail.${String(tablename)} t`,
      );
      return String(rows[0]?.["text"]);
    }),
  );
  return texts.join("\n");
}

test("C8: the third contact on a case in 30 days is recognised, whoever called and however it was typed", async () => {
  const { ana, ben, carla, sam, priya, dana } = world();
  await called(ben, "case 4821");
  await called(carla, "Case-4821 ");
  expect(`${ben.screen()}${carla.screen()}${sam.screen()}${dana.screen()}`).not.toContain(
    "contact",
  );
  await calls(ana, reference);
  await ana.sees("Asking Priya and Sam.", `${third} No plan yet.`);
  const page = await sam.sees("Ana needs help now", `${third} No plan yet.`);
  expect(page.buttons).toContain("Set a plan");
  await priya.sees("Ana needs help now", third);
  expect(dana.screen()).not.toContain("contact on this case");
  expect(ana.messages().some((m) => m.buttons.includes("Set a plan"))).toBe(false);
  // It comes after the page, and rings nobody.
  expect(sam.rings().filter((text) => text.includes("Ana"))).toEqual([
    "Ana needs help now. Billing, phone.",
  ]);
  for (const one of [ana, sam, priya]) expect(one.rings().join()).not.toMatch(/contact|plan/);
});

test("C8: a supervisor sets a plan in one form; the agent and the supervisors asked read it, and the next agent too", async () => {
  const { ana, ben, sam, priya } = world();
  await thrice();
  await sam.sees(third);
  await plans(sam);
  await ana.sees(third, "Agreed plan until", agreed);
  await sam.sees("Ana needs help now", "Agreed plan until", agreed);
  await priya.sees("Ana needs help now", agreed);
  expect(ana.screen()).not.toContain("No plan yet");
  for (const one of [ana, sam, priya]) expect(one.rings().join()).not.toContain("Written contact");
  await sam.clicks("I've got it");
  await sam.sees(agreed);
  await priya.sees("Sam has it");
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  await ana.sees("Closed. Sam came", agreed);
  expect((await ana.opens("Timeline")).words).toMatch(/The plan for this case changed, \d\d:\d\d/);
  await ana.closesDialogs();
  await calls(ben, reference);
  await ben.sees("Fourth contact on this case in 30 days.", agreed);
  // It is changed where it is read.
  await priya.opens("Set a plan");
  expect((await priya.dialog()).words).toContain(reference);
  await priya.closesDialogs();
  await plans(priya, "E-mail only");
  await ben.sees("E-mail only");
  expect(ben.card().words).not.toContain("Written contact");
});

test("C8: no reference and no plan is stored in the clear, and no mark of it is a hash without a key", async () => {
  const { sam } = world();
  await thrice();
  await sam.sees(third);
  await plans(sam, "zebra letters only");
  const all = await stored();
  expect(all).not.toMatch(/CASE.?4821|zebra/i);
  const { rows } = await world().asOwner(
    "select count(distinct case_mark)::int as marks, bool_and(case_mark like 'k1.%') as keyed from handrail.request_words",
  );
  expect(rows).toEqual([{ marks: 1, keyed: true }]);
});

test("C8: the plan ends by itself; before that who set it is reminded, and can end it", async () => {
  const { ana, sam, priya } = world();
  await thrice();
  await sam.sees(third);
  await plans(sam);
  await ana.clicks("Call ended");
  await world().timePasses(8 * day);
  await sam.hears("A plan is due for a look.");
  const card = await sam.sees("Is this plan still right?", reference, agreed);
  expect(card.buttons).toEqual(["Set a plan", "End plan"]);
  expect(priya.rings().join()).not.toContain("plan");
  await world().timePasses(10 * day);
  await sam.sees("This plan has ended.");
  expect(sam.messages().some((m) => m.buttons.includes("End plan"))).toBe(false);
  const { rows } = await world().asOwner(
    "select mark, words, case_reference from handrail.case_plans",
  );
  expect(rows).toEqual([{ mark: null, words: null, case_reference: null }]);
  await calls(ana, reference);
  await world().settled();
  expect(ana.card().words).not.toContain("Agreed plan");
});

test("C8: a plan that is ended early is read by nobody", async () => {
  const { ana, sam } = world();
  await thrice();
  await sam.sees(third);
  await plans(sam);
  await ana.sees(agreed);
  await world().timePasses(8 * day);
  await sam.clicks("End plan");
  await sam.sees("This plan has ended.");
  await calls(ana, reference);
  await world().settled();
  expect(ana.card().words).not.toContain("Agreed plan");
});

test("C8: after 30 days a contact counts no more", async () => {
  const { ana, ben, carla } = world();
  await called(ben, reference);
  await called(carla, reference);
  await world().timePasses(31 * day);
  await calls(ana, reference);
  await world().settled();
  expect(ana.card().words).not.toContain("contact on this case");
});

test("C8: a reference that looks like a name gets a hint, and is saved all the same", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await ana.answers("Say why", "In words");
  await ana.client.until(() => ana.client.dialog()?.fields.includes("case"), "the form");
  await ana.submits({ case: "Maria Gonzalez" });
  await ana.isAnswered("This looks like a name.");
  await ana.closesDialogs();
  const { rows } = await world().asOwner(
    "select count(*)::int as kept from handrail.request_words where case_reference is not null",
  );
  expect(rows).toEqual([{ kept: 1 }]);
});

test("C8: keys change: what the old key marked still counts, and is marked anew by the hourly upkeep", async () => {
  const { ana, ben, carla, sam } = world();
  await called(ben, reference);
  await called(carla, reference);
  await world().restart(written([young, old]));
  await calls(ana, reference);
  await sam.sees(third);
  await plans(sam);
  await upkeep(world(), [young, old]);
  const { rows } = await world().asOwner(
    "select case_mark as mark from handrail.request_words union select mark from handrail.case_plans",
  );
  expect(rows).toHaveLength(1);
  expect(String(rows[0]?.["mark"])).toMatch(/^k2\./);
  await world().restart(written([young]));
  await calls(ben, reference);
  await ben.sees("Fourth contact", agreed);
  await world().restart(written([old]));
});

test("C8: 500 and 3,000 characters, forged ids, a stranger, an agent, an empty form: a sentence, and nothing changed", async () => {
  const { ana, ben, sam } = world();
  await thrice();
  await sam.sees(third);
  const { rows } = await world().asOwner(
    "select request::text as subject from handrail.requests where state ? 'repeat'",
  );
  const subject = String(rows[0]?.["subject"]);
  const about = { feature: "escalations", subject, view: "page", occasion: "a0" };
  await sam.opensHome();
  const asSam = await trierOf(world(), sam, accountOf("sam"), {});
  const asBen = await trierOf(world(), ben, accountOf("ben"), {});
  const asAna = await trierOf(world(), ana, accountOf("ana"), {});
  const read = readingIn(world);
  const form = (words: string, until = "2999-01-01", review = "before") =>
    asSam.submit("plans.set", about, { words, until, review });
  expect(await read(sam, form(" "))).toContain("Write what is agreed.");
  expect(await read(sam, form("x".repeat(3_000)))).toContain("At most 300 characters");
  expect(await read(sam, form("y"))).toContain("Choose a day within a year.");
  expect(await read(sam, form("y", "2026-99-99"))).toContain("Choose a day within a year.");
  for (const one of [asBen, asAna])
    expect(
      await read(
        one === asBen ? ben : ana,
        one.submit("plans.set", about, { words: "z", until: "2027-01-01", review: "before" }),
      ),
    ).toContain("Only the people who are part");
  const nowhere = { ...about, subject: "11111111-1111-4111-8111-111111111111" };
  expect(await read(sam, asSam.press("plans.open", nowhere))).toContain("Only the people");
  expect(await read(sam, asSam.press("plans.end", nowhere))).toContain("Only the people");
  expect(await read(ben, asBen.press("plans.open", about))).toContain("Only the people");
  for (const length of [500, 3_000])
    expect(
      await read(ana, asAna.submit("escalations.describe", about, { case: "9".repeat(length) })),
    ).toContain("A case reference has 60 characters at most.");
  const { rows: kept } = await world().asOwner("select 1 from handrail.case_plans");
  expect(kept).toEqual([]);
});

test("C8: of one request three references are looked up, so nobody can try which are known", async () => {
  const { ana, ben, carla } = world();
  await called(ben, reference);
  await called(carla, reference);
  await calls(ana, "A-1");
  await names(ana, "A-2");
  await names(ana, "A-3");
  await names(ana, reference);
  await world().settled();
  expect(ana.card().words).not.toContain("contact on this case");
});
