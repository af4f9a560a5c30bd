import type { Act, Desk } from "../protocol.ts";
import type { PressOptions } from "./gestures.ts";
import type { Values } from "./inputs.ts";
import type { Limits } from "./rates.ts";
import type { SocketControls } from "./socket.ts";
import type { Trouble, Troubling } from "./trouble.ts";
import type { Call, Json, KeptWorkspace, Sent, SlackPerson } from "./types.ts";

/** A person's client, without the person. */
type SlackDesk = Omit<Desk, "someone">;

/**
 * A stateful Slack workspace on loopback HTTP, for the playground and for tests. It speaks to the
 * app as Slack does: signed.
 */
export interface SlackDouble {
  readonly platform: "slack";
  readonly workspace: string;
  /** For `SLACK_API_URL`; ends in `/api/`. */
  readonly url: string;
  /** Where the app takes commands, interactions and events. */
  deliverTo: string;
  /** The app's connections, in Socket Mode. @throws {NotShown} over HTTP */
  readonly socket: SocketControls;
  /** Slack's real rate limits; none at first. */
  limits: Limits;

  command(account: string, line: string, where?: { readonly channel?: string }): Promise<Sent>;
  /**
   * @param target a message's id, an open dialog's id, or `home`. @throws {NotShown} for what is
   * not on the screen
   */
  press(account: string, target: string, actionId: string, options?: PressOptions): Promise<Sent>;
  /** What `press` would send, to be changed and sent by `pressRaw`. */
  pressPayload(account: string, target: string, actionId: string, options?: PressOptions): Json;
  /** Sends any interaction payload, signed: the forged ones. Nothing is applied to any screen. */
  pressRaw(payload: Json): Promise<Sent>;
  /** Nothing is returned when Slack's own client refused it and nothing was sent. */
  submit(account: string, dialogId: string, values?: Values): Promise<Sent | undefined>;
  closeDialog(account: string, dialogId: string): Promise<Sent | undefined>;
  /** A global shortcut; with a message's id or ts, a message shortcut. */
  shortcut(account: string, callbackId: string, messageId?: string): Promise<Sent>;
  openHome(account: string): Promise<Sent>;
  /** Writes to the bot: the message is shown, and the app receives a `message` event. */
  say(account: string, text: string): Promise<Sent>;
  /** An event of any kind; `retries` sends it again as Slack does while it is not taken. */
  event(payload: Json, options?: { readonly retries?: boolean }): Promise<Sent>;
  /** Exactly this request, as in `Sent.request`. */
  sendRaw(request: {
    readonly path?: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): Promise<Sent>;
  /** Signature headers. @param options.timestamp seconds since the epoch */
  sign(
    body: string,
    options?: { readonly timestamp?: number; readonly secret?: string },
  ): Record<string, string>;
  /** A fresh trigger id of this person's, as any gesture would carry. */
  trigger(account: string): string;
  /** The page's one door to all of the above. @throws {NotShown} */
  play(act: Act): Promise<void>;

  desk(account: string): SlackDesk;
  calls(method?: string): readonly Call[];
  /** What Slack itself would still know tomorrow, for `options.kept` of another double. */
  kept(): KeptWorkspace;
  onChange(listener: () => void): () => void;
  /**
   * Waits for changes, not for time. @param ms at most this long: 5,000 by default. @throws if it
   * is not so by then
   */
  until<T>(condition: () => T, ms?: number): Promise<T>;

  trouble(trouble: Trouble): Troubling;
  noTrouble(): void;

  addPerson(person: SlackPerson): void;
  /** Changes what Slack knows of somebody; `announce` tells the app. */
  changePerson(account: string, change: Partial<Omit<SlackPerson, "account">>): void;
  /** Who is in a user group from now on; without accounts it is gone. The app is not told. */
  userGroup(handle: string, accounts: readonly string[] | undefined): void;
  /** The same, and the app is told as Slack tells it. */
  groupBecomes(handle: string, accounts: readonly string[] | undefined): Promise<void>;
  /** A channel with these people; the app is in it, if nothing else is said. The app is not told. */
  channel(
    id: string,
    accounts: readonly string[],
    how?: { readonly isWithoutApp?: boolean; readonly isArchived?: boolean },
  ): void;
  /**
   * Somebody joins a channel or leaves it; the app itself too, by its user.
   * @returns nothing where Slack does not tell the app, because it is not in the channel
   */
  moves(account: string, channel: string, to: "joins" | "leaves"): Promise<Sent | undefined>;
  /** Do-not-disturb until then, in milliseconds by the double's clock; `undefined` ends it. */
  setQuiet(account: string, until: number | undefined): void;
  announce(account: string, event: "user_change" | "dnd_updated_user"): Promise<Sent>;
  /** A reload of the client: ephemeral messages are gone (docs/platforms.md S26). */
  reload(account: string): void;
  /**
   * False: every call answers `account_inactive`, as after an uninstall. The events are the test's
   * to send.
   */
  setInstalled(installed: boolean): void;
  stop(): Promise<void>;
}
