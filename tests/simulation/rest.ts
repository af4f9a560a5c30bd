import { type Request, isLive } from "../../src/escalations/request.ts";
import type { AnyFeature, Shell } from "../../src/runtime/feature.ts";
import type { Card } from "../../src/platform/view.ts";
import type { Histories } from "./laws.ts";
import type { Server } from "./memory/server.ts";
import type { Platform } from "./platform.ts";

/** Longer than the worst minutes of a day: after them a request knows whom it cannot reach. */
const routeKnownWithin = 3_600_000;

/** What must be true when a day has come to rest. @returns what is not */
export function atRest(
  server: Server,
  histories: Histories,
  features: ReadonlyMap<string, AnyFeature>,
  platforms: readonly Platform[],
): string[] {
  return [
    ...everybodyWasTold(server, histories),
    ...routesEndedInTheHistory(server, histories),
    ...screensAreTrue(server, features, platforms),
  ];
}

/** A page for each person asked, on a screen of theirs; or the recorded end of the route, or that nobody needs it any more. */
function everybodyWasTold(server: Server, histories: Histories): string[] {
  return histories.wanted.flatMap(({ organisation, key }) => {
    const row = server.shelf(organisation).messages.get(undefined, key);
    if (row === undefined) return [`${key} is gone`];
    if (row.state === "live" && row.address === null && row.code !== "not-wanted")
      return [`${key} is nowhere`];
    return row.state === "ended" && row.code === null ? [`${key} ended, and nobody knows why`] : [];
  });
}

/** Who can never be reached by a page is lost to the request: its agent reads so, and others are asked. */
function routesEndedInTheHistory(server: Server, histories: Histories): string[] {
  return [...server.shelves.values()].flatMap((shelf) =>
    [...shelf.messages.rows(undefined)].flatMap(([key, m]) => {
      const request = histories.state(m.subject);
      const person = shelf.accounts.get(undefined, m.account_id)?.person ?? "";
      const routes = [...shelf.accounts.rows(undefined)].filter(
        ([, account]) => account.person === person,
      );
      if (
        m.view !== "page" ||
        m.code !== "user_not_found" ||
        m.address !== null ||
        routes.length > 1 ||
        request === undefined
      )
        return [];
      const longOpen = isLive(request) || request.closedAt - m.created_at > routeKnownWithin;
      return longOpen && !request.lost.includes(person)
        ? [`${key} can never arrive, and its request does not know`]
        : [];
    }),
  );
}

/** Every copy that we know of shows the buttons that are true now. */
function screensAreTrue(
  server: Server,
  features: ReadonlyMap<string, AnyFeature>,
  platforms: readonly Platform[],
): string[] {
  const broken: string[] = [];
  for (const [organisation, shelf] of server.shelves) {
    const people = new Map([...shelf.people.rows(undefined)].map(([id]) => [id, {}]));
    const shell = {
      organisation: { id: organisation, people, teams: new Map() },
      now: server.time.now,
    } as unknown as Shell;
    for (const [key, m] of shelf.messages.rows(undefined)) {
      const copy = platforms
        .map(({ screens }) => screens.get(m.address ?? ""))
        .find((found) => found !== undefined);
      const state = shelf.requests.get(undefined, m.subject)?.state as unknown as
        | Request
        | undefined;
      if (copy === undefined || m.state !== "live" || state === undefined) continue;
      const person = shelf.accounts.get(undefined, m.account_id)?.person ?? "";
      const viewer = {
        person,
        account: m.account_id,
        occasion: m.occasion.split("~")[0] ?? "",
        posted: true,
        now: server.time.now,
      };
      const wanted = features
        .get(m.feature)
        ?.views.show?.(m.view, { request: state, waiting: [] }, viewer, shell) as Card | undefined;
      if (wanted !== undefined && buttons(wanted) !== buttons(copy.view as Card))
        broken.push(`${key} shows ${buttons(copy.view as Card)} instead of ${buttons(wanted)}`);
    }
  }
  return broken;
}

const buttons = (card: Card): string =>
  [...card.buttons, ...(card.more?.buttons ?? [])]
    .map(({ action, argument }) => `${action} ${argument ?? ""}`)
    .join();
