/** One line of `npm run doctor`: what is good, worth knowing, or wrong, and what to do about it. */
export interface Finding {
  readonly level: "good" | "note" | "wrong";
  /** A setting, a team, a platform: what an operator would look for. */
  readonly about: string;
  /** Never the value of a secret. */
  readonly says: string;
  readonly remedy?: string;
}

export const good = (about: string, says: string): Finding => ({ level: "good", about, says });
export const note = (about: string, says: string, remedy?: string): Finding => ({
  level: "note",
  about,
  says,
  ...(remedy === undefined ? {} : { remedy }),
});
export const wrong = (about: string, says: string, remedy: string): Finding => ({
  level: "wrong",
  about,
  says,
  remedy,
});
