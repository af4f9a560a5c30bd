import { minutes } from "../kernel/time.ts";
import { type Text, literal, msg, people, person, time } from "../platform/text.ts";
import type { MessageKey } from "../platform/text.ts";
import type { Row as SectionRow } from "../platform/view.ts";
import type { Person } from "../runtime/directory/organisation.ts";
import type { Audience, Self } from "./audiences.ts";

/** Where others read it. A notification is what a lock screen shows. */
export type Where = "message" | "notification" | "home" | "dialog";

/**
 * One thing that others read of somebody: who they are, where they read it, and why
 * (docs/features.md K6).
 */
export interface Row {
  readonly to: Audience;
  readonly self: Self;
  readonly where: readonly Where[];
  /** The places in sentences where the name stands, as `sentence.place`; none: a name in a menu. */
  readonly names?: RegExp;
  /** The views that show it, as `feature/view`; `feature/home` is a part of a home page. */
  readonly views: readonly string[];
  readonly says: MessageKey;
  /** The very sentence that they read, where there is one. */
  readonly example?: (me: Person, now: number) => Text;
}

const of = (me: Person) => ({ person: person(me.id) });
const team = (me: Person) => literal(me.agentOf[0] ?? me.supervises[0] ?? "—");
const soon = (now: number) => time(now + minutes(20));

/**
 * Every view, line and notification that names somebody to somebody else. A new sentence with a
 * name in it, a new view or a new reader fails a test until it is here.
 */
