import { setTimeout as sleep } from "node:timers/promises";
import type { App } from "../../src/app.ts";
import { Unavailable } from "../../src/platform/errors.ts";
import type { World } from "./story.ts";

/** How time passes in a world: the one clock is pushed, and what that brings about is waited for. */
export function passing({
  asOwner,
  db,
}: Pick<World, "asOwner"> & { readonly db: () => App["db"] }): Pick<
  World,
  "becomes" | "timePasses" | "settled"
> {
  const time: ReturnType<typeof passing> = {
    async becomes(weekday, clock) {
      const [rows = []] = await db().sweep(
        "select extract(epoch from handrail.now()) * 1000 as now",
      );
      const now = Temporal.Instant.fromEpochMilliseconds(
        Math.floor(Number(rows[0]?.["now"])),
      ).toZonedDateTimeISO("Europe/London");
      const day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(weekday) + 1;
      let then = now.add({ days: (day - now.dayOfWeek + 7) % 7 }).withPlainTime(clock);
      if (Temporal.ZonedDateTime.compare(then, now) <= 0) then = then.add({ days: 7 });
      await time.timePasses((then.epochMilliseconds - now.epochMilliseconds) / 1_000);
    },
    async timePasses(seconds) {
      await time.settled();
      let left = seconds;
      // Pushed past what pages by more than a quarter of an hour, the app would rightly take itself to have been away.
      while (left > 900) {
        const next = await untilNextPage(asOwner);
        if (next === undefined || next > left) break;
        await db().pushClock(next);
        await time.settled();
        left -= next;
      }
      await db().pushClock(left);
      await time.settled();
    },
    async settled() {
      // Bounded: a story that never comes to rest is a fault and says so.
      for (let tries = 0; tries < 200; tries++) {
        const looked = db().sweep(`
          select count(*) as n from handrail.timers where due_at <= handrail.now();
          select count(*) as n from handrail.messages where state = 'live' and wanted_version > shown_version and not_before <= handrail.now()`);
        // On a busy machine it may have no time for one more: then it is not at rest.
        const [timers = [], messages = []] = await looked.catch((error: unknown) => {
          if (error instanceof Unavailable) return [];
          throw error;
        });
        if (Number(timers[0]?.["n"]) === 0 && Number(messages[0]?.["n"]) === 0) return;
        // Less and less often: each look is work for the database, which it would rather have for what is waited for.
        await sleep(Math.min(40, 10 * (tries + 1)));
      }
      throw new Error("the world does not come to rest");
    },
  };
  return time;
}

/** @returns the seconds until somebody would be paged for a request; danger pages for ever, and however late */
async function untilNextPage(asOwner: World["asOwner"]): Promise<number | undefined> {
  const { rows } = await asOwner(`
    select extract(epoch from min(t.due_at) - handrail.now()) as next
    from handrail.timers t join handrail.requests r on r.organisation_id = t.organisation_id and r.request = t.subject
    where t.feature = 'escalations' and t.command in ('step', 'widen', 'nudge', 'lapse') and r.level <> 'danger'`);
  const next = rows[0]?.["next"];
  return next === null || next === undefined ? undefined : Math.max(Number(next), 0.001);
}
