import { careMeanings } from "./care.ts";
import { debriefMeanings } from "./debriefs.ts";
import { gestureMeanings } from "./gestures.ts";
import { jointMeanings } from "./joint.ts";
import type { Meanings, Rows } from "./meaning.ts";
import { overtakenMeanings } from "./overtaken.ts";
import { peopleMeanings } from "./people.ts";
import { requestMeanings } from "./requests.ts";
import { sendingMeanings } from "./sending.ts";
import type { Session } from "./session.ts";

/** Every statement that gestures, the clock, the sender, the auditor and the features of a simulated day send. */
const meanings: Meanings = [
  ...gestureMeanings,
  ...sendingMeanings,
  ...peopleMeanings,
  ...requestMeanings,
  ...overtakenMeanings,
  ...careMeanings,
  ...jointMeanings,
  ...debriefMeanings,
];

/** A text is looked up once: there are some hundreds, and each comes a thousand times. */
const found = new Map<string, Meanings[number][1]>();

export async function carryOut(
  session: Session,
  text: string,
  values: readonly unknown[],
): Promise<Rows> {
  return (found.get(text) ?? look(text))(session, text, values);
}

function look(text: string): Meanings[number][1] {
  const known = meanings.filter(([part]) =>
    typeof part === "string" ? text.includes(part) : part.test(text),
  );
  const [one] = known;
  if (one === undefined || known.length > 1)
    throw new Error(`the memory knows ${known.length} meanings of this statement:\n${text}`);
  found.set(text, one[1]);
  return one[1];
}
