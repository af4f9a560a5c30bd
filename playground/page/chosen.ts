/**
 * Which people are shown. They are in the address, so a reload, another run of the server and a
 * second window each keep their own.
 */
export interface Chosen {
  /** From left to right. */
  readonly people: readonly (string | undefined)[];
  /** Which of them is in front, where only one fits. */
  readonly active: number;
}

/** From an address such as `/?be=U0ANA,U0SAM&front=1`. What is no such thing is not there. */
export function chosenIn(search: string): Chosen {
  const asked = new URLSearchParams(search);
  const people = (asked.get("be") ?? "")
    .split(",")
    .map((account) => (account === "" ? undefined : account));
  return { people: people.slice(0, 2), active: asked.get("front") === "1" ? 1 : 0 };
}

/** The address that says it; nothing is said of what nobody chose. */
export function addressOf({ people, active }: Chosen): string {
  const said = new URLSearchParams();
  if (people.some((account) => account !== undefined))
    said.set("be", people.map((account) => account ?? "").join(","));
  if (active > 0) said.set("front", String(active));
  const search = said.toString().replaceAll("%2C", ",");
  return search === "" ? "/" : `/?${search}`;
}
