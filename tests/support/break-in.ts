import type { AnyFeature } from "../../src/runtime/feature.ts";
import { features } from "../../src/features.ts";
import { type Door, type Named, accountOf, doorsOf, told, trierOf } from "./doors.ts";
import { houseOf } from "./never/house.ts";
import { kindOf } from "./never/who-is-named.ts";
import type { World } from "./story.ts";
import { wordsIn } from "./slack-client.ts";
import { wordsOf } from "./teams-client.ts";

/** In the order in which they try: who may least, first; `elsewhere` is another organisation's. */
export const roles = [
  "stan",
  "elsewhere",
  "lee",
  "ben",
  "dana",
  "priya",
  "sam",
  "carla",
  "ana",
] as const;
export type Role = (typeof roles)[number];

export const doors = (all: Iterable<AnyFeature>): Door[] => doorsOf(all);

/** What a form is sent with. A new form is tried with nothing until it is here, and `who-sees-what` asks for it. */
export const formValues: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "escalations.describe": { category: "ANG", words: "forged", case: "forged" },
  "escalations.offer": { words: "forged" },
  "escalations.customerIn": { country: "ES" },
  "escalations.note": { said: "forged" },
  "escalations.copied": {},
  "escalations.summon": { words: "help", join: "https://calls.acme.test/j/1" },
  "escalations.raise": { for: "00000000-0000-4000-8000-000000000000" },
  "escalations.giveTo": { to: "00000000-0000-4000-8000-000000000000" },
  "plans.set": { words: "forged", until: "2027-03-01", review: "before" },
  "causes.own": { what: "forged", doing: "forged", due: "2026-12-31" },
  "causes.decline": { reason: "forged" },
  "debriefs.wishes": { willing: "no", today: "open", rounds: "no" },
  "checkins.answer": { energy: "3" },
  "checkins.answerQuestion": { said: "forged" },
  "checkins.answerEasing": { energy: "3" },
  "hardcalls.pick": { pick: "forged" },
  "checkins.choose": { day: "1", time: "09:00" },
  "feedback.send": { worked: "forged", next: "forged" },
  "tips.send": { text: "forged", card: "any" },
  "tips.decide": { text: "forged", card: "any", decision: "publish" },
  "reflections.keep": { keep: "forged" },
  "promises.make": { what: "forged", when: "tomorrow 15:00", zone: "Europe/London" },
  "promises.change": { what: "forged", when: "tomorrow 15:00", zone: "Europe/London" },
  "promises.giveTo": { to: "00000000-0000-4000-8000-000000000000" },
  "setup.organisation": { name: "Forged", time_zone: "UTC" },
  "setup.team": { name: "Forged", supervisors: "U0ANA" },
  "setup.policy": { own: "5", everyone: "no" },
  "setup.breaks": { preselect: "5m", limit: "1" },
  "setup.care": { check_ins: "never" },
  "setup.roles": { admins: "U0ANA" },
  "setup.removed": {},
  "exports.make": { kind: "pack" },
  "keys.make": { name: "forged", "may-escalate": "yes", days: "none" },
  "keys.revoke": {},
  "setup.reach": { team: "0", time: "17:40" },
  "pagetests.ask": { person: "00000000-0000-4000-8000-000000000000" },
  "swaps.ask": { shift: "now", with: "00000000-0000-4000-8000-000000000000", day: "none" },
  "swaps.change": {
    person: "00000000-0000-4000-8000-000000000000",
    day: "2027-03-01",
    how: "works",
    from: "09:00",
    to: "17:00",
  },
  "mydata.back": {},
  "trends.say": { doing: "One more person." },
};

/** What somebody came out with. */
export interface Haul {
  readonly tried: number;
  readonly lines: readonly string[];
  /** Lines with Ana's name in them, and what kind of sentence each is. */
  readonly naming: readonly { readonly line: string; readonly kind: string }[];
  /** All of it, with what no eye sees. */
  readonly raw: string;
}

interface Piece {
  readonly lines: readonly string[];
  readonly raw: string;
}

export function haulOf(
  pieces: readonly Piece[],
  tried = 0,
  kinds: (line: string) => readonly string[] = () => [],
): Haul {
  const lines = pieces.flatMap((piece) => piece.lines);
  const naming = lines
    .filter((line) => /\bAna\b/.test(line))
    .flatMap((line) => kinds(line).map((kind) => ({ line, kind })));
  return { tried, lines, naming, raw: pieces.map(({ raw }) => raw).join("\n") };
}

