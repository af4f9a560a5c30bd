import { createHash, randomInt } from "node:crypto";

/* A one-time code that joins another platform: eight letters, of ten minutes (docs/features.md P2). */

/** Letters and figures that nobody confuses with each other. */
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

export function newCode(): string {
  const drawn = Array.from({ length: 8 }, () => letters.charAt(randomInt(letters.length)));
  return `${drawn.slice(0, 4).join("")}-${drawn.slice(4).join("")}`;
}

/** What somebody typed, if it has the shape of a code. */
export function codeIn(text: string): string | undefined {
  const [, first, second] =
    /^([A-HJ-NP-Z2-9]{4})[- ]?([A-HJ-NP-Z2-9]{4})$/i.exec(text.trim()) ?? [];
  return first === undefined || second === undefined
    ? undefined
    : `${first}-${second}`.toUpperCase();
}

export const hashOf = (code: string): string => createHash("sha256").update(code).digest("hex");
