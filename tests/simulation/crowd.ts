import type { Gesture, Reply } from "../../src/platform/adapter.ts";
import type { Button } from "../../src/platform/view.ts";
import type { Chance } from "./chance.ts";
import type { Member } from "./house.ts";
import type { Instance } from "./instance.ts";
import type { Copy, Platform } from "./platform.ts";
import type { Profile } from "./profile.ts";
import type { Time } from "./time.ts";

/** What became of one copy of a gesture, as whoever made it saw it. */
export type Said = { readonly reply: Reply } | { readonly refused: string } | "nothing";

/** How gladly people press what (a verb of src/escalations/feature.ts). What only opens something is not pressed. */
const liking: Readonly<Record<string, number>> = {
  ...{ acknowledge: 6, passOn: 2, arrived: 5, giveBack: 1, give: 1, done: 3, callForHelp: 3, danger: 0.3, notDanger: 0.6, callEnded: 0.7 },
  ...{ dontNeed: 0.4, here: 1.5, why: 0.5, another: 0.2, escalate: 0.3, record: 0.5 },
};
/** Pressing the same button within this long happens only to people in a hurry. */
const answerWithin = 3_000;

/** Everybody who types and presses. They see their own screen only, and sometimes an old card of it. */
export class Crowd {
  onSaid: (gesture: Gesture, said: Said) => void = () => undefined;
  onGesture: (gesture: Gesture) => void = () => undefined;
  awake = true;
  readonly #time: Time;
  readonly #chance: Chance;
  readonly #profile: Profile;
  readonly #members: readonly Member[];
  readonly #instances: () => readonly Instance[];
  #gestures = 0;

  constructor(
    time: Time,
    chance: Chance,
    profile: Profile,
    members: readonly Member[],
    platforms: readonly Platform[],
    instances: () => readonly Instance[],
  ) {
    this.#time = time;
    this.#chance = chance;
    this.#profile = profile;
    this.#members = members;
    this.#instances = instances;
    for (const platform of platforms) platform.onShown = (copy, isNew) => this.#sees(platform, copy, isNew);
  }

  /** Somebody asks for help; sometimes twice, because a frightened hand presses twice. */
  asks(member: Member): void {
    if (!this.awake) return;
    const word = () => this.#makes({ sender: member, delivery: this.#name(), kind: "word", word: "escalate", text: "", seen: false });
    word();
    if (this.#chance.happens(0.2)) this.#time.in(this.#chance.pick([1, 400, 12_000]), word);
  }

  #name(): string {
    return `gesture-${++this.#gestures}`;
  }

  #sees(platform: Platform, copy: Copy, isNew: boolean): void {
    const member = this.#members.find(({ account }) => account === copy.account);
    if (!this.awake || member === undefined) return;
    if (!this.#chance.happens(isNew ? 0.55 : member.agent ? 0.15 : 0.35)) return;
    // Often many at the very same moment: that is where races are.
    const after = this.#chance.happens(0.4) ? 4_000 : this.#chance.between(800, 70_000);
    this.#time.in(after, () => this.#acts(platform, copy.address, member));
  }

  #acts(platform: Platform, address: string, member: Member): void {
    const copy = platform.screens.get(address);
    if (!this.awake || copy === undefined || copy.view.kind !== "card") return;
    const buttons = [...copy.view.buttons, ...(copy.view.more?.buttons ?? [])].filter(
      ({ action, url }) => url === undefined && verb(action) in liking,
    );
    if (buttons.length === 0) return;
    const chosen = this.#chance.weighted(Object.fromEntries(buttons.map(({ action }, n) => [String(n), liking[verb(action)] ?? 0])));
    const button = buttons[Number(chosen)] as Button;
    this.#makes(this.#gesture(button, copy, member));
    // Two clicks of one hand.
    if (this.#chance.happens(0.05)) this.#time.in(150, () => this.#makes(this.#gesture(button, copy, member)));
  }

  #gesture({ action, subject, argument }: Button, { feature, name, occasion, address }: Copy, sender: Member): Gesture {
    const common = { sender, delivery: this.#name(), ...(subject === undefined ? {} : { subject }) };
    if (verb(action) === "why")
      return {
        ...common,
        kind: "submit",
        form: "escalations.describe",
        values: { category: this.#chance.pick(["ABU", "ANG", "TEC", "THR", "VUL"]) },
      };
    if (verb(action) === "give") {
      const colleague = this.#chance.pick(
        this.#members.filter(({ organisation, agent }) => organisation === sender.organisation && !agent),
      );
      return { ...common, kind: "submit", form: "escalations.giveTo", values: { to: colleague.person } };
    }
    return {
      ...common,
      kind: "press",
      action,
      ...(argument === undefined ? {} : { argument }),
      from: { feature, view: name, occasion, address },
    };
  }

  /** Sent to one instance, and by a platform that is not sure to another. */
  #makes(gesture: Gesture): void {
    this.onGesture(gesture);
    const copies = this.#chance.happens(this.#profile.redelivered)
      ? this.#chance.pick([
          [0, 0],
          [0, 3_000],
          [0, 0, 60_000, 300_000],
        ])
      : [0];
    for (const after of copies) this.#time.in(after, () => this.#arrives(gesture));
  }

  #arrives(gesture: Gesture): void {
    const up = this.#instances().filter(({ actor }) => actor.alive);
    if (up.length === 0) return this.onSaid(gesture, "nothing");
    const { core, actor } = this.#chance.pick(up);
    let answered = false;
    const said = (what: Said) => {
      if (answered) return;
      answered = true;
      this.onSaid(gesture, what);
    };
    const asked = this.#time.now;
    this.#time
      .as(actor, () =>
        core.receive(gesture).then(
          (reply) => said({ reply }),
          (error: Error) => said({ refused: `${error.name} ${error.message}` }),
        ),
      )
      .catch(() => undefined);
    this.#time.in(answerWithin, () => {
      // A frozen or dead process says nothing; a living one is never silent (RELIABILITY 5).
      if (!answered && actor.alive && actor.frozenUntil < asked) this.onSaid(gesture, { refused: "silence" });
      said("nothing");
    });
  }
}

const verb = (action: string): string => action.split(".")[1] ?? "";
