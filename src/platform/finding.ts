import { say } from "./say.ts";
import { type Line, type Reader, literal } from "./text.ts";

/** One line of the doctor: what is good, worth knowing, or wrong, and what to do about it. */
export interface Finding {
  readonly level: "good" | "note" | "wrong";
  /** A setting, a team, a platform: what an operator would look for. */
  readonly about: Line;
  /** Never the value of a secret. */
  readonly says: Line;
  readonly remedy?: Line;
}

/** A finding in somebody's language; `npm run doctor -- --json` prints it like this. */
export interface Told {
  readonly level: Finding["level"];
  readonly about: string;
  readonly says: string;
  readonly remedy?: string;
}

/** A name from a file or a setting stays as it is. */
type Words = Line | string;
const line = (words: Words): Line => (typeof words === "string" ? literal(words) : words);

export const good = (about: Words, says: Words): Finding => ({
  level: "good",
  about: line(about),
  says: line(says),
});
export const note = (about: Words, says: Words, remedy?: Words): Finding => ({
  level: "note",
  about: line(about),
  says: line(says),
  ...(remedy === undefined ? {} : { remedy: line(remedy) }),
});
export const wrong = (about: Words, says: Words, remedy: Words): Finding => ({
  level: "wrong",
  about: line(about),
  says: line(says),
  remedy: line(remedy),
});

/** Who runs a command on the machine reads English, like every line of the log. */
const operator: Reader = {
  platform: "slack",
  locale: "en-GB",
  timeZone: "UTC",
  nameOf: () => undefined,
};

export const told = ({ level, about, says, remedy }: Finding, reader = operator): Told => ({
  level,
  about: say(about, reader),
  says: say(says, reader),
  ...(remedy === undefined ? {} : { remedy: say(remedy, reader) }),
});
