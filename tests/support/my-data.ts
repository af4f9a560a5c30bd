import type { Somebody } from "./person.ts";

export async function toMyData(who: Somebody): Promise<void> {
  await who.closesDialogs();
  await who.types("/handrail");
  await goes(who, "My data", "We keep your name");
}

/** On Slack a private sentence follows the press, in Teams a dialog: from there on its buttons are pressed in it. */
export async function goes(who: Somebody, label: string, to: string): Promise<void> {
  if (who.client.dialog() === undefined) await who.clicks(label);
  else await who.clicksInDialog(label);
  await who.isAnswered(to);
}

/** The parts put together again, as somebody would who copies them. */
export async function exportOf(
  who: Somebody,
): Promise<{ opened: Record<string, unknown>; rows: Record<string, unknown> }> {
  const { fields, texts } = await who.dialog();
  return JSON.parse(fields.map((field) => texts[field] ?? "").join("")) as {
    opened: Record<string, unknown>;
    rows: Record<string, unknown>;
  };
}
