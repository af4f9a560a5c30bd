/** Weeks since a Monday long ago, so that the count never starts again at New Year. */
export function localWeek(day: string): number {
  const monday = Temporal.PlainDate.from("2024-01-01");
  return Math.floor(monday.until(Temporal.PlainDate.from(day), { largestUnit: "days" }).days / 7);
}
