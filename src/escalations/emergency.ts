/**
 * The emergency number of the organisation's country (DOMAIN 8.3). 112 where we do not know: it works across the EU and
 * from mobile phones in most countries.
 */
const byCountry: Readonly<Record<string, string>> = {
  ...{
    GB: "999",
    IE: "112",
    US: "911",
    CA: "911",
    MX: "911",
    PH: "911",
    AU: "000",
    NZ: "111",
    ZA: "112",
    IN: "112",
  },
  ...{ BR: "192", CO: "123", KR: "119", JP: "119", SG: "995" },
};

export const emergencyNumber = (country: string | undefined): string =>
  byCountry[country ?? ""] ?? "112";
