import type { Chance } from "./chance.ts";

/** How bad a day is, by its seed. Probabilities are for each call, each statement, each gesture. */
export interface Profile {
  readonly name: string;
  readonly instances: number;
  readonly calls: number;
  /** Breaks, debriefs, shifts and wishes that come by themselves. */
  readonly care: number;
  readonly throttled: number;
  readonly failed: number;
  /** Accepted, and the answer lost. */
  readonly ghost: number;
  /** Not accepted, and nobody can know. */
  readonly nothing: number;
  readonly unreachable: number;
  readonly slow: number;
  readonly cut: number;
  readonly lostCommit: number;
  readonly redelivered: number;
  /** How often in the day. */
  readonly kills: number;
  readonly freezes: number;
  /** Every process is gone, for longer than a call lasts. */
  readonly absences: number;
  readonly databaseOutages: number;
  readonly platformOutages: number;
  /** Clocks of instances are wrong by up to this. */
  readonly skew: number;
}

const calm: Profile = {
  name: "calm",
  instances: 2,
  calls: 8,
  care: 8,
  throttled: 0,
  failed: 0,
  ghost: 0,
  nothing: 0,
  unreachable: 0,
  slow: 0,
  cut: 0,
  lostCommit: 0,
  redelivered: 0.2,
  kills: 0,
  freezes: 0,
  absences: 0,
  databaseOutages: 0,
  platformOutages: 0,
  skew: 0,
};

/** One of five kinds of day, and each a little different. */
export function profileOf(seed: number, chance: Chance): Profile {
  const instances = chance.between(2, 4);
  const calls = chance.between(6, 12);
  const care = chance.between(4, 9);
  const skew = chance.pick([0, 300_000, 3_600_000]);
  const some = { ...calm, instances, calls, care, skew };
  switch (seed % 5) {
    case 0:
      return { ...some, name: "calm" };
    case 1:
      return {
        ...some,
        name: "platform",
        throttled: 0.06,
        failed: 0.05,
        ghost: 0.05,
        nothing: 0.05,
        unreachable: 0.015,
        slow: 0.1,
        platformOutages: 3,
      };
    case 2:
      return {
        ...some,
        name: "processes",
        kills: chance.between(10, 30),
        freezes: chance.between(3, 10),
        absences: chance.between(0, 1),
        slow: 0.1,
      };
    case 3:
      return {
        ...some,
        name: "database",
        cut: 0.004,
        lostCommit: 0.03,
        databaseOutages: chance.between(3, 10),
      };
    default:
      return {
        ...some,
        name: "everything",
        throttled: 0.04,
        failed: 0.03,
        ghost: 0.03,
        nothing: 0.03,
        unreachable: 0.005,
        slow: 0.1,
        platformOutages: 2,
        cut: 0.002,
        lostCommit: 0.01,
        databaseOutages: 4,
        kills: chance.between(5, 20),
        freezes: chance.between(2, 6),
        redelivered: 0.3,
      };
  }
}
