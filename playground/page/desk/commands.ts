/** The prefix of the app's words: on Slack they are commands, in Teams plain words. */
export type Slash = "/" | "";

/** What the composer offers while a command is typed. */
export interface Command {
  readonly word: string;
  readonly rest: string;
  readonly says: string;
}
/** Every word that Handrail listens to: a test holds it to the features. */
export const commands: readonly Command[] = [
  { word: "escalate", rest: "[words]", says: "A supervisor comes now. It needs no words." },
  { word: "break", rest: "[minutes]", says: "A break. The answer is never no." },
  { word: "promise", rest: "[when, what]", says: "Promise a customer a call; you are reminded." },
  { word: "debrief", rest: "", says: "Talk it through with somebody willing." },
  { word: "checkin", rest: "", says: "How are you? Only you can open it." },
  { word: "shift", rest: "on | off", says: "Come on shift, or go off." },
  { word: "handrail", rest: "", says: "Help, and what is yours." },
];

/**
 * The commands that start with what is typed so far. Where commands have no slash, from the first
 * letter on.
 */
export const matching = (typed: string, slash: Slash): readonly Command[] => {
  const word = typed.split(" ")[0] ?? "";
  if (word === "" || !word.startsWith(slash)) return [];
  const offered = commands.map((each) => ({ ...each, word: slash + each.word }));
  return typed.includes(" ")
    ? offered.filter((each) => each.word === word)
    : offered.filter((each) => each.word.startsWith(word));
};

/**
 * What Enter does: sends what is whole, completes the only command it could be, or says why not.
 */
export const onEnter = (
  typed: string,
  slash: Slash,
): { readonly send: string } | { readonly complete: string } | { readonly refuse: string } => {
  const text = typed.trim();
  // Where people chat, anything can be said.
  if (slash === "") return { send: text };
  const [only, ...more] = matching(text, slash);
  if (!text.startsWith(slash))
    return { refuse: "Handrail reads commands here. Start with a slash, like /escalate." };
  if (only !== undefined && more.length === 0 && !text.includes(" ") && text !== only.word)
    return { complete: `${only.word} ` };
  return { send: text };
};
