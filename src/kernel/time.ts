/** Milliseconds since the epoch on the database's clock, the only clock that counts. */
export type Instant = number;
/** A length of time in milliseconds. */
export type Millis = number;

export const seconds = (n: number): Millis => n * 1_000;
export const minutes = (n: number): Millis => n * 60_000;
export const hours = (n: number): Millis => n * 3_600_000;
