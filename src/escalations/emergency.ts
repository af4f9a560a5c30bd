/**
 * Each country's emergency number, as listed at
 * https://en.wikipedia.org/wiki/List_of_emergency_telephone_numbers.
 */
const byCountry: Readonly<Record<string, string>> = {
  AU: "000",
  BR: "192",
  CA: "911",
  CO: "123",
  GB: "999",
  IE: "112",
  IN: "112",
  JP: "119",
  KR: "119",
  MX: "911",
  NZ: "111",
  PH: "911",
  SG: "995",
  US: "911",
  ZA: "112",
};

/** 112 for a country that is not listed: it works from mobile phones in most countries. */
export const emergencyNumber = (country: string | undefined): string =>
  byCountry[country ?? ""] ?? "112";
