/** An organisation: a slug from its file (`acme`), safe to embed in SQL text. */
export type OrganisationId = string;
/** A person of an organisation, with any number of platforms. */
export type PersonId = string;
/** A person's account on one platform, in one workspace or tenant. */
export type AccountId = string;
/** A team's name, unique in its organisation. */
export type TeamName = string;
/** The thing a feature's state is about: a request, a break, a debrief. */
export type SubjectId = string;

/** Before every other, and nobody's: where a query needs an id and there is none. */
export const nilId = "00000000-0000-0000-0000-000000000000";

/** Whether a text that came from a form has the shape of an id. */
export const isId = (text: string): boolean =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Where people are. */
export type ChatPlatform = "slack" | "teams";
/** `pretend` exists inside this process alone: the self-test is played on it (src/setup/selftest/). */
export type Platform = ChatPlatform | "pretend";
