import { z } from "zod";
import { parseAddress } from "./addresses.ts";
import { parseDuration } from "./durations.ts";
import { parseHours } from "./hours.ts";
import { nearest } from "./nearest.ts";
import { Fault, quote } from "./problems.ts";

/*
 * The kinds of value an organisation's file holds. Each either reads what was written or says what
 * is wrong and what to write instead.
 */
export function field<T>(read: (written: unknown) => T | Fault): z.ZodType<T> {
  return z.unknown().transform((written, context): T => {
    const result = written === undefined ? missing : written === null ? empty : read(written);
    if (!(result instanceof Fault)) return result;
    context.addIssue({ code: "custom", message: result.what, params: { remedy: result.remedy } });
    return z.NEVER;
  });
}
const missing = new Fault("is missing", "Add it; handrail.example.yaml shows how.");
const empty = new Fault("has no value", "Fill it in, or remove the line.");

/** Text on one line, shown to people as it is. */
export const text = (longest: number): z.ZodType<string> =>
  field((written) => {
    if (typeof written === "number" || typeof written === "boolean") {
      return new Fault(
        `${quote(written)} is read as a ${typeof written}, not as text`,
        'Put it in quotes, so that nothing of it is lost: "0800".',
      );
    }
    if (typeof written !== "string" || written.trim() === "")
      return new Fault(`${quote(written)} is not text`, "Write a word or a few.");
    // Line breaks and direction marks would let a name redraw the card around it.
    if (/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(written))
      return new Fault("holds a line break or a control character", "Keep it on one line.");
    if (written.trim().length > longest)
      return new Fault(`is longer than ${longest} characters`, "Shorten it.");
    return written.trim();
  });

const match = (
  pattern: RegExp,
  what: string,
  remedy: string,
  change: (written: string) => string = (written) => written,
): z.ZodType<string> =>
  field((written) =>
    typeof written === "string" && pattern.test(written.trim())
      ? change(written.trim())
      : new Fault(`${quote(written)} is not ${what}`, remedy),
  );
const lower = (written: string) => written.toLowerCase();
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The part of an organisation's id that the database checks too. */
export const slug = match(
  /^[a-z0-9][a-z0-9_-]{0,62}$/,
  "an id",
  "Use lower-case letters, digits, - and _: acme.",
);
export const slackWorkspace = match(
  /^[TE][A-Z0-9]{2,30}$/,
  "a Slack workspace id",
  "It begins with T, or with E for all of an Enterprise Grid: T0123456789 (in a browser it is in the address of Slack).",
);
export const slackAccount = match(
  /^[UW][A-Z0-9]{2,30}$/,
  "a Slack member id",
  "It begins with U or W: U0123456789 (profile, ⋮, Copy member ID).",
);
export const tenant = match(
  guid,
  "a Teams tenant id",
  "Copy the Directory (tenant) ID from Entra: 8-4-4-4-12 hexadecimal digits.",
  lower,
);
export const appId = match(
  guid,
  "an app id",
  "Copy the Application (client) ID of the app registration from Entra.",
  lower,
);
export const teamsAccount = match(
  guid,
  "an Entra object id",
  "Copy the user's Object ID from Entra: 8-4-4-4-12 hexadecimal digits.",
  lower,
);

export const email = field((written) =>
  typeof written === "string" && written.length <= 254 && z.regexes.email.test(written.trim())
    ? written.trim().toLowerCase()
    : new Fault(`${quote(written)} is not an e-mail address`, "Write it like ana@example.com."),
);

export const timeZone = field((written) => {
  // An offset (+02:00) is a zone to Temporal, but one that never changes its clocks.
  if (typeof written === "string" && /^[A-Za-z]/.test(written)) {
    try {
      return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(written).timeZoneId;
    } catch {}
  }
  return new Fault(
    `${quote(written)} is not a time zone`,
    "Use an IANA name: Europe/London, America/Los_Angeles.",
  );
});

/** Codes that the display names know and that are no country. */
const noCountry = new Set(["EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"]);
const countries = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
export const country = field((written) => {
  if (typeof written === "string" && /^[A-Z]{2}$/.test(written)) {
    // UK is a well-known alias of GB; help lines are kept by the code itself.
    const region = new Intl.Locale(`und-${written}`).region;
    if (region === written && !noCountry.has(written) && countries.of(written) !== undefined)
      return written;
    if (region !== undefined && region !== written)
      return new Fault(`${quote(written)} is not the country's code`, `Write ${region}.`);
  }
  return new Fault(
    `${quote(written)} is not a country`,
    "Use two capital letters of ISO 3166: GB, ES, US.",
  );
});

