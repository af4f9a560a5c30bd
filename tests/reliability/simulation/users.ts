import type { Gesture, Reply } from "../../../src/platform/adapter.ts";
import type { Button } from "../../../src/platform/view.ts";
import type { Chance } from "./chance.ts";
import type { Member } from "./organisations.ts";
import type { Instance } from "./instance.ts";
import { likes, verb } from "./likes.ts";
import type { Copy, Platform } from "./platform.ts";
import type { Profile } from "./profile.ts";
import type { Time } from "./time.ts";

/** What became of one copy of a gesture, as whoever made it saw it. */
export type Said = { readonly reply: Reply } | { readonly refused: string } | "nothing";

/** Pressing the same button within this long happens only to people in a hurry. */
const answerWithin = 3_000;

/**
 * Everybody who types and presses. They see their own screen only, and sometimes an old card of
 * it.
 */
export class Users {
  onSaid: (gesture: Gesture, said: Said) => void = () => undefined;
  onGesture: (gesture: Gesture) => void = () => undefined;
  awake = true;
  readonly #time: Time;
  readonly #chance: Chance;
  readonly #profile: Profile;
  readonly #members: readonly Member[];
  readonly #instances: () => readonly Instance[];
  #gestures = 0;
  /** Deliveries whose answer was read. */
  readonly #heard = new Set<string>();

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
    for (const platform of platforms)
      platform.onShown = (copy, isNew) => this.#sees(platform, copy, isNew);
  }

  /** Somebody asks for help; sometimes twice, because a frightened hand presses twice. */
  asks(member: Member): void {
    const word = () => this.says(member, "escalate");
    word();
    if (this.#chance.happens(0.2)) this.#time.in(this.#chance.pick([1, 400, 12_000]), word);
  }

  /** Types a word after a slash. */
  says(sender: Member, word: string, text = ""): void {
    if (this.awake)
      this.#makes({ sender, delivery: this.#name(), kind: "word", word, text, seen: false });
  }

  /** Sends a form of their home page. */
  fills(sender: Member, form: string, values: Readonly<Record<string, string>>): void {
    if (this.awake) this.#makes({ sender, delivery: this.#name(), kind: "submit", form, values });
  }

  /**
   * What an answer offers, which is no card of ours: pressed there now and then, once for each
   * gesture however often it was delivered.
   */
  #answered(sender: Member, { delivery }: Gesture, reply: Reply): void {
    if (this.#heard.has(delivery)) return;
    this.#heard.add(delivery);
    const buttons = (reply.notice?.buttons ?? []).filter(
      ({ action, url }) => url === undefined && likes(action) > 0,
    );
    if (!this.awake || buttons.length === 0 || !this.#chance.happens(0.5)) return;
    const button = this.#choose(buttons);
    this.#time.in(
      this.#chance.between(800, 20_000),
      () => this.awake && this.#makes(this.#gesture(button, sender)),
    );
  }

  #choose(buttons: readonly Button[]): Button {
    return buttons[
      Number(
        this.#chance.weighted(
          Object.fromEntries(buttons.map(({ action }, n) => [String(n), likes(action)])),
        ),
      )
    ] as Button;
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
      ({ action, url }) => url === undefined && likes(action) > 0,
    );
    if (buttons.length === 0) return;
    const button = this.#choose(buttons);
    this.#makes(this.#gesture(button, member, copy));
    // Two clicks of one hand.
    if (this.#chance.happens(0.05))
      this.#time.in(150, () => this.#makes(this.#gesture(button, member, copy)));
  }

  #gesture({ action, subject, argument }: Button, sender: Member, copy?: Copy): Gesture {
    const common = {
      sender,
      delivery: this.#name(),
      ...(subject === undefined ? {} : { subject }),
    };
    if (action === "checkins.when")
      return { ...common, kind: "submit", form: "checkins.choose", values: this.#someTime() };
    if (verb(action) === "why")
      return {
        ...common,
        kind: "submit",
        form: "escalations.describe",
        values: { category: this.#chance.pick(["ABU", "ANG", "TEC", "THR", "VUL"]) },
      };
    if (action === "escalations.give") {
      const colleague = this.#chance.pick(
        this.#members.filter(
          ({ organisation, agent }) => organisation === sender.organisation && !agent,
        ),
      );
      return {
        ...common,
        kind: "submit",
        form: "escalations.giveTo",
        values: { to: colleague.person },
      };
    }
    return {
      ...common,
      kind: "press",
      action,
      ...(argument === undefined ? {} : { argument }),
      ...(copy === undefined
        ? {}
        : {
            from: {
              feature: copy.feature,
              view: copy.name,
              occasion: copy.occasion,
              address: copy.address,
            },
          }),
    };
  }

  #someTime(): { day: string; time: string } {
    return {
      day: this.#chance.pick(["2", "1-5"]),
      time: [
        String(this.#chance.between(8, 22)).padStart(2, "0"),
        this.#chance.pick(["00", "30"]),
      ].join(":"),
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
      const member = this.#members.find(
        ({ account, workspace }) =>
          account === gesture.sender.account && workspace === gesture.sender.workspace,
      );
      if (typeof what === "object" && "reply" in what && member !== undefined)
        this.#answered(member, gesture, what.reply);
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
      // A frozen or dead process says nothing; a living one is never silent.
      if (!answered && actor.alive && actor.frozenUntil < asked)
        this.onSaid(gesture, { refused: "silence" });
      said("nothing");
    });
  }
}
