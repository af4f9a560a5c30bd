import type { Act, Desk } from "../protocol.ts";
import type { Trouble, Troubling } from "../slack/trouble.ts";
import type { Call, Json, Sent } from "../slack/types.ts";
import type { Inputs } from "./adaptive-card/inputs.ts";
import type { PressOptions } from "./gestures.ts";
import type { Limits } from "./rates.ts";
import type { Service } from "./server.ts";
import type { Forged, KeptTenant, TeamsPerson } from "./types.ts";

/** A person's client, without the person. */
type TeamsDesk = Omit<Desk, "someone">;

/**
 * A Teams tenant with state on loopback HTTP, for the playground and for tests: issuer, token
 * endpoint and connector. It speaks to the app as Teams does, with signed bearer tokens. People can
 * do only what their screen offers.
 */
export interface TeamsDouble {
  readonly platform: "teams";
  /** What shares its cloud, for another double beside it. */
  readonly family: Service[];
  readonly tenant: string;
  readonly serviceUrl: string;
  /** The team's channel and the group chat that everybody here is in. */
  readonly channel: string;
  readonly group: string;
  /** Where the app takes activities. */
  deliverTo: string;
  /** Teams' real rate limits; none at first. */
  limits: Limits;
  /** Whether clients ask by themselves for user-specific views, as open chats do; no at first. */
  refreshes: boolean;
  /** The app's environment: the bot's four names, the eight cloud settings, the service hosts. */
  env(): Record<string, string>;

  /** Writes to the bot. @throws {NotShown} when the app is not installed for this person */
  types(account: string, text: string): Promise<Sent>;
  /**
   * Writes in the channel, or with `where` in the group chat. Without the mention the bot receives
   * nothing, and nothing is returned.
   */
  posts(
    account: string,
    text: string,
    how?: { readonly where?: string; readonly thread?: string; readonly mention?: boolean },
  ): Promise<Sent | undefined>;
  /** A slash command in the channel or the group chat. */
  slash(account: string, text: string, where?: string): Promise<Sent>;
  /**
   * Opens the app's home. Cards in a tab are gone from Teams' client, so that is the chat, asked
   * for its home card.
   */
  openHome(account: string): Promise<Sent>;
  /**
   * Nothing is returned when nothing was sent: a link, a card unfolded, an input that the client
   * refused.
   * @param target a message's id or the open dialog's
   * @param name the action's title, verb or id
   * @throws {NotShown} for what is not on the screen
   */
  press(
    account: string,
    target: string,
    name: string,
    options?: PressOptions,
  ): Promise<Sent | undefined>;
  /** What `press` would send, to be changed and sent by `send`. */
  pressActivity(account: string, target: string, name: string, options?: PressOptions): Json;
  /** Presses the dialog's button of that name, or its first that submits. */
  submit(
    account: string,
    dialogId: string,
    inputs?: Inputs,
    name?: string,
  ): Promise<Sent | undefined>;
  closeDialog(account: string, dialogId: string): void;
  /** A message extension's command, from the compose box or on a message. */
  extension(
    account: string,
    commandId: string,
    how?: { readonly message?: string; readonly where?: string },
  ): Promise<Sent>;
  /**
   * Looks at a message: its card is asked for this person's own view. Nothing is returned when it
   * does not refresh for them.
   */
  look(account: string, messageId: string): Promise<Sent | undefined>;

  install(account: string, how?: { readonly upgrade?: boolean }): Promise<Sent>;
  uninstall(account: string, how?: { readonly upgrade?: boolean }): Promise<Sent>;
  /** Adds the app to the team or the group chat, or takes it away. */
  share(account: string, shared: boolean, where?: string): Promise<Sent>;
  /** Somebody new in the team and the group chat, who does not have the app. */
  joins(person: TeamsPerson): Promise<Sent>;
  /** The bot is not told. */
  deleteChat(account: string): void;
  /** The bot is not told. */
  block(account: string, blocked?: boolean): void;
  /** Changes what Teams knows of somebody; the bot is not told. */
  changePerson(account: string, change: Partial<Omit<TeamsPerson, "account">>): void;

  /** The id that the bot knows somebody by (`29:…`). */
  idOf(account: string): string;
  /** An activity of this person's in their chat, to be completed and sent by `send`. */
  activity(account: string, more?: Json): Json;
  /** Any activity, signed, sent again while nobody answers. Nothing is applied to any screen. */
  send(activity: Json): Promise<Sent>;
  /** Exactly this request, as in `Sent.request`. */
  sendRaw(request: {
    readonly path?: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): Promise<Sent>;
  /** Headers with a token as Teams sends it, or a forged one. */
  sign(forged?: Forged): Record<string, string>;
  /** What Teams' single sign-on gives the tab of somebody, or something forged. */
  tabToken(account: string, forged?: Forged): string;
  /** Signs with a new key from now on; with `drop` the old ones are published no more. */
  rotateKeys(how?: { readonly drop?: boolean }): Promise<void>;
  /** The tokens that the app holds are refused from now on. */
  revokeTokens(): void;
  /** The app's client secret is another one from now on, as when the old one expires. */
  changeSecret(secret: string): void;
  /** The page's one door to all of the above. @throws {NotShown} */
  play(act: Act): Promise<void>;

  desk(account: string): TeamsDesk;
  /**
   * `createConversation`, `sendToConversation`, `replyToActivity`, `updateActivity`,
   * `deleteActivity`, `getPagedMembers`, `getMember`, `token`, `openid`, `keys`.
   */
  calls(method?: string): readonly Call[];
  /**
   * What Teams itself would still know tomorrow, for `options.kept` of another double of the same
   * app.
   */
  kept(): KeptTenant;
  onChange(listener: () => void): () => void;
  /**
   * Waits for changes, not for time. @param ms at most this long: 5,000 by default. @throws if it
   * is not so by then
   */
  until<T>(condition: () => T, ms?: number): Promise<T>;
  trouble(trouble: Trouble): Troubling;
  noTrouble(): void;
  stop(): Promise<void>;
}
