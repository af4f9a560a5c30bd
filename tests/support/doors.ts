import type { AnyFeature } from "../../src/runtime/feature.ts";
import { accounts, objectId } from "./cast.ts";
import type { Somebody } from "./person.ts";
import type { World } from "./story.ts";

/*
 * Every way into the house that a person has, from the features themselves: a word, a press, something to open, a form.
 * `tries` goes through all of them as somebody who may not, with whatever a button of somebody else would have carried:
 * platforms sign who it is, and everything else a hostile client may have written.
 */

export interface Door {
  readonly kind: "word" | "press" | "form";
  /** `escalate`, or `feature.verb`. */
  readonly name: string;
}

export function doorsOf(features: Iterable<AnyFeature>): Door[] {
  return [...features].flatMap(({ name, doors: { words, presses, opens, forms } = {} }) => [
    ...Object.keys(words ?? {}).map((word): Door => ({ kind: "word", name: word })),
    ...[...Object.keys(presses ?? {}), ...Object.keys(opens ?? {})].map((verb): Door => ({
      kind: "press",
      name: `${name}.${verb}`,
    })),
    ...Object.keys(forms ?? {}).map((verb): Door => ({ kind: "form", name: `${name}.${verb}` })),
  ]);
}

/** What a button or a form names: a subject, and the message that it claims to stand on. */
export interface Named {
  readonly feature: string;
  readonly subject: string;
  readonly view: string;
  readonly occasion: string;
}

export interface Trier {
  /** The body that came back; what was posted, opened or drawn besides is on their screen. */
  press(action: string, about: Named | undefined, argument?: string): Promise<string>;
  submit(
    form: string,
    about: Named | undefined,
    values: Readonly<Record<string, string>>,
    argument?: string,
  ): Promise<string>;
}

/** Who it is by the envelope: somebody who has no button of their own, or people of another workspace. */
export interface Envelope {
  readonly account?: string;
  readonly workspace?: string;
}

/** What `who` would send, with another button, form or envelope in it. Slack's comes from their home page, which all have whom we know. */
export async function trierOf(
  world: World,
  who: Somebody,
  account: string,
  envelope: Envelope,
): Promise<Trier> {
  if (told === "teams") return teamsTrier(world, envelope.account ?? account, envelope);
  await who.opensHome();
  return slackTrier(world, account, envelope);
}

type Payload = Readonly<Record<string, unknown>>;

function slackTrier({ slack }: World, account: string, envelope: Envelope): Trier {
  // Of another organisation: signed by Slack all the same, with that workspace's id in the envelope.
  const from = (payload: Payload): Payload => {
    const user = payload["user"] as Payload;
    const { workspace = user["team_id"], account: id = account } = envelope;
    return { ...payload, team: { id: workspace }, user: { ...user, id, team_id: workspace } };
  };
  const base = () => slack.pressPayload(account, "home", "mydata.menu");
  const value = (about: Named | undefined, argument?: string) =>
    JSON.stringify({ s: about?.subject, a: argument });
  return {
    async press(action, about, argument) {
      const payload = base();
      const [pressed] = payload["actions"] as Payload[];
      const block =
        about === undefined
          ? pressed?.["block_id"]
          : ["o", about.feature, about.view, about.occasion, "0"].join("~");
      const actions = [
        { ...pressed, action_id: action, block_id: block, value: value(about, argument) },
      ];
      return (await slack.pressRaw(from({ ...payload, actions }))).body;
    },
    async submit(form, about, values, argument) {
      const { actions: _, container: __, ...sent } = base();
      const state = Object.fromEntries(
        Object.entries(values).map(([name, text]) => [
          name,
          { [name]: { type: "plain_text_input", value: text } },
        ]),
      );
      const view = {
        ...{
          id: `V${String(sent["trigger_id"])}`,
          team_id: "T0ACME00",
          type: "modal",
          callback_id: form,
          blocks: [],
          hash: "1",
        },
        ...{
          private_metadata: JSON.stringify({ form, subject: about?.subject, a: argument }),
          state: { values: state },
        },
      };
      return (await slack.pressRaw(from({ ...sent, type: "view_submission", view }))).body;
    },
  };
}

function teamsTrier({ teams }: World, account: string, { workspace }: Envelope): Trier {
  let stamp = 0;
  const send = async (carried: object, values: Readonly<Record<string, string>> = {}) => {
    const data = { handrail: { ...carried, n: `forged${stamp++}` }, ...values };
    const value = { action: { type: "Action.Execute", verb: "forged", data }, trigger: "manual" };
    const activity = teams.activity(account, {
      type: "invoke",
      name: "adaptiveCard/action",
      value,
    });
    const from =
      workspace === undefined
        ? {}
        : { from: { ...(activity["from"] as Payload), tenantId: workspace } };
    return (await teams.send({ ...activity, ...from })).body;
  };
  return {
    press: (action, about, argument) =>
      send({
        k: "press",
        action,
        s: about?.subject,
        a: argument,
        ...(about && { f: about.feature, v: about.view, o: about.occasion }),
      }),
    submit: (form, about, values, argument) =>
      send({ k: "form", form, s: about?.subject, a: argument }, values),
  };
}

/** Where the stories are told, and somebody's account there. */
export const told = process.env["STORIES_IN"] === "teams" ? "teams" : "slack";
export const accountOf = (name: string): string => {
  const account = (accounts as Readonly<Record<string, string>>)[name] ?? name;
  return told === "teams" ? objectId(account) : account;
};

/** What somebody reads after a try: what came back, their screen, and the dialog, which is closed then. */
export const readingIn =
  (world: () => World) =>
  async (who: Somebody, tried: Promise<string>): Promise<string> => {
    const body = await tried;
    await world().settled();
    const seen = `${body}\n${who.screen()}\n${who.client.dialog()?.words ?? ""}`;
    await who.closesDialogs();
    return seen;
  };