export const table: readonly Row[] = [
  {
    to: "team",
    self: "agent",
    where: ["message", "home"],
    names: /^board\.onShift(?:More)?\.people$/,
    views: ["board/home", "home/board"],
    says: "seen.onShift",
    example: (me) => msg("board.onShift", { people: people([me.id]) }),
  },
  {
    to: "team",
    self: "agent",
    where: ["message", "home"],
    names: /^board\.(?:open|held)\.person$/,
    views: ["board/home", "home/board"],
    says: "seen.asks",
    example: (me, now) => msg("board.open", { ...of(me), time: time(now), status: "open" }),
  },
  {
    to: "team",
    self: "anybody",
    where: ["message", "notification", "home"],
    names: /^cover\.(?:away|needed|soon|made)\.person$|^board\.soon\.person$/,
    views: ["breaks/cover", "board/home", "home/board"],
    says: "seen.away",
    example: (me, now) => msg("cover.away", { ...of(me), time: soon(now) }),
  },
  {
    to: "team",
    self: "anybody",
    where: ["message", "notification", "home", "dialog"],
    names: /^cover\.(?:waits|thanks)\.person$|^board\.waits\.person$|^label\.makeRoom\.person$/,
    views: ["breaks/cover", "board/home", "home/board"],
    says: "seen.waits",
    example: (me) => msg("cover.waits", of(me)),
  },
  {
    to: "helpers",
    self: "agent",
    where: ["message", "notification", "dialog"],
    names:
      /^page\.(?!handed|turnedDown)\w+\.person$|^button\.(?:imWith|showWords)\.person$|^label\.(?:acknowledge|passOn)\.person$|^fact\.agentTeam\.person$/,
    views: ["escalations/page"],
    says: "seen.page",
    example: (me) => msg("page.title", of(me)),
  },
  {
    to: "helpers",
    self: "agent",
    where: ["message", "notification", "home"],
    names: /^home\.row\.person$|^overtaken\.(?:row|rowTaken|take)\.person$/,
    views: ["escalations/home", "overtaken/list"],
    says: "seen.list",
    example: (me) => msg("home.row", { ...of(me), team: team(me), status: "open", holder: "" }),
  },
  {
    to: "helpers",
    self: "agent",
    where: ["dialog"],
    names: /^timeline\.(?:opened|categorised|described|withdrawn)\.person$/,
    views: ["escalations/timeline"],
    says: "seen.timeline",
    example: (me, now) => msg("timeline.opened", { ...of(me), time: time(now) }),
  },
  {
    to: "helpers",
    self: "agent",
    where: ["dialog"],
    views: ["escalations/words"],
    says: "seen.words",
  },
  {
    to: "helpers",
    self: "anybody",
    where: ["message", "notification", "dialog"],
    names: /^cover\.(?:away|needed|soon|made|waits|thanks)\.person$|^label\.makeRoom\.person$/,
    views: ["breaks/cover"],
    says: "seen.coverElsewhere",
    example: (me) => msg("cover.waits", of(me)),
  },
  {
    to: "desk",
    self: "anybody",
    where: ["message", "notification"],
    names: /^desk\.away\.person$/,
    views: ["breaks/desk"],
    says: "seen.desk",
    example: (me, now) => msg("desk.away", { ...of(me), time: soon(now) }),
  },
  {
    to: "contacts",
    self: "anybody",
    where: ["message", "dialog"],
    names: /^contact\.(?:page|pageMine|taken)\.person$|^button\.contactTake\.person$/,
    views: ["contacts/page"],
    says: "seen.contact",
    example: (me) => msg("contact.page", of(me)),
  },
  {
    to: "partner",
    self: "anybody",
    where: ["message", "notification", "home", "dialog"],
    names:
      /^debrief\.(?:with|you|youSummary|both|home\.with|guide\.(?:asks|chooses))\.(?:person|partner)$/,
    views: ["debriefs/own", "debriefs/offer", "debriefs/both", "debriefs/home"],
    says: "seen.talk",
    example: (me) => msg("debrief.you", of(me)),
  },
  {
    to: "partner",
    self: "anybody",
    where: ["message", "notification"],
    names: /^round\.title\.people$/,
    views: ["rounds/round"],
    says: "seen.round",
    example: (me) => msg("round.title", { people: people([me.id]) }),
  },
  {
    to: "colleagues",
    self: "anybody",
    where: ["dialog"],
    names: /^debrief\.form\.(?:never|favourites)\.people$/,
    views: ["debriefs/wishes"],
    says: "seen.wishes",
  },
  {
    to: "colleagues",
    self: "anybody",
    where: ["dialog"],
    names: /^seen\.people\.people$/,
    views: ["mydata/seen"],
    says: "seen.theirs",
  },
  {
    to: "callers",
    self: "supervisor",
    where: ["message", "notification", "dialog"],
    names:
      /^receipt\.(?:asking|askingDanger|lostTaker|lateTaker|dangerSentAsking|unreachable|heldBack|sought)\.people$/,
    views: ["escalations/receipt"],
    says: "seen.asked",
    example: (me) => msg("receipt.asking", { people: people([me.id]) }),
  },
  {
    to: "callers",
    self: "supervisor",
    where: ["message", "notification", "home", "dialog"],
    names:
      /^receipt\.\w+\.(?:holder|caller)$|^answer\.againTaken\.holder$|^button\.here\.person$|^refused\.taken\.holder$|^home\.row\.holder$/,
    views: ["escalations/receipt", "escalations/home"],
    says: "seen.taken",
    example: (me) => msg("receipt.taken", { holder: person(me.id) }),
  },
  {
    to: "callers",
    self: "supervisor",
    where: ["dialog"],
    names: /^timeline\.(?!opened|described|withdrawn)\w+\.(?:person|people|to)$/,
    views: ["escalations/timeline"],
    says: "seen.came",
    example: (me, now) => msg("timeline.acknowledged", { ...of(me), time: time(now) }),
  },
  {
    to: "besideThem",
    self: "supervisor",
    where: ["message", "notification", "home", "dialog"],
    names:
      /^page\.\w+\.(?:holder|caller)$|^page\.(?:onlyYou|handedOver|turnedDown)\.person$|^(?:home\.row|board\.held|overtaken\.rowTaken|refused\.taken)\.holder$/,
    views: ["escalations/page", "escalations/home", "overtaken/list", "board/home", "home/board"],
    says: "seen.holds",
    example: (me) => msg("page.titleTaken", { holder: person(me.id) }),
  },
  {
    to: "besideThem",
    self: "supervisor",
    where: ["dialog"],
    names: /^timeline\.(?!opened|described|withdrawn)\w+\.(?:person|people|to)$/,
    views: ["escalations/timeline", "escalations/give"],
    says: "seen.give",
  },
  {
    to: "besideThem",
    self: "supervisor",
    where: ["message", "notification"],
    names: /^cover\.made\.by$/,
    views: ["breaks/cover"],
    says: "seen.madeRoom",
  },
  {
    to: "seekers",
    self: "contact",
    where: ["message", "dialog"],
    names: /^contact\.(?:askingWhom|comes)\.person$/,
    views: ["contacts/receipt"],
    says: "seen.asksYou",
    example: (me) => msg("contact.comes", of(me)),
  },
  {
    to: "seekers",
    self: "contact",
    where: ["message", "dialog"],
    names: /^debrief\.stopPeople\.people$/,
    views: ["debriefs/own", "debriefs/offer"],
    says: "seen.afterTalk",
    example: (me) => msg("debrief.stopPeople", { people: people([me.id]) }),
  },
  {
    to: "contacts",
    self: "contact",
    where: ["message"],
    names: /^contact\.pageTaken\.holder$/,
    views: ["contacts/page"],
    says: "seen.contactTaken",
    example: (me) => msg("contact.pageTaken", { holder: person(me.id) }),
  },
  {
    to: "leads",
    self: "anybody",
    where: ["message", "home", "dialog"],
    views: [],
    says: "seen.leads",
  },
];

/** What they read, and under it when and why. */
export function said(row: Row, me: Person, now: number): SectionRow {
  const why = row.where.includes("notification")
    ? msg("seen.notified", { row: msg(row.says) })
    : msg(row.says);
  const words = row.example?.(me, now);
  const base = { tone: "calm", buttons: [] } as const;
  return words === undefined
    ? { ...base, line: why }
    : { ...base, line: msg("seen.quote", { words }), detail: why };
}