export const locale = field((written) => {
  try {
    const [tag] = typeof written === "string" ? Intl.getCanonicalLocales(written) : [];
    if (tag !== undefined) return tag;
  } catch {}
  return new Fault(`${quote(written)} is not a language`, "Use a language tag: en, es, pt-BR.");
});

export const httpsAddress = field((written) => {
  const url = typeof written === "string" ? URL.parse(written) : null;
  // The address may hold a meeting's password: it is not repeated.
  if (url?.protocol === "https:" && url.username === "" && url.password === "") return url.href;
  return new Fault("is not an https address", "Write it whole: https://…");
});

/** An address that what is signed with a secret goes to: https, or plain http on this machine. */
export const secretAddress = field((written) => {
  if (typeof written !== "string")
    return new Fault("is not a web address", "Write it whole: https://…");
  const url = parseAddress(written.trim());
  return url instanceof Fault ? url : url.href;
});

/** A number to dial, with what an office needs in front: `9-999`. */
export const telephone = field((written) => {
  if (typeof written === "number")
    return new Fault(
      `${quote(written)} is read as a number, not as text`,
      'Put it in quotes, so that nothing of it is lost: "999".',
    );
  const number = typeof written === "string" ? written.trim() : "";
  return /^[+*#\d][-+*#() \d]{0,19}$/.test(number) && /\d{2}/.test(number)
    ? number
    : new Fault(`${quote(written)} is not a number to dial`, 'Write it as it is dialled: "9-999".');
});

export const duration = field(parseDuration);
export const openingHours = field(parseHours);

export const count = (from: number, to: number): z.ZodType<number> =>
  field((written) =>
    typeof written === "number" && Number.isInteger(written) && written >= from && written <= to
      ? written
      : new Fault(
          `${quote(written)} is not a whole number from ${from} to ${to}`,
          `Use a number from ${from} to ${to}.`,
        ),
  );

/** What nobody may set otherwise, said where somebody tries. */
export const always = (value: number, what: string, remedy: string): z.ZodType<number> =>
  field((written) => (written === value ? value : new Fault(what, remedy)));

export const yesOrNo = field((written) =>
  typeof written === "boolean"
    ? written
    : new Fault(`${quote(written)} is neither true nor false`, "Write true or false."),
);

export const oneOf = <const T extends string>(words: readonly T[]): z.ZodType<T> =>
  field(
    (written) =>
      words.find((word) => word === written) ??
      new Fault(`${quote(written)} is not known here`, `Use ${words.join(" or ")}.`),
  );

/** One word, or what another kind reads. */
export function either<const W extends string, T>(word: W, other: z.ZodType<T>): z.ZodType<W | T> {
  return z.unknown().transform((written, context): W | T => {
    return written === word ? word : readWith(other, written, context);
  });
}

function readWith<T>(other: z.ZodType<T>, written: unknown, context: z.RefinementCtx): T {
  const read = other.safeParse(written);
  if (read.success) return read.data;
  for (const issue of read.error.issues)
    context.issues.push({ ...issue, input: written, continue: true } as never);
  return z.NEVER;
}

/**
 * Who a step asks: one of the words, or people by e-mail. A word that is neither is a slip, and
 * its remedy is the word that was meant.
 */
export const whom = <const W extends string, T>(
  words: readonly W[],
  people: z.ZodType<T>,
): z.ZodType<W | T> =>
  z.unknown().transform((written, context): W | T => {
    const word = words.find((known) => known === written);
    if (word !== undefined) return word;
    if (typeof written === "string") {
      const meant = nearest(written, words);
      const remedy =
        meant !== undefined
          ? `Write ${meant}.`
          : written.includes("@")
            ? "People stand in brackets: [sam@example.com]."
            : `Write ${words.join(", ")} or people by e-mail: [sam@example.com].`;
      context.addIssue({
        code: "custom",
        message: `${quote(written)} is not known here`,
        params: { remedy },
      });
      return z.NEVER;
    }
    return readWith(people, written, context);
  });
