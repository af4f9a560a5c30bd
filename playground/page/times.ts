const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const exact = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** `14:02` */
export const shortTime = (at: number): string => clock.format(at);
/** `14:02:07` */
export const exactTime = (at: number): string => exact.format(at);

const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
/** `Fri 4 Dec 14:02:07` once the clock is days ahead. */
export const clockTime = (at: number, ahead: number): string =>
  ahead < 86_400_000 ? exactTime(at) : `${day.format(at)} ${exactTime(at)}`;

const longDay = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
});

/** `Today`, `Yesterday`, or `Friday 4 December`: as chats divide their days. */
export function dividedDay(at: number, now: number): string {
  const said = longDay.format(at);
  if (said === longDay.format(now)) return "Today";
  return said === longDay.format(now - 86_400_000) ? "Yesterday" : said;
}

/** `Mon 30 Nov` */
export const dayOf = (at: number): string => day.format(at);
