const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const exact = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** `14:02` */
export const shortTime = (at: number): string => clock.format(at);
/** `14:02:07` */
export const exactTime = (at: number): string => exact.format(at);
