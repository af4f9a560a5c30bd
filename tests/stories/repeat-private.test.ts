import { expect, test } from "vitest";
import { editionOf } from "../../src/escalations/handover/store.ts";
import { type Trier, accountOf, trierOf } from "../support/doors.ts";
import type { Somebody } from "../support/person.ts";
import { stories } from "../support/stories.ts";

/* A plan is read by who may see a request on its case, and found by three references at most. */
const world = stories();
const reference = "CASE-4821";
const agreed = "Zebra letters only";

/** What `calls` of a person names, and how a form names it. */
async function requestOf(who: Somebody): Promise<string> {
  const { rows } = await world().asOwner(
    `select r.request::text as id from handrail.requests r
      join handrail.people p on p.organisation_id = r.organisation_id and p.person = r.requester
      where p.email = '${who.name}@acme.test' order by r.opened_at desc limit 1`,
  );
  return String(rows[0]?.["id"]);
}

const about = (subject: string) =>
  ({ feature: "escalations", subject, view: "receipt", occasion: "a0" }) as const;

async function calls(who: Somebody, ...references: readonly string[]): Promise<string> {
  await who.types("/escalate");
  await who.sees("Asking");
  const request = await requestOf(who);
  await names(await trierOf(world(), who, accountOf(who.name), {}), request, ...references);
  await who.closesDialogs();
  return request;
}

async function names(trier: Trier, request: string, ...references: readonly string[]) {
  for (const one of references) {
    await trier.submit("escalations.describe", about(request), { case: one });
    await world().settled();
  }
}

/** A case with a plan of Billing's, set by Sam. */
async function planned(): Promise<void> {
  const { ana, ben, sam } = world();
  for (const who of [ben, ana, ben]) {
    await calls(who, reference);
    await who.clicks("Call ended");
    await who.sees("Closed.");
  }
  await sam.opens("Set a plan");
  const { choices } = await sam.dialog();
  const [until = ""] = Object.values(choices["until"] ?? {}).toSorted();
  await sam.submits({ words: agreed, until, review: "before" });
  await sam.isAnswered("Saved. The plan ends by itself after");
  await sam.closesDialogs();
}

const plans = async () =>
  (
    await world().asOwner(
      "select version::int, words, mark is null as ended from handrail.case_plans",
    )
  ).rows;

test("C8: after three references a plan is neither read, changed nor ended by a request on its case", async () => {
  const { carla, dana } = world();
  await planned();
  const before = await plans();
  const request = await calls(carla);
  await dana.clicks("I've got it");
  await carla.sees("Dana has it");
  const asDana = await trierOf(world(), dana, accountOf("dana"), {});
  await names(asDana, request, "A-1", "A-2", "A-3", reference);
  const bodies = [
    await asDana.press("plans.open", about(request)),
    await asDana.submit("plans.set", about(request), {
      words: "mine now",
      until: "2027-01-15",
      review: "before",
    }),
    await asDana.press("plans.end", about(request)),
  ];
  await world().settled();
  const seen = `${bodies.join("\n")}\n${dana.screen()}\n${dana.client.dialog()?.words ?? ""}`;
  await dana.closesDialogs();
  expect(seen).not.toMatch(/zebra/i);
  expect(await plans()).toEqual(before);
});

test("C8: a handover with a case reference smuggled into its form looks nothing up", async () => {
  const { ana, ben, carla, dana } = world();
  await planned();
  // Another case that came back, so that its cards would show a plan.
  for (const who of [ben, ana]) {
    await calls(who, "OTHER-1");
    await who.clicks("Call ended");
    await who.sees("Closed.");
  }
  const request = await calls(carla, "OTHER-1");
  await carla.sees("Third contact on this case in 30 days. No plan yet.");
  await dana.clicks("I've got it");
  await carla.sees("Dana has it");
  const { rows } = await world().asOwner(
    `select words, case_reference, offer, handover, note, join_url from handrail.request_words where request = '${request}'`,
  );
  const asCarla = await trierOf(world(), carla, accountOf("carla"), {});
  const values = { said: "green heron", case: reference };
  await asCarla.submit("escalations.note", about(request), values, editionOf(rows[0] as never));
  await dana.sees("green heron");
  await world().settled();
  await carla.closesDialogs();
  // Not even for a moment, on a card that is corrected later.
  const read = world()
    .told()
    .seen.filter(({ reader }) => /^(?:carla|dana)@/.test(reader))
    .flatMap(({ lines }) => lines);
  expect(read.filter((line) => /zebra/i.test(line))).toEqual([]);
});
