import { expect, test } from "vitest";
import { answersOf, asking } from "../support/checkins.ts";
import { tidied } from "../support/forget.ts";
import { exportOf, goes, toMyData } from "../support/my-data.ts";
import { stories } from "../support/stories.ts";

/* What is kept of somebody: shown, copied, erased, and gone by itself (K6). */

const world = stories({ file: `${asking}roles: { heads: [dana@acme.test] }\n` });

test("K6: what is kept of me, what others see of me and why, a copy, and its end", async () => {
  const { ana } = world();
  await ana.types("/checkin");
  await ana.opens("Check in");
  await ana.submits({ energy: "2", strain: "3", note: "zebra crossing" });
  await ana.isAnswered("Saved.");
  await ana.closesDialogs();
  await ana.types("/escalate the purple giraffe");
  await world().settled();
  await toMyData(ana);
  await goes(ana, "What others see of me", "Each place where others read your name");
  const seen = await ana.dialog();
  // Who can, by name; what they read, in its very words; when, and why.
  expect(seen.words).toContain("Who runs your team: Billing\nToday: Priya and Sam.");
  expect(seen.words).toContain(
    "“Ana needs help now”\nOn a card, when you ask for help, so they can come.",
  );
  expect(seen.words).toMatch(
    /“Ana, away, back about \d\d:\d\d\.”\nOn their board and on cards, .* because they plan cover\. They never read why\. The notification names you too\./,
  );
  expect(seen.words).toContain("“Ana asks to be contacted now.”");
  expect(seen.words).toContain("Wellbeing leads\nToday: Lee.");
  // Those of other teams too: a call for help reaches them in time.
  expect(seen.words).toMatch(/Who may be asked to help you\nToday: [^\n]*Dana/);
  // Ana runs no team, so nobody is told that she has their call.
  expect(seen.words).not.toContain("Who asks for help");
  expect(seen.words).not.toContain("zebra");

  await toMyData(ana);
  await goes(ana, "Copy my data", "Nothing of it was sent to the chat");
  const copy = await exportOf(ana);
  expect(copy.opened["checkins"]).toEqual({
    answers: [
      expect.objectContaining({ answers: { energy: 2, strain: 3, note: "zebra crossing" } }),
    ],
  });
  expect(copy.opened["escalations"]).toEqual({
    words: [expect.objectContaining({ words: "the purple giraffe" })],
  });
  expect(Object.keys(copy.rows)).toEqual(
    expect.arrayContaining([
      "accounts",
      "check_ins",
      "memberships",
      "messages",
      "people",
      "requests",
    ]),
  );
  expect(JSON.stringify(copy)).not.toContain("Priya");
  await ana.closesDialogs();
  expect(world().sent()).not.toMatch(/zebra|giraffe/);

  await ana.clicks("Don't need help");
  await world().settled();
  const [before = ""] = await answersOf(world(), "ana");
  await toMyData(ana);
  await goes(ana, "Erase…", "It cannot be undone.");
  await goes(ana, "Erase now", "Erased, with the key");
  expect(before).toMatch(/^eyJ/);
  expect(await answersOf(world(), "ana")).toEqual([]);
  const { rows: left } = await world().asOwner(
    "select (select count(*) from handrail.check_in_keys)::int + (select count(*) from handrail.request_words)::int as n",
  );
  expect(Number(left[0]?.["n"])).toBe(0);
});

test("K6, E10: what a supervisor offered is in their copy, and goes when they erase it once the request is over", async () => {
  const { ana, sam } = world();
  const kept = async () =>
    (await world().asOwner("select offer, offered_by from handrail.request_words")).rows;
  await ana.types("/escalate");
  await sam.opens("Offer instead…");
  await sam.submits({ words: "a second engineer" });
  await ana.sees("a second engineer");
  await toMyData(sam);
  await goes(sam, "Copy my data", "Nothing of it was sent to the chat");
  expect((await exportOf(sam)).opened["escalations"]).toEqual({
    words: [],
    offers: [expect.objectContaining({ offer: "a second engineer" })],
  });
  await toMyData(sam);
  await goes(sam, "Erase…", "It cannot be undone.");
  await goes(sam, "Erase now", "Erased, with the key");
  await sam.closesDialogs();
  // While it runs the agent needs it.
  await ana.sees("Sam: offer this instead.", "a second engineer");
  await sam.clicks("Done");
  await ana.sees("Closed. Sam answered within a minute.");
  expect(await kept()).toEqual([{ offer: expect.any(String), offered_by: expect.any(String) }]);
  await toMyData(sam);
  await goes(sam, "Erase…", "It cannot be undone.");
  await goes(sam, "Erase now", "Erased, with the key");
  await sam.closesDialogs();
  expect(await kept()).toEqual([{ offer: null, offered_by: null }]);
});

