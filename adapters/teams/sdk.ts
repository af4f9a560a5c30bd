import {
  type Activity,
  type ChannelAccount,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type TurnContext,
  TeamsInfo,
} from "botbuilder";
import { type CloudSettings, channel } from "./config.ts";
import { headersOf } from "./connector/call.ts";
import type { Credentials } from "./connector/credentials.ts";
import { Fault } from "./connector/fault.ts";
import { connector } from "./connector/send.ts";
import { parseJson, textAt } from "../../src/platform/json.ts";

/*
 * The one file that imports Microsoft's SDK, which is archived (docs/platforms.md T1): what the
 * rest needs of it is `Bot`, two operations in and five out, with plain data. What it does not know
 * or is slow at goes past it, with the same token. Leaving it costs this file.
 */

/** A chat on one connector. */
export interface Place {
  readonly serviceUrl: string;
  readonly tenant: string;
  readonly conversation: string;
}

/** What an invoke is answered with. */
export interface InvokeAnswer {
  readonly status: number;
  readonly body?: object;
}

/** Every operation throws a `Fault` when it does not succeed. */
export interface Bot {
  /** Runs one activity that the gate has verified; the answer of an invoke comes back. */
  turn(
    activity: object,
    logic: () => Promise<InvokeAnswer | undefined>,
  ): Promise<InvokeAnswer | undefined>;
  /** Posts a message. @returns its id. */
  send(place: Place, message: object): Promise<string>;
  update(place: Place, id: string, message: object): Promise<void>;
  /** Removes a message of ours. */
  remove(place: Place, id: string): Promise<void>;
  /**
   * Posts in a conversation of several what one member alone sees, for a day (docs/platforms.md
   * T14). `member` is as the activity named them.
   */
  whisper(place: Place, member: string, message: object): Promise<void>;
  /** The chat with one person, by object id (docs/platforms.md T27). @returns its id. */
  openPersonal(serviceUrl: string, tenant: string, account: string): Promise<string>;
  member(place: Place, account: string): Promise<object>;
  members(
    place: Place,
    continuation: string | undefined,
  ): Promise<{ readonly members: readonly object[]; readonly next?: string }>;
}

export interface BotOptions {
  readonly appId: string;
  readonly cloud: CloudSettings;
  readonly credentials: Credentials;
  readonly isServiceUrl: (url: string) => boolean;
}

type AuthenticationArguments = ConstructorParameters<
  typeof ConfigurationBotFrameworkAuthentication
>;

/**
 * @throws without an app id: to the SDK that would mean "no authentication" (docs/platforms.md T8).
 */
