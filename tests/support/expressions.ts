import { parseSync } from "oxc-parser";

/** One regular expression of the source. */
export interface Expression {
  readonly from: string;
  readonly pattern: string;
  readonly flags: string;
}

/** Every expression written in a file; `made`: expressions that are put together while it runs. */
export function expressionsOf(
  from: string,
  source: string,
): { readonly written: readonly Expression[]; readonly made: boolean } {
  const parsed = parseSync(from, source);
  if (parsed.errors.length > 0)
    throw new Error(`${from} does not parse: ${parsed.errors[0]?.message}`);
  const written: Expression[] = [];
  let made = false;
  const look = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(look);
    if (typeof node !== "object" || node === null) return;
    const { type, regex, callee } = node as {
      type?: string;
      regex?: { pattern: string; flags: string };
      callee?: { name?: string };
    };
    if (type === "Literal" && regex !== undefined && regex !== null)
      written.push({ from, ...regex });
    if ((type === "NewExpression" || type === "CallExpression") && callee?.name === "RegExp")
      made = true;
    Object.values(node).forEach(look);
  };
  look(parsed.program);
  return { written, made };
}

/** Texts that make a careless expression go back and forth: what it asks for, over and over, and then what it does not. */
export function pumps({ pattern }: Pick<Expression, "pattern">): ((times: number) => string)[] {
  const plain = pattern.replaceAll(/\\[dwspLMNu][^\s\\]{0,8}|[()[\]{}^$|?+*\\]/g, "");
  const usual = ["a", "A", "0", " ", "\n", "/", "\\", "é", "\u{1F600}", "\u0000", "~"];
  const pieces = [...new Set([...usual, ...plain])].slice(0, 20);
  const pairs = pieces.slice(-6).flatMap((one) => pieces.slice(0, 4).map((other) => one + other));
  const whole = [
    plain,
    ...pattern.split("|").map((part) => part.replaceAll(/[^\w<>&/:@#.-]/g, "")),
  ].filter((piece) => piece.length > 1);
  return [...new Set([...pieces, ...pairs, ...whole])].flatMap((piece) => [
    (times: number) => `${piece.repeat(times)}\u0000!`,
    (times: number) => `${plain.slice(0, 4)}${piece.repeat(times)}\u0000!`,
  ]);
}
