import type { Ladder } from "../escalations/boundary/ladder.ts";
import type { Category } from "../escalations/categories.ts";
import type { Policies } from "../escalations/policy.ts";
import type { OrganisationId, TeamName } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import type { OpeningHours } from "../people/hours.ts";
import type { Outward } from "../platform/outward.ts";
import type { Registration } from "../platform/registrations.ts";
import type { Problem } from "./problems.ts";

/** Everything that comes from outside: the environment and the organisations' files. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** The port of `/metrics`, which is never on `port`; absent: no metrics. */
  readonly metrics?: { readonly port: number; readonly host: string };
  readonly database: { readonly url: string } | { readonly folder: string };
  /** Newest first. Empty only with the embedded database: the runtime makes one beside it. */
  readonly keys: readonly EncryptionKey[];
  /** No platform and no DATABASE_URL: the playground, on loopback. */
  readonly playground: boolean;
  readonly logLevel: LogLevel;
  /**
   * Fetched after each audit that found nothing: a watchdog outside misses it when it does not
   * come.
   */
  readonly deadman?: string;
  /** `HANDRAIL_URL`: where people's browsers reach us, without a slash at its end. Absent: no pages. */
  readonly address?: string;
  /** Signing in to the pages with the company's identity provider. */
  readonly signIn?: SignInSettings;
  readonly slack?: SlackSettings;
  readonly teams?: TeamsSettings;
  readonly organisations: readonly OrganisationFile[];
  readonly warnings: readonly Problem[];
}