/** Everything of hers that there is to name, as buttons on others' messages carry it; and Ana herself, under every feature. */
async function everythingNamed(world: World, account: string): Promise<Named[]> {
  const { rows } = await world.asOwner(
    `with ana as (select person from handrail.people where email = 'ana@acme.test')
     select feature, subject::text as subject, view, occasion from handrail.messages m join handrail.accounts a using (organisation_id, account_id)
     where subject in (select person from ana union select request from handrail.requests where requester in (select person from ana)
       union select request from handrail.contact_requests where person in (select person from ana)
       union select promise from handrail.promises where person in (select person from ana))
     group by 1, 2, 3, 4 having not bool_or(a.account = '${account}') order by 1, 2, 3, 4`,
  );
  const { rows: ana } = await world.asOwner(
    "select person::text as person from handrail.people where email = 'ana@acme.test'",
  );
  const [self = ""] = ana.map(({ person }) => String(person));
  return [
    ...rows.map((row) => ({
      ...{ feature: String(row["feature"]), subject: String(row["subject"]) },
      ...{ view: String(row["view"]), occasion: String(row["occasion"]) },
    })),
    ...[...features.keys()].map((feature) => ({
      feature,
      subject: self,
      view: "own",
      occasion: "0",
    })),
  ];
}

/** Goes through every door there is, as one role, with everything that a button may name; and takes along all there is to see. */
export async function breakIn(world: World, role: Role): Promise<Haul> {
  const name = role === "elsewhere" ? "ben" : role;
  const who =
    role === "stan" || role === "lee"
      ? world.somebody(`U0${role.toUpperCase()}`)
      : world[name as "ben"];
  const account = accountOf(role === "stan" || role === "lee" ? `U0${role.toUpperCase()}` : name);
  const workspace =
    role === "elsewhere"
      ? told === "slack"
        ? "T0RIVAL0"
        : "7e4a1000-0000-4000-8000-00000000abcd"
      : undefined;
  const named = await everythingNamed(world, account);
  const bodies: Piece[] = [];
  let tried = 0;
  const answered = (body: string) => {
    tried++;
    bodies.push({ lines: linesOf(body), raw: body });
  };

  if (role !== "elsewhere") {
    await who.opensHome().catch(() => undefined);
    for (const { kind, name: word } of doorsOf(features.values())) {
      if (kind !== "word") continue;
      // Words of nobody else, and after no other: wherever they turn up it is known whose they are.
      await who.types(`/${word} ${role}in${word}`);
      tried++;
      await who.closesDialogs();
    }
  }
  // Whoever is told nothing but a sentence has no button to change: Ben's is taken, and the envelope says who it is.
  const trier =
    role === "stan" || role === "elsewhere"
      ? await trierOf(world, world.ben, accountOf("ben"), {
          account,
          ...(workspace === undefined ? {} : { workspace }),
        })
      : await trierOf(world, who, account, {});
  const seenBefore = world.told().seen.length;
  for (const door of doorsOf(features.values())) {
    const mine = named.filter(({ feature }) => feature === door.name.split(".")[0]);
    const subjects = mine.filter(
      (one, index) => mine.findIndex(({ subject }) => subject === one.subject) === index,
    );
    for (const about of subjects) {
      if (door.kind === "press" && (role !== "ana" || isSafe(door.name)))
        answered(await trier.press(door.name, about, "sorted"));
      if (door.kind === "form" && role !== "ana")
        answered(await trier.submit(door.name, about, formValues[door.name] ?? {}));
    }
  }
  // On cards that are somebody else's: a platform may answer a press with the card as it is now.
  for (const about of named) {
    const [verb] = Object.keys(features.get(about.feature)?.doors?.presses ?? {});
    if (verb !== undefined && role !== "ana")
      answered(await trier.press(`${about.feature}.${verb}`, about));
  }
  await world.settled();
  await who.closesDialogs();
  const email = `${name}@acme.test`;
  // What came to Ben's screen was an answer to what was sent in his place.
  const inPlaceOfBen = role === "stan" || role === "elsewhere";
  const own = world
    .told()
    .seen.filter(
      ({ reader }, index) =>
        (inPlaceOfBen && reader === "ben@acme.test"
          ? index >= seenBefore
          : reader === email || reader === account) &&
        (role !== "elsewhere" || index >= seenBefore),
    );
  const house = houseOf(world.told());
  return haulOf([...own, ...bodies], tried, (line) =>
    house.read(line).map((key) => kindOf(key) ?? "nobody's"),
  );
}

/** What Ana herself presses: what only opens. */
function isSafe(action: string): boolean {
  const [name = "", verb = ""] = action.split(".");
  return Object.hasOwn(features.get(name)?.doors?.opens ?? {}, verb);
}

/** Words of whatever an answer to a press or a form holds: a card, or a dialog's view. */
function linesOf(body: string): string[] {
  if (!body.startsWith("{")) return [body].filter((line) => line !== "");
  const answer = JSON.parse(body) as Record<string, unknown>;
  const view = answer["view"] as { blocks?: unknown } | undefined;
  return [wordsOf(answer["value"]), wordsIn(view?.blocks), wordsIn(answer["blocks"])]
    .flatMap((words) => words.split("\n"))
    .filter((line) => line !== "");
}
