/* A case reference, as people type it. */

export const longestReference = 60;

/** The same reference, however it was typed: `case 4821-b` and `CASE4821B` are one. */
export const normalised = (reference: string): string =>
  reference
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");

/**
 * Two words of letters, or one word written like a name. It is a guess, so it leads to a hint only.
 */
export function looksLikeName(reference: string): boolean {
  const words = reference.trim().split(/[\s,]+/u);
  if (!words.every((word) => /^\p{L}[\p{L}\p{M}'’.-]*$/u.test(word))) return false;
  return words.length === 1 ? /^\p{Lu}\p{Ll}{2,}$/u.test(words[0] ?? "") : words.length <= 4;
}
