import { runOnStored } from "./run-on-stored.ts";

/*
 * `npm run backup -- FILE` writes everything into one file while the bot serves, from the embedded
 * server or DATABASE_URL.
 */
await runOnStored("backup", "Nothing was backed up");
