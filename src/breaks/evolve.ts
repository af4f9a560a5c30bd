import type { Break, Event, New, None } from "./state.ts";

const live = (state: Break | undefined) =>
  state === undefined || state.status === "none" ? undefined : state;

export function evolve(before: Break | undefined, event: Event): Break {
  const { at, person } = event;
  const old = live(before);
  const common = { person, lastAt: at };
  const made = (fresh: New) => ({
    ...common,
    ...{
      id: fresh.id,
      occasion: fresh.occasion,
      occasions: (old?.occasions ?? 0) + (old?.occasion === fresh.occasion ? 0 : 1),
      care: fresh.care,
    },
  });
  const cover =
    old !== undefined && "cover" in old && old.cover !== undefined ? { cover: old.cover } : {};
  switch (event.type) {
    case "offered":
      return { ...made(event), status: "offered", severity: event.severity, since: at };
    case "queued": {
      const { severity, length, since, about, ahead, bridgeUntil, coverBy } = event;
      return {
        ...{
          ...made(event),
          status: "queued",
          severity,
          length,
          since,
          lookedAt: at,
          ahead,
          ...cover,
        },
        ...(about === undefined ? {} : { about }),
        ...(bridgeUntil === undefined ? {} : { bridgeUntil }),
        ...(coverBy === undefined ? {} : { coverBy }),
      };
    }
    case "afterCall":
      return {
        ...made(event),
        status: "afterCall",
        length: event.length,
        since: at,
        held: true,
        ...cover,
      };
    case "started":
      return {
        ...made(event),
        status: "away",
        until: event.until,
        length: event.length,
        nudged: false,
        ...cover,
      };
    case "ended":
      // Nothing of it is kept, not even when it was.
      return { person, status: "none", lastAt: 0 };
    default:
      return old === undefined ? { person, status: "none", lastAt: 0 } : changed(old, event);
  }
}

type Change = Exclude<Event, { type: "offered" | "queued" | "afterCall" | "started" | "ended" }>;

function changed(state: Exclude<Break, None>, event: Change): Break {
  const now = { ...state, lastAt: event.at };
  switch (event.type) {
    case "worsened":
      return "severity" in now ? { ...now, severity: event.severity, care: true } : now;
    case "looked": {
      if (now.status !== "queued") return now;
      const { about: _, coverBy: __, ...rest } = now;
      return {
        ...{ ...rest, lookedAt: event.at, ahead: event.ahead },
        ...(event.about === undefined ? {} : { about: event.about }),
        ...(event.coverBy === undefined ? {} : { coverBy: event.coverBy }),
      };
    }
    case "bridgeEnded": {
      if (now.status !== "queued") return now;
      // The cover that was asked for those minutes is over with them.
      const { bridgeUntil: _, cover: __, ...rest } = now;
      return { ...rest, backSince: event.at };
    }
    case "coverAsked": {
      const cover = {
        since: event.at,
        occasion: event.occasion,
        away: event.away,
        limit: event.limit,
        asked: event.people,
      };
      return {
        ...now,
        occasions: now.occasions + 1,
        ...(now.status === "offered" ? {} : { cover }),
      };
    }
    case "roomMade":
      return "cover" in now && now.cover !== undefined
        ? { ...now, cover: { ...now.cover, by: event.by } }
        : now;
    case "released":
      return now.status === "afterCall" ? { ...now, held: false } : now;
    case "extended":
      return now.status === "away" ? { ...now, until: event.until, nudged: false } : now;
    case "nudged":
      return now.status === "away"
        ? { ...now, occasion: event.occasion, occasions: now.occasions + 1, nudged: true }
        : now;
  }
}