export function openBot({ appId, cloud, credentials, isServiceUrl }: BotOptions): Bot {
  if (appId === "") throw new Error("Teams needs an app id");
  const sender = connector(credentials, isServiceUrl);
  const authentication = new ConfigurationBotFrameworkAuthentication(
    { MicrosoftAppId: appId, ...cloud },
    credentialsFactory(appId, credentials),
    undefined,
    undefined,
    { httpClient: sender } as unknown as AuthenticationArguments[4],
  );
  const adapter = new VerifiedAdapter(authentication);
  const self: ChannelAccount = { id: `28:${appId}`, name: "Handrail" };
  adapter.onTurnError = async (_, error) => {
    throw error;
  };

  async function inPlace<T>(
    { serviceUrl, tenant, conversation }: Place,
    work: (context: TurnContext) => Promise<T>,
  ): Promise<T> {
    const results: T[] = [];
    const chat = {
      id: conversation,
      tenantId: tenant,
      isGroup: false,
      conversationType: "personal",
      name: "",
    };
    await adapter.continueConversationAsync(
      appId,
      { channelId: channel, serviceUrl, bot: self, conversation: chat },
      async (context) => {
        results.push(await work(context));
      },
    );
    return results[0] as T;
  }

  /**
   * Past the SDK: for each message it builds a client with all its policies, which takes longer
   * than the call, and it makes a fresh message an answer to an activity that it only made up
   * (docs/platforms.md T35).
   */
  async function write(
    method: "POST" | "PUT" | "DELETE",
    { serviceUrl, conversation }: Place,
    path: string,
    message?: object,
  ): Promise<string> {
    const origin = serviceUrl.replace(/(?<!\/)\/+$/, "");
    const { bodyAsText } = await sender.sendRequest({
      method,
      url: `${origin}/v3/conversations/${encodeURIComponent(conversation)}/activities${path}`,
      headers: headersOf({
        authorization: `Bearer ${await credentials.token()}`,
        "content-type": "application/json",
      }),
      ...(message === undefined ? {} : { body: JSON.stringify({ type: "message", ...message }) }),
    });
    return bodyAsText;
  }

  return {
    turn: (activity, logic) => adapter.turn(appId, activity as Activity, logic),
    async send(place, message) {
      const id = textAt(
        parseJson(
          await write("POST", place, "", {
            from: self,
            conversation: { id: place.conversation },
            ...message,
          }),
        ),
        "id",
      );
      // Posted, but nobody can say where: as good as no answer.
      if (id === undefined || id === "") throw new Fault("silent", "unreadable_answer");
      return id;
    },
    async update(place, id, message) {
      await write("PUT", place, `/${encodeURIComponent(id)}`, {
        id,
        from: self,
        conversation: { id: place.conversation },
        ...message,
      });
    },
    async remove(place, id) {
      await write("DELETE", place, `/${encodeURIComponent(id)}`);
    },
    async whisper(place, member, message) {
      const conversation = { id: place.conversation, tenantId: place.tenant, isGroup: true };
      const recipient = { id: member, isTargeted: true };
      const whole = { ...message, from: self, recipient, conversation };
      await write("POST", place, "?isTargetedActivity=true", whole);
    },
    async openPersonal(serviceUrl, tenant, account) {
      let id = "";
      const parameters = {
        isGroup: false,
        bot: self,
        members: [{ id: account }],
        tenantId: tenant,
        channelData: { tenant: { id: tenant } },
      };
      type Parameters = Parameters_<typeof adapter.createConversationAsync>[4];
      await adapter.createConversationAsync(
        appId,
        channel,
        serviceUrl,
        cloud.ToChannelFromBotOAuthScope,
        parameters as unknown as Parameters,
        async (context) => {
          id = context.activity.conversation.id;
        },
      );
      if (id === "") throw new Fault("answered", "no_conversation");
      return id;
    },
    member: (place, account) => inPlace(place, (context) => TeamsInfo.getMember(context, account)),
    async members(place, continuation) {
      const page = await inPlace(place, (context) =>
        TeamsInfo.getPagedMembers(context, 200, continuation),
      );
      return {
        members: page.members,
        ...(page.continuationToken ? { next: page.continuationToken } : {}),
      };
    },
  };
}

type Parameters_<F> = F extends (...args: infer A) => unknown ? A : never;

/**
 * Takes activities that our gate has verified. The SDK would verify once more against a key cache
 * of its own, which asks for a new key at most once an hour: a rotation would cost an hour of
 * silence.
 */
class VerifiedAdapter extends CloudAdapter {
  async turn(
    appId: string,
    activity: Activity,
    logic: () => Promise<InvokeAnswer | undefined>,
  ): Promise<InvokeAnswer | undefined> {
    const claimsIdentity = this.createClaimsIdentity(appId);
    const connectorFactory = this.botFrameworkAuthentication.createConnectorFactory(claimsIdentity);
    const verified = { claimsIdentity, connectorFactory } as Parameters_<
      typeof this.processActivity
    >[0];
    const answers: (InvokeAnswer | undefined)[] = [];
    await this.processActivity(verified as never, activity, async () => {
      answers.push(await logic());
    });
    return answers[0];
  }
}

/** Our own tokens in the SDK's hands; "authentication off" is not among its answers. */
function credentialsFactory(
  appId: string,
  credentials: Credentials,
): NonNullable<AuthenticationArguments[1]> {
  const sign = {
    async signRequest(request: { headers: { set(name: string, value: string): void } }) {
      request.headers.set("authorization", `Bearer ${await credentials.token()}`);
      return request;
    },
  };
  return {
    isValidAppId: async (id: string) => id === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => sign,
  } as unknown as NonNullable<AuthenticationArguments[1]>;
}
