import { runOnStored } from "./run-on-stored.ts";

/* `npm run restore -- FILE`: a backup into an empty database of the same or a newer version. */
await runOnStored("restore", "Nothing was restored");