test("K6, C8: who set a plan has it in their copy; if they erase what is theirs, it goes on without their name", async () => {
  const { ana, ben, sam, priya } = world();
  for (const [count, who] of [ben, ana, ben].entries()) {
    await who.types("/escalate");
    await who.sees("Asking");
    await who.answers("Say why", "In words");
    await who.client.until(() => who.client.dialog()?.fields.includes("case"), "the form");
    await who.submits({ case: "CASE-4821" });
    await who.isAnswered("Noted. Thank you.");
    await who.closesDialogs();
    if (count < 2) await who.clicks("Call ended");
  }
  await sam.opens("Set a plan");
  const [until = ""] = Object.values((await sam.dialog()).choices["until"] ?? {}).toSorted();
  await sam.submits({ words: "giraffes by letter", until, review: "before" });
  await sam.isAnswered("Saved. The plan ends");
  await sam.closesDialogs();
  await toMyData(sam);
  await goes(sam, "Copy my data", "Nothing of it was sent to the chat");
  expect((await exportOf(sam)).opened["plans"]).toEqual({
    plans: [expect.objectContaining({ words: "giraffes by letter", team: "Billing" })],
  });
  await toMyData(sam);
  await goes(sam, "Erase…", "It cannot be undone.");
  await goes(sam, "Erase now", "Erased, with the key");
  await sam.closesDialogs();
  const { rows } = await world().asOwner(
    "select state ? 'setBy' as named, words is not null as kept from handrail.case_plans",
  );
  expect(rows).toEqual([{ named: false, kept: true }]);
  // The reminder goes to who runs the team then.
  await world().timePasses(8 * 24 * 3_600);
  await priya.hears("A plan is due for a look.");
});

test("K6, A5: what a head wrote is in their copy, and goes when they erase it once it is over", async () => {
  const { ana, ben, dana } = world();
  for (const who of [ana, ben, ana]) {
    await who.types("/escalate");
    await who.sees("Asking");
    await who.answers("Say why", "Complaint, wants a manager");
    await world().settled();
    await who.clicks("Call ended");
    await who.sees("Closed.");
  }
  await dana.hears("Billing: a cause to look at.");
  await dana.opens("Take it on");
  const due = Object.values((await dana.dialog()).choices["due"] ?? {}).toSorted()[1] ?? "";
  await dana.submits({ what: "late giraffes", doing: "one more van", due });
  await dana.isAnswered("Saved. The team reads it.");
  await dana.closesDialogs();
  await toMyData(dana);
  await goes(dana, "Copy my data", "Nothing of it was sent to the chat");
  expect((await exportOf(dana)).opened["causes"]).toEqual({
    items: [{ team: "Billing", what: "late giraffes", doing: "one more van" }],
  });
  await dana.closesDialogs();
  await dana.clicks("It is done");
  await world().settled();
  await toMyData(dana);
  await goes(dana, "Erase…", "It cannot be undone.");
  await goes(dana, "Erase now", "Erased, with the key");
  await dana.closesDialogs();
  const { rows } = await world().asOwner(
    "select words, state ? 'owned' as owned from handrail.cause_items",
  );
  expect(rows).toEqual([{ words: null, owned: false }]);
});

test("a history of hundreds of requests is copied in pages, each JSON by itself, and nothing is missing", async () => {
  const { ana, ben } = world();
  await ana.types("/escalate the purple giraffe");
  await ana.clicks("Don't need help");
  await world().settled();
  await world().asOwner(`
    insert into handrail.requests (organisation_id, request, version, status, requester, team, level, holder, opened_at, changed_at, closed_at, state)
    select r.organisation_id, c.id, r.version, r.status, r.requester, r.team, r.level, r.holder, r.opened_at, r.changed_at, r.closed_at, r.state || jsonb_build_object('id', c.id)
    from handrail.requests r cross join (select gen_random_uuid() as id from generate_series(1, 60)) c`);
  await toMyData(ana);
  await goes(ana, "Copy my data", "pages. Each one is JSON by itself");
  const { rows } = await world().asOwner("select request from handrail.requests");
  const found: string[] = [];
  for (let page = 1, of = 1; page <= of; page++) {
    if (page > 1) {
      await toMyData(ana);
      await goes(ana, "Copy my data", "pages. Each one is JSON by itself");
    }
    for (let last = 5; last < page; last += 5)
      await goes(ana, "Later pages", "pages. Each one is JSON by itself");
    await goes(ana, `Page ${page}`, "Nothing of it was sent to the chat");
    const copy = (await exportOf(ana)) as unknown as {
      page: number;
      of: number;
      rows: { requests?: { request: string }[] };
    };
    expect(copy.page).toBe(page);
    of = copy.of;
    found.push(...(copy.rows.requests ?? []).map(({ request }) => request));
  }
  expect(found.toSorted()).toEqual(rows.map(({ request }) => String(request)).toSorted());
  await ana.closesDialogs();
  // Somebody with little to tell has one, as before.
  await toMyData(ben);
  await goes(ben, "Copy my data", "Nothing of it was sent to the chat");
  expect((await exportOf(ben)).rows).toHaveProperty("people");
});

test("answers go after ninety days, and their key with them", async () => {
  const { ana } = world();
  await ana.types("/checkin");
  await ana.opens("Check in");
  await ana.submits({ energy: "3" });
  await ana.isAnswered("Saved.");
  await tidied(world());
  expect(await answersOf(world(), "ana")).toHaveLength(1);
  await world().timePasses(89 * 24 * 3600);
  await tidied(world());
  expect(await answersOf(world(), "ana")).toHaveLength(1);
  await world().timePasses(24 * 3600 + 60);
  await tidied(world());
  expect(await answersOf(world(), "ana")).toEqual([]);
  const { rows } = await world().asOwner("select 1 from handrail.check_in_keys");
  expect(rows).toEqual([]);
});
