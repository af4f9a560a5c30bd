import {
  type Line,
  type Text,
  duration,
  literal,
  msg,
  person,
  telephone,
  time,
} from "../platform/text.ts";
import type { Button, Card, Fact } from "../platform/view.ts";
import type { Shell, Viewer } from "../runtime/feature.ts";
import {
  callForHelp,
  holderButtons,
  openButtons,
  outcomeButton,
  takeButtons,
  timelineButton,
} from "./buttons.ts";
import { outcomes } from "./categories.ts";
import { emergencyNumber } from "./emergency.ts";
import { isOverdue } from "./late.ts";
import { type Request, holderOf, isLive, isOvertaken, needsCaller } from "./request.ts";
import type { Shown } from "./store.ts";
import { saidAsNow } from "./times.ts";

/**
 * The supervisor's card: who, where, and one thing to press. Its summary is what a lock screen shows, to the letter of
 * PRODUCT E18: never category, case or typed words.
 */
export function page({ request, waiting }: Shown, viewer: Viewer, shell: Shell): Card | undefined {
  if (!isLive(request)) return viewer.posted ? closed(request, viewer) : undefined;
  const holder = holderOf(request);
  const mine = holder === viewer.person;
  const current = request.pages[viewer.person] === viewer.occasion;
  const isTaken = holder !== undefined || request.status === "joined";
  const sought = request.sought.includes(viewer.person);
  // Never posted and no longer wanted: taken by somebody else, or asked again since.
  if (!viewer.posted && (!current || (isTaken && !mine && !sought && request.level !== "danger")))
    return undefined;
  // Written before Handrail was away, and not posted by then: it would ring for a call that is over.
  if (!viewer.posted && (isOvertaken(request) || isOverdue(request, viewer.now))) return undefined;
  if (mine) return current ? held(request, shell, viewer) : older(request, shell, []);
  if (sought && current && holder !== undefined) return soughtCard(request, holder, viewer, shell);
  if (request.level === "danger") return danger(request, viewer, shell, current);
  if (isTaken) return taken(request);
  const buttons = takeButtons(
    request,
    request.status === "open" && !request.passed.includes(viewer.person),
  );
  if (!current) return older(request, shell, buttons);
  if (isOvertaken(request)) return overtaken(request, shell, buttons);
  const title = request.passed.includes(viewer.person)
    ? msg("page.titlePassed")
    : request.status === "exhausted"
      ? msg("page.titleNoAnswer", who(request))
      : msg("page.title", who(request));
  return {
    ...{
      kind: "card",
      tone: "urgent",
      summary: summary(request, shell),
      title,
      facts: facts(request, shell),
    },
    lines: waiting.slice(0, 3).map((other) =>
      msg("page.alsoWaiting", {
        person: person(other.requester),
        duration: duration(viewer.now - other.since),
      }),
    ),
    ...{
      buttons: [...buttons, ...openButtons(request, shell)],
      footer: msg("page.captionOthersStop"),
    },
  };
}

const who = (request: Request) => ({
  person: person(request.requester),
  team: literal(request.team),
});

function summary(request: Request, shell: Shell): Text {
  if (request.level === "danger") return msg("page.summaryDanger", who(request));
  return msg("page.summary", {
    ...who(request),
    channel: shell.organisation.people.get(request.requester)?.channel ?? "none",
  });
}

function facts(request: Request, shell: Shell): Fact[] {
  const agent = shell.organisation.people.get(request.requester);
  const where: Line | undefined =
    agent?.remote === true
      ? msg("fact.remote")
      : agent?.desk === undefined
        ? undefined
        : msg("fact.desk", { desk: literal(agent.desk) });
  return [
    {
      label: msg("fact.team"),
      value: msg("fact.teamChannel", {
        team: literal(request.team),
        channel: agent?.channel ?? "none",
      }),
    },
    ...(where === undefined ? [] : [{ label: msg("fact.where"), value: where }]),
    ...(agent?.extension === undefined
      ? []
      : [{ label: msg("fact.extension"), value: telephone(agent.extension) }]),
    { label: msg("fact.level"), value: msg(`level.${request.level}`) },
    { label: msg("fact.since"), value: msg("fact.clock", { time: time(request.openedAt) }) },
  ];
}

