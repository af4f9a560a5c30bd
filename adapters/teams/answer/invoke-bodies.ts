import { sentence } from "../../../src/platform/notice.ts";
import { type Line, type Reader } from "../../../src/platform/text.ts";
import { plainNotice } from "../render/render.ts";
import type { InvokeAnswer } from "../sdk.ts";

/** A card in answer to a press: it takes the pressed one's place for this person. */
export function cardAnswer(value: object): InvokeAnswer {
  const type = "application/vnd.microsoft.card.adaptive";
  return { status: 200, body: { statusCode: 200, type, value } };
}

/** A sentence in answer to a press on a card (docs/platforms.md T20). */
export function said(value: string): object {
  return { statusCode: 200, type: "application/vnd.microsoft.activity.message", value };
}

/** All errors of a form in one plain text. */
export function inOne(errors: Readonly<Record<string, Line>>, reader: Reader): string {
  return plainNotice(sentence(...Object.values(errors)), reader);
}
