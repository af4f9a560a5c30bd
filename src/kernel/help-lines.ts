/*
 * The one source of numbers to call: emergency numbers and help lines. Whose numbers somebody reads
 * is decided in `people/place.ts`.
 */

/** One line that answers at any hour, as its own people publish it. */
export interface HelpLine {
  readonly name: string;
  readonly number: string;
  readonly languages: readonly string[];
  /**
   * Where the number was last read, and when: numbers go stale, and a test fails when this is older
   * than a year.
   */
  readonly source: string;
  readonly verifiedOn: string;
}
export interface Country {
  readonly emergency: string;
  readonly lines: readonly HelpLine[];
}

const verifiedOn = "2026-11-22";

/*
 * Only lines that answer day and night are here: somebody who reads this at 3 o'clock must not
 * reach a tape. A country that is missing gets its emergency number and findahelpline.com
 * (docs/features.md K4), and its file has to name the company's own line. Before a release somebody
 * calls each number.
 */
export const countries: Readonly<Record<string, Country>> = {
  GB: {
    emergency: "999",
    lines: [
      {
        name: "Samaritans",
        number: "116 123",
        languages: ["en"],
        source: "https://www.samaritans.org/how-we-can-help/contact-samaritan/",
        verifiedOn,
      },
    ],
  },
  IE: {
    emergency: "112",
    lines: [
      {
        name: "Samaritans",
        number: "116 123",
        languages: ["en"],
        source: "https://www.samaritans.org/how-we-can-help/contact-samaritan/",
        verifiedOn,
      },
    ],
  },
  US: {
    emergency: "911",
    lines: [
      {
        name: "988 Suicide & Crisis Lifeline",
        number: "988",
        languages: ["en", "es"],
        source:
          "https://health.wyo.gov/publichealth/prevention/wivpp/suicide-prevention/988-suicide-crisis-lifeline",
        verifiedOn,
      },
    ],
  },
  CA: {
    emergency: "911",
    lines: [
      {
        name: "9-8-8 Suicide Crisis Helpline",
        number: "988",
        languages: ["en", "fr"],
        source: "https://cmhasaskatoon.ca/9-8-8/",
        verifiedOn,
      },
    ],
  },
  ES: {
    emergency: "112",
    lines: [
      {
        name: "Línea 024",
        number: "024",
        languages: ["es"],
        source:
          "https://maldita.es/index.php/malditaciencia/20220510/024-numero-telefono-atencion-suicidio-espana-gratuito",
        verifiedOn,
      },
    ],
  },
  MX: {
    emergency: "911",
    lines: [
      {
        name: "Línea de la Vida",
        number: "800 911 2000",
        languages: ["es"],
        source:
          "https://www.eluniversal.com.mx/nacion/promueven-la-linea-de-la-vida-tras-presentar-encuesta-sobre-consumo-de-drogas-asi-puedes-pedir-ayuda/",
        verifiedOn,
      },
    ],
  },
  FR: {
    emergency: "112",
    lines: [
      {
        name: "3114",
        number: "3114",
        languages: ["fr"],
        source: "https://3114.fr/que-se-passe-t-il-quand-je-contacte-le-3114/",
        verifiedOn,
      },
    ],
  },
  DE: {
    emergency: "112",
    lines: [
      {
        name: "TelefonSeelsorge",
        number: "0800 111 0 111",
        languages: ["de"],
        source:
          "https://www.domradio.de/artikel/telefonseelsorge-jetzt-unter-oekumenischem-dachverband",
        verifiedOn,
      },
    ],
  },
  AU: {
    emergency: "000",
    lines: [
      {
        name: "Lifeline",
        number: "13 11 14",
        languages: ["en"],
        source: "https://lifelineh2h.org.au/get-help/telephone-crisis-support/faqs/",
        verifiedOn,
      },
    ],
  },
};

/**
 * Emergency numbers of further countries, as listed at
 * https://en.wikipedia.org/wiki/List_of_emergency_telephone_numbers.
 */
const emergencyElsewhere: Readonly<Record<string, string>> = {
  BR: "192",
  CO: "123",
  IN: "112",
  JP: "119",
  KR: "119",
  NZ: "111",
  PH: "911",
  SG: "995",
  ZA: "112",
};

/** The countries whose own emergency number is known here. */
export const knownCountries: readonly string[] = [
  ...Object.keys(countries),
  ...Object.keys(emergencyElsewhere),
];
/** Any other country: the code that ISO 3166 leaves to its users. */
export const elsewhere = "ZZ";

/** 112 for a country that is not listed: it works from mobile phones in most countries. */
export const emergencyIn = (country: string): string =>
  countries[country]?.emergency ?? emergencyElsewhere[country] ?? "112";
export const linesIn = (country: string): readonly HelpLine[] => countries[country]?.lines ?? [];

/**
 * A person's own country, not the company's (docs/features.md K4): where their time zone names one
 * that we know, else the organisation's.
 */
export function countryOf(zone: string, organisation: string | undefined): string {
  return byZone().get(zone) ?? organisation ?? "";
}

let zones: ReadonlyMap<string, string> | undefined;
function byZone(): ReadonlyMap<string, string> {
  zones ??= new Map(
    knownCountries.flatMap((country) => zonesOf(country).map((zone) => [zone, country] as const)),
  );
  return zones;
}

/** Not yet in TypeScript's own types. */
function zonesOf(country: string): readonly string[] {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
    getTimeZones?(): readonly string[] | undefined;
  };
  return locale.getTimeZones?.() ?? [];
}
