import { type Request, isLive } from "../../../src/escalations/request.ts";
import type { AnyFeature, Shell } from "../../../src/runtime/feature.ts";
import type { Card, Gone } from "../../../src/platform/view.ts";
import type { Histories } from "./laws.ts";
import { type Rows, messageKey } from "./database/rows.ts";
import type { Server } from "./database/server.ts";
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
    ...onlyReplacedWereRemoved(server),
  ];
}

/**
 * A page for each person asked, on a screen of theirs; or the recorded end of the route, or that
 * nobody needs it any more.
 */
function everybodyWasTold(server: Server, histories: Histories): string[] {
  return histories.wanted.flatMap(({ organisation, key }) => {
    const row = server.tables.get(organisation, "messages", key);
    if (row === undefined) return [`${key} is gone`];
    if (row.state === "live" && row.address === null && row.code !== "not-wanted")
      return [`${key} is nowhere`];
    return row.state === "ended" && row.code === null ? [`${key} ended, and nobody knows why`] : [];
  });
}

/**
 * Who can never be reached by a page is lost to the request: its agent reads so, and others are
 * asked.
 */
function routesEndedInTheHistory(server: Server, histories: Histories): string[] {
  const { tables } = server;
  return server.organisations.flatMap((one) =>
    tables.rows(one, "messages").flatMap((m) => {
      const request = histories.state(m.subject);
      const person = tables.get(one, "accounts", m.account_id)?.person ?? "";
      const routes = tables.rows(one, "accounts").filter((account) => account.person === person);
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
        ? [`${messageKey(m)} can never arrive, and its request does not know`]
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
  const { tables } = server;
  for (const organisation of server.organisations) {
    // Cards are drawn for the rights of the moment.
    const teams = tables.rows(organisation, "memberships");
    const people = new Map(
      tables.rows(organisation, "people").map(({ person, listed }) => {
        const own = teams.filter((one) => one.person === person && one.role === "supervisor");
        return [person, { listed, supervises: own.map(({ team }) => team) }];
      }),
    );
    const shell = {
      organisation: {
        id: organisation,
        people,
        teams: new Map(),
        accountsOf: new Map(),
        timeZone: "Europe/London",
        country: "GB",
        settings: {},
      },
      now: server.time.now,
    } as unknown as Shell;
    for (const m of tables.rows(organisation, "messages")) {
      const copy = platforms
        .map(({ screens }) => screens.get(m.address ?? ""))
        .find((found) => found !== undefined);
      const state = tables.get(organisation, "requests", m.subject)?.state as unknown as
        | Request
        | undefined;
      if (copy === undefined || m.state !== "live" || state === undefined) continue;
      const person = tables.get(organisation, "accounts", m.account_id)?.person ?? "";
      const viewer = {
        person,
        account: m.account_id,
        occasion: m.occasion.split("~")[0] ?? "",
        posted: true,
        now: server.time.now,
      };
      const wanted = features
        .get(m.feature)
        ?.views.show?.(m.view, { request: state, waiting: [] }, viewer, shell) as
        | Card
        | Gone
        | undefined;
      const isReplaced = wanted?.kind === "gone" || m.occasion.includes("~");
      const isNeeded = !isReplaced || !newerThan(m, tables.rows(organisation, "messages"));
      const card = wanted?.kind === "gone" ? wanted.newest : wanted;
      const should = isNeeded && card !== undefined ? buttons(card) : "";
      if (wanted !== undefined && should !== buttons(copy.view as Card))
        broken.push(`${messageKey(m)} shows ${buttons(copy.view as Card)} instead of ${should}`);
    }
  }
  return broken;
}

type Message = Rows["messages"];

/** Whether the person has a newer message of the same on a screen. */
const newerThan = (m: Message, all: readonly Message[]): boolean =>
  all.some(
    (other) =>
      other.address !== null &&
      other.subject === m.subject &&
      other.view === m.view &&
      other.account_id === m.account_id &&
      (other.created_at > m.created_at ||
        (m.occasion.includes("~") && m.occasion.split("~")[0] === other.occasion)),
  );

/** What was removed was replaced: nobody is left without a message that they had. */
function onlyReplacedWereRemoved(server: Server): string[] {
  return server.organisations.flatMap((one) => {
    const all = server.tables.rows(one, "messages");
    return all
      .filter((m) => m.code === "removed" && !newerThan(m, all))
      .map((m) => `${messageKey(m)} was removed, and nothing newer was there`);
  });
}

/** All that can be pressed, folded or not. Links are left out: the law knows no address. */
const buttons = (card: Card | Gone): string =>
  (card.kind === "gone"
    ? []
    : [...card.buttons, ...(card.behindMore ?? []), ...(card.more?.buttons ?? [])]
  )
    .filter(({ url }) => url === undefined)
    .map(({ action, argument }) => `${action} ${argument ?? ""}`)
    .join();
