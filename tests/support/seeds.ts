import fc from "fast-check";

/*
 * `npm test` runs every property with the same inputs, so a change of ours is the only cause of a new failure.
 * `FRESH=1` and the torture (`FUZZ`) try new inputs each time.
 */
if (process.env["FRESH"] === undefined && process.env["FUZZ"] === undefined)
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_130 });