/** A newer page is below. This one stays pressable until somebody took it (PRODUCT E4). */
const older = (request: Request, shell: Shell, buttons: readonly Button[]): Card => ({
  ...card(
    "calm",
    msg(request.level === "danger" ? "page.titleDanger" : "page.title", who(request)),
    [msg("page.newerBelow")],
    buttons,
  ),
  summary: summary(request, shell),
});

/** Nobody is rung for it; who has the card from then may still take it. */
function overtaken(request: Request, shell: Shell, buttons: readonly Button[]): Card {
  const { since, holder } = request.overtaken ?? { since: request.openedAt };
  const at = { time: time(since) };
  const line =
    holder === undefined
      ? msg("page.overtaken", at)
      : msg("page.overtakenTaken", { ...at, holder: person(holder) });
  return {
    ...card(
      "calm",
      msg("page.titleOvertaken", who(request)),
      [line],
      [...buttons, ...openButtons(request, shell)],
    ),
    facts: facts(request, shell),
  };
}

function taken(request: Request): Card {
  const holder = holderOf(request);
  const title =
    holder === undefined
      ? msg("page.titleTakenNobody", who(request))
      : msg("page.titleTaken", { holder: person(holder) });
  return {
    ...card("closed", title, [], []),
    summary:
      holder === undefined
        ? title
        : msg("page.summaryTaken", { ...who(request), holder: person(holder) }),
    facts: [{ label: msg("fact.who"), value: msg("fact.agentTeam", who(request)) }],
  };
}

/** Somebody has it, and another is wanted: the agent called again, or it is being handed on. */
function soughtCard(request: Request, holder: string, viewer: Viewer, shell: Shell): Card {
  const handed = request.handedTo === viewer.person;
  const tone = request.level === "danger" ? "danger" : "urgent";
  const line = msg(handed ? "page.handed" : "page.sought", {
    ...who(request),
    holder: person(holder),
  });
  const title = msg(
    !handed ? "page.titleAgain" : tone === "danger" ? "page.titleDanger" : "page.title",
    who(request),
  );
  return {
    ...card(
      tone,
      title,
      [line],
      [
        ...takeButtons(request, true),
        ...(needsCaller(request) ? [callForHelp(request)] : []),
        ...openButtons(request, shell),
      ],
    ),
    ...{ summary: summary(request, shell), facts: facts(request, shell) },
  };
}

function held(request: Request, shell: Shell, viewer: Viewer): Card {
  const lines: Line[] = [];
  let title = msg(request.status === "joined" ? "page.titleWith" : "page.titleMine", who(request));
  if (request.status === "acknowledged") {
    if (request.sought.some((id) => id !== request.handedTo))
      title = msg("page.titleAgain", who(request));
    else if (request.nudged) {
      // A danger rings whoever has it as soon as it is one; what rings halfway through their time asks whether they go.
      const isHalfway = viewer.now * 2 >= request.takenAt + request.joinBy;
      title = msg(
        request.level === "danger" && !isHalfway ? "page.titleDanger" : "page.titleNudge",
        who(request),
      );
    }
    const now = saidAsNow(request.joinBy, viewer.now);
    lines.push(
      now
        ? msg("page.joinNow", who(request))
        : msg("page.joinBy", { ...who(request), time: time(request.joinBy) }),
    );
  }
  if (request.handedTo !== undefined)
    lines.push(msg("page.handedOver", { person: person(request.handedTo) }));
  if (request.turnedDown !== undefined)
    lines.push(msg("page.turnedDown", { person: person(request.turnedDown) }));
  const roles = request.danger;
  if (roles !== undefined) {
    if (roles.alone) lines.push(msg("page.onlyYou", who(request)));
    else
      lines.push(
        roles.caller === undefined
          ? msg("page.partner")
          : msg("page.caller", { caller: person(roles.caller) }),
      );
    lines.push(
      msg("page.emergency", { number: literal(emergencyNumber(shell.organisation.country)) }),
    );
  }
  return {
    ...card(request.level === "danger" ? "danger" : "good", title, lines, [
      ...holderButtons(request),
      ...openButtons(request, shell),
    ]),
    // What rings says the same to everybody (PRODUCT E18); what is only redrawn says whose it is to a screen reader.
    summary:
      request.level === "danger" || !viewer.posted
        ? summary(request, shell)
        : msg("page.summaryMine", who(request)),
    facts: facts(request, shell),
  };
}

