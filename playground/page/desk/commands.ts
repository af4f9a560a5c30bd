/** What the composer offers while a command is typed. */
export interface Command {
  readonly word: string;
  readonly rest: string;
  readonly says: string;
}
const commands: readonly Command[] = [
  { word: "/escalate", rest: "[words]", says: "A supervisor comes now. It needs no words." },
  { word: "/shift", rest: "on | off", says: "Come on shift, or go off." },
  { word: "/handrail", rest: "", says: "Help, and what is yours." },
];

/** The commands that what is typed so far could become, or is. */
export const matching = (typed: string): readonly Command[] => {
  const word = typed.split(" ")[0] ?? "";
  if (!word.startsWith("/")) return [];
  return typed.includes(" ") ? commands.filter((each) => each.word === word) : commands.filter((each) => each.word.startsWith(word));
};

/** What Enter does: sends a whole command, completes the only one it could be, or says why not. */
export const onEnter = (typed: string): { readonly send: string } | { readonly complete: string } | { readonly refuse: string } => {
  const text = typed.trim();
  const [only, ...more] = matching(text);
  if (!text.startsWith("/")) return { refuse: "Handrail reads commands here. Start with a slash, like /escalate." };
  if (only !== undefined && more.length === 0 && !text.includes(" ") && text !== only.word) return { complete: `${only.word} ` };
  return { send: text };
};
