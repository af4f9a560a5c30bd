import type { Database } from "../database/database.ts";
import type { Clock } from "./clock.ts";

/** The database whose clock tests and the playground push: the running app looks at once what is due. */
export const lookingAtOnce = (db: Database, clock: Pick<Clock, "pushed">): Database => ({
  ...db,
  async pushClock(seconds) {
    const ahead = await db.pushClock(seconds);
    clock.pushed();
    return ahead;
  },
});