/** Danger needs two: the partner on the line, and one who calls for help (PRODUCT E8). */
function danger(request: Request, viewer: Viewer, shell: Shell, current: boolean): Card {
  const roles = request.danger ?? { alone: false };
  const holder = holderOf(request);
  const number = msg("page.emergency", {
    number: literal(emergencyNumber(shell.organisation.country)),
  });
  const base = { summary: summary(request, shell), facts: facts(request, shell) };
  const title = msg("page.titleDanger", who(request));
  const unheld = holder === undefined && request.status !== "joined";
  // Held, but the agent called again or the partner hands it on: whom that asked may take the line over.
  const sought = request.sought.includes(viewer.person);
  const takes =
    unheld || sought ? takeButtons(request, unheld && !request.passed.includes(viewer.person)) : [];
  if (!current) return older(request, shell, takes);
  if (roles.caller === viewer.person) {
    const lines: Line[] = [
      ...(holder === undefined
        ? []
        : [msg("page.staysWith", { ...who(request), holder: person(holder) })]),
      number,
    ];
    return {
      ...card("danger", msg("page.titleCaller", who(request)), lines, openButtons(request, shell)),
      ...base,
    };
  }
  if (unheld) {
    const lines: Line[] = roles.alone ? [msg("page.onlyYou", who(request)), number] : [];
    if (roles.caller !== undefined)
      lines.push(msg("page.caller", { caller: person(roles.caller) }));
    // While nobody calls for help the others do not stop: the next press is theirs. Of one alone nothing more need be said.
    const caption = msg(
      roles.caller === undefined ? "page.captionRoles" : "page.captionOthersStop",
    );
    const footer = roles.alone ? {} : { footer: caption };
    return {
      ...card("danger", title, lines, [...takes, ...openButtons(request, shell)]),
      ...base,
      ...footer,
    };
  }
  if (roles.caller === undefined) {
    const need =
      holder === undefined
        ? msg("page.titleTakenNobody", who(request))
        : msg("page.needCaller", { ...who(request), holder: person(holder) });
    return { ...card("danger", title, [need, number], [...takes, callForHelp(request)]), ...base };
  }
  const lines: Line[] = [msg("page.caller", { caller: person(roles.caller) })];
  return { ...taken(request), lines, buttons: takes };
}

function closed(request: Request, viewer: Viewer): Card {
  if (isLive(request)) throw new Error("a live request is not closed");
  const at = { time: time(request.closedAt) };
  if (request.shrunk) return card("closed", msg("page.titleClosed", at), [], []);
  const helper = request.helpers.includes(viewer.person);
  const newest = request.pages[viewer.person] === viewer.occasion;
  const lines: Line[] = [how(request)];
  if (request.outcome !== undefined && helper)
    lines.push(
      msg("page.recorded", { outcome: msg(`outcome.${request.outcome}`) }),
      msg("page.thanks"),
    );
  // Whoever had it last knows; who gave it back or lapsed before that is left in peace.
  const asks = newest && request.helpers.at(-1) === viewer.person && request.outcome === undefined;
  return {
    ...card(
      "closed",
      msg("page.titleClosed", at),
      newest ? lines : [],
      helper && newest ? [timelineButton(request)] : [],
    ),
    summary: msg("page.summaryClosed", { ...who(request), ...at }),
    ...(newest
      ? { facts: [{ label: msg("fact.who"), value: msg("fact.agentTeam", who(request)) }] }
      : {}),
    ...(asks
      ? {
          more: {
            heading: msg("page.outcome"),
            buttons: outcomes.map((outcome) => outcomeButton(request, outcome)),
          },
        }
      : {}),
  };
}

function how(request: Request): Text {
  if (request.status === "withdrawn") return msg("page.howWithdrawn", who(request));
  if (request.status !== "resolved") throw new Error("not closed");
  switch (request.how) {
    case "done":
      return msg("page.howDone");
    case "call-ended":
      return msg("page.howCallEnded", who(request));
    case "not-recorded":
      return msg("page.howNotRecorded");
    case "unanswered":
      // Somebody had it when Handrail went away, and may well have come.
      return msg(
        request.news === "overtaken" && request.overtaken?.holder !== undefined
          ? "page.howNotRecorded"
          : "page.howUnanswered",
      );
  }
}

const card = (
  tone: Card["tone"],
  title: Text,
  lines: readonly Line[],
  buttons: readonly Button[],
): Card => ({
  kind: "card",
  tone,
  summary: title,
  title,
  facts: [],
  lines,
  buttons,
});
