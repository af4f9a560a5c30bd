import { runOnStored } from "./run-on-stored.ts";

/* `npm run backup -- FILE`: everything in one file, from the embedded server or DATABASE_URL, under load. */
await runOnStored("backup", "Nothing was backed up");
