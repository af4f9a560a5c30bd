/** The same at every start: a number from 0 to below `most`, well mixed. */
export const mixed = (person: number, weekNumber: number, salt: number, most: number): number =>
  ((person * 73 + weekNumber * 151 + salt * 211 + person * weekNumber * 37) % 101) % most;
