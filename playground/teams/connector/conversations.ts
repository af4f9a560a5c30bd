import { list, object, text } from "../../slack/json.ts";
import { refusal } from "../errors.ts";
import { contentOf, post } from "./messages.ts";
import type { Answerer } from "./request.ts";

/**
 * Begins a personal chat by object id, or a new thread in a channel; bots make no groups
 * (docs/platforms.md T27).
 */
export const create: Answerer = (asked) => {
  const { world, body, serviceUrl } = asked;
  const data = object(body["channelData"]);
  const channel = text(object(data["channel"])["id"]);
  const activity = body["activity"] === undefined ? undefined : object(body["activity"]);
  if (channel !== undefined) {
    if (activity === undefined) return refusal("BadSyntax", "A thread begins with an activity.");
    const posted = post({
      ...asked,
      conversationId: channel,
      activityId: undefined,
      body: activity,
    });
    if (posted.status !== 201) return posted;
    const id = String(posted.body["id"]);
    return { status: 201, body: { id: `${channel};messageid=${id}`, activityId: id, serviceUrl } };
  }
  const members = list(body["members"]).map(object);
  const [member] = members;
  if (member === undefined || members.length > 1 || body["isGroup"] === true)
    return refusal("BadSyntax", "Incorrect conversation creation parameters.");
  // The object id belongs in `id`: another field beside it is refused (docs/platforms.md T27).
  if ("aadObjectId" in member) return refusal("BadArgument", "Bad format of conversation members.");
  const tenant = text(body["tenantId"]) ?? text(object(data["tenant"])["id"]);
  if (tenant === undefined) return refusal("BadArgument", "The tenant is missing.");
  const person = world.personBy(member["id"]);
  if (
    person === undefined ||
    tenant.toLowerCase() !== (person.tenant ?? world.tenant).toLowerCase()
  )
    return refusal("BadArgument", "Invalid user identity in provided tenant.");
  if (!world.installed.has(person.account)) return refusal("BotNotInConversationRoster");
  if (activity === undefined)
    return { status: 201, body: { id: world.personal(person.account).id, serviceUrl } };
  const content = contentOf(activity);
  if ("status" in content) return content;
  const { id } = world.personal(person.account);
  const posted = post({ ...asked, conversationId: id, activityId: undefined, body: activity });
  return posted.status === 201
    ? { status: 201, body: { id, activityId: posted.body["id"], serviceUrl } }
    : posted;
};
