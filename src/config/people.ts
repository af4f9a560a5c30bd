import { email } from "./fields.ts";
import type { Reading } from "./section.ts";
import * as shape from "./shape.ts";
import type { Email, PersonEntry } from "./types.ts";

/** The file's `people`, by e-mail. */
export function readPeople(
  reading: Reading,
  written: Readonly<Record<string, unknown>>,
): Map<Email, PersonEntry> {
  const people = new Map<Email, PersonEntry>();
  const accounts = new Map<string, Email>();
  for (const [key, value] of Object.entries(written)) {
    const at = ["people", key];
    const address = reading.section(email, key, at);
    const details = reading.section(shape.person, value ?? {}, at);
    if (address === undefined || details === undefined) continue;
    if (people.has(address)) {
      reading.problem(
        at,
        "is here twice, in other letters",
        "Keep one of the two: capitals make no difference in an e-mail address.",
      );
      continue;
    }
    for (const [platform, account] of Object.entries(details.accounts ?? {})) {
      const other = accounts.get(`${platform} ${account}`);
      if (other !== undefined)
        reading.problem(
          [...at, "accounts", platform],
          `is the account of ${other} as well`,
          "Give it to one of the two.",
        );
      accounts.set(`${platform} ${account}`, address);
    }
    people.set(address, {
      ...somebody(address),
      ...present({
        name: details.name,
        named: details.name === undefined ? undefined : true,
        timeZone: details.time_zone,
        desk: details.desk,
        extension: details.extension,
        channel: details.channel,
        remote: details.remote,
        joinUrl: details.join_url,
        languages: details.languages,
        accounts: details.accounts,
      }),
    });
  }
  return people;
}

/** A person with only an e-mail known: `ana.silva@…` is Ana Silva until their profile says more. */
export function somebody(address: Email): PersonEntry {
  const words =
    address
      .split("@")[0]
      ?.split("+")[0]
      ?.split(/[._-]+/)
      .filter((word) => word !== "") ?? [];
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ");
  return {
    email: address,
    name: name === "" ? address : name,
    named: false,
    remote: false,
    languages: [],
    accounts: {},
  };
}

/** Without the settings that are not there, so that an entry holds only what was written. */
function present<T extends object>(settings: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as never;
}