export interface EncryptionKey {
  readonly kid: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** pino's levels. */
export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
type LogLevel = (typeof logLevels)[number];

/** OpenID Connect (`OIDC_…`). */
export interface SignInSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface SlackSettings {
  /** One, or two while rotating. Empty only in Socket Mode. */
  readonly signingSecrets: readonly string[];
  /** The token of one workspace; absent: only those that were added with Add to Slack. */
  readonly botToken?: string;
  /** Add to Slack, for many workspaces. */
  readonly install?: {
    readonly clientId: string;
    readonly clientSecret: string;
    /** Where browsers reach us, as `https://host`. */
    readonly address: string;
  };
  /** Socket Mode instead of HTTP. */
  readonly appToken?: string;
  /** Slack's Web API elsewhere; ends in `/api/`. */
  readonly apiUrl?: string;
}

/**
 * The Bot Framework's own names for another cloud (docs/platforms.md T7); passed on to it as they
 * are.
 */
export const cloudNames = [
  "ToChannelFromBotLoginUrl",
  "ToChannelFromBotOAuthScope",
  "ToBotFromChannelTokenIssuer",
  "OAuthUrl",
  "ToBotFromChannelOpenIdMetadataUrl",
  "ToBotFromEmulatorOpenIdMetadataUrl",
  "CallerId",
  "ValidateAuthority",
] as const;
export type CloudSettings = Readonly<Record<(typeof cloudNames)[number], string>>;

export interface TeamsSettings {
  /** At least one. Of each tenant one counts: see `registrationOf`. */
  readonly registrations: readonly TeamsRegistration[];
  readonly cloud?: CloudSettings;
  /**
   * Further hosts of a `serviceUrl`: `host` or `host:port`, lower case; plain http only where they
   * are loopback.
   */
  readonly serviceHosts: readonly string[];
  /** Who may frame the tab, where it is not Teams itself: the playground. */
  readonly frameHosts?: readonly string[];
}

/** Of the environment (`MicrosoftAppId` …), or of the file of `HANDRAIL_TEAMS_REGISTRATIONS`. */
export interface TeamsRegistration extends Registration {
  readonly password: string;
  readonly type: "MultiTenant" | "SingleTenant";
  /** The home tenant. */
  readonly tenantId?: string;
}

/** A lower-case e-mail address: what a file calls people by. */
export type Email = string;

/** One organisation as its file describes it, checked. */
export interface OrganisationFile {
  readonly id: OrganisationId;
  readonly name: string;
  /** IANA. */
  readonly timeZone: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly locale: string;
  readonly dutyPhone?: string;
  /** By country, where it is not the public one: an office may have to dial something first. */
  readonly emergencyNumbers: EmergencyNumbers;
  /**
   * Slack team ids and Teams tenant ids. An empty list for Slack: found at start from the token
   * (`auth.test`).
   */
  readonly workspaces: { readonly slack: readonly string[]; readonly teams: readonly string[] };
  /** Everybody whose e-mail is mentioned anywhere in the file, by e-mail. */
  readonly people: readonly PersonEntry[];
  readonly teams: readonly TeamEntry[];
  readonly wellbeing: Wellbeing;
  /** Who reads tips before everybody does. */
  readonly editors: readonly Email[];
  /** Who fixes causes, and reads the figures of all teams. */
  readonly heads: readonly Email[];
  /** A file of shifts; its path from where the process runs. */
  readonly roster?: { readonly file: string } | undefined;
  /** Absent: it speaks to no other system. */
  readonly outward?: Outward;
  /** Who sets the organisation up, and reads whether all is well. */
  readonly admins: readonly Email[];
  /** Where it was read, as messages name it. */
  readonly path: string;
  /** As it was written. */
  readonly text: string;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
  /**
   * When the file came to its place on this machine, in milliseconds; 0 where nobody knows. Orders
   * two versions of one file, on machines that may not all have the newer one.
   */
  readonly version: number;
}

/** By the country's two letters. */
export type EmergencyNumbers = Readonly<Record<string, string>>;

export interface PersonEntry {
  readonly email: Email;
  readonly name: string;
  /** The file gives the name. Else the profile on their platform does, and `name` stands in until it is known. */
  readonly named: boolean;
  readonly timeZone?: string;
  readonly desk?: string;
  readonly extension?: string;
  readonly channel?: string;
  readonly remote: boolean;
  /** https. */
  readonly joinUrl?: string;
  /** BCP 47. */
  readonly languages: readonly string[];
  readonly accounts: { readonly slack?: string; readonly teams?: string };
}

export interface TeamEntry {
  readonly name: TeamName;
  /** In the organisation's time zone; absent: always open. */
  readonly hours?: OpeningHours;
  readonly agents: readonly Email[];
  readonly supervisors: readonly Email[];
  /** A policy for every level; a step that names people holds their e-mails. */
  readonly policies: Policies;
  readonly breaks: BreakSettings;
  readonly checkIns: readonly CheckInEntry[];
  /** What an agent may offer, by category. */
  readonly offers: Offers;
  readonly phrases: PhraseSettings;
  /** How many warnings come before the end of an abusive call. */
  readonly ladder: Ladder;
}

export type Offers = Readonly<Partial<Record<Category, readonly string[]>>>;

export interface PhraseSettings {
  /** An apology for our own fault is shown only with a word to check first. */
  readonly apologyFault?: "check_first";
}

export interface BreakSettings {
  readonly lengths: readonly Millis[];
  /** One of `lengths`. */
  readonly preselect: Millis;
  /** How many may be away at once; `auto` is max(1, floor(0.4·√N)) (docs/features.md B2). */
  readonly limit: "auto" | number;
  /** What to set on the phone. */
  readonly phoneCode?: string;
  /**
   * Who reads "Ana, away until 14:20, excused" (docs/features.md B4): those who watch adherence,
   * and may be in no team.
   */
  readonly realTimeDesk?: readonly Email[];
}

interface CheckInEntry {
  readonly name: string;
  /** Five fields, in each person's own local time. */
  readonly cron: string;
  readonly questions: string;
}

export interface Wellbeing {
  readonly leads: readonly Email[];
  readonly contacts: readonly Email[];
  readonly employeeAssistance?: string;
}
